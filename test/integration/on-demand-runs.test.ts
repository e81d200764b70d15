import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { TaskId } from '#shared/model/ids';
import type { OnDemandRun } from '#shared/model/on-demand-run';
import { leaksInFolder, needlesOf } from '#test/support/canary';
import { type DemoWorld, openDemoWorld, setUp } from '#test/support/demo-world';
import { objectMappingOf, openPortal } from './portal.ts';
import { failure } from './setup-calls.ts';

const worlds: DemoWorld[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0).reverse()) await world.close();
});

const hour = 3_600_000;
const people = ['sofia.nyberg', 'jurgen.muller', 'anna.larsen'].map((name) => `${name}@contoso.demo.example`);
const [sofia = '', jurgen = ''] = people;

async function openSetUp(vendorId = 'airstack') {
  const times: number[] = [];
  const world = await openDemoWorld({
    replicationDelayMs: 0,
    intercept: async (phase, { path }) => {
      if (phase === 'received' && path.endsWith('/provisionOnDemand'))
        times.push(worlds[0]?.served.tenant.clock.now() ?? 0);
    },
  });
  worlds.push(world);
  const { report } = await setUp(world, vendorId);
  await world.served.tenant.clock.advance(hour);
  return { times, world, id: report.servicePrincipalId ?? '', jobId: report.jobId ?? '' };
}

const sentOnDemand = (world: DemoWorld) =>
  world.served.tenant.requestLog.filter(({ path }) => path.endsWith('/provisionOnDemand'));

/** Starts a queue and cancels it as soon as somebody's turn was told. */
async function cancelledQueue(world: DemoWorld, id: string, users: readonly string[]): Promise<OnDemandRun> {
  let taskId: TaskId | undefined;
  const stop = world.core.subscribe((event) => {
    if (event.topic !== 'task.progressed' || !event.payload.progress.message.startsWith('2 of')) return;
    if (taskId !== undefined) void world.core.dispatch('tasks.cancel', { taskId });
  });
  const started = await world.core.dispatch('provisioning.queue', { application: id, users });
  if (!started.ok) throw new Error(started.error.message);
  taskId = started.data.taskId;
  const ended = await world.core.dispatch('tasks.wait', { taskId });
  stop();
  if (!ended.ok || !ended.data.ok) throw new Error('the queue did not end well');
  return ended.data.data as OnDemandRun;
}

describe('a queue of chosen people', () => {
  it('provisions one after another, within five requests in ten seconds, and keeps the results', async () => {
    const { world, id, times } = await openSetUp();
    const users = [...people, 'kenji.sato@contoso.demo.example', 'nobody@contoso.demo.example', sofia.toUpperCase()];
    const run = await world.call('provisioning.queue', { application: id, users });
    expect(run).toMatchObject({ state: 'done', stopped: null, application: 'Airstack' });
    expect(run.results).toHaveLength(5);
    expect(run.results.map(({ view, error }) => error?.code ?? view?.result)).toEqual([
      ...['success', 'success', 'success'].map(() => expect.stringMatching(/success|skipped/)),
      'skipped',
      'not_found',
    ]);
    await world.served.tenant.clock.advance(1_000);
    const again = await world.call('provisioning.queue', {
      application: id,
      users: [...people, ...people.map((one) => one.replace('@', '.x@')), sofia],
    });
    expect(again.results).toHaveLength(6);
    expect(times).toHaveLength(7);
    for (const [index, at] of times.entries()) {
      const fifthBefore = times[index - 5];
      if (fifthBefore !== undefined) expect(at - fifthBefore).toBeGreaterThanOrEqual(10_000);
    }
    const { runs, keeping } = await world.call('provisioning.listRuns', { application: id });
    expect(runs.map(({ subjects, tried, failed }) => [subjects, tried, failed])).toEqual([
      [6, 6, 3],
      [5, 5, 1],
    ]);
    expect(keeping.kind).toBe('none');
    expect(await world.call('provisioning.showRun', { run: run.id })).toEqual(run);
  });

  it('stops at the first failure where that is wished, and goes on when it is resumed', async () => {
    const { world, id } = await openSetUp();
    const users = ['nobody@contoso.demo.example', ...people];
    const run = await world.call('provisioning.queue', { application: id, users, stopAtFailure: true });
    expect(run.state).toBe('stopped');
    expect(run.results.filter(({ view, error }) => view !== null || error !== null)).toHaveLength(1);
    const resumed = await world.call('provisioning.resume', { run: run.id });
    expect(resumed).toMatchObject({ id: run.id, state: 'done' });
    expect(resumed.results.every(({ view, error }) => view !== null || error !== null)).toBe(true);
    expect(await failure(world.call('provisioning.resume', { run: run.id }))).toMatchObject({ reason: 'runIsDone' });
  });

  it('ends what it had begun when it is cancelled, and another process goes on with the rest', async () => {
    const { world, id } = await openSetUp();
    const run = await cancelledQueue(world, id, people);
    expect(run.state).toBe('cancelled');
    const tried = run.results.filter(({ view }) => view !== null).map(({ subject }) => subject);
    expect(tried).toContain(sofia);
    expect(tried.length).toBeLessThan(3);
    const again = await openDemoWorld({ served: world.served, dataFolder: world.dataFolder });
    worlds.push(again);
    const resumed = await again.call('provisioning.resume', { run: run.id });
    expect(resumed.state).toBe('done');
    expect(sentOnDemand(world)).toHaveLength(3);
    expect((await again.call('journal.verify', {})).intact).toBe(true);
  });

  it('shows what a mapping change did, with the change itself', async () => {
    const made = await openSetUp();
    const { world, id } = made;
    const before = await world.call('provisioning.queue', { application: id, users: [sofia] });
    const portal = await openPortal(world, { servicePrincipalId: id, jobId: made.jobId });
    await portal.editSchema((schema) => {
      const title = objectMappingOf(schema, 'User').attributeMappings?.find(
        ({ targetAttributeName }) => targetAttributeName === 'title',
      );
      if (title === undefined) throw new Error('title is not mapped');
      title.source = { type: 'Constant', name: 'Pilot', expression: '"Pilot"', parameters: [] };
    });
    const after = await world.call('provisioning.queue', { application: id, users: [sofia, jurgen] });
    const compared = await world.call('provisioning.compareRuns', { before: before.id, after: after.id });
    expect(compared.people[0]).toMatchObject({ subject: sofia, inRuns: 'both' });
    expect(compared.people[0]?.changes).toContainEqual(
      expect.objectContaining({ what: 'attribute title', after: 'Pilot' }),
    );
    expect(compared.people[1]).toMatchObject({ subject: jurgen, inRuns: 'after' });
    expect(compared.configuration).toMatchObject([{ area: 'attributeMapping', kind: 'changed' }]);
  });

  it('asks for an OAuth application to be stopped first, and sends nothing before', async () => {
    const { world, id } = await openSetUp('atea');
    const refused = await failure(world.call('provisioning.queue', { application: id, users: [sofia] }));
    expect(refused).toMatchObject({ code: 'conflict', reason: 'stopFirst' });
    expect(sentOnDemand(world)).toEqual([]);
    await world.call('synchronizationJobs.pause', { application: id });
    expect(await world.call('provisioning.queue', { application: id, users: [sofia] })).toMatchObject({
      state: 'done',
    });
  });

  it('keeps no value of a password-like attribute', async () => {
    const made = await openSetUp();
    const { world, id } = made;
    const secret = 'Kanari-77aPq7ZxW42-passwort';
    const portal = await openPortal(world, { servicePrincipalId: id, jobId: made.jobId });
    await portal.editSchema((schema) => {
      const mapping = objectMappingOf(schema, 'User');
      const objects = (schema.directories ?? []).flatMap((directory) => directory.objects ?? []);
      for (const { name, attributes } of objects) {
        const [known] = attributes ?? [];
        if (name === mapping.targetObjectName && known !== undefined)
          attributes?.push({ ...known, name: 'password', anchor: false, required: false });
      }
      mapping.attributeMappings?.push({
        ...mapping.attributeMappings[0],
        targetAttributeName: 'password',
        source: { type: 'Constant', name: secret, expression: `"${secret}"`, parameters: [] },
        matchingPriority: 0,
      });
    });
    const run = await world.call('provisioning.queue', { application: id, users: [sofia] });
    expect(JSON.stringify(run)).toContain('(masked)');
    expect(JSON.stringify(run)).not.toContain(secret);
    expect(leaksInFolder(join(world.dataFolder), needlesOf(secret))).toEqual([]);
  });
});
