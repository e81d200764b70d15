import type { AuthenticationResult } from '@azure/msal-node';
import type { SignInRequest } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { cancelAtListener, listenerOf } from './loopback-listener.ts';
import { authorityOf, graphScopes, type MsalEngine } from './msal-engine.ts';
import { newCall } from './msal-network.ts';
import { firstOf } from './mutex.ts';
import type { PendingSignIn } from './pending-sign-in.ts';
import { toSignInError } from './sign-in-errors.ts';

const pageAfter = (text: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Provisioning Console</title></head><body style="font:16px system-ui;margin:3rem"><h1>Provisioning Console</h1><p>${text}</p></body></html>`;

/** One sign-in that waits for a person. */
export interface SigningIn {
  readonly engine: MsalEngine;
  readonly request: SignInRequest;
  readonly pending: PendingSignIn;
  /** Claims that the tenant asked for, or null. */
  readonly claims: string | null;
}

/**
 * Signs in with the system browser: authorization code with PKCE, answered by form_post to MSAL's listener on this
 * machine. The mutex is taken only once the person is done, so that other calls go on while the browser is open.
 * Raises what {@link toSignInError} gives. Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 */
export function signInWithBrowser({ engine, request, pending, claims }: SigningIn): Promise<AuthenticationResult> {
  const { cloud } = engine.options;
  return redeeming({ engine, request, pending, claims }, () => {
    const gone = new AbortController();
    const answer = engine.client().acquireTokenInteractive({
      authority: authorityOf(cloud, request.tenant ?? null),
      scopes: graphScopes(cloud, request.scopes),
      openBrowser: async (url) => showPage({ engine, request, pending, url, gone }),
      successTemplate: pageAfter('You are signed in. You can close this window.'),
      errorTemplate: pageAfter('The sign-in did not finish. Go back to Provisioning Console to see why.'),
      // MSAL drops the hint when the person is to choose an account.
      ...(request.loginHint === undefined ? { prompt: 'select_account' } : { loginHint: request.loginHint }),
      ...(claims === null ? {} : { claims }),
    });
    return firstOf(answer, gone.signal);
  });
}

interface Showing {
  readonly engine: MsalEngine;
  readonly request: SignInRequest;
  readonly pending: PendingSignIn;
  readonly url: string;
  /** Fired when MSAL's listener cannot be told that the sign-in is over. */
  readonly gone: AbortController;
}

/** Returns at once: as long as this is pending, MSAL notices neither success nor cancelling. */
function showPage({ engine, request, pending, url, gone }: Showing): void {
  pending.signal.throwIfAborted();
  const listener = listenerOf(url);
  const end = async (): Promise<void> => {
    const isTold = listener !== null && (await cancelAtListener(listener));
    if (!isTold) gone.abort(pending.signal.reason);
  };
  pending.signal.addEventListener('abort', () => void end(), { once: true });
  const shown = engine.forBrowser(url);
  request.onPrompt({ kind: 'browser', url: shown });
  engine.options.openBrowser(shown).catch((cause: unknown) => pending.fail(browserFailed(cause)));
}

function browserFailed(cause: unknown): CoreError {
  if (cause instanceof CoreError) return cause;
  const why = cause instanceof Error ? cause.message : 'unknown fault';
  return new CoreError('unauthenticated', `The sign-in page could not be used: ${why}`, {
    reason: 'browserUnavailable',
    nextStep: 'Sign in on a machine with a browser, or with --device-code.',
    cause,
  });
}

/**
 * Runs an MSAL sign-in and holds the mutex from the moment the service gave tokens until MSAL has kept them. From then
 * on it can no longer be cancelled: an account would be kept of which the caller was told nothing.
 */
export async function redeeming(
  { engine, request, pending }: SigningIn,
  work: () => Promise<AuthenticationResult | null>,
): Promise<AuthenticationResult> {
  let release: (() => void) | null = null;
  const onRedeemed = async (): Promise<void> => {
    release = await engine.mutex.acquire(pending.signal);
    pending.signal.throwIfAborted();
    pending.settle();
  };
  const call = newCall({ signal: pending.signal, onRedeemed });
  try {
    const result = await engine.network.during(call, work);
    if (result?.account == null)
      throw new CoreError('unauthenticated', 'The sign-in service named no account.', { reason: 'noAccount' });
    return result;
  } catch (cause) {
    throw toSignInError({ cause, call, scopes: request.scopes });
  } finally {
    // TypeScript does not see that the callback above assigns it.
    (release as (() => void) | null)?.();
  }
}
