import { describe, expect, it } from 'vitest';
import { createGraph } from '#core/graph/create-graph';
import { createRateGate } from '#core/graph/rate-gate';
import { toWireError } from '#core/rpc/errors';
import {
  createFakeClock,
  createFakeIdentity,
  createFakePorts,
  createScriptedNetwork,
  graphError,
  json,
  type Scripted,
} from './fake-world.ts';

const logRequest = {
  method: 'GET',
  path: '/auditLogs/provisioning',
  scopes: ['ProvisioningLog.Read.All'],
  limit: 'reports',
} as const;
const listRequest = { method: 'GET', path: '/servicePrincipals', scopes: ['Application.ReadWrite.All'] } as const;

const collect = async (pages: AsyncGenerator<readonly unknown[]>) => {
  const all: (readonly unknown[])[] = [];
  for await (const page of pages) all.push(page);
  return all;
};

describe('pages', () => {
  const graphOf = (script: readonly Scripted[]) => {
    const { network, sent } = createScriptedNetwork(script);
    return { graph: createGraph(createFakePorts({ network })), sent };
  };
  const next = (token: string) => `https://graph.microsoft.com/v1.0/servicePrincipals?$select=id&$skiptoken=${token}`;

  it('are followed whole and as they are, empty ones left out', async () => {
    const token = 'RFNwdAIAAQ%3d%3d=a%2Bb&$filter=x&$filter=y';
    const { graph, sent } = graphOf([
      json(200, { value: [1, 2], '@odata.nextLink': next(token) }),
      json(200, { value: [], '@odata.nextLink': next('2') }),
      json(200, { value: [3] }),
    ]);
    expect(await collect(graph.pages({ ...listRequest, headers: { ConsistencyLevel: 'eventual' } }))).toEqual([
      [1, 2],
      [3],
    ]);
    expect(sent.map((one) => one.url)).toEqual([
      'https://graph.microsoft.com/v1.0/servicePrincipals',
      next(token),
      next('2'),
    ]);
    expect(sent.map((one) => one.headers.ConsistencyLevel)).toEqual(['eventual', 'eventual', 'eventual']);
  });

  it('are asked for only when they are wanted', async () => {
    const { graph, sent } = graphOf([json(200, { value: [1], '@odata.nextLink': next('1') })]);
    for await (const page of graph.pages(listRequest)) {
      expect(page).toEqual([1]);
      break;
    }
    expect(sent).toHaveLength(1);
  });

  const foreign = [
    'https://evil.example/v1.0/x',
    'http://graph.microsoft.com/v1.0/x',
    'https://graph.microsoft.com:444/x',
    'not a link',
  ];
  it.each(foreign)('are not followed to %s', async (link) => {
    const { graph, sent } = graphOf([json(200, { value: [1], '@odata.nextLink': link })]);
    const fault = await collect(graph.pages(listRequest)).catch(toWireError);
    expect(fault).toMatchObject({ code: 'graph_error', reason: 'foreignNextLink', requestId: 'r-200' });
    expect(sent).toHaveLength(1);
  });

  it('do not go round in circles', async () => {
    const page = () => json(200, { value: [1], '@odata.nextLink': next('same') });
    const { graph } = graphOf([page(), page(), page()]);
    expect(await collect(graph.pages(listRequest)).catch(toWireError)).toMatchObject({ reason: 'pagingLoop' });
  });

  it('raise a clear fault when the answer is no list', async () => {
    const { graph } = graphOf([json(200, { id: 1 })]);
    expect(await collect(graph.pages(listRequest)).catch(toWireError)).toMatchObject({ reason: 'unreadableAnswer' });
  });
});

describe('the gate of a documented limit', () => {
  it('lets 5 requests through at once and the next ones in their 10 s windows', async () => {
    const clock = createFakeClock(0);
    const times: number[] = [];
    const network = async () => {
      times.push(clock.now());
      return json(200, { value: [] });
    };
    const graph = createGraph(createFakePorts({ clock, network }));
    await Promise.all(Array.from({ length: 12 }, () => graph.request(logRequest)));
    expect(times.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    for (let index = 5; index < times.length; index += 1) {
      expect((times[index] ?? 0) - (times[index - 5] ?? 0)).toBeGreaterThanOrEqual(10_000);
    }
  });

  it('is not in the way of other calls', async () => {
    const clock = createFakeClock();
    const graph = createGraph(createFakePorts({ clock, network: async () => json(200, {}) }));
    await Promise.all(Array.from({ length: 20 }, () => graph.request(listRequest)));
    expect(clock.sleeps).toEqual([]);
  });

  it('is one for each tenant', async () => {
    const clock = createFakeClock();
    let tenant = 'a';
    const identity = createFakeIdentity({
      current: async () => ({
        homeAccountId: 'h',
        tenantId: tenant,
        username: 'u',
        displayName: null,
        cloud: 'Global',
      }),
    });
    const graph = createGraph(createFakePorts({ clock, identity, network: async () => json(200, {}) }));
    await Promise.all(Array.from({ length: 5 }, () => graph.request(logRequest)));
    tenant = 'b';
    await Promise.all(Array.from({ length: 5 }, () => graph.request(logRequest)));
    expect(clock.sleeps).toEqual([]);
  });

  it('holds everybody back as long as the Retry-After of one of them says', async () => {
    const clock = createFakeClock(0);
    const sentAt: number[] = [];
    const { network } = createScriptedNetwork([
      graphError(429, 'TooManyRequests', { 'Retry-After': '3600' }),
      () => {
        sentAt.push(clock.now());
        return json(200, {});
      },
    ]);
    const graph = createGraph(createFakePorts({ clock, network }));
    expect(await graph.request(logRequest).catch(toWireError)).toMatchObject({ code: 'throttled' });
    await graph.request(logRequest);
    expect(sentAt).toEqual([3_600_000]);
  });

  it('keeps the order in which requests came', async () => {
    const clock = createFakeClock(0);
    const gate = createRateGate({ requests: 1, windowMs: 1_000 }, clock);
    const order: number[] = [];
    await Promise.all([1, 2, 3, 4].map((number) => gate.enter().then(() => order.push(number))));
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it('keeps nobody waiting behind one who gave up', async () => {
    const clock = createFakeClock(0);
    const gate = createRateGate({ requests: 1, windowMs: 1_000 }, clock);
    const controller = new AbortController();
    await gate.enter();
    const impatient = gate.enter(controller.signal);
    const patient = gate.enter();
    controller.abort();
    await expect(impatient).rejects.toMatchObject({ name: 'AbortError' });
    await patient;
    expect(clock.now()).toBe(1_000);
  });

  it('holds back who comes after a hold', async () => {
    const clock = createFakeClock(0);
    const gate = createRateGate({ requests: 5, windowMs: 1_000 }, clock);
    gate.holdFor(7_000);
    await gate.enter();
    expect(clock.now()).toBe(7_000);
  });
});
