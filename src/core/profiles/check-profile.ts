import { CoreError } from '#core/rpc/errors';
import { checkTenantUrl } from '#core/setup/tenant-url';
import type { FieldValue } from './connection-facts.ts';
import { profileSchemaVersion, type VendorFacts, VendorProfile } from './profile-schema.ts';
import { upgradeProfile } from './upgrade-profile.ts';

/** What is wrong at one place of a profile file. */
export interface ProfileProblem {
  /** Dotted path, empty for the whole file. */
  readonly path: string;
  readonly message: string;
}

/** A profile file that was read, or why it cannot be. */
export interface CheckedProfile {
  readonly file: VendorProfile | null;
  /** Version that it was written in. */
  readonly from: number | null;
  /** Why it cannot be used. */
  readonly faults: readonly ProfileProblem[];
  /** What a person should look at; the profile can be used. */
  readonly doubts: readonly ProfileProblem[];
}

const place = (path: readonly PropertyKey[]): string => path.map(String).join('.');

function versionFault(from: number | null): readonly ProfileProblem[] {
  if (from === null || from <= profileSchemaVersion) return [];
  return [
    {
      path: 'schemaVersion',
      message: `the file is of version ${from}, this program knows up to version ${profileSchemaVersion}: update the program`,
    },
  ];
}

/** Takes the unparsed content of a profile file; gives the profile in the present format, what refuses it and what is doubtful in it. Pure. */
export function checkProfile(content: unknown): CheckedProfile {
  const upgraded = upgradeProfile(content);
  const newer = versionFault(upgraded.from);
  if (newer.length > 0) return { file: null, from: upgraded.from, faults: newer, doubts: [] };
  const parsed = VendorProfile.safeParse(upgraded.content);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({ path: place(path), message }));
    return { file: null, from: upgraded.from, faults, doubts: [] };
  }
  const file = parsed.data;
  const half = file.imported === null ? 'curated.facts' : 'imported';
  const facts = file.imported ?? file.curated.facts;
  const doubts =
    facts === undefined ? [] : doubtsOf(facts).map(({ path, message }) => ({ path: `${half}.${path}`, message }));
  return { file, from: upgraded.from, faults: [], doubts };
}

function doubtsOf(facts: VendorFacts): readonly ProfileProblem[] {
  const { connection, objectMappings, capabilities } = facts;
  const fields = connection.fields.flatMap((field, at) =>
    doubtsOfValue(field.value, field.key === 'BaseAddress').map((message) => ({
      path: `connection.fields.${at}.value`,
      message,
    })),
  );
  const keys = connection.fields.map(({ key }) => key);
  const repeated = connection.fields
    .filter(({ key }, at) => keys.indexOf(key) !== at)
    .map(({ key }) => ({ path: 'connection.fields', message: `the key ${key} stands there twice` }));
  const mappings = objectMappings.flatMap(({ attributes, attributesSource }, at) => [
    ...repeatedNames(attributes.map(({ name }) => name)).map((name) => ({
      path: `objectMappings.${at}.attributes`,
      message: `the attribute ${name} stands there twice`,
    })),
    ...(attributesSource === 'table' && attributes.length === 0
      ? [
          {
            path: `objectMappings.${at}.attributes`,
            message: 'a table is named as the source, but there are no attributes',
          },
        ]
      : []),
  ]);
  const maps = objectMappings.some(({ sourceObjectName }) => sourceObjectName === 'Group');
  const groups =
    maps && capabilities.groups === 'none'
      ? [{ path: 'capabilities.groups', message: 'groups are not supported, but there is a mapping of groups' }]
      : [];
  return [...fields, ...repeated, ...mappings, ...groups];
}

const repeatedNames = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, at) => names.indexOf(name) !== at)),
];

function doubtsOfValue(value: FieldValue, isUrl: boolean): readonly string[] {
  const addresses = [
    ...(value.value === undefined ? [] : [value.value]),
    ...(value.choices ?? []).map((choice) => choice.value),
  ];
  const used = [...(value.template ?? '').matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '');
  const named = (value.variables ?? []).map(({ name }) => name);
  return [
    ...(isUrl ? addresses.flatMap(urlDoubt) : []),
    ...(value.kind === 'fixed' && value.value === undefined ? ['a fixed value is missing'] : []),
    ...(value.kind === 'choice' && (value.choices ?? []).length < 2 ? ['a choice needs at least two values'] : []),
    ...(value.kind === 'template' && used.length === 0 ? ['a pattern has no place to fill'] : []),
    ...used.filter((name) => !named.includes(name)).map((name) => `the place {${name}} is not described`),
    ...named.filter((name) => !used.includes(name)).map((name) => `the variable ${name} stands nowhere in the pattern`),
  ];
}

function urlDoubt(url: string): readonly string[] {
  try {
    checkTenantUrl(url);
    return [];
  } catch (cause) {
    if (cause instanceof CoreError) return [`${url}: ${cause.message}`];
    throw cause;
  }
}
