import { AsyncLocalStorage } from 'node:async_hooks';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { z } from 'zod';
import type { NetworkFetch } from '#core/ports';
import { CoreError } from '#core/rpc/errors';

/** An error answer of the sign-in service, as it stood on the wire: MSAL keeps only parts of it. */
export interface Refusal {
  readonly status: number;
  readonly error: string;
  readonly suberror: string | null;
  /** AADSTS number, when there is one. */
  readonly number: number | null;
  readonly claims: string | null;
  readonly traceId: string | null;
  readonly correlationId: string | null;
  readonly retryAfterMs: number | null;
}

/** One MSAL call: what ends it, and what our network saw while it ran. */
export interface MsalCall {
  readonly signal?: AbortSignal | undefined;
  /** Awaited after the service gave tokens for a sign-in and before MSAL writes them into its cache. */
  readonly onRedeemed?: (() => Promise<void>) | undefined;
  failure: CoreError | null;
  refusal: Refusal | null;
}

export interface MsalNetworkOptions {
  readonly network: NetworkFetch;
  /** Milliseconds for one request; MSAL itself has no limit for a POST. */
  readonly requestTimeoutMs: number;
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** MSAL's way to the network, and the way to say which call a request belongs to. */
export interface MsalNetwork {
  readonly client: INetworkModule;
  /** Runs MSAL calls whose requests report into `call`. */
  during<T>(call: MsalCall, work: () => Promise<T>): Promise<T>;
}

// How much slower a client must poll after slow_down. Source: datatracker.ietf.org/doc/html/rfc8628#section-3.5
const slowDownMs = 5_000;

/**
 * Takes the network port; gives MSAL a client on it with a time limit, abort and JSON check for every request. MSAL
 * reports every network fault alike, so the cause is kept in the call.
 */
export function createMsalNetwork(options: MsalNetworkOptions): MsalNetwork {
  const calls = new AsyncLocalStorage<MsalCall>();
  const send = async <T>(method: string, url: string, request: NetworkRequestOptions): Promise<NetworkResponse<T>> => {
    const call = calls.getStore() ?? newCall();
    const answer = await exchange({ options, call, method, url, request });
    // What the service sends is MSAL's to interpret; it asks for a type that nobody can check here.
    return answer as NetworkResponse<T>;
  };
  return {
    client: {
      sendGetRequestAsync: (url, request = {}) => send('GET', url, request),
      sendPostRequestAsync: (url, request = {}) => send('POST', url, request),
    },
    during: (call, work) => calls.run(call, work),
  };
}

/** Gives a call record, to be filled while the call runs. */
export function newCall(parts: Pick<MsalCall, 'signal' | 'onRedeemed'> = {}): MsalCall {
  return { ...parts, failure: null, refusal: null };
}

interface Exchange {
  readonly options: MsalNetworkOptions;
  readonly call: MsalCall;
  readonly method: string;
  readonly url: string;
  readonly request: NetworkRequestOptions;
}

async function exchange(about: Exchange): Promise<NetworkResponse<unknown>> {
  const { call, options, method } = about;
  const response = await fetchInTime(about);
  const headers = Object.fromEntries(response.headers);
  const body = await jsonBody(about, response);
  call.refusal = response.ok ? null : refusalOf(response.status, body, headers);
  if (call.refusal?.error === 'slow_down') {
    // MSAL would end the sign-in; slower is all that was asked for.
    await options.wait(slowDownMs, call.signal);
    return { status: response.status, headers, body: { error: 'authorization_pending' } };
  }
  const isRedeemed =
    method === 'POST' && response.ok && typeof body === 'object' && body !== null && 'access_token' in body;
  if (isRedeemed) await call.onRedeemed?.();
  return { status: response.status, headers, body };
}

async function fetchInTime({ options, call, method, url, request }: Exchange): Promise<Response> {
  const limit = AbortSignal.timeout(options.requestTimeoutMs);
  try {
    return await options.network({
      method,
      url,
      headers: request.headers ?? {},
      ...(method === 'POST' ? { body: request.body ?? '' } : {}),
      signal: call.signal === undefined ? limit : AbortSignal.any([limit, call.signal]),
    });
  } catch (cause) {
    call.failure = failureOf(cause, { isLate: limit.aborted, host: new URL(url).host, call });
    throw call.failure;
  }
}

function failureOf(
  cause: unknown,
  at: { readonly isLate: boolean; readonly host: string; readonly call: MsalCall },
): CoreError {
  if (at.call.signal?.aborted === true) return new CoreError('cancelled', 'The sign-in was cancelled.', { cause });
  if (cause instanceof CoreError) return cause;
  if (at.isLate) {
    return new CoreError('timeout', `The sign-in service ${at.host} gave no answer in time.`, {
      reason: 'signInServiceSilent',
      nextStep: 'Try again; if it happens again, check the network connection.',
      cause,
    });
  }
  return new CoreError('offline', `The sign-in service ${at.host} cannot be reached.`, {
    reason: 'signInServiceUnreachable',
    nextStep: 'Check the network connection and try again.',
    cause,
  });
}

async function jsonBody({ call, url }: Exchange, response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const { host } = new URL(url);
    // The text stays out: a page of a proxy may hold anything. The parser's message quotes it too.
    call.failure = new CoreError(
      'offline',
      `Something answered for ${host}, but not the sign-in service (HTTP ${response.status}).`,
      {
        reason: 'notTheSignInService',
        nextStep: 'Open a web page to pass a sign-in page of the network or proxy, then try again.',
      },
    );
    throw call.failure;
  }
}

const RefusalBody = z.object({
  error: z.string(),
  suberror: z.string().optional(),
  error_codes: z.array(z.coerce.number()).optional(),
  claims: z.string().optional(),
  trace_id: z.string().optional(),
  correlation_id: z.string().optional(),
});

function refusalOf(status: number, body: unknown, headers: Readonly<Record<string, string>>): Refusal {
  const parsed = RefusalBody.safeParse(body);
  const fields = parsed.success ? parsed.data : { error: `http_${status}` };
  const seconds = Number(headers['retry-after'] ?? '');
  return {
    status,
    error: fields.error,
    suberror: fields.suberror ?? null,
    number: fields.error_codes?.[0] ?? null,
    claims: fields.claims ?? null,
    traceId: fields.trace_id ?? headers['x-ms-request-id'] ?? null,
    correlationId: fields.correlation_id ?? null,
    retryAfterMs: seconds > 0 ? seconds * 1000 : null,
  };
}
