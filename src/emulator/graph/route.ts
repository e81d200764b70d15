import type { GraphCall, GraphReply, GraphTenant } from './graph-tenant.ts';
import type { Right } from './rights.ts';

/** One row of the table of routes. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path after the version: `/servicePrincipals/{servicePrincipalId}/owners`. */
  readonly pattern: string;
  /** Delegated permissions, any one of which is enough; none: any token of this tenant. */
  readonly scopes: readonly string[];
  readonly right: Right;
  /** Documented limit that the route shares with others. */
  readonly limit?: 'reports' | 'onDemand';
  readonly handle: (call: GraphCall, tenant: GraphTenant) => GraphReply | Promise<GraphReply>;
}

export interface RouteMatch {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

interface CompiledRoute {
  readonly route: Route;
  readonly segments: readonly string[];
}

/** Finds the row for a method and a path after the version; null when there is none. */
export type RouteFinder = (method: string, path: string) => RouteMatch | null;

/** Prepares a table. Fixed segments win over placeholders, so the order of the rows does not matter. */
export function createRouteFinder(routes: readonly Route[]): RouteFinder {
  const compiled = routes
    .map((route): CompiledRoute => ({ route, segments: route.pattern.split('/').filter((part) => part !== '') }))
    .sort((left, right) => placeholders(left) - placeholders(right));
  return (method, path) => {
    const segments = pathSegments(path);
    if (segments === null) return null;
    for (const candidate of compiled) {
      if (candidate.route.method !== method) continue;
      const parameters = matchSegments(candidate.segments, segments);
      if (parameters !== null) return { route: candidate.route, parameters };
    }
    return null;
  };
}

/**
 * Splits a path into decoded segments, the three spellings of OData made one: `users('id')` is `users/id`,
 * `servicePrincipals(appId='x')` is `servicePrincipals/appId=x`, and a call's empty brackets are dropped.
 */
export function pathSegments(path: string): readonly string[] | null {
  try {
    return path
      .split('/')
      .filter((part) => part !== '')
      .flatMap((part) => {
        const decoded = decodeURIComponent(part);
        const key = /^([A-Za-z]+)\((.*)\)$/.exec(decoded);
        if (key === null) return [decoded];
        const name = key[1] ?? '';
        const inner = (key[2] ?? '').replace(/'([^']*)'/, '$1');
        return inner === '' ? [name] : [name, inner];
      });
  } catch (cause) {
    if (cause instanceof URIError) return null;
    throw cause;
  }
}

function placeholders({ segments }: CompiledRoute): number {
  return segments.filter((segment) => segment.startsWith('{')).length;
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index] ?? '';
    if (expected.startsWith('{')) parameters[expected.slice(1, -1)] = actual;
    else if (expected.toLowerCase() !== actual.toLowerCase()) return null;
  }
  return parameters;
}
