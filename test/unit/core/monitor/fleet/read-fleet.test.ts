import { describe, expect, it } from 'vitest';
import { idOf, jobWith } from './fleet-samples.ts';
import { createFleetWorld, forbidden, offline } from './fleet-world.ts';

const quarantined = jobWith({ quarantine: { reason: 'TooManyDeletes', seriesBegan: '2026-01-30T12:00:00Z' } });
const failing = jobWith({ lastExecution: { state: 'EntryLevelErrors', timeEnded: '2026-01-31T11:45:00Z' } });
const all = { wait: 'all' } as const;
const firstRows = { wait: 'firstRows' } as const;
const now = { olderThanSeconds: 0 };

describe('a discovery', () => {
  it('finds every application that provisions within the requests allowed, and tells how far it is', async () => {
    const { handlers, context, progress } = createFleetWorld({ count: 300 });
    const report = await handlers['fleet.discover']({}, context());
    expect(report).toMatchObject({ kind: 'discovery', listed: 300, provisioning: 50, withoutBatch: false });
    // The list, 15 batches for jobs and 3 for settings; one more where a slice of settings did not wait for company.
    expect(report.requests).toBeLessThanOrEqual(20);
    expect(progress.at(-1)).toBe('Looking for applications that provision people 300/300');
    expect((await handlers['fleet.show'](all, context())).applications).toHaveLength(50);
  });

  it('has lines to show before its end, with their settings', async () => {
    const { handlers, context } = createFleetWorld({ count: 600 });
    const early = await handlers['fleet.show'](firstRows, context());
    expect(early.state).toBe('discovering');
    expect(early.looked).toBeLessThan(600);
    expect(early.applications.some(({ notifications }) => notifications === 'notSet')).toBe(true);
    await handlers['fleet.discover']({}, context());
    expect(await handlers['fleet.show'](firstRows, context())).toMatchObject({ state: 'complete', looked: 600 });
  });

  it('goes on without batches where the service refuses them, gives them up, and says so', async () => {
    const { fleet, handlers, context, progress } = createFleetWorld({ count: 300 });
    fleet.batches = false;
    const report = await handlers['fleet.discover']({}, context());
    expect(report).toMatchObject({ provisioning: 50, withoutBatch: true });
    expect(fleet.sent.filter((items) => items.length > 1).length).toBeLessThanOrEqual(4);
    expect(progress.at(-1)).toContain('refuses these requests in a batch');
    expect(await handlers['fleet.show'](all, context())).toMatchObject({ withoutBatch: true, state: 'complete' });
  });

  it('says what is missing where nothing may be read', async () => {
    const { fleet, handlers, context } = createFleetWorld({ count: 3 });
    fleet.batches = false;
    fleet.refusals.set('/jobs', forbidden);
    await expect(handlers['fleet.discover']({}, context())).rejects.toMatchObject({
      code: 'role_missing',
      details: { reason: 'fleetHidden' },
    });
    fleet.refusals.clear();
    expect((await handlers['fleet.show'](all, context())).applications).toHaveLength(1);
  });

  it('raises what a list cannot be read for, and begins anew with the next look', async () => {
    const { fleet, handlers, context } = createFleetWorld({ count: 12 });
    fleet.refusals.set('list', offline);
    await expect(handlers['fleet.show'](all, context())).rejects.toBe(offline);
    fleet.refusals.clear();
    expect((await handlers['fleet.show'](all, context())).applications).toHaveLength(2);
  });

  it('that breaks off keeps what it found and says that this is a part', async () => {
    const { fleet, handlers, context } = createFleetWorld({ count: 300 });
    fleet.refusals.set('/secrets', offline);
    await expect(handlers['fleet.discover']({}, context())).rejects.toBe(offline);
    const { state, applications } = await handlers['fleet.show'](firstRows, context());
    expect(state).toBe('partial');
    expect(applications.length).toBeGreaterThan(0);
  });

  it('that two wait for is one, and stops when both have stopped waiting', async () => {
    const { fleet, handlers, context } = createFleetWorld({ count: 900 });
    const [one, other] = [new AbortController(), new AbortController()];
    const both = Promise.allSettled([
      handlers['fleet.discover']({}, context(one)),
      handlers['fleet.refresh'](now, context(other)),
    ]);
    one.abort();
    other.abort();
    expect(await both).toMatchObject([
      { status: 'rejected', reason: { code: 'cancelled' } },
      { status: 'rejected', reason: { code: 'cancelled' } },
    ]);
    expect(fleet.sent.length).toBeLessThan(20);
  });

  it('counts what this role may not read and does not show it', async () => {
    const { fleet, handlers, context } = createFleetWorld({ count: 12 });
    fleet.refusals.set(`${idOf(5)}/`, forbidden);
    expect(await handlers['fleet.show'](all, context())).toMatchObject({ hidden: 1, applications: { length: 2 } });
  });
});

describe('a refresh', () => {
  it('reads what provisions again within the requests allowed, and looks for new and lost applications', async () => {
    const { fleet, handlers, context } = createFleetWorld({ count: 300 });
    await handlers['fleet.discover']({}, context());
    fleet.jobs.set(idOf(9_001), [jobWith()]);
    fleet.jobs.delete(idOf(0));
    const report = await handlers['fleet.refresh'](now, context());
    expect(report).toMatchObject({ kind: 'refresh', listed: 300, provisioning: 50, waiting: 0 });
    expect(report.requests).toBeLessThanOrEqual(60);
    const names = (await handlers['fleet.show'](all, context())).applications.map(({ displayName }) => displayName);
    expect([names.includes('App 9001'), names.includes('App 0')]).toEqual([true, false]);
  });

  it('asks nothing where the fleet was read a moment ago', async () => {
    const { fleet, clock, handlers, context } = createFleetWorld({ count: 12 });
    await handlers['fleet.discover']({}, context());
    const sent = fleet.sent.length;
    expect(await handlers['fleet.refresh']({ olderThanSeconds: 60 }, context())).toMatchObject({ kind: 'known' });
    expect(fleet.sent).toHaveLength(sent);
    await clock.sleep(61_000);
    expect(await handlers['fleet.refresh']({ olderThanSeconds: 60 }, context())).toMatchObject({ kind: 'refresh' });
  });

  it('that two ask for is one', async () => {
    const { fleet, handlers, context } = createFleetWorld({ count: 12 });
    await handlers['fleet.discover']({}, context());
    const before = fleet.sent.length;
    const [one, other] = await Promise.all([
      handlers['fleet.refresh'](now, context()),
      handlers['fleet.refresh'](now, context()),
    ]);
    expect(one).toBe(other);
    expect(fleet.sent.length - before).toBe(one.requests);
  });

  it('tells once of everything that turned bad, and nothing of what was bad before', async () => {
    const { fleet, told, handlers, context } = createFleetWorld({ count: 24 });
    fleet.jobs.set(idOf(6), [quarantined]);
    await handlers['fleet.discover']({}, context());
    expect(told).toEqual([]);
    fleet.jobs.set(idOf(0), [quarantined]);
    fleet.jobs.set(idOf(12), [failing]);
    expect((await handlers['fleet.refresh'](now, context())).turnedBad).toBe(2);
    await handlers['fleet.refresh'](now, context());
    expect(told).toMatchObject([
      {
        topic: 'fleet.turnedBad',
        payload: { title: '2 applications need attention', body: 'App 0, App 12. 1 of them is in quarantine.' },
      },
    ]);
  });
});

describe('what this program changes', () => {
  it('is read again with the next look, and nothing else is', async () => {
    const { fleet, graph, handlers, context } = createFleetWorld({ count: 24 });
    await handlers['fleet.discover']({}, context());
    const before = fleet.sent.length;
    await handlers['fleet.show'](all, context());
    expect(fleet.sent).toHaveLength(before);
    fleet.jobs.set(idOf(6), [quarantined]);
    await graph.request({
      method: 'POST',
      path: `/servicePrincipals/${idOf(6)}/synchronization/jobs/x/pause`,
      scopes: [],
    });
    const { applications } = await handlers['fleet.show'](all, context());
    expect(applications[0]).toMatchObject({ displayName: 'App 6', health: 'quarantine' });
    expect(fleet.sent.slice(before + 1).flat()).toHaveLength(2);
  });

  it('is gone where it was deleted', async () => {
    const { graph, handlers, context } = createFleetWorld({ count: 24 });
    await handlers['fleet.discover']({}, context());
    await graph.request({ method: 'DELETE', path: `/servicePrincipals/${idOf(6)}`, scopes: [] });
    expect((await handlers['fleet.show'](all, context())).applications).toHaveLength(3);
  });
});

describe('owners', () => {
  it('are names, or null for one that may not be read; one request for each 20', async () => {
    const { fleet, handlers, context } = createFleetWorld({ count: 45, every: 1 });
    const applications = Array.from({ length: 45 }, (_, number) => idOf(number));
    const answer = await handlers['fleet.owners']({ applications }, context());
    expect(answer.applications[44]).toEqual({ servicePrincipalId: idOf(44), owners: ['Ada Admin', null] });
    expect(fleet.sent).toHaveLength(3);
  });

  it('that may not be read are unknown', async () => {
    const { fleet, handlers, context } = createFleetWorld({ count: 1 });
    fleet.refusals.set('/owners', forbidden);
    const answer = await handlers['fleet.owners']({ applications: [idOf(0)] }, context());
    expect(answer.applications).toEqual([{ servicePrincipalId: idOf(0), owners: null }]);
  });
});
