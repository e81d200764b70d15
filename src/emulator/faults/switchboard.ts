import { seededRandom } from './random.ts';

/** What goes wrong with a request. `retryAfterSeconds` null: the answer has no Retry-After. */
export type Fault =
  | { readonly kind: 'throttle'; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'status'; readonly status: 500 | 502 | 503 | 504; readonly retryAfterSeconds?: number | null }
  /** The request acts; its answer is a 504. */
  | { readonly kind: 'timeoutAfterSuccess' }
  | { readonly kind: 'reset' }
  /** No answer ever comes; the request never acts. */
  | { readonly kind: 'hang' }
  /** A 200 with the HTML of a captive portal instead of JSON. */
  | { readonly kind: 'captivePortal' }
  /** A 400 whose text repeats the Authorization header and the body of the request. */
  | { readonly kind: 'echoRequest' }
  /** A 204 for a PUT of synchronization secrets that stores nothing. */
  | { readonly kind: 'dropSecrets' };

export interface FaultRule {
  readonly fault: Fault;
  readonly method?: string;
  /** Part of the path after the version, or an expression for it; without it every path matches. */
  readonly path?: string | RegExp;
  /** How many matching requests it hits; default 1. */
  readonly times?: number;
  /** How many matching requests pass before it begins; default 0. */
  readonly after?: number;
  /** Chance from 0 to 1 that a matching request is hit, drawn from the seeded row; default 1. */
  readonly probability?: number;
}

/** Lets tests break requests on purpose. Everything it does follows from its rules and its seed. */
export interface FaultSwitchboard {
  inject(rule: FaultRule): void;
  /** The fault for one request, counting it; null when it shall behave. */
  next(request: { readonly method: string; readonly path: string }): Fault | null;
  /** From now on every skiptoken issued before answers as expired. `now`: milliseconds of the tenant's clock. */
  expireSkiptokens(now: number): void;
  /** True for a skiptoken issued at that moment that has expired since. */
  isExpired(issuedAt: number): boolean;
  /** Rules that have not hit as often as they may. */
  pending(): number;
  clear(): void;
}

/** Makes a switchboard without rules; `seed` decides the draws of rules with a probability. */
export function createFaultSwitchboard(seed = 1): FaultSwitchboard {
  let rules: { rule: FaultRule; seen: number; hits: number }[] = [];
  let random = seededRandom(seed);
  let expiredBefore = Number.NEGATIVE_INFINITY;
  const isSpent = ({ rule, hits }: { rule: FaultRule; hits: number }) => hits >= (rule.times ?? 1);
  return {
    inject(rule) {
      rules.push({ rule, seen: 0, hits: 0 });
    },
    next(request) {
      for (const entry of rules) {
        if (isSpent(entry) || !matches(entry.rule, request)) continue;
        entry.seen += 1;
        if (entry.seen <= (entry.rule.after ?? 0)) continue;
        if (random() >= (entry.rule.probability ?? 1)) continue;
        entry.hits += 1;
        return entry.rule.fault;
      }
      return null;
    },
    expireSkiptokens(now) {
      expiredBefore = now;
    },
    isExpired: (issuedAt) => issuedAt <= expiredBefore,
    pending: () => rules.filter((entry) => !isSpent(entry)).length,
    clear() {
      rules = [];
      random = seededRandom(seed);
      expiredBefore = Number.NEGATIVE_INFINITY;
    },
  };
}

function matches(rule: FaultRule, request: { readonly method: string; readonly path: string }): boolean {
  if (rule.method !== undefined && rule.method !== request.method) return false;
  if (rule.path === undefined) return true;
  return typeof rule.path === 'string' ? request.path.includes(rule.path) : rule.path.test(request.path);
}
