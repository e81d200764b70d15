import { signInScopes } from '#core/graph/permissions';
import type { Account } from '#shared/model/session';
import type { Caller } from './calls.ts';
import { CommandFailure } from './failure.ts';
import type { GlobalFlags } from './flags.ts';
import type { Output } from './output.ts';

interface SigningIn {
  readonly call: Caller['call'];
  readonly flags: GlobalFlags;
  readonly output: Output;
  readonly requireClientId: () => void;
}

/**
 * Takes the flags and the permissions that the command will need beyond the ordinary ones; works as the account that the
 * flags name, or as the current one, and signs in where there is none, asking for all of them at once. Without a keychain
 * a sign-in ends with its process, so each command may have to. Raises {@link CommandFailure}.
 */
export async function signInIfNobodyIs(signingIn: SigningIn, further: readonly string[] = []): Promise<void> {
  const { call, flags, output } = signingIn;
  const { accounts } = await call('session.listAccounts', {});
  const wanted = accounts.filter((account) => isWanted(account, flags));
  const [first] = wanted;
  if (first === undefined) {
    output.note(
      accounts.length === 0 ? 'Nobody is signed in; signing in.' : 'That account is not signed in; signing in.',
    );
    await signIn(signingIn, further.length === 0 ? {} : { scopes: [...signInScopes, ...further] });
    return;
  }
  if (flags.account === undefined && flags.tenant === undefined) return;
  await call('session.selectAccount', { homeAccountId: first.homeAccountId, tenantId: first.tenantId });
}

/** What a sign-in asks for beyond the ordinary. */
export interface SignInWishes {
  /** Permissions to consent to; left out = those that every command needs. */
  readonly scopes?: readonly string[];
  /** Whom to sign in as, where the flags do not say. */
  readonly loginHint?: string | undefined;
}

/** Takes the flags; signs in with the browser, or with a device code when that was asked for. Raises {@link CommandFailure}. */
export function signIn({ call, flags, requireClientId }: Omit<SigningIn, 'output'>, wishes: SignInWishes = {}) {
  requireClientId();
  const { scopes = [], loginHint = flags.account } = wishes;
  return call('session.signIn', {
    method: flags.deviceCode ? 'deviceCode' : 'browser',
    ...(flags.tenant === undefined ? {} : { tenant: flags.tenant }),
    ...(loginHint === undefined ? {} : { loginHint }),
    ...(scopes.length === 0 ? {} : { scopes: [...scopes] }),
  });
}

/**
 * Takes a way to call; gives one that, when a call fails because nobody has consented to a permission yet, signs in again
 * for just that permission and calls once more. A permission is asked for only once: a person who declined is not nagged.
 */
export function askingForConsent(signingIn: SigningIn): Caller['call'] {
  const { call, flags, output } = signingIn;
  const asked = new Set<string>();
  const attempt: Caller['call'] = async (path, input) => {
    try {
      return await call(path, input);
    } catch (cause) {
      const missing = permissionsMissing(cause).filter((scope) => !asked.has(scope));
      if (path.startsWith('session.') || missing.length === 0) throw cause;
      for (const scope of missing) asked.add(scope);
      output.note(`This needs consent to ${missing.join(', ')}; signing in again for it.`);
      const { accounts } = await call('session.listAccounts', {});
      const [only] = accounts;
      const loginHint = flags.account ?? (accounts.length === 1 ? only?.username : undefined);
      await signIn(signingIn, { scopes: missing, loginHint });
      return attempt(path, input);
    }
  };
  return attempt;
}

/** Declined consent, and consent that only an administrator can give, are for people to settle. */
const permissionsMissing = (cause: unknown): readonly string[] =>
  cause instanceof CommandFailure && cause.error.reason === 'consentMissing' ? (cause.error.scopes ?? []) : [];

/** A tenant that is named by a domain cannot be compared with an id; only a GUID can. */
function isWanted(account: Account, { account: name, tenant }: GlobalFlags): boolean {
  if (name !== undefined && account.username.toLowerCase() !== name.toLowerCase()) return false;
  return tenant === undefined || account.tenantId.toLowerCase() === tenant.toLowerCase();
}
