import type { Clock } from '#core/ports';
import type { TaskProgress } from '#shared/contract/events';
import type { ProbePort } from './probe-port.ts';
import { type ScimAnswer, scimAnswer } from './scim-answer.ts';

/** Milliseconds between two requests: four a second, far below the 25 that the provisioning service may send. */
export const requestGapMs = 250;
/** The service gives up after about as long. */
const answerLimitMs = 30_000;
const longestWaitMs = 30_000;
const longestWaitsMs = 60_000;
const waitWithoutHintMs = 5_000;
const mostAttempts = 3;

/** One request below the tenant URL. */
export interface TargetQuestion {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** For example /Users, with ids encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Who asks: whoever has the token, somebody without one, somebody with a made-up one. */
  readonly as: 'holder' | 'nobody' | 'stranger';
  readonly body?: unknown;
  /** Another signal than the run's, for what has to be finished after a cancel. */
  readonly signal?: AbortSignal;
}

/** A request that the target wanted later. */
export interface Throttled {
  /** Milliseconds that the target asked for; null: it did not say. */
  readonly retryAfterMs: number | null;
}

/** The only way to the target during a run: one request after another, slowly, always to the tenant URL's own origin. */
export interface TargetAsker {
  /** Raises `offline`, `timeout` or an AbortError; a status is never an error. */
  ask(question: TargetQuestion): Promise<ScimAnswer>;
  /** From now on requests go to that address only; null: there is none to name. */
  goTo(address: string | null): void;
  /** Notes milliseconds that the target took beside requests. */
  spend(milliseconds: number): void;
  /** Gives the milliseconds that the target took since it was last asked for. */
  takeSpent(): number;
  readonly secrets: readonly string[];
  /** Milliseconds of each answer to the holder of the token. */
  readonly samples: readonly number[];
  readonly throttled: readonly Throttled[];
  /** True: the target refused a request for its rate to the end. */
  refusesRate(): boolean;
  requests(): number;
}

interface AskerOptions {
  readonly probe: ProbePort;
  readonly clock: Clock;
  readonly tenantUrl: URL;
  readonly token: string | null;
  /** A token that nobody gave out. */
  readonly madeUpToken: string;
  readonly signal: AbortSignal;
  readonly progress: (progress: TaskProgress) => void;
}

/** Flags that the service reads from the tenant URL and keeps for itself. Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility */
const serviceFlag = /^(aadOptscim|AzureAdScimPatch)\d+$/i;

/** Takes a tenant URL; says whether it carries the flag that makes the service follow RFC 7644 in its PATCH requests. Pure. */
export const hasServiceFlag = (tenantUrl: URL): boolean =>
  [...tenantUrl.searchParams.keys()].some((name) => serviceFlag.test(name));

function urlOf(tenantUrl: URL, { path, query = {} }: TargetQuestion): string {
  const kept = [...tenantUrl.searchParams].filter(([name]) => !serviceFlag.test(name));
  const search = [...kept, ...Object.entries(query)]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const base = `${tenantUrl.origin}${tenantUrl.pathname.replace(/\/+$/, '')}${path}`;
  return search === '' ? base : `${base}?${search}`;
}

/** Takes the value of a Retry-After header and the time; gives milliseconds, or null for none that can be read. Pure. Source: RFC 9110, 10.2.3 */
export function retryAfterMs(value: string | null, now: number): number | null {
  if (value === null) return null;
  if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

const headersOf = ({ body }: TargetQuestion, bearer: string | null): Record<string, string> => ({
  Accept: 'application/scim+json, application/json',
  'Accept-Encoding': 'identity',
  ...(bearer === null ? {} : { Authorization: `Bearer ${bearer}` }),
  ...(body === undefined ? {} : { 'Content-Type': 'application/scim+json' }),
});

/** Takes the way to a target and its tenant URL; gives what asks it. */
export function createTargetAsker(options: AskerOptions): TargetAsker {
  const { probe, clock, tenantUrl, token, progress } = options;
  const samples: number[] = [];
  const throttled: Throttled[] = [];
  let address: string | null = null;
  let spent = 0;
  let requests = 0;
  let waited = 0;
  let refused = false;
  let lastStart = Number.NEGATIVE_INFINITY;
  const tokens = { holder: token, nobody: null, stranger: options.madeUpToken };

  const send = async (question: TargetQuestion, signal: AbortSignal): Promise<ScimAnswer> => {
    const gap = lastStart + requestGapMs - clock.now();
    if (gap > 0) await clock.sleep(gap, signal);
    signal.throwIfAborted();
    lastStart = clock.now();
    requests += 1;
    const answer = await probe.send({
      method: question.method ?? 'GET',
      url: urlOf(tenantUrl, question),
      headers: headersOf(question, tokens[question.as]),
      ...(question.body === undefined ? {} : { body: JSON.stringify(question.body) }),
      address,
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerLimitMs)]),
    });
    spent += answer.tookMs;
    if (question.as === 'holder') samples.push(answer.tookMs);
    return scimAnswer(answer);
  };

  return {
    async ask(question) {
      const signal = question.signal ?? options.signal;
      for (let attempt = 1; ; attempt += 1) {
        const answer = await send(question, signal);
        if (answer.status !== 429) return answer;
        const asked = retryAfterMs(answer.headers.get('retry-after'), clock.now());
        throttled.push({ retryAfterMs: asked });
        const wait = asked ?? waitWithoutHintMs;
        if (attempt === mostAttempts || wait > longestWaitMs || waited + wait > longestWaitsMs) {
          refused = true;
          return answer;
        }
        waited += wait;
        progress({ state: 'waiting', message: `The application asks to wait ${Math.ceil(wait / 1_000)} s.` });
        await clock.sleep(wait, signal);
      }
    },
    goTo(chosen) {
      address = chosen;
    },
    spend(milliseconds) {
      spent += milliseconds;
    },
    takeSpent() {
      const taken = Math.round(spent);
      spent = 0;
      return taken;
    },
    secrets: [...(token === null ? [] : [token]), options.madeUpToken],
    samples,
    throttled,
    refusesRate: () => refused,
    requests: () => requests,
  };
}
