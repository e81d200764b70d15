import { profileSchemaVersion } from '#core/profiles/profile-schema';
import type { DraftField, ProfileDraft } from '#shared/model/profile-draft';
import { authorizesInBrowser } from './draft-profile.ts';

const stated = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const statedLines = (lines: readonly string[]): string[] =>
  lines.map((line) => line.trim()).filter((line) => line !== '');
const optional = <K extends string>(key: K, text: string): { readonly [P in K]?: string } =>
  (text.trim() === '' ? {} : { [key]: text.trim() }) as { readonly [P in K]?: string };

/** A choice is written one a line, with a name before an equals sign where it has one. */
const choiceOf = (line: string): { readonly label: string; readonly value: string } => {
  const [, label, value] = /^([^=]*?)\s*=\s*(\S.*)$/.exec(line) ?? [];
  // An equals sign inside an address names nothing.
  return label === undefined || value === undefined || label === '' || /^https?:/i.test(label)
    ? { label: line, value: line }
    : { label, value };
};

function fieldValueOf({ kind, value }: DraftField) {
  const text = value.trim();
  switch (kind) {
    case 'fixed':
      return { kind, ...optional('value', text) };
    case 'choice':
      return { kind, choices: statedLines(text.split('\n')).map(choiceOf) };
    case 'template': {
      const names = [...new Set([...text.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name))];
      return { kind, template: text, variables: names.map((name) => ({ name, hint: name })) };
    }
    case 'fromVendor':
    case 'free':
      return { kind, ...(text === '' ? {} : { examples: [text] }) };
  }
}

const types = ['String', 'Integer', 'Reference', 'Binary', 'Boolean', 'DateTime'];

const mappingOf = ({ source, target, attributes }: ProfileDraft['mappings'][number]) => ({
  sourceObjectName: source,
  targetObjectName: target,
  // No document lists them; the live schema did.
  attributesSource: 'none',
  attributes: attributes.map(({ name, type, required, matchingPriority }) => ({
    name,
    type: types.find((one) => one.toLowerCase() === type.toLowerCase()) ?? 'String',
    filterable: null,
    required,
    matchingPriority,
  })),
});

const defaultAccess: Readonly<Record<ProfileDraft['defaultAccess'], boolean | null>> = {
  excluded: true,
  included: false,
  unknown: null,
};

const connectionOf = (draft: ProfileDraft) => {
  const authorizes = authorizesInBrowser(draft.authenticationType);
  return {
    authenticationType: draft.authenticationType,
    fields: authorizes
      ? []
      : draft.fields.map((field) => ({
          key: field.key,
          label: field.label.trim(),
          ...optional('vendorLabel', field.vendorLabel),
          secret: field.secret,
          required: field.required,
          value: fieldValueOf(field),
        })),
    interactiveAuthorization: authorizes,
    tokenOverlap: null,
  };
};

function vendorSetupOf(
  draft: ProfileDraft,
  fields: readonly { readonly key: string; readonly value: { readonly kind: string } }[],
) {
  const steps = statedLines(draft.steps);
  const yields = fields.filter(({ value }) => value.kind === 'fromVendor').map(({ key }) => key);
  const contact = { ...optional('email', draft.contactEmail), ...optional('url', draft.contactUrl) };
  const selfService = steps.length > 0;
  return {
    mode: selfService ? 'selfService' : Object.keys(contact).length > 0 ? 'contactVendor' : 'none',
    consoleUrl: stated(draft.consoleUrl),
    contact,
    giveToVendor: [],
    steps: steps.map((text, at) => ({ text, yields: at === steps.length - 1 ? yields : [] })),
  };
}

/**
 * Takes what a person wrote; gives the content of a profile file, all of it as curated facts, for the check that every profile file goes
 * through. Pure; raises nothing, since the check says what is wrong.
 */
export function composeProfile(draft: ProfileDraft): Readonly<Record<string, unknown>> {
  const connection = connectionOf(draft);
  const { application, synchronizationTemplateId, schemaVersion } = draft.origin;
  const version = schemaVersion === null ? '' : `, version ${schemaVersion}`;
  return {
    $schema: '../profile.schema.json',
    schemaVersion: profileSchemaVersion,
    id: draft.id.trim(),
    imported: null,
    curated: {
      applicationTemplateIds: {},
      synchronizationTemplateId,
      aliases: [],
      facts: {
        displayName: draft.displayName.trim(),
        aliases: statedLines(draft.aliases),
        homepage: stated(draft.homepage),
        ssoArticle: null,
        direction: 'outbound',
        connectivity: 'cloud',
        cloudEnvironments: ['public'],
        status: { state: 'supported' },
        addMethod: draft.addMethod,
        capabilities: {
          stated: false,
          createUsers: draft.createUsers,
          updateUsers: draft.updateUsers,
          removeUsers: draft.removeUsers,
          groups: draft.groups,
          sso: draft.singleSignOn,
          other: [],
        },
        prerequisites: [{ kind: 'entraTenant', text: 'A Microsoft Entra tenant' }],
        vendorSetup: vendorSetupOf(draft, connection.fields),
        connection,
        objectMappings: draft.mappings.map(mappingOf),
        assignment: {
          defaultAccessExcluded: defaultAccess[draft.defaultAccess],
          appRoles: statedLines(draft.appRoles),
          rolesImportedFromTarget: false,
          separateAppRequired: false,
          separateAppRecommended: false,
        },
        deprovisioning: { attribute: null, behaviour: draft.deprovisioning },
        limitations: statedLines(draft.limitations),
        troubleshooting: statedLines(draft.checks),
        changeLog: [],
        provenance: {
          repo: null,
          path: null,
          commit: null,
          file: `live synchronization schema of ${application}${version}`,
          documentDate: null,
          template: 'byHand',
          uiGeneration: null,
        },
        importWarnings: [],
      },
      neededOnEveryAccount: [],
      connectionChecks: [],
      corrections: [],
    },
  };
}
