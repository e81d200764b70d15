import type { IdentityService, Person, ServicePrincipalRecord, VerifiedToken } from '#emulator/state';
import { GraphFault, requestDenied } from './graph-fault.ts';
import type { GraphTenant } from './graph-tenant.ts';
import { hasRight } from './rights.ts';
import type { RouteMatch } from './route.ts';
import { servicePrincipalByKey } from './visibility.ts';

/** Who calls: a checked token and the person it belongs to. */
export interface Caller {
  readonly token: VerifiedToken;
  readonly person: Person;
  readonly tenant: GraphTenant;
}

/** Checks the bearer token of a request. Raises a GraphFault 401, with a claims challenge where the service asks for one. */
export function authenticate(
  headers: Headers,
  identity: IdentityService,
  tenantOf: (tenantId: string) => GraphTenant | null,
): Caller {
  const header = headers.get('Authorization') ?? '';
  const bearer = /^Bearer (\S+)$/i.exec(header)?.[1];
  if (bearer === undefined) throw unauthenticated('InvalidAuthenticationToken', 'Access token is empty.');
  const outcome = identity.verify(bearer);
  if (!outcome.ok) throw unauthenticated(outcome.code, outcome.message, outcome.claims);
  const tenant = tenantOf(outcome.token.tenantId);
  const person = tenant?.state.people.get(outcome.token.personId);
  if (tenant === null || person === undefined || person.deletedAt !== null) {
    throw unauthenticated('InvalidAuthenticationToken', 'The identity of the calling user could not be established.');
  }
  return { token: outcome.token, person, tenant };
}

/** Source: learn.microsoft.com/entra/identity-platform/claims-challenge */
function unauthenticated(code: string, message: string, claims?: string): GraphFault {
  const challenge = ['realm=""', 'client_id="00000003-0000-0000-c000-000000000000"'];
  if (claims !== undefined) {
    const encoded = claims.startsWith('{') ? Buffer.from(claims).toString('base64') : claims;
    challenge.push('error="insufficient_claims"', `claims="${encoded}"`);
  }
  return new GraphFault(401, code, { message, headers: { 'WWW-Authenticate': `Bearer ${challenge.join(', ')}` } });
}

/** Raises a GraphFault 403 when the token lacks the route's scopes or the person its right. */
export function authorize({ token, person, tenant }: Caller, { route, parameters }: RouteMatch): void {
  if (route.scopes.length > 0 && !route.scopes.some((scope) => token.scopes.has(scope))) throw requestDenied();
  if (!hasRight(person, route.right, servicePrincipalOf(tenant, parameters))) throw requestDenied();
}

/** The service principal that a path is about: owning it may be the right that counts. */
function servicePrincipalOf(
  tenant: GraphTenant,
  parameters: Readonly<Record<string, string>>,
): ServicePrincipalRecord | null {
  const { servicePrincipalId, applicationId } = parameters;
  if (servicePrincipalId !== undefined) return servicePrincipalByKey(tenant, servicePrincipalId);
  if (applicationId === undefined) return null;
  const records = [...tenant.state.servicePrincipals.values()];
  return records.find((record) => record.applicationObjectId === applicationId) ?? null;
}
