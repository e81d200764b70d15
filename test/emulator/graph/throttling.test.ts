import { describe, expect, it } from 'vitest';
import { costOf, createIdentityAllowance } from '#emulator/graph/throttling';
import { createGraphFixture } from './graph-fixture.ts';

describe('what a request costs', () => {
  it.each([
    ['GET', '/users', '', 2],
    ['GET', '/users', '$select=id', 1],
    ['GET', '/users', '$top=5&$select=id', 1],
    ['GET', '/users', '$top=100', 2],
    ['GET', '/applications', 'top=5', 1],
    ['GET', '/servicePrincipals/{servicePrincipalId}/appRoleAssignedTo', '', 2],
    ['GET', '/groups/{groupId}/members', '', 1],
    ['PATCH', '/applications/{applicationId}', '', 1],
    ['GET', '/servicePrincipals/{servicePrincipalId}/synchronization/jobs', '', null],
    ['GET', '/auditLogs/provisioning', '', null],
    ['GET', '/applicationTemplates', '', null],
  ])('%s %s?%s', (...[method, pattern, query, units]) => {
    expect(costOf(method, pattern, new URLSearchParams(query))?.units ?? null).toBe(units);
  });
});

describe('the allowance of an application', () => {
  const use = { clientId: 'console', tenantId: 'contoso', cost: { units: 50, writes: 0 } } as const;

  it.each([
    [49, 3_500],
    [50, 5_000],
    [501, 8_000],
  ])('of a tenant with %i people is %i units in 10 seconds', (people, limit) => {
    let now = 0;
    const allowance = createIdentityAllowance({ now: () => now }, () => people);
    const shares = Array.from({ length: limit / 50 }, () => allowance.use(use)['x-ms-throttle-limit-percentage']);
    expect([shares[0], shares.at(-1)]).toEqual([undefined, '1.00']);
    expect(shares.filter((share) => share === undefined).length).toBe(Math.ceil((limit / 50) * 0.8) - 1);
    now = 3_000;
    expect(() => allowance.use(use)).toThrow(
      expect.objectContaining({
        status: 429,
        headers: {
          'Retry-After': '7',
          'x-ms-throttle-scope': 'Tenant_Application/ReadWrite/console/contoso',
          'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
        },
      }),
    );
    expect(() => allowance.use({ ...use, clientId: 'another' })).not.toThrow();
    now = 10_000;
    expect(allowance.use(use)).toEqual({ 'x-ms-resource-unit': '50' });
  });

  it('has 3,000 writes in 150 seconds', () => {
    let now = 0;
    const allowance = createIdentityAllowance({ now: () => now }, () => 1_000);
    const write = { ...use, cost: { units: 1, writes: 1 } } as const;
    for (let count = 0; count < 3_000; count += 1) allowance.use(write);
    now = 100_000;
    expect(() => allowance.use(write)).toThrow(
      expect.objectContaining({
        headers: expect.objectContaining({ 'Retry-After': '50', 'x-ms-throttle-information': 'WriteLimitExceeded' }),
      }),
    );
    expect(() => allowance.use(use)).not.toThrow();
    now = 150_000;
    expect(() => allowance.use(write)).not.toThrow();
  });

  it('is told in the headers of answers, and runs out', async () => {
    const { get, clock, state } = createGraphFixture();
    expect((await get('/users?$select=id')).headers.get('x-ms-resource-unit')).toBe('1');
    expect((await get('/applicationTemplates')).headers.get('x-ms-resource-unit')).toBeNull();
    const limit = state.people.size < 50 ? 3_500 : 5_000;
    let answer = await get('/me');
    for (let count = 0; answer.status === 200 && count < limit; count += 1) answer = await get('/me');
    expect([answer.status, answer.body.error.code, answer.headers.get('retry-after')]).toEqual([
      429,
      'TooManyRequests',
      '10',
    ]);
    await clock.advance(10_000);
    expect((await get('/me')).status).toBe(200);
  });
});
