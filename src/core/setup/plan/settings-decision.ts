import { closestName } from '#core/expressions/suggestions';
import { CoreError } from '#core/rpc/errors';
import type { SavedCredentials } from '#core/setup/live-state';
import { type SavedSettings, settingKeys } from '#core/setup/settings';
import { hostOf } from '#core/setup/tenant-url';
import type { PlannedChange, SecretUse } from '#shared/model/plan';
import type { SecretBinding, WantedConnection } from './connection.ts';

/** What is done with the saved settings and credentials. */
export type SettingsDecision =
  | { readonly kind: 'keep'; readonly why: string }
  | {
      readonly kind: 'write';
      readonly why: string;
      readonly open: ReadonlyMap<string, string>;
      readonly secrets: readonly SecretBinding[];
      readonly changes: readonly PlannedChange[];
    }
  /** An OAuth application that was authorized: the settings are changed by a person in the admin center. */
  | {
      readonly kind: 'handOff';
      readonly why: string;
      readonly open: ReadonlyMap<string, string>;
      readonly changes: readonly PlannedChange[];
    };

/** Everything the decision about the settings depends on. */
export interface SettingsInput {
  readonly wanted: WantedConnection;
  readonly saved: SavedSettings;
  readonly bindings: readonly SecretBinding[];
  readonly credentials: SavedCredentials;
  /** Labels that the person bound a value to. */
  readonly boundLabels: ReadonlySet<string>;
  readonly rotate: boolean;
  readonly oauth: boolean;
}

const secretChange = (binding: SecretBinding, saved: SavedSettings): PlannedChange => ({
  what: `Secret ${binding.key}`,
  before: saved.maskedKeys.includes(binding.key) ? '(secret)' : null,
  after: '(secret)',
});

const oauthTokenKey = /^oauth2(accesstoken|refreshtoken|authorizationcode)/i;

/** Takes the saved settings and the outcome of their test; says whether a person has authorized this OAuth application before. Pure. */
export const wasAuthorized = (saved: SavedSettings, credentials: SavedCredentials): boolean =>
  credentials.kind === 'proven' ||
  saved.maskedKeys.length > 0 ||
  [...saved.open.keys()].some((key) => oauthTokenKey.test(key));

function decideOAuth({ wanted, saved, credentials }: SettingsInput): SettingsDecision {
  const { open, changes } = wanted;
  const missing = [settingKeys.everyone, settingKeys.notification].some((key) => !saved.open.has(key));
  if (wasAuthorized(saved, credentials)) {
    if (changes.length === 0) return { kind: 'keep', why: 'The settings are as wanted.' };
    return {
      kind: 'handOff',
      why: 'Saving settings from outside would drop the authorization, so they are changed in the admin center.',
      open,
      changes,
    };
  }
  if (changes.length === 0 && !missing) return { kind: 'keep', why: 'The settings are as wanted.' };
  return {
    kind: 'write',
    why: 'Settings are saved before anybody authorizes: afterwards saving them would drop the authorization.',
    open,
    secrets: [],
    changes,
  };
}

/** Why the whole set of settings has to be written, or null when it is kept. */
function reasonToWrite({ wanted, saved, bindings, credentials, rotate, boundLabels }: SettingsInput): string | null {
  const unsaved = bindings.filter((binding) => binding.required && !saved.maskedKeys.includes(binding.key));
  if (unsaved.length > 0) return `${unsaved.map((binding) => binding.key).join(', ')} is not saved yet.`;
  if (rotate && bindings.length > 0) return 'A new secret was asked for.';
  if (credentials.kind === 'refused') return `The saved credentials do not work. ${credentials.message}`;
  if (wanted.changes.length > 0) return 'Settings change, and the service only takes all of them together.';
  const missing = [settingKeys.everyone, settingKeys.notification].some((key) => !saved.open.has(key));
  if (saved.open.size === 0 && saved.maskedKeys.length === 0 && missing) return 'Nothing is saved yet.';
  const added = bindings.some((binding) => boundLabels.has(binding.label) && !saved.maskedKeys.includes(binding.key));
  return added ? 'A secret is added.' : null;
}

function checkUnknownMasked({ saved, bindings }: SettingsInput): void {
  const known = new Set(bindings.map((binding) => binding.key));
  const unknown = saved.maskedKeys.filter((key) => !known.has(key));
  if (unknown.length === 0) return;
  throw new CoreError(
    'bad_request',
    `The application has saved secrets that this configuration does not name (${unknown.join(', ')}). The service replaces all settings together and never gives secrets back, so saving would wipe them.`,
    {
      reason: 'unknownSavedSecret',
      nextStep: `Add each one to the configuration, for example connection.secrets.${unknown[0]}: { label: ${unknown[0]} }, and bind its value.`,
      location: { path: 'connection.secrets' },
    },
  );
}

/** Takes the labels that were bound and the secrets there are; raises `bad_request` (unknownSecretLabel) for a label that nothing uses. Pure. */
export function checkLabels(boundLabels: ReadonlySet<string>, bindings: readonly SecretBinding[]): void {
  const labels = bindings.map((binding) => binding.label);
  const unknown = [...boundLabels].find((label) => !labels.includes(label));
  if (unknown === undefined) return;
  const close = closestName(unknown, labels);
  throw new CoreError('bad_request', `No secret of this configuration has the label "${unknown}".`, {
    reason: 'unknownSecretLabel',
    nextStep:
      close === undefined
        ? `Labels here: ${labels.length === 0 ? 'none' : labels.join(', ')}.`
        : `Did you mean "${close}"?`,
  });
}

/**
 * Takes what is saved, what is wanted and whether the saved credentials work; says what is done with the settings. Secrets
 * are kept unless they are needed: none is saved, the saved ones are refused, another setting changes, or rotation was asked
 * for. Raises `bad_request` (unknownSavedSecret) when a write would wipe a secret nobody can give. Pure.
 */
export function decideSettings(input: SettingsInput): SettingsDecision {
  if (input.oauth) return decideOAuth(input);
  const why = reasonToWrite(input);
  if (why === null) return { kind: 'keep', why: 'kept, cannot be compared' };
  checkUnknownMasked(input);
  const secrets = input.bindings.filter(
    (binding) =>
      binding.required || input.saved.maskedKeys.includes(binding.key) || input.boundLabels.has(binding.label),
  );
  return {
    kind: 'write',
    why,
    open: input.wanted.open,
    secrets,
    changes: [...input.wanted.changes, ...secrets.map((binding) => secretChange(binding, input.saved))],
  };
}

/** Takes the decision and its input; gives which secret goes to which host, for the plan and the prompt. Pure. */
export function secretUses(decision: SettingsDecision, input: SettingsInput): readonly SecretUse[] {
  const host = input.wanted.tenantUrl === null ? 'the host that the vendor uses' : hostOf(input.wanted.tenantUrl);
  const needed = new Set(decision.kind === 'write' ? decision.secrets.map((binding) => binding.key) : []);
  return input.bindings.map(({ key, label }) => ({
    key,
    label,
    host,
    bound: input.boundLabels.has(label),
    needed: needed.has(key),
    why: needed.has(key) ? decision.why : 'kept, cannot be compared',
  }));
}
