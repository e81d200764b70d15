import { drawOf } from './random.ts';

/** What goes wrong with a request. `retryAfterSeconds` null: the answer has no Retry-After. */
export type Fault =
  | { readonly kind: 'throttle'; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'status'; readonly status: 500 | 502 | 503 | 504; readonly retryAfterSeconds?: number | null }
  /** The request acts; its answer is a 504. */
  | { readonly kind: 'timeoutAfterSuccess' }
  /** The answer of a replica that has not heard of the object, or of a change to it, yet. */
  | { readonly kind: 'notReplicated'; readonly status: 403 | 404 | 409 }
  /** A 403 that asks for the claims of a Conditional Access policy. */
  | { readonly kind: 'claimsRequired' }
  | { readonly kind: 'reset' }
  /** No answer ever comes; the request never acts. */
  | { readonly kind: 'hang' }
  /** A 200 with the HTML of a captive portal instead of JSON. */
  | { readonly kind: 'captivePortal' }
  /** A 400 whose text repeats the Authorization header and the body of the request. */
  | { readonly kind: 'echoRequest' }
  /** A 204 for a PUT of synchronization secrets that stores nothing. */
  | { readonly kind: 'dropSecrets' };

/** Services whose requests can be broken: Graph, and the sign-in host. */
export const faultyHosts = ['graph', 'login'] as const;
export type FaultyHost = (typeof faultyHosts)[number];

/** A request as faults see it: nothing in it depends on when it came or on ids that were made by chance. */
export interface FaultyRequest {
  /** Which service was asked; left out = Graph. */
  readonly host?: FaultyHost;
  readonly method: string;
  /** Path after the version, as it was sent; rules match on it. */
  readonly path: string;
  /** Pattern of the route, or the path when there is none. */
  readonly route: string;
  /** What the request is about, by names that are the same in every run. */
  readonly object: string;
}

/** A rule: which requests it is for and how many attempts of one request it hits. */
export interface FaultRule {
  readonly fault: Fault;
  /** Default: Graph. */
  readonly host?: FaultyHost;
  readonly method?: string;
  /** Part of the path after the version, or an expression for it; without it every path matches. */
  readonly path?: string | RegExp;
  /** How many attempts of one method, route and object it hits; default 1. */
  readonly times?: number;
  /** How many attempts of one method, route and object pass before it begins; default 0. */
  readonly after?: number;
  /** Chance from 0 to 1 that an attempt is hit; default 1. */
  readonly probability?: number;
}

/** A fault that happened, for comparing two runs of one seed. */
export interface FaultRecord {
  readonly method: string;
  readonly route: string;
  readonly object: string;
  /** From 1, counted for this method, route and object since the rule was made. */
  readonly attempt: number;
  readonly kind: Fault['kind'];
}

/** Misbehaviour that lasts until it is switched off. */
export interface StandingFaults {
  /** Items of a batch under `/synchronization` are refused. */
  batchRefusesSynchronization: boolean;
  /** Rows of the provisioning log appear up to so many milliseconds after they were written. */
  longestLogDelayMs: number;
  /** Saved credentials are refused for so many milliseconds after they were saved. */
  savedCredentialsDelayMs: number;
  /** parseExpression judges otherwise than the published language does. */
  otherVerdicts: boolean;
  /** Reports answer 5 requests in 10 seconds, as documented. True unless it was switched off. */
  reportLimit: boolean;
}

/**
 * Breaks requests on purpose. Whether an attempt fails follows from the rules, the seed, the method, the route, the
 * object and the number of the attempt; never from the order in which requests arrive.
 */
export interface FaultSwitchboard {
  readonly seed: number;
  readonly standing: StandingFaults;
  inject(rule: FaultRule): void;
  /** The fault for one attempt, counting it; null when it shall behave. What it is is asked for only when a rule needs it. */
  next(identify: () => FaultyRequest): Fault | null;
  /** Faults that happened, oldest first. */
  history(): readonly FaultRecord[];
  /** From now on every skiptoken issued before answers as expired. `now`: milliseconds of the tenant's clock. */
  expireSkiptokens(now: number): void;
  /** True for a skiptoken issued at that moment that has expired since. */
  isExpired(issuedAt: number): boolean;
  /** Takes back every rule and every switch, and forgets what happened. */
  clear(): void;
}

interface ActiveRule {
  readonly rule: FaultRule;
  /** Number of the rule, from 1: two rules with one chance draw apart. */
  readonly number: number;
  /** Attempts and hits by method, route and object. */
  readonly counts: Map<string, { seen: number; hits: number }>;
}

const behaving = (): StandingFaults => ({
  batchRefusesSynchronization: false,
  longestLogDelayMs: 0,
  savedCredentialsDelayMs: 0,
  otherVerdicts: false,
  reportLimit: true,
});

/** Makes a switchboard without rules; `seed` decides the draws of rules with a probability. */
export function createFaultSwitchboard(seed = 1): FaultSwitchboard {
  const standing = behaving();
  let rules: ActiveRule[] = [];
  let records: FaultRecord[] = [];
  let expiredBefore = Number.NEGATIVE_INFINITY;
  return {
    seed,
    standing,
    inject(rule) {
      rules.push({ rule, number: rules.length + 1, counts: new Map() });
    },
    next(identify) {
      if (rules.length === 0) return null;
      const request = identify();
      let chosen: FaultRecord | null = null;
      let fault: Fault | null = null;
      // Every rule counts every attempt, also one that another rule hits: its number must not depend on the others.
      for (const active of rules) {
        if (!matches(active.rule, request)) continue;
        const attempt = hitAttempt(seed, active, request);
        if (attempt === null || fault !== null) continue;
        fault = active.rule.fault;
        const { method, route, object } = request;
        chosen = { method, route, object, attempt, kind: fault.kind };
      }
      if (chosen !== null) records.push(chosen);
      return fault;
    },
    history: () => records,
    expireSkiptokens(now) {
      expiredBefore = now;
    },
    isExpired: (issuedAt) => issuedAt <= expiredBefore,
    clear() {
      rules = [];
      records = [];
      expiredBefore = Number.NEGATIVE_INFINITY;
      Object.assign(standing, behaving());
    },
  };
}

/** Counts an attempt; gives its number when the rule hits it, and null when it passes. */
function hitAttempt(seed: number, { rule, number, counts }: ActiveRule, request: FaultyRequest): number | null {
  const { method, route, object } = request;
  const key = `${method}\n${route}\n${object}`;
  const count = counts.get(key) ?? { seen: 0, hits: 0 };
  counts.set(key, count);
  count.seen += 1;
  if (count.hits >= (rule.times ?? 1) || count.seen <= (rule.after ?? 0)) return null;
  const { probability = 1 } = rule;
  if (probability < 1 && drawOf(seed, number, key, count.seen) >= probability) return null;
  count.hits += 1;
  return count.seen;
}

function matches(rule: FaultRule, request: FaultyRequest): boolean {
  if ((rule.host ?? 'graph') !== (request.host ?? 'graph')) return false;
  if (rule.method !== undefined && rule.method !== request.method) return false;
  if (rule.path === undefined) return true;
  return typeof rule.path === 'string' ? request.path.includes(rule.path) : rule.path.test(request.path);
}
