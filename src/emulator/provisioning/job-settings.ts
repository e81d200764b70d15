import type { ServiceFault } from '#emulator/state';
import type { VendorDefinition } from './vendor-definitions.ts';

/** How the target is reached. The credentials themselves stay in the secrets. */
export interface TargetConnection {
  /** SCIM root without a slash at its end and without flags. */
  readonly baseUrl: string;
  /** True with the flag aadOptscim062020: booleans, lower-case operations, one operation for several attributes. */
  readonly optimizedPatch: boolean;
  readonly token: string;
}

/** Settings of a job that are kept beside the credentials. */
export interface JobSettings {
  readonly syncAll: boolean;
  readonly skipOutOfScopeDeletions: boolean;
  /** Number of deletes and disables that stops a cycle; null: no limit. */
  readonly deleteThreshold: number | null;
}

const flags = new Set(['aadoptscim062020', 'azureadscimpatch2017']);

const isTrue = (value: string | undefined): boolean => value?.toLowerCase() === 'true' || value === '1';

/**
 * Reads scope, deletion threshold and out-of-scope handling from the saved settings.
 * Takes the secrets of a service principal; an absent or unreadable setting counts as off.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationsecretkeystringvaluepair
 */
export function readJobSettings(secrets: ReadonlyMap<string, string>): JobSettings {
  const notification = readJson(secrets.get('SyncNotificationSettings'));
  const value = Number(notification.DeleteThresholdValue);
  const enabled = notification.DeleteThresholdEnabled === true && Number.isInteger(value) && value > 0;
  return {
    syncAll: isTrue(secrets.get('SyncAll')),
    skipOutOfScopeDeletions: isTrue(secrets.get('SkipOutOfScopeDeletions')),
    deleteThreshold: enabled ? value : null,
  };
}

function readJson(text: string | undefined): Record<string, unknown> {
  if (text === undefined || text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // The service keeps whatever was PUT; text that is no JSON switches nothing on.
    return {};
  }
}

const missing = (message: string): ServiceFault => ({
  status: 400,
  code: 'SystemForCrossDomainIdentityManagementCredentialsMissing',
  message,
});

/**
 * Reads how to reach the target from credentials.
 * Takes the vendor and the credentials (BaseAddress and SecretToken, or the tokens of an OAuth application); gives the
 * connection, or the fault with which the service refuses them.
 */
export function readConnection(
  vendor: VendorDefinition,
  credentials: ReadonlyMap<string, string>,
): TargetConnection | ServiceFault {
  const { oauth } = vendor;
  const address = credentials.get('BaseAddress') || oauth?.baseAddress;
  const token = credentials.get(oauth === null ? 'SecretToken' : 'Oauth2AccessToken');
  if (address === undefined || address === '') return missing('The credential BaseAddress (Tenant URL) is required.');
  if (!URL.canParse(address)) return badAddress(`The Tenant URL '${address}' is not a valid URL.`);
  const url = new URL(address);
  if (url.protocol !== 'https:') return badAddress(`The Tenant URL must begin with https://, not ${url.protocol}//.`);
  if (token === undefined || token === '') {
    return missing(
      oauth === null
        ? 'The credential SecretToken (Secret Token) is required.'
        : 'The application is not authorized. Choose Authorize and sign in to the application.',
    );
  }
  return { ...splitFlags(url), token };
}

const badAddress = (message: string): ServiceFault => ({
  status: 400,
  code: 'SystemForCrossDomainIdentityManagementInvalidBaseAddress',
  message,
});

/** The documents show only the flags, not how they are joined; they are found as query, or glued to the path. */
function splitFlags(url: URL): { baseUrl: string; optimizedPatch: boolean } {
  const parts = url.search.replace(/^\?/, '').split('&').filter(Boolean);
  const glued = /[/;&]?(aadOptscim062020|AzureAdScimPatch2017)$/i.exec(url.pathname);
  const path = (glued === null ? url.pathname : url.pathname.slice(0, glued.index)).replace(/\/+$/, '');
  const found = [...parts, glued?.[1] ?? ''].map((each) => each.toLowerCase());
  const kept = parts.filter((each) => !flags.has(each.toLowerCase()));
  return {
    baseUrl: url.origin + path + (kept.length === 0 ? '' : `?${kept.join('&')}`),
    optimizedPatch: found.includes('aadoptscim062020'),
  };
}

/**
 * True for a fault.
 * Takes the result of something that gives a fault instead of throwing it.
 */
export function isFault(value: unknown): value is ServiceFault {
  return typeof value === 'object' && value !== null && 'status' in value && 'code' in value && 'message' in value;
}
