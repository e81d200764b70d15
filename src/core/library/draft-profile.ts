import type {
  AttributeDefinition,
  ObjectMapping,
  SynchronizationSchema,
  SynchronizationTemplate,
} from '#core/graph/shapes';
import type { ConnectionFacts, ConnectionField } from '#core/profiles/connection-facts';
import { graphKeyOf, plainField, templateCredentials } from '#core/profiles/template-fields';
import { idOfName } from '#core/tutorials/gallery-name';
import type { DraftField, DraftMapping, ProfileDraft } from '#shared/model/profile-draft';

/** What the tenant knows about an application for which a profile is written. */
export interface ApplicationFacts {
  /** Display name of the enterprise application. */
  readonly application: string;
  /** Name in the gallery; null: it is an application of the tenant's own. */
  readonly galleryName: string | null;
  readonly homepage: string | null;
  readonly appRoles: readonly string[];
  readonly template: SynchronizationTemplate | null;
  readonly schema: SynchronizationSchema | null;
}

/** A draft, and what a person should know about it, one sentence each. */
export interface DraftedProfile {
  readonly draft: ProfileDraft;
  readonly notes: readonly string[];
}

const fieldOf = ({ key, label, secret, required, value }: ConnectionField): DraftField => ({
  key,
  label,
  vendorLabel: '',
  secret,
  required,
  kind: value.kind,
  value: '',
});

type Authentication = ProfileDraft['authenticationType'];

/** Which way to sign in a set of keys comes down to. */
function authenticationOf(keys: readonly string[], oauth: boolean): Authentication {
  if (oauth) return 'oauth2AuthorizationCode';
  if (keys.includes('SecretToken')) return 'bearerToken';
  if (keys.includes('ClientSecret')) return 'oauth2ClientCredentials';
  if (keys.includes('UserName') && keys.includes('Password')) return 'basic';
  return keys.length === 1 && keys[0] === 'BaseAddress' ? 'tenantUrlOnly' : 'vendorSpecific';
}

function credentialsOf(template: SynchronizationTemplate | null) {
  const usual = [plainField('BaseAddress', false), plainField('SecretToken', true)];
  const { fields, oauth } = template === null ? { fields: null, oauth: null } : templateCredentials(template);
  if (oauth === true) return { fields: [], authenticationType: 'oauth2AuthorizationCode' as const, notes: [] };
  if (fields === null || fields.length === 0) {
    return {
      fields: usual,
      authenticationType: 'bearerToken' as const,
      notes: ['The application does not say which credentials it takes: a tenant URL and a secret token are assumed.'],
    };
  }
  const known = fields.flatMap(({ name, secret }) => {
    const key = graphKeyOf(name);
    return key === null ? [] : [plainField(key, secret)];
  });
  const unknown = fields.filter(({ name }) => graphKeyOf(name) === null).map(({ name }) => name);
  return {
    fields: known,
    authenticationType: authenticationOf(
      known.map(({ key }) => key),
      false,
    ),
    notes:
      unknown.length === 0
        ? []
        : [
            `The application also asks for ${unknown.join(', ')}, which a profile cannot name: enter it in the admin center.`,
          ],
  };
}

function definitionsOf(
  schema: SynchronizationSchema,
  place: { readonly directory: string | null | undefined; readonly object: string },
): ReadonlyMap<string, AttributeDefinition> {
  const directory = (schema.directories ?? []).find(({ name }) => name === place.directory);
  const object = (directory?.objects ?? []).find(({ name }) => name === place.object);
  return new Map((object?.attributes ?? []).map((attribute) => [attribute.name, attribute]));
}

function mappingOf(mapping: ObjectMapping, definitions: ReadonlyMap<string, AttributeDefinition>): DraftMapping {
  return {
    source: mapping.sourceObjectName,
    target: mapping.targetObjectName,
    attributes: (mapping.attributeMappings ?? []).map(({ targetAttributeName: name, matchingPriority }) => ({
      name,
      type: definitions.get(name)?.type ?? 'String',
      required: definitions.get(name)?.required ?? null,
      matchingPriority: (matchingPriority ?? 0) > 0 ? (matchingPriority ?? null) : null,
    })),
  };
}

function mappingsOf(
  schema: SynchronizationSchema | null,
): readonly { readonly mapping: ObjectMapping; readonly draft: DraftMapping }[] {
  if (schema === null) return [];
  return (schema.synchronizationRules ?? []).flatMap(({ targetDirectoryName, objectMappings }) =>
    (objectMappings ?? []).map((mapping) => ({
      mapping,
      draft: mappingOf(
        mapping,
        definitionsOf(schema, { directory: targetDirectoryName, object: mapping.targetObjectName }),
      ),
    })),
  );
}

const does = (mapping: ObjectMapping | undefined, action: string): boolean =>
  mapping !== undefined &&
  (mapping.flowTypes ?? 'Add, Update, Delete').split(',').some((one) => one.trim().toLowerCase() === action);

function groupsOf(group: ObjectMapping | undefined, hasSchema: boolean): ProfileDraft['groups'] {
  if (!hasSchema) return 'unknown';
  if (group === undefined) return 'none';
  return does(group, 'add') ? 'full' : 'updateOnly';
}

const nothingOfVendor = {
  aliases: [],
  consoleUrl: '',
  contactEmail: '',
  contactUrl: '',
  steps: [],
  limitations: [],
  checks: [],
};

/**
 * Takes what the tenant knows about an application; gives a profile to go on writing: fields, objects and attributes from the template and
 * the live schema, and nothing made up about the vendor. Pure.
 */
export function draftProfile(facts: ApplicationFacts): DraftedProfile {
  const { application, galleryName, homepage, appRoles, template, schema } = facts;
  const displayName = galleryName ?? application;
  const credentials = credentialsOf(template);
  const mappings = mappingsOf(schema);
  const ofSource = (name: string): ObjectMapping | undefined =>
    mappings.find(({ mapping }) => mapping.sourceObjectName === name)?.mapping;
  const user = ofSource('User');
  const draft: ProfileDraft = {
    ...nothingOfVendor,
    id: idOfName(displayName),
    displayName,
    homepage: homepage ?? '',
    addMethod: galleryName === null ? 'nonGallery' : 'instantiate',
    authenticationType: credentials.authenticationType,
    fields: credentials.fields.map(fieldOf),
    createUsers: schema === null || does(user, 'add'),
    updateUsers: schema === null || does(user, 'update'),
    removeUsers: schema === null || does(user, 'delete'),
    groups: groupsOf(ofSource('Group'), schema !== null),
    singleSignOn: 'unknown',
    appRoles: [...appRoles],
    defaultAccess: 'unknown',
    deprovisioning: 'unknown',
    mappings: mappings.map(({ draft: one }) => one),
    origin: {
      application,
      synchronizationTemplateId: template?.id ?? null,
      schemaVersion: schema?.version ?? null,
    },
  };
  return {
    draft,
    notes: [
      ...credentials.notes,
      ...(schema === null ? ['The application offers no synchronization schema: what it maps is not known yet.'] : []),
      'What has to be done at the vendor stands in no schema: write it down, step by step.',
    ],
  };
}

/** Takes a way to sign in; says whether a person authorizes it in the browser. Pure. */
export const authorizesInBrowser = (type: (typeof ConnectionFacts.shape.authenticationType.options)[number]): boolean =>
  type === 'oauth2AuthorizationCode';
