import { isSecretKey } from '#core/graph/secret-keys';
import type { ConnectionField } from '#core/profiles/connection-facts';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { CoreError } from '#core/rpc/errors';
import { type SavedSettings, type ServiceSettings, settingKeys, wantedServiceSettings } from '#core/setup/settings';
import { checkTenantUrl } from '#core/setup/tenant-url';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { PlannedChange } from '#shared/model/plan';

/** A secret setting and the label under which a person binds its value. */
export interface SecretBinding {
  readonly key: string;
  readonly label: string;
  readonly required: boolean;
}

/** All settings as they are wanted, readable ones only, and what changes. */
export interface WantedConnection {
  readonly open: ReadonlyMap<string, string>;
  readonly changes: readonly PlannedChange[];
  readonly tenantUrl: string | null;
  readonly tenantUrlBefore: string | null;
  readonly scopeChange: ServiceSettings['scopeChange'];
}

const refuse = (
  reason: string,
  message: string,
  details: { readonly nextStep: string; readonly path: string },
): CoreError =>
  new CoreError('bad_request', message, { reason, nextStep: details.nextStep, location: { path: details.path } });

/** Takes a configuration and its profile; gives the secret settings with their labels; without a label the key is the label. Pure. */
export function secretBindings(
  configuration: ProvisioningConfiguration,
  profile: EffectiveProfile,
): readonly SecretBinding[] {
  const named = configuration.connection.secrets;
  const fromProfile = profile.connection.fields
    .filter((field) => field.secret)
    .map(
      (field): SecretBinding => ({
        key: field.key,
        label: named[field.key]?.label ?? field.key,
        required: field.required,
      }),
    );
  const known = new Set(fromProfile.map((binding) => binding.key));
  const own = Object.entries(named).filter(([key]) => !known.has(key as ConnectionField['key']));
  return [...fromProfile, ...own.map(([key, { label }]): SecretBinding => ({ key, label, required: true }))];
}

function whereFrom(field: ConnectionField, profile: EffectiveProfile): string {
  const { value } = field;
  if (value.kind === 'choice')
    return `Choose one: ${(value.choices ?? []).map((choice) => `${choice.value} (${choice.label})`).join(', ')}.`;
  if (value.kind === 'template')
    return `It has the form ${value.template ?? ''}${value.examples?.[0] === undefined ? '' : `, for example ${value.examples[0]}`}.`;
  const contact = profile.vendorSetup.contact.email ?? profile.vendorSetup.contact.url;
  return contact === undefined ? `The vendor gives it to you.` : `The vendor gives it to you: ${contact}.`;
}

const fixedValue = (profile: EffectiveProfile, key: string): string | undefined => {
  const field = profile.connection.fields.find((candidate) => candidate.key === key);
  return field?.value.kind === 'fixed' ? field.value.value : undefined;
};

function checkSettings(configuration: ProvisioningConfiguration): void {
  for (const key of Object.keys(configuration.connection.settings)) {
    const path = `connection.settings.${key}`;
    if (isSecretKey(key)) {
      throw refuse(
        'secretInSettings',
        `The setting "${key}" is a secret, and secrets do not stand in a configuration.`,
        {
          nextStep: `Move it: connection.secrets.${key}: { label: ${key} }. If a real value stands in the file, have the vendor make a new one.`,
          path,
        },
      );
    }
    const own: readonly string[] = Object.values(settingKeys);
    if (own.includes(key)) {
      throw refuse('settingHasItsOwnPlace', `The setting "${key}" has its own place in a configuration.`, {
        nextStep: 'Use connection.tenantUrl, scope, notifications or safety.',
        path,
      });
    }
  }
}

function missingField(profile: EffectiveProfile, open: ReadonlyMap<string, string>): CoreError | null {
  const field = profile.connection.fields.find(
    (candidate) => candidate.required && !candidate.secret && !open.has(candidate.key),
  );
  if (field === undefined) return null;
  const isUrl = field.key === settingKeys.tenantUrl;
  return refuse(isUrl ? 'tenantUrlMissing' : 'settingMissing', `${profile.displayName} needs its ${field.label}.`, {
    nextStep: `${whereFrom(field, profile)} Write it to ${isUrl ? 'connection.tenantUrl' : `connection.settings.${field.key}`}.`,
    path: isUrl ? 'connection.tenantUrl' : `connection.settings.${field.key}`,
  });
}

/** What the person wants for the settings that say how the target is reached. */
function wantedTarget(
  configuration: ProvisioningConfiguration,
  profile: EffectiveProfile,
  saved: SavedSettings,
): ReadonlyMap<string, string> {
  const wanted = new Map<string, string>(Object.entries(configuration.connection.settings));
  const tenantUrl =
    configuration.connection.tenantUrl ??
    saved.open.get(settingKeys.tenantUrl) ??
    fixedValue(profile, settingKeys.tenantUrl);
  if (tenantUrl !== undefined) wanted.set(settingKeys.tenantUrl, tenantUrl);
  for (const { key } of profile.connection.fields) {
    const fixed = fixedValue(profile, key);
    if (fixed !== undefined && !wanted.has(key) && !saved.open.has(key)) wanted.set(key, fixed);
  }
  return wanted;
}

const settingWords = (key: string): string => (key === settingKeys.tenantUrl ? 'Tenant URL' : `Setting ${key}`);

/**
 * Takes the configuration, its profile and the saved settings; gives all readable settings as they are wanted: what was
 * there stays unless the configuration says otherwise. Raises `bad_request` for a missing or unfit tenant URL, a missing
 * setting, or a secret among the settings. A tenant URL that does not change is not judged. Pure.
 */
export function wantedConnection(
  configuration: ProvisioningConfiguration,
  profile: EffectiveProfile,
  saved: SavedSettings,
): WantedConnection {
  checkSettings(configuration);
  const service = wantedServiceSettings(saved.open, configuration);
  const target = wantedTarget(configuration, profile, saved);
  const open = new Map([...saved.open, ...target, ...service.values]);
  const missing = missingField(profile, open);
  if (missing !== null) throw missing;
  const changes = [...target]
    .filter(([key, value]) => saved.open.get(key) !== value)
    .map(
      ([key, value]): PlannedChange => ({ what: settingWords(key), before: saved.open.get(key) ?? null, after: value }),
    );
  const tenantUrl = open.get(settingKeys.tenantUrl) ?? null;
  const tenantUrlBefore = saved.open.get(settingKeys.tenantUrl) ?? null;
  if (tenantUrl !== null && tenantUrl !== tenantUrlBefore) checkTenantUrl(tenantUrl);
  return {
    open,
    changes: [...changes, ...service.changes],
    tenantUrl,
    tenantUrlBefore,
    scopeChange: service.scopeChange,
  };
}
