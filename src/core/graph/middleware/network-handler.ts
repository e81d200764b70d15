import type { Context } from '@microsoft/microsoft-graph-client';
import type { Answer } from '#core/graph/answer';
import type { GraphCall } from '#core/graph/graph-call';
import type { NetworkFetch, NetworkRequest } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { createHandler } from './handler.ts';

const defaultTimeoutMs = 30_000;

function networkRequestOf(call: GraphCall, context: Context, signal: AbortSignal): NetworkRequest {
  const options = context.options ?? {};
  const body = typeof options.body === 'string' ? options.body : undefined;
  const headers: Record<string, string> = {
    Accept: 'application/json',
    ...(options.headers as Record<string, string> | undefined),
    'client-request-id': call.facts.clientRequestId,
  };
  // The client names a type for every POST, also for one that has nothing to say.
  if (body === undefined) delete headers['Content-Type'];
  const url = typeof context.request === 'string' ? context.request : context.request.url;
  return { method: options.method ?? 'GET', url, headers, body, signal };
}

async function readWhole(sent: Promise<Response>): Promise<Answer> {
  const response = await sent;
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    headers[name.toLowerCase()] = value;
  });
  return { status: response.status, headers, text: await response.text() };
}

/** Rejects when the signal fires, whether or not the network obeys it. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

const timedOut = (call: GraphCall, timeoutMs: number): CoreError =>
  new CoreError(
    'timeout',
    `Microsoft Graph did not answer ${call.facts.request.method} ${call.facts.request.path} within ${timeoutMs / 1000} s.`,
    {
      nextStep: 'Check the network and try again.',
      clientRequestId: call.facts.clientRequestId,
    },
  );

/**
 * Takes the network; gives the last handler: one attempt with a time limit of its own, its body read whole.
 * The limit is real time, not the clock port's, since in the demo a wait moves that clock while a request is under way.
 */
export const createNetworkHandler = (network: NetworkFetch) =>
  createHandler(async (call, _next, context) => {
    const { signal, timeoutMs = defaultTimeoutMs } = call.facts.request;
    signal?.throwIfAborted();
    const limit = AbortSignal.timeout(timeoutMs);
    const either = signal === undefined ? limit : AbortSignal.any([signal, limit]);
    call.facts.countSent({ writes: call.facts.writes });
    call.attemptSent = true;
    try {
      call.answer = await unlessAborted(readWhole(network(networkRequestOf(call, context, either))), either);
    } catch (cause) {
      signal?.throwIfAborted();
      if (limit.aborted) throw timedOut(call, timeoutMs);
      throw cause;
    }
    context.response = new Response(null, { status: call.answer.status });
  });
