import { describe, expect, it } from 'vitest';
import { createGraphFixture, smallSchema } from './graph-fixture.ts';

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
