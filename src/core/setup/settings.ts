import { z } from 'zod';
import type { SynchronizationSecret } from '#core/graph/shapes';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { PlannedChange } from '#shared/model/plan';

/**
 * Keys of the settings that are not credentials of the target.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationsecretkeystringvaluepair
 */
export const settingKeys = {
  tenantUrl: 'BaseAddress',
  everyone: 'SyncAll',
  notification: 'SyncNotificationSettings',
  skipOutOfScopeDeletions: 'SkipOutOfScopeDeletions',
} as const;

const ownKeys: ReadonlySet<string> = new Set([
  settingKeys.everyone,
  settingKeys.notification,
  settingKeys.skipOutOfScopeDeletions,
]);

/** What a masked value reads: the service never gives a secret back. */
export const masked = '*';

/** Takes a setting's key; says whether it is about scope, mail or safety and not part of how the target is reached. */
export const isServiceSetting = (key: string): boolean => ownKeys.has(key);

/** `SyncNotificationSettings` parsed; members that are not known here are kept. */
const NotificationSettings = z.looseObject({
  Enabled: z.boolean().nullish(),
  Recipients: z.string().nullish(),
  DeleteThresholdEnabled: z.boolean().nullish(),
  DeleteThresholdValue: z.number().nullish(),
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;

/** Saved settings, apart: readable values by key, and the keys whose values are masked. */
export interface SavedSettings {
  readonly open: ReadonlyMap<string, string>;
  readonly maskedKeys: readonly string[];
}

/** Takes what GET secrets gave; gives readable values and masked keys. A key without a value counts as not set. Pure. */
export function savedSettings(secrets: readonly SynchronizationSecret[]): SavedSettings {
  const open = new Map<string, string>();
  const maskedKeys: string[] = [];
  for (const { key, value } of secrets) {
    if (value === masked) maskedKeys.push(key);
    else if (value !== null && value !== undefined && value !== '') open.set(key, value);
  }
  return { open, maskedKeys };
}

/** Takes a setting's text; says whether it means yes. The service writes true, True and 1. Pure. */
export const isTrue = (text: string | undefined): boolean => text !== undefined && /^(true|1)$/i.test(text.trim());

/** Takes the text of `SyncNotificationSettings`; gives its members, or null when there is none or it is not what is documented. Pure. */
export function notificationSettings(text: string | undefined): NotificationSettings | null {
  if (text === undefined) return null;
  try {
    const parsed = NotificationSettings.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

const noNotification: NotificationSettings = { Enabled: false, Recipients: '', DeleteThresholdEnabled: false };

type Wanted = Pick<ProvisioningConfiguration, 'scope' | 'notifications' | 'safety'>;

const emailOf = (settings: NotificationSettings): string | null =>
  settings.Enabled === true && (settings.Recipients ?? '') !== '' ? (settings.Recipients ?? null) : null;

const thresholdText = (settings: NotificationSettings): string =>
  settings.DeleteThresholdEnabled === true
    ? `on${typeof settings.DeleteThresholdValue === 'number' ? `, ${settings.DeleteThresholdValue}` : ''}`
    : 'off';

function wantedNotification(
  live: NotificationSettings,
  wanted: Wanted,
): { readonly value: NotificationSettings; readonly changes: PlannedChange[] } {
  const changes: PlannedChange[] = [];
  let value = live;
  const email = wanted.notifications?.email;
  if (email !== undefined && email !== emailOf(live)) {
    value = email === null ? { ...value, Enabled: false } : { ...value, Enabled: true, Recipients: email };
    changes.push({ what: 'Notification e-mail', before: emailOf(live), after: email });
  }
  const threshold = wanted.safety?.deletionThreshold;
  if (threshold !== undefined) {
    const next: NotificationSettings = { ...value, DeleteThresholdEnabled: threshold.enabled };
    if (threshold.value !== undefined) next.DeleteThresholdValue = threshold.value;
    if (thresholdDiffers(live, threshold)) {
      changes.push({ what: 'Accidental-deletion threshold', before: thresholdText(live), after: thresholdText(next) });
      value = next;
    }
  }
  return { value, changes };
}

const thresholdDiffers = (
  live: NotificationSettings,
  threshold: { readonly enabled: boolean; readonly value?: number | undefined },
): boolean =>
  (live.DeleteThresholdEnabled === true) !== threshold.enabled ||
  (threshold.value !== undefined && threshold.value !== live.DeleteThresholdValue);

/** Settings about scope, mail and safety as they are wanted, and what changes. */
export interface ServiceSettings {
  readonly values: ReadonlyMap<string, string>;
  readonly changes: readonly PlannedChange[];
  /** Everyone before, only assigned people and groups after, or the other way round. */
  readonly scopeChange: 'widened' | 'narrowed' | null;
}

const peopleWords = (everyone: boolean): string =>
  everyone ? 'all people and groups' : 'assigned people and groups only';

/**
 * Takes the readable saved settings and the configuration; gives the settings that the service needs in every PUT (scope and
 * notification are always among them, else it silently keeps nothing) and what changes. What the configuration leaves out
 * stays as it is. An unreadable notification setting is replaced only when the configuration names one. Pure.
 */
export function wantedServiceSettings(open: ReadonlyMap<string, string>, wanted: Wanted): ServiceSettings {
  const values = new Map<string, string>();
  const changes: PlannedChange[] = [];
  const everyoneText = open.get(settingKeys.everyone);
  const wantsEveryone = wanted.scope.people === 'everyone';
  const scopeChanges = isTrue(everyoneText) !== wantsEveryone;
  values.set(settingKeys.everyone, scopeChanges || everyoneText === undefined ? String(wantsEveryone) : everyoneText);
  if (scopeChanges)
    changes.push({ what: 'Scope', before: peopleWords(!wantsEveryone), after: peopleWords(wantsEveryone) });

  const notificationText = open.get(settingKeys.notification);
  const notification = wantedNotification(notificationSettings(notificationText) ?? noNotification, wanted);
  const keepText = notificationText !== undefined && notification.changes.length === 0;
  values.set(settingKeys.notification, keepText ? notificationText : JSON.stringify(notification.value));
  changes.push(...notification.changes);

  const skipText = open.get(settingKeys.skipOutOfScopeDeletions);
  const skip = wanted.scope.skipOutOfScopeDeletions;
  if (skip !== undefined && skip !== isTrue(skipText)) {
    values.set(settingKeys.skipOutOfScopeDeletions, skip ? 'True' : 'False');
    changes.push({
      what: 'Skip out-of-scope deletions',
      before: isTrue(skipText) ? 'on' : 'off',
      after: skip ? 'on' : 'off',
    });
  } else if (skipText !== undefined) values.set(settingKeys.skipOutOfScopeDeletions, skipText);
  const scopeChange = !scopeChanges ? null : wantsEveryone ? 'widened' : 'narrowed';
  return { values, changes, scopeChange };
}

const sameSetting = (key: string, live: string | undefined, wanted: string): boolean => {
  if (live === wanted) return true;
  if (live === undefined) return false;
  if (key === settingKeys.everyone || key === settingKeys.skipOutOfScopeDeletions)
    return isTrue(live) === isTrue(wanted);
  return false;
};

const sameNotification = (live: string | undefined, wanted: string): boolean => {
  const [one, other] = [notificationSettings(live), notificationSettings(wanted)];
  if (one === null || other === null) return false;
  return Object.entries(other).every(
    ([name, value]) => JSON.stringify(one[name] ?? null) === JSON.stringify(value ?? null),
  );
};

/**
 * Takes what was sent and what GET secrets gave afterwards; gives the keys that are not there or read otherwise: a 204 is no
 * proof that anything was stored. Secret keys only have to be there. Pure.
 */
export function unsavedKeys(
  sent: { readonly open: ReadonlyMap<string, string>; readonly secretKeys: readonly string[] },
  secrets: readonly SynchronizationSecret[],
): readonly string[] {
  const values = new Map(secrets.map(({ key, value }) => [key, value ?? '']));
  const open = [...sent.open].filter(([key, value]) => {
    const live = values.get(key);
    if (live === masked) return false;
    return key === settingKeys.notification ? !sameNotification(live, value) : !sameSetting(key, live, value);
  });
  return [...open.map(([key]) => key), ...sent.secretKeys.filter((key) => (values.get(key) ?? '') === '')];
}
