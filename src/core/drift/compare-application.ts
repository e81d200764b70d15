import { masked, notKept } from '#core/audit/redaction';
import { SynchronizationSchema } from '#core/graph/shapes';
import { compareConfigurations } from '#core/schema/compare-configurations';
import { compareSchemas } from '#core/schema/compare-schemas';
import { memberDifferences } from '#core/schema/differences';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { Difference } from '#shared/model/difference';
import { differingParts, sameValue } from './differing-parts.ts';

/** What is known of an application on one side: its configuration, and the other files of a bundle by name, if there are any. */
export interface ComparedApplication {
  readonly configuration: ProvisioningConfiguration;
  readonly files: ReadonlyMap<string, unknown>;
}

/** `bundle`: everything there was; `files`: what somebody wants, and nothing about what is left out. */
export type BaselineKind = 'bundle' | 'files';

type Json = Readonly<Record<string, unknown>>;

const recordOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

const schemaFile = /^schema(?:-\d+)?\.json$/;
const jobFile = /^job(?:-\d+)?\.json$/;

/** Members that say the same elsewhere, or that a person cannot change. */
const namedElsewhere: ReadonlySet<string> = new Set(['id', 'displayName', 'createdDateTime', 'vendor', 'templateId']);
const none: ReadonlySet<string> = new Set();

function applicationDifferences(before: unknown, after: unknown): readonly Difference[] {
  return memberDifferences(
    { before: recordOf(before), after: recordOf(after) },
    { area: 'application', place: 'Application', without: namedElsewhere, what: (name) => name },
  );
}

function jobDifferences(before: unknown, after: unknown): readonly Difference[] {
  const [one, other] = [recordOf(before), recordOf(after)];
  const where = { area: 'provisioning', place: 'Synchronization job' } as const;
  return [
    ...memberDifferences(
      { before: recordOf(one.schedule), after: recordOf(other.schedule) },
      // Whether it runs is a fact of the configuration already.
      { ...where, without: new Set(['state']), what: (name) => `schedule ${name}` },
    ),
    ...memberDifferences(
      { before: { settings: one.settings ?? [] }, after: { settings: other.settings ?? [] } },
      { ...where, without: none, what: (name) => name },
    ),
  ];
}

function schemaDifferences(before: unknown, after: unknown): readonly Difference[] {
  const [one, other] = differingParts(before, after);
  return compareSchemas(SynchronizationSchema.parse(one), SynchronizationSchema.parse(other));
}

function fileDifferences(name: string, before: unknown, after: unknown): readonly Difference[] {
  if (sameValue(before, after)) return [];
  if (schemaFile.test(name)) return schemaDifferences(before, after);
  if (jobFile.test(name)) return jobDifferences(before, after);
  return name === 'application.json' ? applicationDifferences(before, after) : [];
}

/** Names of the files that are on both sides and are compared as a whole. */
const comparedFiles = (before: ComparedApplication, after: ComparedApplication): readonly string[] =>
  [...before.files.keys()].filter((name) => after.files.has(name)).sort();

const withoutMappings = (configuration: ProvisioningConfiguration): ProvisioningConfiguration => ({
  ...configuration,
  mappings: [],
});

/** Where a file says nothing, the tenant may have what it wants; a complete list is one that says nothing about more. */
const isStated = ({ before, area, kind }: Difference): boolean =>
  before !== null || (area === 'attributeMapping' && kind === 'added');

const hides = (text: string | null): boolean => text !== null && (text.includes(masked) || text.includes(notKept));

/** A value that is masked on both sides is not known to differ. */
const isKnown = ({ before, after }: Difference): boolean => !(hides(before) && hides(after));

/** Members of a configuration that name it rather than say something: a file need not have them, and ids differ by tenant. */
const names: ReadonlySet<string> = new Set(['service principal', 'name', 'an instance that is there', 'vendor']);

const isName = ({ area, place, what }: Difference): boolean =>
  area === 'application' && place === 'Application' && names.has(what);

function configurationsDiffer(
  before: ComparedApplication,
  after: ComparedApplication,
  kind: BaselineKind,
): readonly Difference[] {
  // The whole schema says more about mappings than the configuration, and in the same words.
  const hasSchemas = comparedFiles(before, after).some((name) => schemaFile.test(name));
  const [one, other] = hasSchemas
    ? [withoutMappings(before.configuration), withoutMappings(after.configuration)]
    : [before.configuration, after.configuration];
  if (sameValue(one, other)) return [];
  const all = compareConfigurations(one, other);
  return kind === 'bundle'
    ? all.filter((one) => !(isName(one) && one.what !== 'name'))
    : all.filter((one) => isStated(one) && !isName(one));
}

/**
 * Takes an application as its baseline has it and as it is, both masked by the same rules; gives what differs in meaning. Order, what the
 * service adds by itself, and values that are masked on both sides are no differences. Pure.
 */
export function compareApplication(
  before: ComparedApplication,
  after: ComparedApplication,
  kind: BaselineKind,
): readonly Difference[] {
  return [
    ...configurationsDiffer(before, after, kind),
    ...comparedFiles(before, after).flatMap((name) =>
      fileDifferences(name, before.files.get(name), after.files.get(name)),
    ),
  ].filter(isKnown);
}
