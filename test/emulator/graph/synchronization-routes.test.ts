import { describe, expect, it } from 'vitest';
import { createGraphFixture, smallSchema } from './graph-fixture.ts';

const settings = '{"Enabled":true,"Recipients":"it@contoso.demo.example"}';
const fourKeys = [
  { key: 'BaseAddress', value: 'https://scim.demo.example/scim' },
  { key: 'SecretToken', value: 'very-secret' },
  { key: 'SyncNotificationSettings', value: settings },
  { key: 'SyncAll', value: 'false' },
];

describe('synchronization templates', () => {
  it('are listed for applications with provisioning and empty for the others', async () => {
    const { instantiate, get } = createGraphFixture();
    for (const [name, ids] of [
      ['Airstack', ['scim']],
      ['Maple Payroll', []],
    ] as const) {
      const { servicePrincipalId, applicationId } = await instantiate(name);
      for (const root of [`/servicePrincipals/${servicePrincipalId}`, `/applications/${applicationId}`]) {
        const { body } = await get(`${root}/synchronization/templates`);
        expect(body.value.map(({ id }: { id: string }) => id)).toEqual(ids);
      }
    }
  });
});

describe('synchronization jobs', () => {
  it('are created from an offered template only, and are visible later', async () => {
    const { instantiate, call, get, clock } = createGraphFixture({ replicationDelayMs: 1_000 });
    const { servicePrincipalId } = await instantiate('Airstack');
    await clock.advance(1_000);
    const jobs = `/servicePrincipals/${servicePrincipalId}/synchronization/jobs`;
    expect((await call('POST', jobs, { body: { templateId: 'other' } })).status).toBe(400);
    expect((await call('POST', jobs, { body: {} })).status).toBe(400);
    const { status, body } = await call('POST', jobs, { body: { templateId: 'scim' } });
    expect(status).toBe(201);
    expect((await get(`${jobs}/${body.id}`)).status).toBe(404);
    expect((await get(jobs)).body.value).toEqual([]);
    await clock.advance(1_000);
    expect((await get(`${jobs}/${body.id}`)).body.id).toBe(body.id);
    expect((await get(jobs)).body.value).toHaveLength(1);
  });

  it('of one application are not found under another', async () => {
    const { withJob, get } = createGraphFixture();
    const first = await withJob('Airstack');
    const second = await withJob('Atea');
    expect((await get(`${second.root}/jobs/${first.jobId}`)).status).toBe(404);
  });

  it('are started, paused and deleted by the service', async () => {
    const { withJob, call, double } = createGraphFixture();
    const { job, jobId } = await withJob('Airstack');
    for (const [method, path] of [
      ['POST', `${job}/start`],
      ['POST', `${job}/pause`],
      ['DELETE', job],
    ] as const) {
      expect((await call(method, path)).status).toBe(204);
    }
    expect(double.calls).toEqual([`start ${jobId}`, `pause ${jobId}`, `delete ${jobId}`]);
  });

  it.each([
    [{ criteria: { resetScope: 'Watermark, Escrows, QuarantineState' } }, 'restart Watermark+Escrows+QuarantineState'],
    [{ criteria: { resetScope: 'Full' } }, 'restart Full'],
    [{ criteria: { resetScope: 'ForceDeletes' } }, 'restart ForceDeletes'],
    [{ criteria: { resetScope: '' } }, 'restart QuarantineState+Watermark+Escrows'],
    [undefined, 'restart QuarantineState+Watermark+Escrows'],
  ])('restart with %j', async (body, expected) => {
    const { withJob, call, double } = createGraphFixture();
    const { job } = await withJob('Airstack');
    expect((await call('POST', `${job}/restart`, { body })).status).toBe(204);
    expect(double.calls).toEqual([expected]);
  });

  it.each(['watermark', 'ForceDeletes, Full', 'Everything', 7])('refuse the reset scope %s', async (resetScope) => {
    const { withJob, call } = createGraphFixture();
    const { job } = await withJob('Airstack');
    expect((await call('POST', `${job}/restart`, { body: { criteria: { resetScope } } })).status).toBe(400);
  });

  it('pass on what the service refuses', async () => {
    const { withJob, call, double } = createGraphFixture();
    const { job } = await withJob('Airstack');
    double.fault = { status: 409, code: 'Conflict', message: 'No credentials.' };
    const { status, body } = await call('POST', `${job}/start`);
    expect([status, body.error.code, body.error.message]).toEqual([409, 'Conflict', 'No credentials.']);
    expect(body.error.innerError['request-id']).toBeTruthy();
  });
});

describe('credentials', () => {
  it('are tested with a job and without, new and saved', async () => {
    const { withJob, call, double, state } = createGraphFixture();
    const { job, root, servicePrincipalId } = await withJob('Airstack');
    const credentials = fourKeys.slice(0, 2);
    const expectDone = async (path: string, body: object) =>
      expect((await call('POST', path, { body })).status, JSON.stringify(body)).toBe(204);
    await expectDone(`${root}/jobs/validateCredentials`, {
      templateId: 'scim',
      useSavedCredentials: false,
      credentials,
    });
    await expectDone(`${job}/validateCredentials`, { credentials });
    state.secrets.set(servicePrincipalId, new Map([['SecretToken', 'saved']]));
    await expectDone(`${job}/validateCredentials`, { useSavedCredentials: true });
    expect(double.calls).toEqual([
      'validate scim BaseAddress+SecretToken',
      'validate scim BaseAddress+SecretToken',
      'validate scim SecretToken',
    ]);
  });

  it('are refused without a template, without anything to test, and with a key in the wrong case', async () => {
    const { withJob, call } = createGraphFixture();
    const { job, root } = await withJob('Airstack');
    const refusal = async (path: string, body: object) => {
      const answer = await call('POST', path, { body });
      return [answer.status, answer.body.error.code, answer.body.error.message];
    };
    const required = 'RequestMissingRequiredParameter';
    expect((await refusal(`${root}/jobs/validateCredentials`, { credentials: [] })).slice(0, 2)).toEqual([
      400,
      required,
    ]);
    expect((await refusal(`${job}/validateCredentials`, {})).slice(0, 2)).toEqual([400, required]);
    const credentials = [{ key: 'baseAddress', value: 'https://x.example' }];
    expect(await refusal(`${job}/validateCredentials`, { credentials })).toEqual([
      500,
      'InternalError',
      "Requested value 'baseAddress' was not found.",
    ]);
  });
});

describe('secrets', () => {
  it('are replaced as a whole and read back masked', async () => {
    const { withJob, call, get, state, double } = createGraphFixture();
    const { root, servicePrincipalId } = await withJob('Airstack');
    expect((await call('PUT', `${root}/secrets`, { body: { value: fourKeys } })).status).toBe(204);
    expect((await get(`${root}/secrets`)).body.value).toEqual([
      fourKeys[0],
      { key: 'SecretToken', value: '*' },
      fourKeys[2],
      fourKeys[3],
    ]);
    expect(state.secrets.get(servicePrincipalId)?.get('SecretToken')).toBe('very-secret');
    const settingsOnly = [{ key: 'SkipOutOfScopeDeletions', value: 'True' }, fourKeys[2], fourKeys[3]];
    expect((await call('PUT', `${root}/secrets`, { body: { value: settingsOnly } })).status).toBe(204);
    expect([...(state.secrets.get(servicePrincipalId)?.keys() ?? [])]).not.toContain('SecretToken');
    expect(double.calls).toEqual(['secretsChanged', 'secretsChanged']);
  });

  it('are never kept by sending the mask back: it becomes the secret', async () => {
    const { withJob, call, state } = createGraphFixture();
    const { root, servicePrincipalId } = await withJob('Airstack');
    const value = fourKeys.map((pair) => (pair.key === 'SecretToken' ? { ...pair, value: '*' } : pair));
    await call('PUT', `${root}/secrets`, { body: { value } });
    expect(state.secrets.get(servicePrincipalId)?.get('SecretToken')).toBe('*');
  });

  it.each([
    ['SyncNotificationSettings', fourKeys.filter(({ key }) => key !== 'SyncNotificationSettings')],
    ['SyncAll', fourKeys.filter(({ key }) => key !== 'SyncAll')],
    ['both', fourKeys.slice(0, 2)],
  ])('are dropped in silence without %s', async (_name, value) => {
    const { withJob, call, get, double } = createGraphFixture();
    const { root } = await withJob('Airstack');
    expect((await call('PUT', `${root}/secrets`, { body: { value } })).status).toBe(204);
    expect((await get(`${root}/secrets`)).body.value).toEqual([]);
    expect(double.calls).toEqual([]);
  });

  it.each([
    [
      'settings that are no JSON',
      { key: 'SyncNotificationSettings', value: '{Enabled}' },
      400,
      'InvalidNotificationSettings',
    ],
    ['empty settings', { key: 'SyncNotificationSettings', value: '' }, 400, 'InvalidNotificationSettings'],
    ['settings that are a list', { key: 'SyncNotificationSettings', value: '[]' }, 400, 'InvalidNotificationSettings'],
    ['another SyncAll', { key: 'SyncAll', value: 'maybe' }, 400, 'InvalidSyncAllValue'],
    ['a key in camel case', { key: 'secretToken', value: 'x' }, 500, 'InternalError'],
    ['an unknown key', { key: 'Colour', value: 'red' }, 500, 'InternalError'],
    ['bearer and OAuth keys together', { key: 'Oauth2AccessToken', value: 'x' }, 500, 'InternalError'],
    ['a value that is no text', { key: 'SyncAll', value: true }, 400, 'RequestMissingRequiredParameter'],
  ])('are refused with %s', async (...[, pair, status, code]) => {
    const { withJob, call, get } = createGraphFixture();
    const { root } = await withJob('Airstack');
    const value = [...fourKeys.filter(({ key }) => key !== pair.key), pair];
    const answer = await call('PUT', `${root}/secrets`, { body: { value } });
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect((await get(`${root}/secrets`)).body.value).toEqual([]);
  });

  it('cannot be patched', async () => {
    const { withJob, call } = createGraphFixture();
    const { root } = await withJob('Airstack');
    expect((await call('PATCH', `${root}/secrets`, { body: { value: fourKeys } })).status).toBe(405);
  });

  it('get OAuth tokens by exchanging a code', async () => {
    const { withJob, call, exchanged } = createGraphFixture();
    const { root, servicePrincipalId } = await withJob('Atea');
    const credentials = (code: string) => [
      { key: 'Oauth2AuthorizationCode', value: code },
      { key: 'Oauth2RedirectUri', value: 'https://entra.demo.example/authorize/callback' },
    ];
    const acquire = (body: object) => call('POST', `${root}/acquireAccessToken`, { body });
    expect((await acquire({ credentials: credentials('good') })).status).toBe(204);
    expect((await acquire({ credentials: credentials('bad') })).status).toBe(400);
    expect((await acquire({ credentials: [] })).status).toBe(400);
    expect(exchanged).toEqual([`good for ${servicePrincipalId}`, `bad for ${servicePrincipalId}`]);
  });
});

describe('the schema', () => {
  // biome-ignore lint/suspicious/noExplicitAny: the tests change it at will.
  const changed = (change: (schema: any) => void) => {
    const schema = structuredClone(smallSchema());
    change(schema);
    return schema;
  };

  it('is replaced as a whole, gets a new version and is reset to the template', async () => {
    const { withJob, call, get, double } = createGraphFixture();
    const { job, jobId } = await withJob('Airstack');
    const before = await get(`${job}/schema`);
    expect(before.body).toMatchObject({ id: jobId, version: 'v1.0' });
    const { '@odata.context': _context, ...schema } = before.body;
    schema.synchronizationRules[0].objectMappings[0].attributeMappings.push({
      targetAttributeName: 'displayName',
      source: { type: 'Function', name: 'ToUpper', expression: 'ToUpper([displayName], )' },
      flowType: 'ObjectAddOnly',
    });
    expect((await call('PUT', `${job}/schema`, { body: schema })).status).toBe(204);
    const after = await get(`${job}/schema`);
    expect(after.body.version).toBe('v1.1');
    expect(after.body.synchronizationRules).toEqual(schema.synchronizationRules);
    expect((await call('DELETE', `${job}/schema`)).status).toBe(204);
    const restored = await get(`${job}/schema`);
    expect(restored.body).toMatchObject({ version: 'v1.2', synchronizationRules: smallSchema().synchronizationRules });
    expect(double.calls).toEqual(['schemaChanged', 'schemaChanged']);
  });

  it('keeps its directories when a PUT does not send them', async () => {
    const { withJob, call, get } = createGraphFixture();
    const { job } = await withJob('Airstack');
    const body = changed((schema) => {
      schema.directories = undefined;
    });
    expect((await call('PUT', `${job}/schema`, { body })).status).toBe(204);
    expect((await get(`${job}/schema/directories`)).body.value).toHaveLength(2);
  });

  it.each([
    ['no rules', (schema) => Object.assign(schema, { synchronizationRules: [] }), /entire schema/],
    [
      'a rule of another job',
      (schema) => Object.assign(schema.synchronizationRules[0], { id: 'x' }),
      /does not belong/,
    ],
    [
      'an unknown target attribute',
      (schema) => Object.assign(mapping(schema), { targetAttributeName: 'shoeSize' }),
      /does not define/,
    ],
    [
      'an unknown flow type',
      (schema) => Object.assign(mapping(schema), { flowType: 'Sometimes' }),
      /'Sometimes' was not found/,
    ],
    [
      'an unknown flow behavior',
      (schema) => Object.assign(mapping(schema), { flowBehavior: 'FlowNever' }),
      /was not found/,
    ],
    ['an unknown source type', (schema) => Object.assign(mapping(schema).source, { type: 'Magic' }), /was not found/],
    ['no matching attribute', (schema) => Object.assign(mapping(schema), { matchingPriority: 0 }), /matchingPriority/],
    [
      'an unknown object action',
      (schema) => Object.assign(objectMapping(schema), { flowTypes: 'Add, Erase' }),
      /'Erase'/,
    ],
    [
      'a broken expression',
      (schema) => Object.assign(mapping(schema), { source: { type: 'Function', name: 'Join', expression: 'Join(' } }),
      /expression cannot be used/,
    ],
    [
      'an unknown operator',
      (schema) => Object.assign(objectMapping(schema), { scope: scopeWith('LIKE') }),
      /operator 'LIKE'/,
    ],
    ['no object at all', () => undefined, /./],
    // biome-ignore lint/suspicious/noExplicitAny: the tests change it at will.
  ] as [string, (schema: any) => void, RegExp][])('is refused with %s', async (name, change, message) => {
    const { withJob, call, get } = createGraphFixture();
    const { job } = await withJob('Airstack');
    const body = name === 'no object at all' ? [] : changed(change);
    const answer = await call('PUT', `${job}/schema`, { body });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toMatch(message);
    expect((await get(`${job}/schema`)).body.version).toBe('v1.0');
  });

  it('takes a known operator in a scoping filter', async () => {
    const { withJob, call } = createGraphFixture();
    const { job } = await withJob('Airstack');
    const body = changed((schema) => Object.assign(objectMapping(schema), { scope: scopeWith('EQUALS') }));
    expect((await call('PUT', `${job}/schema`, { body })).status).toBe(204);
  });

  it('has no PATCH; the answer is the one that people report', async () => {
    const { withJob, call } = createGraphFixture();
    const { job } = await withJob('Airstack');
    const { status, body } = await call('PATCH', `${job}/schema`, { body: smallSchema() });
    expect([status, body.error.code]).toEqual([404, 'UnknownError']);
    expect(body.error.message).toContain('No HTTP resource was found');
  });

  it('discovers attributes with the far stronger scope only', async () => {
    const { withJob, call } = createGraphFixture();
    const { job } = await withJob('Airstack');
    const path = `${job}/schema/directories/target/discover`;
    expect((await call('POST', path)).status).toBe(403);
    const { status, body } = await call('POST', path, { scopes: ['Directory.ReadWrite.All'] });
    expect([status, body.name, body.discoverabilities]).toEqual([
      200,
      'customappsso',
      'AttributeNames, AttributeDataTypes',
    ]);
  });

  it('lists operators and functions', async () => {
    const { withJob, get } = createGraphFixture();
    const { job } = await withJob('Airstack');
    const names = async (path: string) => (await get(path)).body.value.map(({ name }: { name: string }) => name);
    expect(await names(`${job}/schema/filterOperators()`)).toContain('NOT REGEX MATCH');
    expect(await names(`${job}/schema/functions`)).toContain('SingleAppRoleAssignment');
    expect((await get(`${job}/schema/functions`, { scopes: ['Synchronization.Read.All'] })).status).toBe(403);
  });

  it.each([
    ['Join("-", [a], [b])', { a: 'x', b: 'y' }, ['x-y']],
    ['[missing]', {}, []],
    ['Split([a], ",")', { a: 'x,y' }, ['x', 'y']],
  ])('evaluates %s', async (expression, values, result) => {
    const { withJob, call } = createGraphFixture();
    const { job } = await withJob('Airstack');
    const properties = Object.entries(values).map(([key, value]) => ({ key, value }));
    const body = { expression, testInputObject: { properties } };
    const answer = await call('POST', `${job}/schema/parseExpression`, { body });
    expect(answer.body).toMatchObject({ parsingSucceeded: true, evaluationSucceeded: true, evaluationResult: result });
  });

  it('says what is wrong with an expression, as a 200', async () => {
    const { withJob, call } = createGraphFixture();
    const { job } = await withJob('Airstack');
    const { status, body } = await call('POST', `${job}/schema/parseExpression`, { body: { expression: 'Join(' } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ parsingSucceeded: false, evaluationSucceeded: false, parsedExpression: null });
    expect(body.error.message).not.toBe('');
  });
});

// biome-ignore lint/suspicious/noExplicitAny: the tests change it at will.
const objectMapping = (schema: any) => schema.synchronizationRules[0].objectMappings[0];
// biome-ignore lint/suspicious/noExplicitAny: the tests change it at will.
const mapping = (schema: any) => objectMapping(schema).attributeMappings[0];
const scopeWith = (operatorName: string) => ({
  groups: [
    {
      name: 'filter',
      clauses: [{ operatorName, sourceOperandName: 'department', targetOperand: { values: ['IT'] } }],
    },
  ],
});

describe('provision on demand', () => {
  const ruleId = 'ea807875-5618-4f0a-9125-0b46a05298ca';
  const subject = { objectId: '9bb0f679-a883-4a6f-8260-35b491b8b8c8', objectTypeName: 'User' };

  it('answers with JSON in strings', async () => {
    const { withJob, call } = createGraphFixture();
    const { job } = await withJob('Airstack');
    const { body } = await call('POST', `${job}/provisionOnDemand`, {
      body: { parameters: [{ ruleId, subjects: [subject] }] },
    });
    expect(JSON.parse(body.key)).toEqual({ result: 'Success' });
  });

  it.each([
    ['nothing', {}],
    ['no subject', { parameters: [{ ruleId, subjects: [] }] }],
    ['an unknown rule', { parameters: [{ ruleId: 'x', subjects: [subject] }] }],
    [
      'six members',
      {
        parameters: [
          { ruleId, subjects: [{ ...subject, objectTypeName: 'Group', links: { members: Array(6).fill(subject) } }] },
        ],
      },
    ],
  ])('refuses %s', async (_name, body) => {
    const { withJob, call } = createGraphFixture();
    const { job } = await withJob('Airstack');
    expect((await call('POST', `${job}/provisionOnDemand`, { body })).status).toBe(400);
  });

  it('needs a stopped job where the application uses OAuth', async () => {
    const { withJob, call, double } = createGraphFixture();
    const { job } = await withJob('Atea');
    const body = { parameters: [{ ruleId, subjects: [subject] }] };
    double.oauth = true;
    double.state = 'Active';
    expect((await call('POST', `${job}/provisionOnDemand`, { body })).status).toBe(400);
    double.state = 'Paused';
    expect((await call('POST', `${job}/provisionOnDemand`, { body })).status).toBe(200);
  });

  it('takes five requests in ten seconds', async () => {
    const { withJob, call, clock } = createGraphFixture();
    const { job } = await withJob('Airstack');
    const send = () =>
      call('POST', `${job}/provisionOnDemand`, { body: { parameters: [{ ruleId, subjects: [subject] }] } });
    for (let count = 0; count < 5; count += 1) expect((await send()).status).toBe(200);
    const sixth = await send();
    expect([sixth.status, sixth.headers.get('retry-after')]).toEqual([429, '10']);
    await clock.advance(10_000);
    expect((await send()).status).toBe(200);
  });
});
