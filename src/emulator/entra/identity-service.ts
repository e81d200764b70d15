import type { IdentityService } from '#emulator/state';
import { handleAdminConsent, handleAuthorize } from './authorize.ts';
import { answerBroken, nextFault } from './broken-request.ts';
import { handleDeviceCode, handleDevicePage } from './device-code.ts';
import { handleInstanceDiscovery, handleKeys, handleOpenIdConfiguration } from './discovery.ts';
import type { EntraContext, EntraOptions } from './entra-context.ts';
import { createGrantStore } from './grant-store.ts';
import { graphPermissions } from './graph-permissions.ts';
import { type Incoming, json, readIncoming } from './incoming.ts';
import { messagePage } from './pages.ts';
import { handleConsent, handleLogin } from './sign-in-flow.ts';
import { faultResponse, handleToken } from './token-endpoint.ts';
import { verifyAccessToken } from './token-issuer.ts';
import { createTokenSigner } from './token-signer.ts';

/** The tenant's sign-in service with every control that a test or a demo may want. */
export interface EntraService extends IdentityService {
  readonly control: IdentityService['control'] & {
    /** The person's access tokens are refused with a claims challenge; the refresh token stays good. */
    challengeAccessTokens(personId: string): void;
    /** The person must sign in again in the browser, with the claims of the answer, before any refresh succeeds. */
    requireSignIn(personId: string, policyId: string): void;
    /** What an administrator's consent for the whole organization does; `tenantId` left out = the demo tenant. */
    grantForOrganization(consent: {
      readonly clientId: string;
      readonly scopes: readonly string[];
      readonly tenantId?: string;
    }): void;
  };
}

type Handler = (context: EntraContext, incoming: Incoming) => Response;

interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly handler: Handler;
}

const routes: readonly Route[] = [
  { method: 'GET', path: /^\/[^/]+\/v2\.0\/\.well-known\/openid-configuration$/, handler: handleOpenIdConfiguration },
  { method: 'GET', path: /^\/common\/discovery\/instance$/, handler: handleInstanceDiscovery },
  { method: 'GET', path: /^\/[^/]+\/discovery\/v2\.0\/keys$/, handler: handleKeys },
  { method: 'GET', path: /^\/[^/]+\/oauth2\/v2\.0\/authorize$/, handler: handleAuthorize },
  { method: 'GET', path: /^\/[^/]+\/v2\.0\/adminconsent$/, handler: handleAdminConsent },
  { method: 'POST', path: /^\/common\/login$/, handler: handleLogin },
  { method: 'POST', path: /^\/common\/consent\/set$/, handler: handleConsent },
  { method: 'POST', path: /^\/[^/]+\/oauth2\/v2\.0\/token$/, handler: handleToken },
  { method: 'POST', path: /^\/[^/]+\/oauth2\/v2\.0\/devicecode$/, handler: deviceCodeRoute },
  { method: 'GET', path: /^\/device$/, handler: handleDevicePage },
  { method: 'POST', path: /^\/device$/, handler: handleDevicePage },
  { method: 'GET', path: /^\/[^/]+\/oauth2\/v2\.0\/logout$/, handler: handleLogout },
];

/**
 * Takes the tenant's state, clock and public origins; gives its sign-in service as a function of requests. People of
 * the state who are neither deleted nor disabled may sign in; consent is remembered by person, client and tenant.
 * A route that does not exist answers 501 and names itself.
 * Source: learn.microsoft.com/entra/identity-platform/v2-protocols
 */
export function createIdentityService(options: EntraOptions): EntraService {
  const { tenantId, tenantName, domain } = options.state;
  const context: EntraContext = {
    options,
    tenants: [{ tenantId, tenantName, domain }, ...(options.otherTenants ?? [])],
    grants: createGrantStore(),
    signer: options.signer ?? createTokenSigner(),
    settings: {
      tokenLifetimeSeconds: 3_600,
      adminConsentScopes: new Set(graphPermissions.filter((known) => known.adminConsent).map(({ name }) => name)),
    },
  };
  return {
    async fetch(request) {
      const [incoming] = await Promise.all([readIncoming(request), context.signer.ready()]);
      const usual = () => answer(context, incoming);
      const fault = nextFault(context, incoming);
      const broken = { incoming, signal: request.signal, answer: usual };
      const response = fault === null ? usual() : await answerBroken(context, fault, broken);
      response.headers.set('date', new Date(options.clock.now()).toUTCString());
      response.headers.set('x-ms-request-id', options.newId());
      if (incoming.correlationId !== null) response.headers.set('client-request-id', incoming.correlationId);
      return response;
    },
    verify: (token) => verifyAccessToken(context, token),
    control: createControl(context),
  };
}

function answer(context: EntraContext, incoming: Incoming): Response {
  const route = routes.find(({ method, path }) => method === incoming.method && path.test(incoming.path));
  if (route !== undefined) return route.handler(context, incoming);
  const what = `${incoming.method} ${incoming.path}`;
  return json(501, {
    error: 'not_implemented',
    error_description: `The demo tenant's sign-in service has no route ${what}.`,
  });
}

function createControl(context: EntraContext): EntraService['control'] {
  const { grants, settings, options } = context;
  return {
    revokeTokens(personId) {
      const revocations = grants.revocationsOf(personId);
      revocations.sessions += 1;
      revocations.at = options.clock.now();
    },
    challengeAccessTokens(personId) {
      const revocations = grants.revocationsOf(personId);
      revocations.accessTokens += 1;
      revocations.at = options.clock.now();
    },
    requireSignIn: (personId, policyId) => void grants.requiredPolicies.set(personId, policyId),
    requireAdminConsent(scopes) {
      for (const scope of scopes) settings.adminConsentScopes.add(scope);
    },
    grantForOrganization: ({ clientId, scopes, tenantId = options.state.tenantId }) =>
      grants.consent({ tenantId, clientId, personId: null }, scopes),
    setTokenLifetimeSeconds(seconds) {
      settings.tokenLifetimeSeconds = seconds;
    },
  };
}

function deviceCodeRoute(context: EntraContext, incoming: Incoming): Response {
  try {
    return handleDeviceCode(context, incoming);
  } catch (cause) {
    return faultResponse(context, cause, incoming);
  }
}

/** Signs everybody out of this browser; what applications keep is not touched. */
function handleLogout(context: EntraContext, incoming: Incoming): Response {
  if (incoming.sessionId !== null) context.grants.sessions.delete(incoming.sessionId);
  return messagePage({
    title: 'You signed out of your account',
    text: 'It is a good idea to close all browser windows.',
    outcome: 'signedOut',
    headers: { 'set-cookie': 'ESTSDEMO=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0' },
  });
}
