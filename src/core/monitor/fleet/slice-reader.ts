import { mapConcurrently } from '#core/graph/concurrency';
import type { BatchOutcome, Graph, GraphRequest } from '#core/graph/graph';
import { CoreError } from '#core/rpc/errors';

/** Requests that stand in one batch. Source: learn.microsoft.com/graph/json-batching */
export const sliceSize = 20;

/** Where batches are refused, requests of one slice that are under way at once. */
const singlesAtOnce = 2;

/** Faults that say nothing about one application: the whole reading has to end. */
const faultsOfAll: ReadonlySet<string> = new Set([
  'offline',
  'timeout',
  'unauthenticated',
  'consent_required',
  'throttled',
]);

/** Reads slices of requests in batches, or one by one where the service does not take them in a batch. */
export interface SliceReader {
  /** Takes at most {@link sliceSize} requests; gives their outcomes in order. Raises a fault that all of them have. */
  read(requests: readonly GraphRequest[]): Promise<readonly BatchOutcome[]>;
  withoutBatch(): boolean;
}

function faultOfAll(outcomes: readonly BatchOutcome[]): CoreError | null {
  const errors = outcomes.flatMap((outcome) =>
    !outcome.ok && outcome.error instanceof CoreError ? outcome.error : [],
  );
  const [first] = errors;
  if (first === undefined || errors.length < outcomes.length || !faultsOfAll.has(first.code)) return null;
  return errors.every(({ code }) => code === first.code) ? first : null;
}

/** Takes the way to Graph and the signal; gives the reader. It gives batches up once a whole slice was refused and could be read singly. */
export function createSliceReader(graph: Graph, signal: AbortSignal): SliceReader {
  let refused = false;
  const single = async (request: GraphRequest): Promise<BatchOutcome> => {
    try {
      return { ok: true, reply: await graph.request({ ...request, signal }) };
    } catch (cause) {
      if (!(cause instanceof CoreError)) throw cause;
      return { ok: false, error: cause };
    }
  };
  const outcomesOf = async (requests: readonly GraphRequest[]): Promise<readonly BatchOutcome[]> => {
    if (refused) return mapConcurrently(requests, singlesAtOnce, single);
    let alone = 0;
    const outcomes = await graph.batch(requests, {
      signal,
      onRefused: (count) => {
        alone = count;
      },
    });
    // One that fails either way tells of itself and not of batches.
    refused ||= alone === requests.length && outcomes.some(({ ok }) => ok);
    return outcomes;
  };
  return {
    async read(requests) {
      if (requests.length === 0) return [];
      const outcomes = await outcomesOf(requests);
      const fault = faultOfAll(outcomes);
      if (fault !== null) throw fault;
      return outcomes;
    },
    withoutBatch: () => refused,
  };
}
