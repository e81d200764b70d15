import type { AccountInfo, AuthenticationResult, SilentFlowRequest } from '@azure/msal-node';
import type { TokenRequest } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { type AccountKey, accountFor, accountKeyText } from './accounts.ts';
import { authorityOf, graphScopes, type MsalEngine } from './msal-engine.ts';
import { newCall } from './msal-network.ts';
import { claimsOf, toSignInError } from './sign-in-errors.ts';

// MSAL renews this long before the end by the machine's clock; the tenant's clock gets the same margin.
const renewalMarginMs = 300_000;

/** Raised where nobody is signed in, or the account was removed. */
export const notSignedIn = (): CoreError =>
  new CoreError('unauthenticated', 'Nobody is signed in.', { reason: 'notSignedIn', nextStep: 'Sign in first.' });

const signedOutMeanwhile = (): CoreError =>
  new CoreError('unauthenticated', 'The account was signed out while a token was fetched.', {
    reason: 'signedOut',
    nextStep: 'Sign in again.',
  });

/**
 * Takes an account and the permissions; gives MSAL's result, from its cache or refreshed: when asked to, for a claims
 * challenge, and when the token is over on the tenant's clock. A result that a sign-out overtook is thrown away.
 * Raises `unauthenticated`, `consent_required`, `offline`, `timeout` or `cancelled`.
 */
export async function silentToken(
  engine: MsalEngine,
  key: AccountKey,
  request: TokenRequest,
): Promise<AuthenticationResult> {
  const signOutsBefore = engine.signOuts.get(key.homeAccountId) ?? 0;
  const call = newCall({ signal: request.signal });
  try {
    const work = () => engine.network.during(call, () => acquire(engine, key, request));
    const result = await engine.mutex.run(work, request.signal);
    if ((engine.signOuts.get(key.homeAccountId) ?? 0) !== signOutsBefore) throw signedOutMeanwhile();
    return result;
  } catch (cause) {
    const claims = claimsOf({ cause, call }) ?? request.claims ?? null;
    const error = toSignInError({ cause, call, scopes: request.scopes });
    if (claims !== null && error.code === 'unauthenticated') engine.pendingClaims.set(accountKeyText(key), claims);
    throw error;
  }
}

async function acquire(engine: MsalEngine, key: AccountKey, request: TokenRequest): Promise<AuthenticationResult> {
  const client = engine.client();
  const account = accountFor(await client.getAllAccounts(), key);
  if (account === null) throw notSignedIn();
  const asked = silentRequest(engine, account, request);
  const result = await client.acquireTokenSilent(asked);
  if (!result.fromCache) return remember(engine, result);
  if (!isOver(engine, result)) return result;
  return remember(engine, await client.acquireTokenSilent({ ...asked, forceRefresh: true }));
}

function silentRequest({ options }: MsalEngine, account: AccountInfo, request: TokenRequest): SilentFlowRequest {
  return {
    account,
    authority: authorityOf(options.cloud, account.tenantId),
    scopes: graphScopes(options.cloud, request.scopes),
    ...(request.forceRefresh === true ? { forceRefresh: true } : {}),
    ...(request.claims === undefined ? {} : { claims: request.claims }),
  };
}

/** Notes when a new token ends on the tenant's clock; MSAL knows only the machine's. */
function remember(engine: MsalEngine, result: AuthenticationResult): AuthenticationResult {
  const now = engine.options.clock.now();
  for (const [token, end] of engine.tokenExpiry) if (end <= now) engine.tokenExpiry.delete(token);
  engine.tokenExpiry.set(result.accessToken, now + lifetimeLeft(result));
  return result;
}

function isOver(engine: MsalEngine, result: AuthenticationResult): boolean {
  const now = engine.options.clock.now();
  const end = engine.tokenExpiry.get(result.accessToken);
  if (end === undefined) engine.tokenExpiry.set(result.accessToken, now + lifetimeLeft(result));
  return end !== undefined && now >= end - renewalMarginMs;
}

/** Milliseconds that MSAL still gives a token, by the machine's clock. */
const lifetimeLeft = ({ expiresOn }: AuthenticationResult): number =>
  expiresOn === null ? 0 : Math.max(0, expiresOn.getTime() - Date.now());
