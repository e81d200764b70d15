import type { BatchOutcome, Graph, GraphRequest } from '#core/graph/graph';
import { createFleetHandlers, createFleetKeeping } from '#core/monitor/fleet/handlers';
import type { CallContext } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import type { CoreEvent } from '#shared/contract/events';
import { createFakeClock, createFakeIdentity, createFakePorts, globalCloud } from '#test/unit/core/graph/fake-world';
import { idOf, jobWith } from './fleet-samples.ts';

/** A tenant that answers at once; what is in it may be changed between two calls. */
export interface FakeFleet {
  readonly jobs: Map<string, unknown[]>;
  /** What each request is refused with, by a piece of its path. */
  readonly refusals: Map<string, CoreError>;
  batches: boolean;
  readonly sent: GraphRequest[][];
}

const pageSize = 999;

function outcomeOf(fleet: FakeFleet, { path }: GraphRequest): BatchOutcome {
  const refusal = [...fleet.refusals].find(([piece]) => path.includes(piece))?.[1];
  if (refusal !== undefined) return { ok: false, error: refusal };
  const [, , id = '', ...below] = path.split('/');
  const value =
    below.at(-1) === 'jobs'
      ? (fleet.jobs.get(id) ?? [])
      : below.at(-1) === 'owners'
        ? [{ id: 'o', displayName: 'Ada Admin' }, { id: 'p' }]
        : [];
  return { ok: true, reply: { status: 200, body: { value }, headers: {}, requestId: 'r' } };
}

function fakeGraph(fleet: FakeFleet, observe: (request: GraphRequest) => void): Graph {
  const graphWith = (count: () => void): Omit<Graph, 'counted'> => ({
    cloud: globalCloud,
    async request(request) {
      request.signal?.throwIfAborted();
      fleet.sent.push([request]);
      count();
      observe(request);
      const outcome = outcomeOf(fleet, request);
      if (!outcome.ok) throw outcome.error;
      return outcome.reply;
    },
    async *pages(request) {
      const ids = [...fleet.jobs.keys()];
      for (let start = 0; start === 0 || start < ids.length; start += pageSize) {
        request.signal?.throwIfAborted();
        fleet.sent.push([request]);
        count();
        const refusal = fleet.refusals.get('list');
        if (refusal !== undefined) throw refusal;
        yield ids
          .slice(start, start + pageSize)
          .map((id) => ({ id, appId: id, displayName: `App ${Number(id.slice(-4))}`, applicationTemplateId: null }));
      }
    },
    async batch(requests, options) {
      for (let start = 0; start < requests.length; start += 20) {
        options?.signal?.throwIfAborted();
        fleet.sent.push(requests.slice(start, start + 20));
        count();
      }
      if (!fleet.batches) {
        options?.onRefused?.(requests.length);
        for (const request of requests) {
          fleet.sent.push([request]);
          count();
        }
      } else options?.onRefused?.(0);
      return requests.map((request) => outcomeOf(fleet, request));
    },
  });
  return {
    ...graphWith(() => undefined),
    counted() {
      let requests = 0;
      const counting = graphWith(() => {
        requests += 1;
      });
      return { graph: { ...counting, counted: () => fail() }, counts: () => ({ requests, writes: 0 }) };
    },
  };
}

const fail = (): never => {
  throw new Error('counted twice');
};

/** Takes how many applications there are and each how-manieth provisions; gives the fleet over them, with what it told. */
export function createFleetWorld({ count, every = 6 }: { readonly count: number; readonly every?: number }) {
  const fleet: FakeFleet = { jobs: new Map(), refusals: new Map(), batches: true, sent: [] };
  for (let number = 0; number < count; number += 1)
    fleet.jobs.set(idOf(number), number % every === 0 ? [jobWith()] : []);
  const clock = createFakeClock(Date.UTC(2026, 0, 31, 12));
  const identity = createFakeIdentity();
  const ports = createFakePorts({ clock, identity });
  const told: CoreEvent[] = [];
  const keeping = createFleetKeeping(ports);
  const observed = (request: GraphRequest): void =>
    keeping.observe(request, { status: 200, body: null, headers: {}, requestId: undefined });
  const graph = fakeGraph(fleet, observed);
  const handlers = createFleetHandlers({ ports, graph, emit: (event) => told.push(event) }, keeping);
  const progress: string[] = [];
  const context = ({ signal }: Pick<CallContext, 'signal'> = new AbortController()): CallContext => ({
    signal,
    progress: ({ message, completed, total }) => progress.push(`${message} ${completed}/${total}`),
  });
  return { fleet, clock, told, graph, handlers, context, progress };
}

export const offline = new CoreError('offline', 'There is no network.');
export const forbidden = new CoreError('forbidden', 'The service says no.');
