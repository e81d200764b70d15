import type { TenantClock } from '#emulator/state';
import { GraphFault } from './graph-fault.ts';

/** What one request costs of an application's allowance. */
export interface RequestCost {
  readonly units: number;
  readonly writes: 0 | 1;
}

/** Whose allowance is used, and by what. */
export interface AllowanceUse {
  readonly clientId: string;
  readonly tenantId: string;
  readonly cost: RequestCost;
}

/** The allowance that the identity service gives each application in a tenant. */
export interface IdentityAllowance {
  /**
   * Uses some of it; gives the headers of the answer. Raises a GraphFault 429 with Retry-After, x-ms-throttle-scope and
   * x-ms-throttle-information when nothing is left; a refused request costs nothing.
   */
  use(use: AllowanceUse): Readonly<Record<string, string>>;
}

const identityRoute = /^\/(users|groups|applications|servicePrincipals|me|organization|subscribedSkus)(\/|$)/;
/** Reads that cost 2; all others cost 1. */
const dearReads = /^\/(users|applications)$|\/appRoleAssignedTo$/;

/**
 * Takes method, pattern of the route and options of a request; gives its cost, or null when the identity service does not
 * answer it. `$select` makes a read cheaper by 1, and so does a `$top` below 20; nothing costs less than 1.
 * Source: learn.microsoft.com/graph/throttling-limits (identity and access service limits)
 */
export function costOf(method: string, pattern: string, options: URLSearchParams): RequestCost | null {
  if (!identityRoute.test(pattern) || pattern.includes('/synchronization')) return null;
  if (method !== 'GET') return { units: 1, writes: 1 };
  const given = new Map([...options].map(([name, value]) => [name.toLowerCase().replace(/^\$/, ''), value]));
  const cheaper = (given.has('select') ? 1 : 0) + (Number(given.get('top') ?? 20) < 20 ? 1 : 0);
  return { units: Math.max(1, (dearReads.test(pattern) ? 2 : 1) - cheaper), writes: 0 };
}

/** Units in 10 seconds by the size of the tenant: below 50 people, to 500, and beyond. */
function unitsFor(people: number): number {
  if (people < 50) return 3_500;
  return people <= 500 ? 5_000 : 8_000;
}

const writesInWindow = 3_000;
const shareWorthTelling = 0.8;

/** Makes the allowance of a tenant; `people` says how many the tenant has. */
export function createIdentityAllowance(clock: Pick<TenantClock, 'now'>, people: () => number): IdentityAllowance {
  const units = createWindow(clock, 10);
  const writes = createWindow(clock, 150);
  return {
    use({ clientId, tenantId, cost }) {
      const limit = unitsFor(people());
      const used = units.used(clientId) + cost.units;
      const exhausted = { clientId, tenantId };
      if (used > limit) {
        throw throttled({ ...exhausted, wait: units.wait(clientId), information: 'ResourceUnitLimitExceeded' });
      }
      if (writes.used(clientId) + cost.writes > writesInWindow) {
        throw throttled({ ...exhausted, wait: writes.wait(clientId), information: 'WriteLimitExceeded' });
      }
      units.add(clientId, cost.units);
      if (cost.writes > 0) writes.add(clientId, cost.writes);
      const share = used / limit;
      const telling = share < shareWorthTelling ? {} : { 'x-ms-throttle-limit-percentage': share.toFixed(2) };
      return { 'x-ms-resource-unit': String(cost.units), ...telling };
    },
  };
}

function throttled(about: { clientId: string; tenantId: string; wait: number; information: string }): GraphFault {
  return new GraphFault(429, 'TooManyRequests', {
    message: 'Too many requests.',
    headers: {
      'Retry-After': String(about.wait),
      'x-ms-throttle-scope': `Tenant_Application/ReadWrite/${about.clientId}/${about.tenantId}`,
      'x-ms-throttle-information': about.information,
    },
  });
}

/** Counts by key in a sliding window of whole seconds. */
function createWindow(clock: Pick<TenantClock, 'now'>, seconds: number) {
  const counts = new Map<string, Map<number, number>>();
  const second = () => Math.floor(clock.now() / 1000);
  const recent = (key: string) => {
    const known = counts.get(key) ?? new Map<number, number>();
    counts.set(key, known);
    for (const at of known.keys()) if (at <= second() - seconds) known.delete(at);
    return known;
  };
  return {
    used: (key: string) => [...recent(key).values()].reduce((sum, count) => sum + count, 0),
    add(key: string, count: number) {
      const known = recent(key);
      known.set(second(), (known.get(second()) ?? 0) + count);
    },
    /** Whole seconds until the oldest count leaves the window. */
    wait: (key: string) => Math.max(1, Math.min(...recent(key).keys()) + seconds - second()),
  };
}
