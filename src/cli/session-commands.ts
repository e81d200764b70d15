import type { Account, SessionView } from '#shared/model/session';
import { type CommandDefinition, procedureCommand, withSession } from './command.ts';
import { done } from './exit-codes.ts';
import { failure } from './failure.ts';
import type { Invocation } from './invocation.ts';
import { rememberClientId } from './session.ts';
import { signIn } from './sign-in.ts';
import { textTable } from './text-table.ts';

const login: CommandDefinition = {
  words: 'login',
  summary: 'Sign in with the system browser',
  description:
    'Signs in with the system browser. Where the system has a keychain, the sign-in is kept there, encrypted, for later\n' +
    'commands; elsewhere it ends with this process and the other commands sign in by themselves.',
  options: [
    { flags: '--refresh', description: 'only get a new token at once, for example after you activated a role' },
    { flags: '--scope <name>', description: 'ask for consent to this permission too', repeatable: true },
    {
      flags: '--consent-link',
      description: 'only print a link and a text to send to an administrator who can consent',
    },
  ],
  examples: ['login --client-id 11111111-2222-3333-4444-555555555555', 'login --tenant contoso.com', 'login --refresh'],
  run: runLogin,
};

const logout: CommandDefinition = {
  words: 'logout',
  summary: 'Forget an account on this machine',
  description:
    'Forgets the account of --account, or the current one. The browser stays signed in; its address is printed.',
  examples: ['logout', 'logout --account ada@contoso.com'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      const { accounts } = await session.call('session.listAccounts', {});
      const named =
        invocation.flags.account === undefined ? undefined : accountNamed(accounts, invocation.flags.account);
      const input = named === undefined ? {} : { homeAccountId: named.homeAccountId };
      const data = await session.call('session.signOut', input);
      const text = `${data.removed} forgotten. The browser may still be signed in; sign out there:\n  ${data.browserSignOutUrl}`;
      invocation.output.data(data, text);
      return done;
    }),
};

const accounts = procedureCommand({
  words: 'accounts',
  summary: 'Accounts that are signed in on this machine for this cloud',
  examples: ['accounts', 'accounts --cloud China --json'],
  path: 'session.listAccounts',
  signedIn: false,
  input: () => ({}),
  text: (data) =>
    data.accounts.length === 0
      ? 'Nobody is signed in.'
      : textTable(
          ['account', 'name', 'tenant', 'cloud'],
          data.accounts.map((account) => [
            account.username,
            account.displayName ?? '',
            account.tenantId,
            account.cloud,
          ]),
        ),
});

/** The commands about signing in. */
export const sessionCommands: readonly CommandDefinition[] = [login, logout, accounts];

function runLogin(invocation: Invocation): Promise<number> {
  const { flags, given, output } = invocation;
  return withSession(invocation, async (session) => {
    session.requireClientId();
    if (given.isSet('consentLink')) {
      const scopes = given.list('scope');
      const link = await session.call('session.adminConsentRequest', {
        ...(scopes.length === 0 ? {} : { scopes: [...scopes] }),
        ...(flags.tenant === undefined ? {} : { tenant: flags.tenant }),
      });
      output.data(link, link.text);
      return done;
    }
    const view = given.isSet('refresh')
      ? await session.call('session.refresh', {})
      : await signIn(
          { call: session.call, flags, requireClientId: session.requireClientId },
          { scopes: given.list('scope') },
        );
    if (flags.clientId !== undefined && !flags.demo) rememberClientId(session, flags.clientId);
    output.data(view, sessionText(view));
    return done;
  });
}

function accountNamed(known: readonly Account[], name: string): Account {
  const found = known.find((account) => account.username.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw failure('not_found', 'accountUnknown', {
    message: `${name} is not signed in here.`,
    nextStep: 'Look at "accounts" for those who are.',
  });
}

/** Takes who is signed in; gives it as text. */
export function sessionText(view: SessionView): string {
  if (view.account === null) return 'Nobody is signed in.';
  const kept =
    view.persistence === 'keychain'
      ? 'Kept for later commands, encrypted with a key in the keychain.'
      : 'There is no keychain here: this sign-in ends with this process, and other commands sign in by themselves.';
  const roles =
    view.roles === null ? 'not known' : view.roles.map((role) => role.displayName).join(', ') || 'none seen';
  return [
    `Signed in as ${view.account.username} in ${view.tenantName ?? view.account.tenantId} (${view.cloud.name})`,
    `Roles: ${roles}`,
    ...(view.roleNote === null ? [] : [view.roleNote]),
    kept,
  ].join('\n');
}
