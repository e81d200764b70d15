import type { Graph } from '#core/graph/graph';
import { permissions, signInScopes } from '#core/graph/permissions';
import type { Ports, SignInPrompt } from '#core/ports';
import type { Handlers } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import type { TaskProgress } from '#shared/contract/events';
import type { PermissionView } from '#shared/model/session';
import { showSession } from './show-session.ts';

type SessionPath =
  | 'session.show'
  | 'session.clock'
  | 'session.listAccounts'
  | 'session.listPermissions'
  | 'session.signIn'
  | 'session.selectAccount'
  | 'session.refresh'
  | 'session.signOut'
  | 'session.adminConsentRequest';

/** Takes short scope names or undefined; gives them, or the given set when none are named. Raises `bad_request` outside of the closed list. */
function knownScopes(asked: readonly string[] | undefined, otherwise: readonly string[]): readonly string[] {
  if (asked === undefined || asked.length === 0) return otherwise;
  const unknown = asked.find((scope) => !permissions.some((permission) => permission.scope === scope));
  if (unknown === undefined) return asked;
  throw new CoreError('bad_request', `The product never asks for the permission "${unknown}".`, {
    reason: 'unknownPermission',
    nextStep: `It may ask for: ${permissions.map((permission) => permission.scope).join(', ')}.`,
    location: { path: 'scopes' },
  });
}

/** Takes what a sign-in has to show; gives it as progress of the task. A device code comes with a warning, since it is a common trick. */
export function promptProgress(prompt: SignInPrompt): TaskProgress {
  if (prompt.kind === 'browser') {
    return {
      state: 'personNeeded',
      message: 'Sign in at this address; a browser window opens by itself where one can be started.',
      url: prompt.url,
    };
  }
  const minutes = Math.floor(prompt.expiresInMs / 60_000);
  return {
    state: 'personNeeded',
    message:
      `Open this address and enter the code within ${minutes} minutes. Warning: enter it only if you started this sign-in yourself; ` +
      'whoever gives you a code that you did not ask for wants to sign in as you.',
    url: prompt.url,
    userCode: prompt.userCode,
  };
}

const allScopes: readonly string[] = permissions.map((permission) => permission.scope);

/** Takes the link for consent and the permissions; gives a text that can be sent to an administrator as it is. */
export function consentRequestText(url: string, asked: readonly PermissionView[]): string {
  return [
    'Hello,',
    '',
    'I would like to set up automatic user provisioning in our tenant. For that the following permissions of Microsoft Graph need',
    'the consent of an administrator. They are delegated: they let me do only what my own role allows.',
    '',
    ...asked.map((permission) => `- ${permission.scope}: ${permission.reason}`),
    '',
    'You can read the request and consent here, as Privileged Role Administrator or Cloud Application Administrator:',
    url,
    '',
    'After you accept, your browser goes to http://localhost and shows that it cannot open that page. That is expected, since',
    'the program runs on my computer and not on yours: the consent is given all the same, and you can close the page.',
  ].join('\n');
}

/**
 * Takes the ports and the way to Graph; gives the handlers of all procedures about signing in. They raise what the identity port
 * raises, and `bad_request` for a permission outside of the closed list.
 */
export function createSessionHandlers({
  ports,
  graph,
}: {
  readonly ports: Ports;
  readonly graph: Graph;
}): Pick<Handlers, SessionPath> {
  const { identity } = ports;
  const show = (signal: AbortSignal) => showSession({ ports, graph }, signal);
  return {
    'session.show': (_input, { signal }) => show(signal),
    'session.clock': async () => ({ now: new Date(ports.clock.now()).toISOString() }),
    'session.listAccounts': async () => ({ accounts: [...(await identity.accounts())] }),
    'session.listPermissions': async () => ({ permissions: [...permissions] }),
    'session.signIn': async ({ tenant, loginHint, method, scopes }, { signal, progress }) => {
      await identity.signIn({
        scopes: knownScopes(scopes, signInScopes),
        method,
        tenant,
        loginHint,
        signal,
        onPrompt: (prompt) => progress(promptProgress(prompt)),
      });
      return show(signal);
    },
    'session.selectAccount': async (account, { signal }) => {
      await identity.select(account);
      return show(signal);
    },
    'session.refresh': async (_input, { signal }) => {
      await identity.accessToken({ scopes: signInScopes, forceRefresh: true, signal });
      return show(signal);
    },
    'session.signOut': ({ homeAccountId }) => identity.signOut(homeAccountId),
    'session.adminConsentRequest': async ({ scopes, tenant }) => {
      const asked = knownScopes(scopes, allScopes);
      const url = await identity.adminConsentUrl(asked, tenant);
      return {
        url,
        text: consentRequestText(
          url,
          permissions.filter((permission) => asked.includes(permission.scope)),
        ),
      };
    },
  };
}
