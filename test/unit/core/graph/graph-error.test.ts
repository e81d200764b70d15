import { describe, expect, it } from 'vitest';
import { createGraph } from '#core/graph/create-graph';
import type { GraphRequest } from '#core/graph/graph';
import { toWireError } from '#core/rpc/errors';
import { createFakeClock, createFakePorts, createScriptedNetwork, json, type Scripted } from './fake-world.ts';

// Error bodies as published. Sources: learn.microsoft.com/graph/errors, /graph/throttling, msgraph-sdk-dotnet issue 1006.
const authorizationDenied = {
  error: {
    code: 'Authorization_RequestDenied',
    message: 'Insufficient privileges to complete the operation.',
    innerError: {
      date: '2025-02-13T10:17:06',
      'request-id': '93b6f17e-c05d-4f45-ad2a-6665c708d8a0',
      'client-request-id': 'e70c5c1b-8b47-68c0-3171-3d22f5e0bd54',
    },
  },
};
const noLicence = {
  error: {
    code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    message: "Neither tenant is B2C or tenant doesn't have premium license",
    innerError: { date: '', 'request-id': '', 'client-request-id': '' },
  },
};
const coded = (code: string, innerError: unknown = null) => ({
  error: { code, message: `text of ${code}`, innerError },
});

const faultOf = async (script: readonly Scripted[], more: Partial<GraphRequest> = {}) => {
  const { network, sent } = createScriptedNetwork(script);
  const graph = createGraph(createFakePorts({ network, clock: createFakeClock() }));
  try {
    await graph.request({
      method: 'POST',
      path: '/servicePrincipals/1/synchronization/jobs',
      scopes: ['Synchronization.ReadWrite.All'],
      ...more,
    });
  } catch (cause) {
    return { fault: toWireError(cause), sent };
  }
  throw new Error('expected a fault');
};

describe('an error answer of Graph', () => {
  const rows: readonly {
    readonly status: number;
    readonly body: unknown;
    readonly code: string;
    readonly reason?: string;
  }[] = [
    { status: 403, body: authorizationDenied, code: 'role_missing' },
    { status: 403, body: noLicence, code: 'license_required' },
    { status: 403, body: coded('insufficient_claims'), code: 'unauthenticated', reason: 'claimsChallenge' },
    { status: 403, body: coded('UnknownError', { code: 'insufficient_claims' }), code: 'unauthenticated' },
    { status: 403, body: coded('AccessDenied'), code: 'forbidden' },
    { status: 404, body: coded('Request_ResourceNotFound'), code: 'not_found' },
    { status: 410, body: coded('Gone'), code: 'not_found' },
    { status: 409, body: coded('Request_MultipleObjectsWithSameKeyValue'), code: 'conflict' },
    { status: 412, body: coded('PreconditionFailed'), code: 'conflict' },
    { status: 400, body: coded('Request_BadRequest'), code: 'graph_error', reason: 'requestRefused' },
    { status: 500, body: coded('InternalError'), code: 'graph_error', reason: 'serviceFault' },
    { status: 502, body: '<html>bad gateway</html>', code: 'graph_error', reason: 'serviceFault' },
    { status: 501, body: coded('NotImplemented'), code: 'unsupported_in_cloud' },
    { status: 400, body: 'not an error body', code: 'graph_error' },
    { status: 400, body: { error: 'a text' }, code: 'graph_error' },
    { status: 418, body: null, code: 'graph_error' },
  ];
  it.each(rows)('of status $status becomes $code', async ({ status, body, code, reason }) => {
    const { fault } = await faultOf([json(status, body)]);
    expect(fault.code).toBe(code);
    if (reason !== undefined) expect(fault.reason).toBe(reason);
    expect(fault.message).not.toBe('');
    expect(fault.nextStep).not.toBe('');
  });

  it('names the roles and the permission that are needed when the person has no right', async () => {
    const { fault } = await faultOf([json(403, authorizationDenied, { 'request-id': '' })]);
    expect(fault.nextStep).toMatch(/Application Administrator.*Synchronization\.ReadWrite\.All/);
    expect(fault.requestId).toBe('93b6f17e-c05d-4f45-ad2a-6665c708d8a0');
    expect(fault.clientRequestId).toBe('e70c5c1b-8b47-68c0-3171-3d22f5e0bd54');
  });

  it('carries our own client-request-id when the service names none', async () => {
    const { fault, sent } = await faultOf([json(404, coded('x'))]);
    expect(fault).toMatchObject({ requestId: 'r-404', clientRequestId: sent[0]?.headers['client-request-id'] });
  });

  it('survives an innerError that nests without end', async () => {
    const nested = { code: 'a', innerError: {} as Record<string, unknown> };
    let deepest = nested.innerError;
    for (let depth = 0; depth < 200; depth += 1) {
      deepest.innerError = {};
      deepest = deepest.innerError as Record<string, unknown>;
    }
    expect((await faultOf([json(400, { error: nested })])).fault.code).toBe('graph_error');
  });

  it('shows no secret of the request, in whatever form the service repeats it', async () => {
    const secret = 'p4ss"w/ord+ünique-7f3a9c2e';
    const repeated = [secret, encodeURIComponent(secret), JSON.stringify(secret), secret.slice(3, 16)].join(' | ');
    const { fault } = await faultOf([json(400, { error: { code: 'x', message: `bad value: ${repeated}` } })], {
      secretValues: [secret],
    });
    expect(fault.message).toContain('bad value: (secret)');
    for (let start = 0; start + 12 <= secret.length; start += 1) {
      expect(fault.message).not.toContain(secret.slice(start, start + 12));
    }
  });
});

describe('an answer that is not JSON', () => {
  const page = (status: number, headers: Record<string, string> = {}) =>
    new Response('<!doctype html><title>Welcome to the hotel</title>', {
      status,
      headers: { 'Content-Type': 'text/html', ...headers },
    });

  it.each([200, 302, 403, 407])('is a captive portal when it is a web page with status %i', async (status) => {
    const { fault } = await faultOf([page(status)]);
    expect(fault).toMatchObject({ code: 'offline', reason: 'captivePortal' });
    expect(fault.message).toContain('graph.microsoft.com');
  });

  it('is said to be unreadable with status 200', async () => {
    const { fault } = await faultOf([new Response('OK', { status: 200, headers: { 'request-id': 'r-1' } })]);
    expect(fault).toMatchObject({ code: 'graph_error', reason: 'unreadableAnswer', requestId: 'r-1' });
  });

  it('is no fault when there is no body at all', async () => {
    const { network } = createScriptedNetwork([new Response(null, { status: 204, headers: { 'request-id': 'r-2' } })]);
    const graph = createGraph(createFakePorts({ network }));
    const reply = await graph.request({ method: 'POST', path: '/x/start', scopes: [] });
    expect(reply).toMatchObject({ status: 204, body: null, requestId: 'r-2' });
  });
});

describe('what is sent', () => {
  const sentBy = async (request: GraphRequest) => {
    const { network, sent } = createScriptedNetwork([json(200, {})]);
    await createGraph(createFakePorts({ network })).request(request);
    const [first] = sent;
    if (first === undefined) throw new Error('nothing was sent');
    return first;
  };

  it('has query values encoded whole', async () => {
    const { url } = await sentBy({
      method: 'GET',
      path: '/groups',
      query: { $filter: "displayName eq 'R&D + x #1'" },
      scopes: [],
    });
    expect(new URL(url).searchParams.get('$filter')).toBe("displayName eq 'R&D + x #1'");
    expect(new URL(url).pathname).toBe('/v1.0/groups');
  });

  it('names a type only when there is a body', async () => {
    const without = await sentBy({ method: 'POST', path: '/x/start', scopes: [] });
    expect(without.body).toBeUndefined();
    expect(Object.keys(without.headers)).not.toContain('Content-Type');
    const withBody = await sentBy({
      method: 'PUT',
      path: '/x',
      body: { a: 1 },
      headers: { 'If-Match': '1' },
      scopes: [],
    });
    expect(withBody).toMatchObject({
      method: 'PUT',
      body: '{"a":1}',
      headers: { 'Content-Type': 'application/json', 'If-Match': '1' },
    });
  });
});
