import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { graphRoutes } from '#emulator/graph/route-table';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import { createGraphFixture, type GraphAnswer, type GraphFixture } from './graph-fixture.ts';

const allScopes = [...new Set(graphRoutes.flatMap(({ scopes }) => scopes))];

/** An error that says what is wrong, in Graph's shape, and is no defect of the tenant. */
function expectClearError({ status, body }: GraphAnswer): void {
  expect(status).toBeGreaterThanOrEqual(400);
  expect(body.error).toMatchObject({ code: expect.stringMatching(/^\w+$/), message: expect.stringMatching(/\S/) });
  expect(body.error.innerError['request-id']).toMatch(/-/);
  expect(body.error.message).not.toContain('has a defect');
}

async function expectAlive({ get }: GraphFixture): Promise<void> {
  expect((await get('/me')).status).toBe(200);
}

describe('a filter that cannot be read', () => {
  const fixture = createGraphFixture();
  it.each([
    ['unclosed text', "displayName eq 'x"],
    ['an unclosed bracket', "(displayName eq 'x'"],
    ['a lone operator', 'eq'],
    ['nothing on the right', 'displayName eq'],
    ['an unknown operator', "displayName like 'x'"],
    ['an unknown function', "length(displayName) eq 'x'"],
    ['a character of no language', 'displayName eq §'],
    ['10,000 brackets', '('.repeat(10_000)],
    ['5,000 times not', 'not '.repeat(1_500)],
    ['60 brackets', `${'('.repeat(60)}displayName eq 'x'${')'.repeat(60)}`],
    ['nested functions', `${'tolower('.repeat(70)}displayName${')'.repeat(70)} eq 'x'`],
    ['too many parts', Array(60).fill("displayName eq 'x'").join(' or ')],
    ['1 MB', `displayName eq '${'x'.repeat(1_000_000)}'`],
    ['1 MB of quotes', "'".repeat(1_000_000)],
    ['an unknown property', "constructor eq 'x'"],
    ['the prototype', "__proto__/x eq 'x'"],
    ['an empty text', ''],
  ])('is a 400 that says so: %s', async (_name, filter) => {
    for (const path of [
      '/users',
      '/groups',
      '/servicePrincipals',
      '/applicationTemplates',
      '/auditLogs/provisioning',
    ]) {
      await fixture.clock.advance(3_000);
      const answer = await fixture.get(`${path}?$filter=${encodeURIComponent(filter)}`);
      expectClearError(answer);
      expect(answer.status).toBe(400);
      expect(answer.body.error.message.length).toBeLessThan(2_000);
    }
    await expectAlive(fixture);
  });

  it('a filter as long as people write them is read', async () => {
    const filter = Array(12).fill("startswith(displayName,'x')").join(' or ');
    expect((await fixture.get(`/users?$filter=${encodeURIComponent(filter)}`)).status).toBe(200);
  });
});

describe('options', () => {
  it.each([
    '$top=-1',
    '$top=0',
    '$top=1.5',
    '$top=x',
    '$top=',
    '$skip=-1',
    '$skiptoken=x',
    '$skiptoken=WyJhIl0',
    '$skiptoken=bnVsbA',
    '$orderby=displayName sideways',
    '$orderby=__proto__',
    '$select=nothing',
    '$select=__proto__',
    '$expand=manager',
    '$search="x"',
    '$apply=x',
    '$count=true',
  ])('%s is a 400', async (option) => {
    const answer = await createGraphFixture().get(`/users?${option}`);
    expect(answer.status).toBe(400);
    expectClearError(answer);
  });

  it.each(['999999', '99999999999999999999999999', '9'.repeat(400)])(
    'a $top of %s gives a page of the greatest size',
    async (top) => {
      const { get, state } = createGraphFixture();
      const living = [...state.people.values()].filter(({ deletedAt }) => deletedAt === null).length;
      expect((await get(`/users?$top=${top}`)).body.value).toHaveLength(Math.min(999, living));
    },
  );

  it('a $skip beyond the end gives an empty page', async () => {
    const { body } = await createGraphFixture().get('/users?$skip=99999999999999');
    expect(body.value).toEqual([]);
    expect(body['@odata.nextLink']).toBeUndefined();
  });
});

describe('verbs and routes', () => {
  it('PATCH is refused on schema and on secrets as documented', async () => {
    const { withJob, call } = createGraphFixture();
    const { root, job } = await withJob('Airstack');
    const schema = await call('PATCH', `${job}/schema`, { body: {} });
    expect([schema.status, schema.body.error.code]).toEqual([404, 'UnknownError']);
    expect(schema.body.error.message).toContain('No HTTP resource was found');
    const secrets = await call('PATCH', `${root}/secrets`, { body: { value: [] } });
    expect([secrets.status, secrets.body.error.code]).toEqual([405, 'UnknownError']);
    expect(secrets.body.error.message).toContain("does not support http method 'PATCH'");
  });

  it.each([
    ['DELETE', '/me', 'It answers GET there.'],
    ['POST', '/users', 'It answers GET there.'],
    ['PUT', '/$batch', 'It answers POST there.'],
    ['GET', '/drives', 'DELETE|GET /v1.0/drives'],
    ['GET', '/servicePrincipals/x/synchronization', 'GET /v1.0/servicePrincipals/x/synchronization'],
    ['GET', '/users/%E0%A4%A', 'GET /v1.0/users/'],
    ['GET', '/../beta/users', 'GET /beta/users'],
    ['GET', '/', 'GET /v1.0/'],
  ])('%s %s is a 501 that names the route', async (method, path, words) => {
    const fixture = createGraphFixture();
    const answer = await fixture.call(method, path);
    expect(answer.status).toBe(501);
    expect(answer.body.error.message).toMatch(new RegExp(words.replaceAll(/[.$]/g, '\\$&')));
    await expectAlive(fixture);
  });
});

describe('bodies', () => {
  const nested = (levels: number) => `${'{"a":['.repeat(levels)}1${']}'.repeat(levels)}`;

  it.each([
    ['no JSON', 'x'],
    ['half of it', '{"value":['],
    ['1 MB of brackets', '['.repeat(1_000_000)],
    ['100,000 levels that close', nested(50_000)],
    ['random bytes as text', String.fromCharCode(0, 1, 0xd800, 0xffff, 7)],
  ])('%s are a 400 wherever they are sent', async (_name, body) => {
    const fixture = createGraphFixture();
    const { job, root } = await fixture.withJob('Airstack');
    for (const [method, path] of [
      ['PUT', `${job}/schema`],
      ['PUT', `${root}/secrets`],
      ['POST', `${job}/schema/parseExpression`],
      ['POST', '/$batch'],
    ] as const) {
      const answer = await fixture.call(method, path, { body });
      expect(answer.status).toBe(400);
      expectClearError(answer);
    }
    await expectAlive(fixture);
  });

  it('a schema with an expression as deep as can be is read', async () => {
    const fixture = createGraphFixture();
    const { job } = await fixture.withJob('Airstack');
    const { body } = await fixture.get(`${job}/schema`);
    let source: unknown = { type: 'Attribute', name: 'mail', expression: '[mail]', parameters: [] };
    for (let level = 0; level < 99; level += 1) {
      source = { type: 'Function', name: 'Trim', expression: '[mail]', parameters: [{ key: 'source', value: source }] };
    }
    body.synchronizationRules[0].objectMappings[0].attributeMappings[0].source = source;
    expect((await fixture.call('PUT', `${job}/schema`, { body })).status).toBe(204);
  });

  it('a schema with an expression deeper than any is refused as unreadable', async () => {
    const fixture = createGraphFixture();
    const { job } = await fixture.withJob('Airstack');
    const level = '{"type":"Function","name":"Trim","expression":"[mail]","parameters":[{"key":"source","value":';
    const source = `${level.repeat(20_000)}null${'}]}'.repeat(20_000)}`;
    const { body } = await fixture.get(`${job}/schema`);
    body.synchronizationRules[0].objectMappings[0].attributeMappings[0].source = 'HERE';
    const answer = await fixture.call('PUT', `${job}/schema`, { body: JSON.stringify(body).replace('"HERE"', source) });
    expect([answer.status, answer.body.error.message]).toEqual([400, expect.stringContaining('Unable to read JSON')]);
    await expectAlive(fixture);
  });

  it.each([
    ['an expression of 1 MB', `Append(${'"x",'.repeat(250_000)}"y")`],
    ['deep nesting', `${'Not('.repeat(100_000)}[x]${')'.repeat(100_000)}`],
    ['an unclosed text', '"x'.repeat(9)],
  ])('parseExpression refuses %s with a 200 that says why', async (_name, expression) => {
    const fixture = createGraphFixture();
    const { job } = await fixture.withJob('Airstack');
    const { status, body } = await fixture.call('POST', `${job}/schema/parseExpression`, { body: { expression } });
    expect([status, body.parsingSucceeded, typeof body.error.message]).toEqual([200, false, 'string']);
    await expectAlive(fixture);
  });

  it('a catastrophic pattern ends in time', async () => {
    const fixture = createGraphFixture();
    const { job } = await fixture.withJob('Airstack');
    const expression = 'Replace([mail], , "^(a+)+$", , "x", , )';
    const testInputObject = { properties: [{ key: 'mail', value: `${'a'.repeat(5_000)}!` }] };
    const body = { expression, testInputObject };
    const began = performance.now();
    expect((await fixture.call('POST', `${job}/schema/parseExpression`, { body })).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('a batch item with a header that is none is refused alone', async () => {
    const requests = [
      { id: '1', method: 'GET', url: '/me', headers: { 'bad name': 'x' } },
      { id: '2', method: 'GET', url: '/me', headers: { ok: 'a\nb' } },
      { id: '3', method: 'GET', url: '/me' },
    ];
    const { body } = await createGraphFixture().call('POST', '/$batch', { body: { requests } });
    const statuses = body.responses.map(({ id, status }: { id: string; status: number }) => `${id} ${status}`);
    expect(statuses.toSorted()).toEqual(['1 400', '2 400', '3 200']);
  });
});

describe('every route', () => {
  it('answers any body and any options with an answer or a clear error, and lives on', async () => {
    const fixture = createGraphFixture();
    const { servicePrincipalId, applicationId, job } = await fixture.withJob('Airstack');
    const jobId = job.split('/').at(-1) ?? '';
    const known: Readonly<Record<string, string>> = { servicePrincipalId, applicationId, jobId };
    const options = fc.dictionary(
      fc.constantFrom('$filter', '$top', '$select', '$orderby', '$skip', '$skiptoken', '$count', '$x', 'y'),
      fc.string({ unit: 'binary', maxLength: 30 }),
      { maxKeys: 3 },
    );
    const request = fc.record({
      route: fc.constantFrom(...graphRoutes.filter(({ method }) => method !== 'DELETE')),
      segment: fc.string({ unit: 'grapheme', maxLength: 12 }),
      options,
      body: fc.oneof(fc.json({ maxDepth: 4 }), fc.string({ unit: 'binary', maxLength: 40 })),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ route, segment, options: given, body }) => {
        await fixture.clock.advance(11_000);
        const path = route.pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
          encodeURIComponent((known[name] ?? segment.replaceAll(/^\.*$/g, 'x')) || 'x'),
        );
        const query = new URLSearchParams(given);
        const withBody = route.method === 'GET' ? {} : { body };
        const answer = await fixture.call(route.method, `${path}?${query}`, { scopes: allScopes, ...withBody });
        if (answer.status >= 400) expectClearError(answer);
      }),
      { numRuns: 600 },
    );
    await expectAlive(fixture);
  });
});

describe('a served tenant', () => {
  let served: ServedTenant;
  beforeAll(async () => {
    served = await serveTenant({ clockMode: 'warp', control: true });
  });
  afterAll(() => served.close());

  it('lives on after random bytes on every port', async () => {
    const random = fc.sample(fc.uint8Array({ minLength: 1, maxLength: 2_000 }), { numRuns: 20, seed: 7 });
    for (const url of [...Object.values(served.urls), served.control?.url ?? '']) {
      const { port } = new URL(url);
      for (const bytes of random) {
        await new Promise<void>((resolve) => {
          const socket = connect(Number(port), '127.0.0.1', () => socket.end(bytes));
          socket.on('error', () => {});
          socket.on('close', () => resolve());
        });
      }
    }
    for (const url of Object.values(served.urls)) expect((await fetch(url)).status).toBeGreaterThanOrEqual(200);
    expect((await fetch(`${served.urls['https://graph.demo.example']}/v1.0/me`)).status).toBe(401);
  });

  it.each([
    ['a tenant that cannot be decoded', 'GET', '/%E0%A4%A/v2.0/.well-known/openid-configuration', 400],
    ['an unknown page', 'GET', '/common/oauth2/v1/authorize', 501],
    ['the wrong verb', 'PUT', '/common/oauth2/v2.0/token', 501],
    ['no form', 'POST', '/common/oauth2/v2.0/token', 400],
    ['no client', 'POST', '/common/oauth2/v2.0/devicecode', 400],
    ['claims that are none', 'GET', '/common/oauth2/v2.0/authorize?claims=%7B', 400],
  ])('its sign-in host answers %s with a clear error: %s %s', async (...[, method, path, status]) => {
    const answer = await fetch(`${served.urls['https://login.demo.example']}${path}`, { method });
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(/AADSTS\d+|has no route/);
  });
});
