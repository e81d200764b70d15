import type { AccountInfo } from '@azure/msal-node';
import type { IdentityPort, SignInRequest } from '#core/ports';
import type { Account } from '#shared/model/session';
import { type AccountKey, accountFor, accountKeyText, isSameAccount, toAccount } from './accounts.ts';
import { signInWithDeviceCode } from './device-code-sign-in.ts';
import { signInWithBrowser } from './interactive-sign-in.ts';
import {
  authorityOf,
  createMsalEngine,
  graphScopes,
  type MsalEngine,
  type MsalIdentityOptions,
} from './msal-engine.ts';
import { beginPending } from './pending-sign-in.ts';
import { cancelledBy } from './sign-in-errors.ts';
import { notSignedIn, silentToken } from './silent-token.ts';

const defaultSignInLimitMs = 5 * 60_000;

/** The redirect URI that the product asks people to register; any port of it is allowed then. */
const registeredRedirectUri = 'http://localhost';

/**
 * Takes a cloud, an application (client) id, the network and where things are kept; gives sign-in of people with MSAL's
 * public client. Calls that use MSAL's cache run one at a time. Raises what {@link IdentityPort} says, and `bad_request`
 * (reason tenantInvalid) for a tenant that is neither id nor domain.
 * Source: learn.microsoft.com/entra/msal/node, learn.microsoft.com/entra/identity-platform/scenario-desktop-overview
 */
export function createMsalIdentity(options: MsalIdentityOptions): IdentityPort {
  const engine = createMsalEngine(options);
  const { cloud, clientId, currentAccount } = options;
  const accounts = async (): Promise<readonly Account[]> =>
    (await allAccounts(engine)).map((info) => toAccount(info, cloud));
  return {
    cloud,
    clientId,
    persistence: () => options.tokenCache.persistence(),
    accounts,
    async current() {
      const key = await currentAccount.read();
      return key === null ? null : ((await accounts()).find((account) => isSameAccount(account, key)) ?? null);
    },
    select: (key) => selectAccount(engine, key),
    signIn: (request) => signIn(engine, request),
    signOut: (homeAccountId) => signOut(engine, homeAccountId),
    async accessToken(request) {
      const key = await currentAccount.read();
      if (key === null) throw notSignedIn();
      return (await silentToken(engine, key, request)).accessToken;
    },
    adminConsentUrl: (scopes, tenant) => adminConsentUrl(engine, scopes, tenant),
  };
}

async function allAccounts(engine: MsalEngine): Promise<readonly AccountInfo[]> {
  if (engine.options.clientId === null) return [];
  return engine.mutex.run(() => engine.client().getAllAccounts());
}

async function signIn(engine: MsalEngine, request: SignInRequest): Promise<Account> {
  const { options } = engine;
  const limitMs = options.signInLimitMs ?? defaultSignInLimitMs;
  const endTurn = await engine.signInTurn.acquire(request.signal).catch((cause: unknown) => {
    throw request.signal === undefined ? cause : cancelledBy(request.signal, cause);
  });
  const pending = beginPending({ limitMs, wait: engine.wait, signal: request.signal });
  try {
    const claims = await claimsFor(engine, request);
    const signingIn = { engine, request, pending, claims };
    const result = await (request.method === 'browser'
      ? signInWithBrowser(signingIn)
      : signInWithDeviceCode(signingIn, limitMs));
    if (result.account === null) throw notSignedIn();
    const account = toAccount(result.account, options.cloud);
    engine.pendingClaims.delete(accountKeyText(account));
    await options.currentAccount.write({ homeAccountId: account.homeAccountId, tenantId: account.tenantId });
    return account;
  } finally {
    pending.settle();
    endTurn();
  }
}

/** Claims that the tenant asked the current account for; another account has nothing to do with them. */
async function claimsFor(engine: MsalEngine, { loginHint }: SignInRequest): Promise<string | null> {
  const key = await engine.options.currentAccount.read();
  const claims = key === null ? undefined : engine.pendingClaims.get(accountKeyText(key));
  if (key === null || claims === undefined) return null;
  if (loginHint === undefined) return claims;
  const account = accountFor(await allAccounts(engine), key);
  return account?.username.toLowerCase() === loginHint.toLowerCase() ? claims : null;
}

async function selectAccount(engine: MsalEngine, key: AccountKey): Promise<Account> {
  const { cloud, currentAccount } = engine.options;
  const known = (await allAccounts(engine)).find((info) => isSameAccount(info, key));
  // A tenant in which the person has no token yet: one for it shows whether the person may enter.
  const info = known ?? (await silentToken(engine, key, { scopes: ['User.Read'] })).account;
  if (info === null || info === undefined) throw notSignedIn();
  const account = toAccount(info, cloud);
  await currentAccount.write({ homeAccountId: account.homeAccountId, tenantId: account.tenantId });
  return account;
}

async function signOut(engine: MsalEngine, homeAccountId?: string): ReturnType<IdentityPort['signOut']> {
  const { currentAccount, tokenCache, cloud } = engine.options;
  const current = await currentAccount.read();
  const person = homeAccountId ?? current?.homeAccountId;
  // Before the wait for the mutex: a refresh that holds it must not hand out its token any more.
  if (person !== undefined) engine.signOuts.set(person, (engine.signOuts.get(person) ?? 0) + 1);
  const removed = await engine.mutex.run(async () => {
    if (person === undefined || engine.options.clientId === null) return [];
    const client = engine.client();
    const accounts = await client.getAllAccounts();
    const leaving = accounts.filter((account) => account.homeAccountId === person);
    for (const account of leaving) await client.signOut({ account });
    if (leaving.length === accounts.length) await tokenCache.clear();
    if (current?.homeAccountId === person) await currentAccount.write(null);
    return leaving;
  });
  engine.tokenExpiry.clear();
  const tenantId = current?.homeAccountId === person ? current?.tenantId : removed[0]?.tenantId;
  const browserSignOutUrl = engine.forBrowser(`${authorityOf(cloud, tenantId ?? null)}/oauth2/v2.0/logout`);
  return { removed: removed.length, browserSignOutUrl };
}

/** Source: learn.microsoft.com/entra/identity-platform/v2-admin-consent */
async function adminConsentUrl(engine: MsalEngine, scopes: readonly string[], tenant?: string): Promise<string> {
  const { cloud, clientId, currentAccount } = engine.options;
  // Raises the error for a missing application id.
  if (clientId === null) engine.client();
  const consenting = tenant ?? (await currentAccount.read())?.tenantId ?? null;
  const url = new URL(`${authorityOf(cloud, consenting)}/v2.0/adminconsent`);
  url.searchParams.set('client_id', clientId ?? '');
  url.searchParams.set('redirect_uri', registeredRedirectUri);
  url.searchParams.set('scope', graphScopes(cloud, scopes).join(' '));
  return engine.forBrowser(url.href);
}
