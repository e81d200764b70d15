import type { Clock } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { type Answer, contentOf } from './answer.ts';
import { batchAnswersOf, batchBodyOf } from './batch-items.ts';
import { mapConcurrently } from './concurrency.ts';
import type { BatchOutcome, Graph, GraphReply, GraphRequest, ObserveReply } from './graph.ts';
import { type CountSent, GraphCall, isWrite, repeatabilityOf } from './graph-call.ts';
import { asAmbiguousCreate, captivePortal, graphErrorOf, isLasting, unreadableAnswer } from './graph-error.ts';
import { mayHaveActed, nextWaitMs, replicationWaitMs } from './retry-policy.ts';
import type { Transport, TransportPorts } from './transport.ts';

/** Source: learn.microsoft.com/graph/json-batching */
const batchSize = 20;
/** More at once only fills the service's queue, and batches themselves run their requests in parallel. */
const concurrency = 4;
const batchTimeoutMs = 60_000;

/** Statuses that say the request cannot stand in a batch, or that its token was turned away: it is then sent on its own. */
const aloneStatuses: ReadonlySet<number> = new Set([401, 405, 424, 501]);
/** For a read a second try on its own costs nothing, so it also covers refusals that say nothing about batches. */
const aloneStatusesOfReads: ReadonlySet<number> = new Set([400, 500]);
/** Statuses of the batch itself that say there is no batch endpoint here. */
const noBatchStatuses: ReadonlySet<number> = new Set([400, 404, 405, 413, 501]);

interface Wiring {
  readonly ports: TransportPorts;
  readonly transport: Transport;
  readonly countSent: CountSent;
  readonly observe: ObserveReply;
  readonly request: Graph['request'];
}

interface Item {
  readonly index: number;
  readonly request: GraphRequest;
}

/** One round of a batch, or why there was none. */
type Round =
  | {
      readonly kind: 'answered';
      readonly answers: ReadonlyMap<number, Answer>;
      readonly clientRequestId: string;
      /** Of the batch itself: its items often have none of their own. */
      readonly requestId: string | undefined;
    }
  | { readonly kind: 'notBatchable' }
  | { readonly kind: 'failed'; readonly error: CoreError; readonly ambiguous: boolean };

type Judgement =
  | { readonly kind: 'done'; readonly outcome: BatchOutcome }
  | { readonly kind: 'alone' }
  | { readonly kind: 'again'; readonly waitMs: number };

interface RoundState {
  readonly attempts: number;
  readonly waitedMs: number;
  readonly passedMs: number;
}

const failed = (error: Error): BatchOutcome => ({ ok: false, error });

function batchCall(wiring: Wiring, items: readonly Item[], signal: AbortSignal | undefined): GraphCall {
  const requests = items.map((item) => item.request);
  const request: GraphRequest = {
    method: 'POST',
    path: '/$batch',
    body: batchBodyOf(requests),
    scopes: [...new Set(requests.flatMap((one) => one.scopes))],
    secretValues: requests.flatMap((one) => one.secretValues ?? []),
    timeoutMs: batchTimeoutMs,
    signal,
  };
  return new GraphCall({
    request,
    clientRequestId: wiring.ports.newId(),
    repeatability: requests.every((one) => repeatabilityOf(one) === 'idempotent') ? 'idempotent' : 'once',
    writes: requests.filter(isWrite).length,
    countSent: wiring.countSent,
  });
}

async function sendRound(wiring: Wiring, items: readonly Item[], signal: AbortSignal | undefined): Promise<Round> {
  const call = batchCall(wiring, items, signal);
  const { clientRequestId } = call.facts;
  try {
    const answer = await wiring.transport(call);
    if (noBatchStatuses.has(answer.status)) return { kind: 'notBatchable' };
    if (answer.status >= 400) {
      const error = graphErrorOf(answer, call.facts.request, {
        clientRequestId,
        now: wiring.ports.clock.now(),
        ambiguous: false,
      });
      return { kind: 'failed', error, ambiguous: call.ambiguous };
    }
    return readRound(answer, { clientRequestId, host: new URL(wiring.ports.identity.cloud.graph).host });
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    return { kind: 'failed', error: cause, ambiguous: call.ambiguous };
  }
}

function readRound(answer: Answer, call: { readonly clientRequestId: string; readonly host: string }): Round {
  const { clientRequestId } = call;
  const content = contentOf(answer);
  if (content.kind === 'page') return { kind: 'failed', error: captivePortal(call), ambiguous: false };
  const answers = content.kind === 'json' ? batchAnswersOf(content.value) : null;
  if (answers !== null) return { kind: 'answered', answers, clientRequestId, requestId: answer.headers['request-id'] };
  const error = unreadableAnswer({ requestId: answer.headers['request-id'], clientRequestId });
  return { kind: 'failed', error, ambiguous: true };
}

const replyOf = (answer: Answer): GraphReply => {
  const content = contentOf(answer);
  return {
    status: answer.status,
    body: content.kind === 'json' ? content.value : null,
    headers: answer.headers,
    requestId: answer.headers['request-id'],
  };
};

/** Decides about one answered request of a batch: take it, send it on its own, or send it again with the next round. */
function judge(
  item: Item,
  round: { readonly answer: Answer | undefined; readonly clientRequestId: string },
  state: RoundState & { readonly now: number; readonly random: number },
): Judgement {
  const { request } = item;
  const { answer } = round;
  const reads = request.method === 'GET';
  if (answer === undefined) {
    return reads ? { kind: 'alone' } : { kind: 'done', outcome: failed(missingAnswer(request, round.clientRequestId)) };
  }
  if (answer.status < 400) return { kind: 'done', outcome: { ok: true, reply: replyOf(answer) } };
  if (aloneStatuses.has(answer.status) || (reads && aloneStatusesOfReads.has(answer.status))) return { kind: 'alone' };
  const waitMs = nextWaitMs({ answer }, repeatabilityOf(request), state) ?? lagWaitMs(answer, request, state);
  if (waitMs !== null) return { kind: 'again', waitMs };
  const ambiguous = request.create === true && mayHaveActed({ answer });
  const { clientRequestId } = round;
  return {
    kind: 'done',
    outcome: failed(graphErrorOf(answer, request, { clientRequestId, now: state.now, ambiguous })),
  };
}

const lagWaitMs = (answer: Answer, request: GraphRequest, state: RoundState): number | null =>
  isLasting(answer)
    ? null
    : replicationWaitMs(answer.status, {
        looks: state.attempts,
        passedMs: state.passedMs,
        toleranceMs: request.replicationToleranceMs ?? 0,
      });

function missingAnswer(request: GraphRequest, clientRequestId: string): CoreError {
  const error = new CoreError(
    'graph_error',
    `Microsoft Graph left ${request.method} ${request.path} out of the answer of its batch.`,
    {
      reason: 'missingInBatch',
      nextStep: 'Read the current state and try again.',
      clientRequestId,
    },
  );
  return request.create === true ? asAmbiguousCreate(error) : error;
}

async function alone(wiring: Wiring, request: GraphRequest): Promise<BatchOutcome> {
  try {
    return { ok: true, reply: await wiring.request(request) };
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    return failed(cause);
  }
}

/** Sends up to 20 requests until each has an outcome, put into `outcomes` by index; gives those that have to be sent alone. */
async function settleChunk(
  wiring: Wiring,
  chunk: readonly Item[],
  into: { readonly outcomes: Map<number, BatchOutcome>; readonly signal: AbortSignal | undefined },
): Promise<Item[]> {
  const { clock, random } = wiring.ports;
  const began = clock.now();
  const toSendAlone: Item[] = [];
  let pending = chunk;
  let waitedMs = 0;
  for (let attempts = 1; pending.length > 0; attempts += 1) {
    const round = await sendRound(wiring, pending, into.signal);
    if (round.kind === 'notBatchable') return [...toSendAlone, ...pending];
    if (round.kind === 'failed') {
      for (const item of pending) into.outcomes.set(item.index, failed(itemFault(item, round)));
      return toSendAlone;
    }
    const state = { attempts, waitedMs, passedMs: clock.now() - began, now: clock.now(), random: random() };
    const again: Item[] = [];
    let waitMs = 0;
    for (const [position, item] of pending.entries()) {
      const answer = round.answers.get(position);
      const judgement = judge(item, { answer, clientRequestId: round.clientRequestId }, state);
      if (judgement.kind === 'done') {
        if (judgement.outcome.ok) observeItem(wiring, item, { reply: judgement.outcome.reply, round });
        into.outcomes.set(item.index, judgement.outcome);
      } else if (judgement.kind === 'alone') toSendAlone.push(item);
      else {
        again.push(item);
        waitMs = Math.max(waitMs, judgement.waitMs);
      }
    }
    pending = again;
    if (pending.length > 0) waitedMs += await waitFor(clock, waitMs, into.signal);
  }
  return toSendAlone;
}

function observeItem(
  { observe }: Wiring,
  { request }: Item,
  { reply, round }: { readonly reply: GraphReply; readonly round: { readonly requestId: string | undefined } },
): void {
  observe(request, { ...reply, requestId: reply.requestId ?? round.requestId });
}

async function waitFor(clock: Clock, waitMs: number, signal: AbortSignal | undefined): Promise<number> {
  await clock.sleep(waitMs, signal);
  return waitMs;
}

const itemFault = (item: Item, round: { readonly error: CoreError; readonly ambiguous: boolean }): CoreError =>
  round.ambiguous && item.request.create === true ? asAmbiguousCreate(round.error) : round.error;

const chunksOf = (items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / batchSize) }, (_unused, chunk) =>
    items.slice(chunk * batchSize, (chunk + 1) * batchSize),
  );

/**
 * Takes the way to Graph; gives `Graph.batch`: bodies written by hand, 20 requests in each, each request retried by its own
 * method and status, paced requests and those that cannot stand in a batch sent on their own, outcomes in the order given.
 * Raises an AbortError only; everything else is the outcome of its request.
 */
export function createBatch(wiring: Wiring): Graph['batch'] {
  return async (requests, options = {}) => {
    const { signal } = options;
    const outcomes = new Map<number, BatchOutcome>();
    const items = requests.map((request, index): Item => ({ index, request }));
    const batchable = items.filter((item) => item.request.limit === undefined);
    const refused = await mapConcurrently(chunksOf(batchable), concurrency, (chunk) =>
      settleChunk(wiring, chunk, { outcomes, signal }),
    );
    const single = [...items.filter((item) => item.request.limit !== undefined), ...refused.flat()];
    options.onRefused?.(refused.flat().length);
    await mapConcurrently(single, concurrency, async ({ index, request }) => {
      outcomes.set(index, await alone(wiring, signal === undefined ? request : { ...request, signal }));
    });
    return items.map(
      ({ index }) => outcomes.get(index) ?? failed(new CoreError('internal', 'A batched request has no outcome.')),
    );
  };
}
