import type { Context } from '@microsoft/microsoft-graph-client';
import { claimsOf } from '#core/graph/claims-challenge';
import type { GraphCall } from '#core/graph/graph-call';
import type { IdentityPort } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { createHandler } from './handler.ts';

function isOwnHost(context: Context): boolean {
  const url = new URL(typeof context.request === 'string' ? context.request : context.request.url);
  return url.protocol === 'https:' && context.customHosts?.has(url.hostname) === true;
}

function attachToken(context: Context, token: string): void {
  context.options = {
    ...context.options,
    headers: { ...(context.options?.headers as Record<string, string> | undefined), Authorization: `Bearer ${token}` },
  };
}

/** The answer of a call that was turned away because of its token; null when it was not. */
function challengeOf(call: GraphCall): { readonly claims: string | undefined } | null {
  const { status, headers } = call.answered;
  const claims = claimsOf(headers['www-authenticate']);
  const turnedAway = status === 401 || (status === 403 && claims !== undefined);
  return turnedAway ? { claims } : null;
}

/**
 * Takes the sign-in; gives the handler that attaches a token, for this cloud's Graph host only. A token that was turned away is
 * replaced once: by one that meets the claims challenge, or by a fresh one.
 * Source: learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation
 */
export const createTokenHandler = (identity: IdentityPort) =>
  createHandler(async (call, next, context) => {
    if (!isOwnHost(context)) {
      throw new CoreError('graph_error', 'A sign-in token is sent only to Microsoft Graph of this cloud.', {
        reason: 'foreignHost',
        nextStep: 'Report this: the service named an address outside of Microsoft Graph.',
      });
    }
    const { scopes, signal } = call.facts.request;
    const asked = { scopes, ...(signal === undefined ? {} : { signal }) };
    attachToken(context, await identity.accessToken(asked));
    await next();
    const challenge = challengeOf(call);
    if (challenge === null) return;
    call.attemptSent = false;
    const { claims } = challenge;
    attachToken(
      context,
      await identity.accessToken(claims === undefined ? { ...asked, forceRefresh: true } : { ...asked, claims }),
    );
    await next();
  });
