import { z } from 'zod';
import { isSecretKey } from '#core/graph/secret-keys';
import type { SynchronizationTemplate } from '#core/graph/shapes';
import { ConnectionField } from './connection-facts.ts';
import type { EffectiveProfile } from './effective-profile.ts';

/** What a synchronization template says about the credentials of its application. Null: it does not say. */
export interface TemplateCredentials {
  /** Names of the fields, as the template spells them. */
  readonly fields: readonly { readonly name: string; readonly secret: boolean }[] | null;
  readonly oauth: boolean | null;
}

const ConfigurationFields = z.array(z.looseObject({ name: z.string(), secret: z.boolean().optional() }));

const metadataValue = ({ metadata }: SynchronizationTemplate, key: string): string | null =>
  (metadata ?? []).find((entry) => entry.key.toLowerCase() === key)?.value ?? null;

/** Keys in metadata are compared without case: the service spells them in several ways. */
function fieldsOf(template: SynchronizationTemplate): TemplateCredentials['fields'] {
  const text = metadataValue(template, 'configurationfields');
  if (text === null) return null;
  try {
    const parsed = ConfigurationFields.safeParse(JSON.parse(text));
    if (!parsed.success) return null;
    return parsed.data.map(({ name, secret }) => ({ name, secret: secret ?? isSecretKey(name) }));
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

/**
 * Takes a synchronization template; gives what its metadata says about credentials. Pure.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationmetadataentry (ConfigurationFields, IsOAuthEnabled)
 */
export function templateCredentials(template: SynchronizationTemplate): TemplateCredentials {
  const flag = metadataValue(template, 'isoauthenabled');
  return { fields: fieldsOf(template), oauth: flag === null ? null : flag.toLowerCase() === 'true' };
}

const knownKeys = ConnectionField.shape.key.options;

/** Takes a field's name as a template spells it; gives the Graph key that is meant, or null. Pure. */
export const graphKeyOf = (name: string): ConnectionField['key'] | null =>
  knownKeys.find((key) => key.toLowerCase() === name.toLowerCase()) ?? null;

const labels: Readonly<Partial<Record<ConnectionField['key'], string>>> = {
  BaseAddress: 'Tenant URL',
  SecretToken: 'Secret Token',
  UserName: 'Admin Username',
  Password: 'Admin Password',
};

/** Takes a Graph key and whether it is secret; gives a field about which nothing but that is known. Pure. */
export const plainField = (key: ConnectionField['key'], secret: boolean): ConnectionField => ({
  key,
  label: labels[key] ?? key,
  secret,
  required: true,
  value: { kind: 'fromVendor' },
});

/**
 * Takes a profile and the template of its application in the tenant; gives the profile with the fields that the application has: those that
 * the profile does not know are added, those that the application does not ask for are demanded no more. An application may offer fields
 * for several ways to sign in, so an added one is demanded only where none of the profile's secrets is asked for. Where the template says
 * nothing of use, or a person authorizes in the browser, the profile stays as it is. Pure.
 */
export function withLiveFields(profile: EffectiveProfile, template: SynchronizationTemplate | null): EffectiveProfile {
  if (template === null || profile.connection.interactiveAuthorization) return profile;
  const { fields, oauth } = templateCredentials(template);
  if (fields === null || fields.length === 0 || oauth === true) return profile;
  const asked = new Set(fields.map(({ name }) => name.toLowerCase()));
  const isAsked = ({ key }: ConnectionField): boolean => asked.has(key.toLowerCase());
  const own = profile.connection.fields;
  const otherCredentials = !own.some((field) => field.secret && isAsked(field));
  const added = fields.flatMap(({ name, secret }) => {
    const key = graphKeyOf(name);
    if (key === null || own.some((field) => field.key === key)) return [];
    return [{ ...plainField(key, secret), required: otherCredentials }];
  });
  if (added.length === 0 && own.every(isAsked)) return profile;
  const kept = own.map((field) => (isAsked(field) ? field : { ...field, required: false }));
  return { ...profile, connection: { ...profile.connection, fields: [...kept, ...added] } };
}
