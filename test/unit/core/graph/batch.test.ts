import { describe, expect, it } from 'vitest';
import { createGraph } from '#core/graph/create-graph';
import type { BatchOutcome, GraphRequest } from '#core/graph/graph';
import type { NetworkRequest } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import {
  createFakeClock,
  createFakePorts,
  createScriptedNetwork,
  graphError,
  json,
  type Scripted,
} from './fake-world.ts';

interface SentItem {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

const itemsOf = (request: NetworkRequest | undefined): SentItem[] =>
  (JSON.parse(request?.body ?? '{}') as { requests: SentItem[] }).requests;

const get = (name: string): GraphRequest => ({ method: 'GET', path: `/users/${name}`, scopes: ['User.ReadBasic.All'] });
const assign = (name: string, more: Partial<GraphRequest> = {}): GraphRequest => ({
  method: 'POST',
  path: '/servicePrincipals/1/appRoleAssignedTo',
  body: { principalId: name },
  scopes: ['AppRoleAssignment.ReadWrite.All'],
  create: true,
  ...more,
});

const throttled = { error: { code: 'TooManyRequests', message: 'Too many requests.' } };
const answer = (status: number, body: unknown = {}, headers: Record<string, string> = {}) => ({
  status,
  body,
  headers,
});

/** Answers a batch with one answer an item, out of order, as the service may. */
const batch = (...answers: readonly ReturnType<typeof answer>[]): Response =>
  json(200, { responses: answers.map((one, index) => ({ id: String(index), ...one })).reverse() });

const worldOf = (script: readonly Scripted[]) => {
  const clock = createFakeClock();
  const { network, sent } = createScriptedNetwork(script);
  return { clock, sent, graph: createGraph(createFakePorts({ clock, network })) };
};

const told = (outcome: BatchOutcome | undefined) => {
  if (outcome === undefined) return 'none';
  if (outcome.ok) return outcome.reply.body;
  return outcome.error instanceof CoreError
    ? `${outcome.error.code} ${outcome.error.details.reason ?? ''}`.trim()
    : 'fault';
};

describe('a batch', () => {
  it('has 20 requests at most, paths without a version, and gives outcomes in the order of the requests', async () => {
    const names = Array.from({ length: 45 }, (_unused, index) => `person-${index}`);
    const echo = (request: NetworkRequest) => batch(...itemsOf(request).map((item) => answer(200, { url: item.url })));
    const { graph, sent } = worldOf([echo, echo, echo]);
    const outcomes = await graph.batch(names.map(get));
    expect(sent.map((one) => itemsOf(one).length).sort()).toEqual([20, 20, 5]);
    expect(outcomes.map(told)).toEqual(names.map((name) => ({ url: `/users/${name}` })));
    expect(new URL(sent[0]?.url ?? '').pathname).toBe('/v1.0/$batch');
  });

  it('names the type of each body and keeps the headers of each request', async () => {
    const { graph, sent } = worldOf([batch(answer(201), answer(200))]);
    await graph.batch([
      assign('a'),
      { ...get('b'), headers: { ConsistencyLevel: 'eventual' }, query: { $count: 'true' } },
    ]);
    expect(itemsOf(sent[0])).toEqual([
      {
        id: '0',
        method: 'POST',
        url: '/servicePrincipals/1/appRoleAssignedTo',
        headers: { 'Content-Type': 'application/json' },
        body: { principalId: 'a' },
      },
      { id: '1', method: 'GET', url: '/users/b?$count=true', headers: { ConsistencyLevel: 'eventual' } },
    ]);
  });

  it('sends a throttled request again after its own Retry-After, and only that one', async () => {
    const { graph, sent, clock } = worldOf([
      batch(
        answer(200, { n: 1 }),
        answer(429, throttled, { 'Retry-After': '10' }),
        answer(403, { error: { code: 'Authorization_RequestDenied' } }),
      ),
      batch(answer(200, { n: 2 })),
    ]);
    const outcomes = await graph.batch([get('a'), get('b'), get('c')]);
    expect(outcomes.map(told)).toEqual([{ n: 1 }, { n: 2 }, 'role_missing']);
    expect(itemsOf(sent[1]).map((item) => item.url)).toEqual(['/users/b']);
    expect(clock.sleeps).toEqual([10_000]);
  });

  it('retries 503 and 504 for reads, and calls them ambiguous for creates', async () => {
    const fault = { error: { code: 'ServiceUnavailable', message: 'busy' } };
    const { graph } = worldOf([
      batch(answer(503, fault), answer(503, fault), answer(504, fault)),
      batch(answer(200, { n: 1 })),
    ]);
    const outcomes = await graph.batch([get('a'), assign('b'), assign('c')]);
    expect(outcomes.map(told)).toEqual([{ n: 1 }, 'graph_error ambiguousCreate', 'graph_error ambiguousCreate']);
  });

  it('waits out replication lag of the requests that allow it', async () => {
    const lag = { error: { code: 'Request_ResourceNotFound', message: 'not there yet' } };
    const { graph, clock } = worldOf([batch(answer(404, lag), answer(404, lag)), batch(answer(201, { n: 1 }))]);
    const outcomes = await graph.batch([assign('a', { replicationToleranceMs: 30_000 }), get('b')]);
    expect(outcomes.map(told)).toEqual([{ n: 1 }, 'not_found']);
    expect(clock.sleeps).toEqual([1_000]);
  });

  it('falls back to single calls when there is no batch endpoint', async () => {
    const { graph, sent } = worldOf([graphError(404, 'NotFound'), json(200, { n: 1 }), json(201, { n: 2 })]);
    const outcomes = await graph.batch([get('a'), assign('b')]);
    expect(outcomes.map(told)).toEqual([{ n: 1 }, { n: 2 }]);
    expect(sent.map((one) => `${one.method} ${new URL(one.url).pathname}`)).toEqual([
      'POST /v1.0/$batch',
      'GET /v1.0/users/a',
      'POST /v1.0/servicePrincipals/1/appRoleAssignedTo',
    ]);
  });

  it('sends a request on its own when it cannot stand in a batch, or the batch left it out', async () => {
    const { graph } = worldOf([
      json(200, { responses: [{ id: '0', status: 501, body: {} }] }),
      json(200, { n: 1 }),
      json(200, { n: 2 }),
    ]);
    expect((await graph.batch([get('a'), get('b')])).map(told)).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('does not send a create again that the batch left out', async () => {
    const { graph, sent } = worldOf([json(200, { responses: [] })]);
    expect((await graph.batch([assign('a')])).map(told)).toEqual(['graph_error ambiguousCreate']);
    expect(sent).toHaveLength(1);
  });

  it('of creates is not sent again when its answer was lost', async () => {
    const { graph, sent } = worldOf([new CoreError('offline', 'reset', { reason: 'connectionReset' })]);
    expect((await graph.batch([assign('a'), get('b')])).map(told)).toEqual([
      'offline ambiguousCreate',
      'offline connectionReset',
    ]);
    expect(sent).toHaveLength(1);
  });

  it('of reads is sent again when its answer was lost', async () => {
    const { graph } = worldOf([
      new CoreError('offline', 'reset', { reason: 'connectionReset' }),
      batch(answer(200, { n: 1 })),
    ]);
    expect((await graph.batch([get('a')])).map(told)).toEqual([{ n: 1 }]);
  });

  it('leaves paced requests out and sends them through their gate', async () => {
    const { graph, sent } = worldOf([json(200, { n: 1 })]);
    await graph.batch([{ ...get('a'), limit: 'onDemand' }]);
    expect(sent[0]?.method).toBe('GET');
  });

  it('is nothing at all for no requests', async () => {
    const { graph, sent } = worldOf([]);
    expect(await graph.batch([])).toEqual([]);
    expect(sent).toHaveLength(0);
  });

  it('ends its wait when the caller gives up', async () => {
    const controller = new AbortController();
    const { network } = createScriptedNetwork([batch(answer(429, throttled, { 'Retry-After': '10' }))]);
    const clock = {
      now: () => 0,
      sleep: async (_milliseconds: number, signal?: AbortSignal) => {
        controller.abort();
        signal?.throwIfAborted();
      },
    };
    const graph = createGraph(createFakePorts({ clock, network }));
    await expect(graph.batch([get('a')], { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('counters', () => {
  it('count every HTTP request, and each change by its own method, also inside a batch', async () => {
    const { graph } = worldOf([
      graphError(503, 'ServiceUnavailable'),
      json(200, {}),
      json(204, null),
      batch(answer(201), answer(201), answer(200)),
      json(204, null),
    ]);
    const counted = graph.counted();
    await counted.graph.request(get('a'));
    await counted.graph.request({ method: 'POST', path: '/x/jobs/1/validateCredentials', scopes: [] });
    await counted.graph.batch([assign('a'), assign('b'), get('c')]);
    await counted.graph.request({ method: 'POST', path: '/x/jobs/1/start', scopes: [] });
    expect(counted.counts()).toEqual({ requests: 5, writes: 3 });
    expect(graph.counted().counts()).toEqual({ requests: 0, writes: 0 });
  });
});
