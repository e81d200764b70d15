import { SignInFault } from './aadsts-faults.ts';
import type { EntraContext } from './entra-context.ts';
import { graphPermissions, openIdScopes } from './graph-permissions.ts';

/** The `scope` parameter of a request, taken apart. */
export interface ScopeRequest {
  /** As the client wrote them, so that the answer can echo them. */
  readonly asked: readonly string[];
  /** openid, profile, email, offline_access. */
  readonly openId: readonly string[];
  /** Short names of Graph permissions. */
  readonly graph: readonly string[];
}

const canonicalNames = new Map(graphPermissions.map(({ name }) => [name.toLowerCase(), name]));

/**
 * Takes the space-separated `scope` parameter; gives it taken apart. Permissions may be written short or with the
 * Graph root. Raises a fault for an empty list (70011), another resource (70011) or an unknown permission (650053).
 */
export function parseScopes(context: EntraContext, text: string | null): ScopeRequest {
  const asked = [...new Set((text ?? '').split(' ').filter((scope) => scope !== ''))];
  if (asked.length === 0) throw new SignInFault(70011, { detail: 'No scope was given.' });
  const openId: string[] = [];
  const graph: string[] = [];
  for (const scope of asked) {
    if (Object.hasOwn(openIdScopes, scope)) openId.push(scope);
    else graph.push(permissionName(context, scope));
  }
  return { asked, openId, graph };
}

function permissionName(context: EntraContext, scope: string): string {
  const prefix = `${context.options.graphOrigin}/`;
  const short = scope.startsWith(prefix) ? scope.slice(prefix.length) : scope;
  if (short.includes('/'))
    throw new SignInFault(70011, { detail: `The scope ${scope} names a resource that is not in the tenant.` });
  const name = canonicalNames.get(short.toLowerCase());
  if (name === undefined) throw new SignInFault(650053, { detail: `The scope is ${short}.` });
  return name;
}
