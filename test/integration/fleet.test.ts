import { afterEach, describe, expect, it } from 'vitest';
import { watchFleet } from '#cli/fleet-commands';
import type { CoreEvent } from '#shared/contract/events';
import { CallFailed, type DemoWorld, type DemoWorldOptions, openDemoWorld, setUp } from '#test/support/demo-world';

const hour = 3_600_000;
const size = { users: 60, applications: 45, otherApplications: 160, running: true };
const opened: DemoWorld[] = [];
const worldWith = async (options: DemoWorldOptions = {}): Promise<DemoWorld> => {
  const world = await openDemoWorld({ replicationDelayMs: 0, ...options });
  opened.push(world);
  return world;
};
afterEach(async () => {
  for (const world of opened.splice(0).reverse()) await world.close();
});

const rowsOf = async (world: DemoWorld) => (await world.call('fleet.show', {})).applications;
const graphRequests = ({ served: { tenant } }: DemoWorld): number =>
  tenant.requestLog.filter(({ origin }) => origin === tenant.origins.graph).length;

describe('the fleet of a tenant', () => {
  it('is found in batches, and one by one where the service refuses them', async () => {
    const faults = [{ fault: 'no-synchronization-in-batch' }] as const;
    const [usual, refusing] = [await worldWith({ size }), await worldWith({ size, faults })];
    const [inBatches, alone] = [await usual.call('fleet.discover', {}), await refusing.call('fleet.discover', {})];
    expect(inBatches).toMatchObject({ provisioning: 45, withoutBatch: false });
    expect(alone).toMatchObject({ provisioning: 45, withoutBatch: true });
    expect(inBatches.requests).toBeLessThan(20);
    const known = (rows: Awaited<ReturnType<typeof rowsOf>>) =>
      rows.map(({ displayName, health, notifications }) => `${displayName}: ${health}, ${notifications}`).sort();
    expect(known(await rowsOf(refusing))).toEqual(known(await rowsOf(usual)));
    const messages = refusing.progress.map(({ message }) => message);
    expect(messages.some((message) => message.includes('refuses these requests in a batch'))).toBe(true);
  });

  it('is read again where this program changed it, and only there', async () => {
    const world = await worldWith();
    await setUp(world, 'airstack');
    await rowsOf(world);
    const before = graphRequests(world);
    await rowsOf(world);
    expect(graphRequests(world)).toBe(before);
    await world.call('synchronizationJobs.pause', { application: 'Airstack' });
    const airstack = (await rowsOf(world)).find(({ displayName }) => displayName === 'Airstack');
    expect(airstack).toMatchObject({ health: 'off', nextCycle: { kind: 'off', at: null } });
    expect(airstack?.secret).toMatchObject({ savedAt: expect.any(String) });
  });

  it('has what was set up since, and not what was deleted in the portal', async () => {
    const world = await worldWith();
    await rowsOf(world);
    await setUp(world, 'askspoke');
    expect((await rowsOf(world)).find(({ displayName }) => displayName === 'askSpoke')?.jobId).not.toBeNull();
    const { servicePrincipals } = world.served.tenant.state;
    for (const { id, displayName } of servicePrincipals.values())
      if (displayName === 'askSpoke') servicePrincipals.delete(id);
    await world.call('fleet.refresh', {});
    expect((await rowsOf(world)).map(({ displayName }) => displayName)).not.toContain('askSpoke');
  });

  it('says unknown where settings may not be read, and goes on', async () => {
    const world = await worldWith();
    await setUp(world, 'airstack');
    world.served.tenant.faults.inject({ path: '/secrets', times: 100, fault: { kind: 'notReplicated', status: 403 } });
    await world.call('fleet.discover', {});
    const airstack = (await rowsOf(world)).find(({ displayName }) => displayName === 'Airstack');
    expect(airstack).toMatchObject({ health: 'initialCycle', notifications: 'unknown' });
  });

  it('says which role is missing where nothing may be read', async () => {
    const admin = await worldWith();
    await setUp(admin, 'airstack');
    const world = await worldWith({ served: admin.served, username: 'rita.reader@contoso.demo.example' });
    const refused = world.call('fleet.show', {});
    await expect(refused).rejects.toBeInstanceOf(CallFailed);
    await expect(refused).rejects.toMatchObject({ error: { code: 'role_missing' } });
  });

  it('tells once when an application turns bad, and the command line prints a line', async () => {
    const world = await worldWith();
    await setUp(world, 'airstack');
    await world.served.tenant.clock.advance(hour);
    await world.call('fleet.discover', {});
    const told: CoreEvent[] = [];
    world.core.subscribe((event) => event.topic === 'fleet.turnedBad' && told.push(event));
    const printed: string[] = [];
    let rounds = 0;
    await watchFleet({
      session: { call: world.call, onEvent: world.core.subscribe },
      output: { data: (_value, text) => printed.push(text), note: (text) => printed.push(text) },
      everyMs: null,
      now: () => new Date(world.served.tenant.clock.now()),
      pause: async () => {
        rounds += 1;
        if (rounds === 1) {
          world.target('airstack').revokeAllTokens();
          await world.served.tenant.clock.advance(3 * hour);
        }
        return rounds < 4;
      },
    });
    expect(told).toHaveLength(1);
    expect(printed).toEqual([
      expect.stringMatching(/Airstack needs attention: It is in quarantine, and the service stops it in 28 days/),
    ]);
  });
});
