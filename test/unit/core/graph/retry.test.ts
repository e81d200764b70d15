import { describe, expect, it } from 'vitest';
import { createGraph } from '#core/graph/create-graph';
import type { GraphRequest } from '#core/graph/graph';
import { CoreError, toWireError } from '#core/rpc/errors';
import {
  createFakeClock,
  createFakeIdentity,
  createFakePorts,
  createScriptedNetwork,
  globalCloud,
  graphError,
  json,
  type Scripted,
} from './fake-world.ts';

const offline = (reason: string) => new CoreError('offline', `offline: ${reason}`, { reason });

function worldOf(script: readonly Scripted[]) {
  const clock = createFakeClock();
  const { network, sent } = createScriptedNetwork(script);
  const identity = createFakeIdentity();
  const graph = createGraph(createFakePorts({ clock, network, identity }));
  return { clock, sent, identity, graph };
}

const request = (method: GraphRequest['method'], more: Partial<GraphRequest> = {}): GraphRequest => ({
  method,
  path: '/servicePrincipals/1/synchronization/jobs',
  body: method === 'GET' || method === 'DELETE' ? undefined : { a: 1 },
  scopes: ['Synchronization.ReadWrite.All'],
  ...more,
});

const faultOf = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (cause) {
    return toWireError(cause);
  }
  throw new Error('expected a fault');
};

describe('retry by method and status', () => {
  const faults: Record<string, () => Scripted> = {
    '429': () => graphError(429, 'TooManyRequests'),
    '500': () => graphError(500, 'InternalError'),
    '502': () => graphError(502, 'BadGateway'),
    '503': () => graphError(503, 'ServiceUnavailable'),
    '504': () => graphError(504, 'GatewayTimeout'),
    '400': () => graphError(400, 'Request_BadRequest'),
    connectionReset: () => offline('connectionReset'),
    connectionRefused: () => offline('connectionRefused'),
    tlsUntrusted: () => offline('tlsUntrusted'),
    timeout: () => new CoreError('timeout', 'too slow'),
  };
  const repeated: Record<string, readonly string[]> = {
    GET: ['429', '502', '503', '504', 'connectionReset', 'connectionRefused', 'timeout'],
    PUT: ['429', '502', '503', '504', 'connectionReset', 'connectionRefused', 'timeout'],
    DELETE: ['429', '502', '503', '504', 'connectionReset', 'connectionRefused', 'timeout'],
    POST: ['429', 'connectionRefused'],
    PATCH: ['429', 'connectionRefused'],
  };
  const rows = Object.keys(repeated).flatMap((method) =>
    Object.keys(faults).map((fault) => ({ method, fault, times: repeated[method]?.includes(fault) ? 2 : 1 })),
  );
  it.each(rows)('sends $method $times time(s) when the first answer is $fault', async ({ method, fault, times }) => {
    const { graph, sent } = worldOf([faults[fault]?.() ?? json(200, {}), json(200, { value: [] })]);
    await graph.request(request(method as GraphRequest['method'])).catch(() => undefined);
    expect(sent).toHaveLength(times);
  });

  it('keeps the same client-request-id over the attempts of one request', async () => {
    const { graph, sent } = worldOf([graphError(503, 'x'), json(200, {})]);
    await graph.request(request('GET'));
    expect(new Set(sent.map((one) => one.headers['client-request-id'])).size).toBe(1);
  });

  it('waits as long as Retry-After says, in seconds, in fractions and as a date', async () => {
    const date = new Date(Date.UTC(2026, 0, 10, 12, 0, 20)).toUTCString();
    const { graph, clock } = worldOf([
      graphError(429, 'TooManyRequests', { 'Retry-After': '7' }),
      graphError(429, 'TooManyRequests', { 'Retry-After': '0.5' }),
      graphError(429, 'TooManyRequests', { 'Retry-After': date }),
      json(200, {}),
    ]);
    await graph.request(request('POST'));
    expect(clock.sleeps).toEqual([7_000, 500, 12_500]);
  });

  it('backs off by doubling when there is no Retry-After, half of it by chance', async () => {
    const { graph, clock } = worldOf([graphError(503, 'x'), graphError(503, 'x'), graphError(503, 'x'), json(200, {})]);
    await graph.request(request('GET'));
    expect(clock.sleeps).toEqual([750, 1_500, 3_000]);
  });

  it('gives up with `throttled` and the wait when Retry-After is longer than a person waits', async () => {
    const { graph, sent } = worldOf([graphError(429, 'TooManyRequests', { 'Retry-After': '3600' })]);
    const fault = await faultOf(graph.request(request('GET')));
    expect(fault).toMatchObject({ code: 'throttled', retryAfterMs: 3_600_000, requestId: 'r-429' });
    expect(sent).toHaveLength(1);
  });

  it('ends the attempts after a while', async () => {
    const { graph, sent } = worldOf(Array.from({ length: 9 }, () => graphError(503, 'x')));
    expect(await faultOf(graph.request(request('GET')))).toMatchObject({ code: 'graph_error' });
    expect(sent).toHaveLength(4);
  });

  it('ends a Retry-After wait as soon as the caller gives up', async () => {
    const controller = new AbortController();
    const { network, sent } = createScriptedNetwork([
      graphError(429, 'TooManyRequests', { 'Retry-After': '60' }),
      json(200, {}),
    ]);
    const clock = {
      now: () => 0,
      sleep: (_milliseconds: number, signal?: AbortSignal) =>
        new Promise<void>((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
          controller.abort();
        }),
    };
    const graph = createGraph(createFakePorts({ clock, network }));
    const fault = await faultOf(graph.request(request('GET', { signal: controller.signal })));
    expect(fault.code).toBe('cancelled');
    expect(sent).toHaveLength(1);
  });

  it('raises `timeout` when one attempt hangs, and sends a GET again', async () => {
    const hang = () => new Promise<Response>(() => undefined);
    const { graph, sent } = worldOf([hang, json(200, { id: 1 })]);
    const reply = await graph.request(request('GET', { timeoutMs: 5 }));
    expect(reply.body).toEqual({ id: 1 });
    expect(sent).toHaveLength(2);
    const other = worldOf([hang]);
    expect(await faultOf(other.graph.request(request('POST', { timeoutMs: 5 })))).toMatchObject({ code: 'timeout' });
  });

  it('also ends an attempt whose body hangs', async () => {
    const neverEnding = () =>
      new Response(new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array([123])) }));
    const { graph } = worldOf([neverEnding]);
    expect(await faultOf(graph.request(request('POST', { timeoutMs: 5 })))).toMatchObject({ code: 'timeout' });
  });
});

describe('a create whose answer was lost', () => {
  const lost: readonly { readonly fault: string; readonly script: () => Scripted; readonly code: string }[] = [
    { fault: '500', script: () => graphError(500, 'InternalError'), code: 'graph_error' },
    { fault: '502', script: () => graphError(502, 'BadGateway'), code: 'graph_error' },
    { fault: '503', script: () => graphError(503, 'ServiceUnavailable', { 'Retry-After': '1' }), code: 'graph_error' },
    { fault: '504', script: () => graphError(504, 'GatewayTimeout'), code: 'graph_error' },
    { fault: 'a reset connection', script: () => offline('connectionReset'), code: 'offline' },
    { fault: 'a timeout', script: () => new CoreError('timeout', 'too slow'), code: 'timeout' },
    { fault: 'an answer cut short', script: () => new Response('{"id":', { status: 201 }), code: 'graph_error' },
  ];
  it.each(lost)('is sent once and raises ambiguousCreate after $fault', async ({ script, code }) => {
    const { graph, sent } = worldOf([script(), json(201, {})]);
    const fault = await faultOf(graph.request(request('POST', { create: true })));
    expect(fault).toMatchObject({ code, reason: 'ambiguousCreate' });
    expect(fault.nextStep).toMatch(/look it up/);
    expect(sent).toHaveLength(1);
  });

  const harmless: readonly { readonly fault: string; readonly script: () => Scripted }[] = [
    { fault: 'throttling', script: () => graphError(429, 'TooManyRequests') },
    { fault: 'a refused connection', script: () => offline('connectionRefused') },
    { fault: 'an expired token', script: () => graphError(401, 'InvalidAuthenticationToken') },
  ];
  it.each(harmless)('is sent again after $fault, which surely created nothing', async ({ script }) => {
    const { graph, sent } = worldOf([script(), json(201, { id: 1 })]);
    expect((await graph.request(request('POST', { create: true }))).status).toBe(201);
    expect(sent).toHaveLength(2);
  });

  it('is not called ambiguous when it was refused, never left, or got no token', async () => {
    const refused = worldOf([graphError(400, 'Request_BadRequest')]);
    expect((await faultOf(refused.graph.request(request('POST', { create: true })))).reason).toBe('requestRefused');
    const neverLeft = worldOf([offline('tlsUntrusted')]);
    expect((await faultOf(neverLeft.graph.request(request('POST', { create: true })))).reason).toBe('tlsUntrusted');
    const identity = createFakeIdentity({
      accessToken: async () => Promise.reject(new CoreError('timeout', 'sign-in is slow')),
    });
    const graph = createGraph(createFakePorts({ identity }));
    expect((await faultOf(graph.request(request('POST', { create: true })))).reason).toBeUndefined();
  });
});

describe('a token that was turned away', () => {
  const claims = { access_token: { nbf: { essential: true, value: '1604106651' } } };
  const challenge = `Bearer realm="", error="insufficient_claims", claims="${btoa(JSON.stringify(claims))}"`;

  it('is replaced once by one that meets the claims challenge', async () => {
    const { graph, identity, sent } = worldOf([
      graphError(401, 'InvalidAuthenticationToken', { 'WWW-Authenticate': challenge }),
      json(200, { id: 1 }),
    ]);
    await graph.request(request('GET'));
    expect(identity.tokenRequests.map(({ claims: asked }) => asked && JSON.parse(asked))).toEqual([undefined, claims]);
    expect(sent.map((one) => one.headers.Authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('is replaced once by a fresh one when there is no challenge that can be read', async () => {
    const { graph, identity } = worldOf([
      graphError(401, 'InvalidAuthenticationToken', { 'WWW-Authenticate': 'Bearer claims="%%%"' }),
      json(200, {}),
    ]);
    await graph.request(request('GET'));
    expect(identity.tokenRequests[1]).toMatchObject({ forceRefresh: true });
    expect(identity.tokenRequests[1]?.claims).toBeUndefined();
  });

  it('makes no create ambiguous when it was turned away and no other token came', async () => {
    const identity = createFakeIdentity({
      accessToken: async ({ forceRefresh }) =>
        forceRefresh === true ? Promise.reject(new CoreError('timeout', 'sign-in is slow')) : 'token',
    });
    const { network, sent } = createScriptedNetwork(
      Array.from({ length: 3 }, () => graphError(401, 'InvalidAuthenticationToken')),
    );
    const graph = createGraph(createFakePorts({ identity, network }));
    const fault = await faultOf(graph.request(request('POST', { create: true })));
    expect(fault).toMatchObject({ code: 'timeout', message: 'sign-in is slow' });
    expect(fault.reason).toBeUndefined();
    expect(sent).toHaveLength(3);
  });

  it('was never got: then even a create is tried again after a broken connection to the sign-in', async () => {
    let tries = 0;
    const accessToken = async () => {
      tries += 1;
      if (tries === 1) throw offline('connectionReset');
      return 'token';
    };
    const { network, sent } = createScriptedNetwork([json(201, {})]);
    const graph = createGraph(createFakePorts({ identity: createFakeIdentity({ accessToken }), network }));
    expect((await graph.request(request('POST', { create: true }))).status).toBe(201);
    expect(sent).toHaveLength(1);
  });

  it('is never sent over a connection that is not https', async () => {
    const cloud = { ...globalCloud, graph: 'http://127.0.0.1:8080' };
    const identity = createFakeIdentity({ cloud });
    const { network, sent } = createScriptedNetwork([json(200, {})]);
    const graph = createGraph(createFakePorts({ identity, network }));
    expect(await faultOf(graph.request(request('GET')))).toMatchObject({ code: 'graph_error', reason: 'foreignHost' });
    expect(identity.tokenRequests).toEqual([]);
    expect(sent).toEqual([]);
  });

  it('ends as `unauthenticated` when the second one is turned away too', async () => {
    const { graph, sent } = worldOf([
      graphError(401, 'InvalidAuthenticationToken'),
      graphError(401, 'InvalidAuthenticationToken'),
    ]);
    expect(await faultOf(graph.request(request('GET')))).toMatchObject({ code: 'unauthenticated', requestId: 'r-401' });
    expect(sent).toHaveLength(2);
  });
});

describe('replication lag', () => {
  const lag = (status: number) => graphError(status, status === 403 ? 'Authorization_RequestDenied' : 'UnknownError');

  it('costs at most three looks when an object needs 2 s to be visible', async () => {
    const clock = createFakeClock();
    const visibleAt = clock.now() + 2_000;
    let looks = 0;
    const network = async () => {
      looks += 1;
      return clock.now() >= visibleAt ? json(200, { id: 1 }) : lag(404);
    };
    const graph = createGraph(createFakePorts({ clock, network }));
    await graph.request(request('GET', { replicationToleranceMs: 60_000 }));
    expect(looks).toBe(3);
  });

  it.each([403, 404, 409])('is waited out for %i', async (status) => {
    const { graph, sent, clock } = worldOf([lag(status), lag(status), lag(status), json(200, {})]);
    await graph.request(request('POST', { replicationToleranceMs: 60_000, create: true }));
    expect(sent).toHaveLength(4);
    expect(clock.sleeps).toEqual([1_000, 1_000, 2_000]);
  });

  it('raises the last error when its time is over', async () => {
    const { graph, clock } = worldOf([lag(404), lag(404), lag(404), lag(404)]);
    expect(await faultOf(graph.request(request('GET', { replicationToleranceMs: 2_500 })))).toMatchObject({
      code: 'not_found',
    });
    expect(clock.sleeps).toEqual([1_000, 1_000, 500]);
  });

  it('is not assumed without a tolerance, nor for a refusal that will stay', async () => {
    const without = worldOf([lag(404)]);
    expect((await faultOf(without.graph.request(request('GET')))).code).toBe('not_found');
    const licence = worldOf([graphError(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant')]);
    const fault = await faultOf(licence.graph.request(request('GET', { replicationToleranceMs: 60_000 })));
    expect(fault.code).toBe('license_required');
  });
});
