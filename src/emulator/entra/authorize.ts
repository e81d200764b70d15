import { SignInFault } from './aadsts-faults.ts';
import { parseClaims } from './claims-request.ts';
import type { EntraContext } from './entra-context.ts';
import type { SignInFlow } from './grant-store.ts';
import { checkRedirectUri, type Incoming, required, requiredClient, tenantOfPath } from './incoming.ts';
import { errorPage } from './pages.ts';
import { parseScopes } from './scope-request.ts';
import {
  afterAccount,
  askForAccount,
  beginFlow,
  missingScopes,
  pageError,
  peopleOfSession,
  refuse,
} from './sign-in-flow.ts';

const s256Challenge = /^[A-Za-z0-9_-]{43}$/;

/**
 * Answers GET `/{tenant}/oauth2/v2.0/authorize`: the account page, or the next page for a person who is signed in in
 * this browser. Faults of client, redirect URI, scope or PKCE are shown here and never sent to the redirect URI.
 * Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#request-an-authorization-code
 */
export function handleAuthorize(context: EntraContext, incoming: Incoming): Response {
  try {
    return beginAuthorize(context, incoming);
  } catch (cause) {
    if (cause instanceof SignInFault) return errorPage(pageError(cause));
    throw cause;
  }
}

function beginAuthorize(context: EntraContext, incoming: Incoming): Response {
  const { query } = incoming;
  const prompt = query.get('prompt');
  const loginHint = query.get('login_hint') ?? '';
  const flow = beginFlow(context, {
    tenant: tenantOfPath(context, incoming.segment),
    client: requiredClient(context, query),
    scopes: parseScopes(context, query.get('scope')),
    claims: parseClaims(query.get('claims')),
    prompt,
    purpose: purposeOf(query),
  });
  const signedIn = peopleOfSession(context, incoming);
  const hinted = signedIn.find((person) => person.userPrincipalName.toLowerCase() === loginHint.toLowerCase());
  const person = hinted ?? (loginHint === '' && signedIn.length === 1 ? signedIn[0] : undefined);
  if (prompt === 'none') {
    if (person === undefined) return refuse(context, flow, new SignInFault(50058));
    if (missingScopes(context, flow, person).length > 0) return refuse(context, flow, new SignInFault(65001));
  }
  const asksForAccount = prompt === 'select_account' || prompt === 'login';
  if (person === undefined || asksForAccount) return askForAccount(context, flow, { incoming, loginHint });
  return afterAccount(context, flow, { person });
}

function purposeOf(query: URLSearchParams): SignInFlow['purpose'] {
  const redirectUri = required(query, 'redirect_uri');
  checkRedirectUri(redirectUri);
  if (required(query, 'response_type') !== 'code') throw new SignInFault(70007);
  if (query.get('response_mode') !== 'form_post') {
    throw new SignInFault(70007, { detail: 'The demo tenant answers with response_mode=form_post only.' });
  }
  const challenge = required(query, 'code_challenge');
  if (query.get('code_challenge_method') !== 'S256' || !s256Challenge.test(challenge)) {
    throw new SignInFault(9002313, { detail: 'PKCE with S256 is required.' });
  }
  return {
    kind: 'authorize',
    redirectUri,
    state: query.get('state'),
    challenge,
    nonce: query.get('nonce'),
    wantsClientInfo: query.get('client_info') === '1',
  };
}

/**
 * Answers GET `/{tenant}/v2.0/adminconsent`: the account page, then a consent page for the whole organization; its
 * answer goes to the redirect URI in the query.
 * Source: learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export function handleAdminConsent(context: EntraContext, incoming: Incoming): Response {
  const { query } = incoming;
  try {
    const redirectUri = required(query, 'redirect_uri');
    checkRedirectUri(redirectUri);
    const flow = beginFlow(context, {
      tenant: tenantOfPath(context, incoming.segment),
      client: requiredClient(context, query),
      scopes: parseScopes(context, query.get('scope')),
      claims: parseClaims(null),
      prompt: 'select_account',
      purpose: { kind: 'adminConsent', redirectUri, state: query.get('state') },
    });
    return askForAccount(context, flow, { incoming, loginHint: '' });
  } catch (cause) {
    if (cause instanceof SignInFault) return errorPage(pageError(cause));
    throw cause;
  }
}
