import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoClientId } from '#platform/clouds';
import { type DemoWorld, openDemoWorld } from '#test/support/demo-world';

let world: DemoWorld;
beforeAll(async () => {
  world = await openDemoWorld({ signIn: false });
});
afterAll(() => world.close());

describe('an application id of one’s own', () => {
  it.each([
    ['the registered one', demoClientId, 'passed'],
    ['another', '11111111-2222-4333-8444-555555555555', 'failed'],
  ])('is looked up in the tenant: %s', async (_which, clientId, expected) => {
    const { works, checks } = await world.call('registration.check', {
      clientId,
      tenant: world.served.tenant.state.tenantId,
    });
    expect(checks.find(({ what }) => what === 'application')?.state).toBe(expected);
    expect(works).toBe(expected === 'passed');
  });
});
