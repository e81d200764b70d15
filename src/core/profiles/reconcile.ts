import type { AttributeDefinition, SynchronizationSchema, SynchronizationTemplate } from '#core/graph/shapes';
import type { EffectiveProfile } from './effective-profile.ts';
import { graphKeyOf, templateCredentials } from './template-fields.ts';

/** What the tenant says about an application, as far as it is there. */
export interface TenantFacts {
  /** Names of gallery templates that carry the profile's name or an alias, the best first. */
  readonly gallery: readonly { readonly id: string; readonly displayName: string }[];
  /** Null: the application is not in the tenant, or offers no synchronization. */
  readonly template: SynchronizationTemplate | null;
  readonly schema: SynchronizationSchema | null;
}

/** One point on which profile and tenant differ; what the tenant says is what counts. */
export interface TenantDifference {
  readonly area: 'gallery' | 'credentials' | 'attributes';
  readonly what: string;
  readonly profile: string | null;
  readonly tenant: string | null;
  readonly explanation: string;
}

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

function galleryDifferences(profile: EffectiveProfile, { gallery }: TenantFacts): readonly TenantDifference[] {
  if (profile.addMethod === 'nonGallery') return [];
  const [first] = gallery;
  if (first === undefined) {
    return [
      {
        area: 'gallery',
        what: 'application',
        profile: profile.displayName,
        tenant: null,
        explanation: 'The gallery of this tenant has no application of this name or of another name of the profile.',
      },
    ];
  }
  if (gallery.some(({ displayName }) => displayName === profile.displayName)) return [];
  const sameWords = folded(first.displayName) === folded(profile.displayName);
  return [
    {
      area: 'gallery',
      what: 'application',
      profile: profile.displayName,
      tenant: first.displayName,
      explanation: sameWords
        ? 'The gallery spells the name in another way.'
        : 'The gallery knows the application by another name of the profile: it was renamed.',
    },
  ];
}

const asksToo =
  'The application has this field although the profile does not name it, so it can be filled in here too.';
const asksForUnknown =
  'The application asks for this field, which is not known here: name it in the configuration, or enter it in the admin center.';
const asksNothing = 'The profile names this field, the application does not ask for it, so it may stay empty.';

function credentialDifferences(
  { connection }: EffectiveProfile,
  { template }: TenantFacts,
): readonly TenantDifference[] {
  if (template === null) return [];
  const { fields, oauth } = templateCredentials(template);
  const signIn: TenantDifference[] =
    oauth !== null && oauth !== connection.interactiveAuthorization
      ? [
          {
            area: 'credentials',
            what: 'way to sign in',
            profile: connection.authenticationType,
            tenant: oauth ? 'Authorize button' : 'fields',
            explanation: oauth
              ? 'The application can be authorized in the browser; the admin center shows which way it takes.'
              : 'The application takes fields; there is no Authorize button.',
          },
        ]
      : [];
  if (fields === null || fields.length === 0 || oauth === true) return signIn;
  const asked = new Map(fields.map(({ name }) => [name.toLowerCase(), name]));
  const known = new Map(connection.fields.map(({ key }) => [key.toLowerCase(), key]));
  const difference = (what: string, side: 'profile' | 'tenant', explanation: string): TenantDifference => ({
    area: 'credentials',
    what,
    profile: side === 'profile' ? what : null,
    tenant: side === 'tenant' ? what : null,
    explanation,
  });
  return [
    ...signIn,
    ...[...asked]
      .filter(([name]) => !known.has(name))
      .map(([, name]) => difference(name, 'tenant', graphKeyOf(name) === null ? asksForUnknown : asksToo)),
    ...[...known].filter(([name]) => !asked.has(name)).map(([, name]) => difference(name, 'profile', asksNothing)),
  ];
}

/** The definition of an object in the target's directory, by the mapping that leads there. */
function definitionsOf(schema: SynchronizationSchema, source: string): ReadonlyMap<string, AttributeDefinition> | null {
  for (const rule of schema.synchronizationRules ?? []) {
    const mapping = (rule.objectMappings ?? []).find(({ sourceObjectName }) => sourceObjectName === source);
    if (mapping === undefined) continue;
    const directory = (schema.directories ?? []).find(({ name }) => name === rule.targetDirectoryName);
    const object = (directory?.objects ?? []).find(({ name }) => name === mapping.targetObjectName);
    if (object !== undefined) return new Map((object.attributes ?? []).map((one) => [one.name, one]));
  }
  return null;
}

function attributeDifferences(
  { objectMappings }: EffectiveProfile,
  { schema }: TenantFacts,
): readonly TenantDifference[] {
  if (schema === null) return [];
  return objectMappings.flatMap(({ sourceObjectName, attributes, extraAttributeMappings }) => {
    const live = definitionsOf(schema, sourceObjectName);
    if (live === null) {
      return [
        {
          area: 'attributes' as const,
          what: sourceObjectName,
          profile: `${attributes.length} attributes`,
          tenant: null,
          explanation: 'The live schema maps no object of this kind.',
        },
      ];
    }
    const puts = (extraAttributeMappings ?? []).filter(({ action }) => action !== 'remove');
    const notPut = puts
      .filter(({ targetAttributeName }) => live.size > 0 && !live.has(targetAttributeName))
      .map(({ targetAttributeName }) => ({
        area: 'attributes' as const,
        what: `${sourceObjectName}: ${targetAttributeName}`,
        profile: 'a mapping to add',
        tenant: null,
        explanation: 'The live schema does not know the attribute, so the mapping is left out.',
      }));
    const compared = attributes.flatMap((attribute): TenantDifference[] => {
      const definition = live.get(attribute.name);
      const what = `${sourceObjectName}: ${attribute.name}`;
      if (definition === undefined) {
        return [
          {
            area: 'attributes',
            what,
            profile: attribute.type,
            tenant: null,
            explanation: 'The live schema does not know the attribute: nothing is sent to it.',
          },
        ];
      }
      const type = definition.type ?? null;
      if (type === null || type.toLowerCase() === attribute.type.toLowerCase()) return [];
      return [
        {
          area: 'attributes',
          what,
          profile: attribute.type,
          tenant: type,
          explanation: 'The article names another type; the live schema decides.',
        },
      ];
    });
    return [...notPut, ...compared.filter(({ what }) => notPut.every((one) => one.what !== what))];
  });
}

/** Attributes that the live schema fills in where the article shows none. */
export interface FilledAttributes {
  readonly sourceObjectName: string;
  readonly attributes: readonly {
    readonly name: string;
    readonly type: string | null;
    readonly required: boolean | null;
  }[];
}

/** Takes a profile and the live schema; gives the attributes of each object that the profile's article has no table of. Pure. */
export function filledAttributes(
  { objectMappings }: EffectiveProfile,
  schema: SynchronizationSchema | null,
): readonly FilledAttributes[] {
  if (schema === null) return [];
  return objectMappings
    .filter(({ attributes }) => attributes.length === 0)
    .flatMap(({ sourceObjectName }) => {
      const live = definitionsOf(schema, sourceObjectName);
      if (live === null) return [];
      const attributes = [...live.values()].map(({ name, type, required }) => ({
        name,
        type: type ?? null,
        required: required ?? null,
      }));
      return [{ sourceObjectName, attributes }];
    });
}

/** Takes a profile and what the tenant says; gives each difference with its explanation. The tenant is right in all of them. Pure. */
export const reconcile = (profile: EffectiveProfile, tenant: TenantFacts): readonly TenantDifference[] => [
  ...galleryDifferences(profile, tenant),
  ...credentialDifferences(profile, tenant),
  ...attributeDifferences(profile, tenant),
];
