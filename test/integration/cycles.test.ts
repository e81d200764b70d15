import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import { runCommand } from '#test/support/command-line';
import { type DemoWorld, openDemoWorld, setUp } from '#test/support/demo-world';
import { projectRoot } from '#test/support/project-root';

const hour = 3_600_000;

describe('cycles and actions of an application on the demo tenant', () => {
  let world: DemoWorld;
  let application: string;

  beforeEach(async () => {
    world = await openDemoWorld({ size: { users: 120 }, faults: [{ fault: 'report-limit', on: false }] });
    const { report } = await setUp(world, 'airstack');
    application = report.servicePrincipalId ?? '';
  });
  afterEach(() => world.close());

  it('are the same counted in the archive and in the rows of the service', async () => {
    await world.served.tenant.clock.advance(2 * hour);
    const live = await world.call('cycles.list', { application });
    expect(live).toMatchObject({ source: 'service', complete: true });
    expect(live.cycles.length).toBeGreaterThan(0);
    expect(live.cycles.at(-1)).toMatchObject({ cut: null, counts: { created: expect.any(Number) } });

    await world.call('logs.sync', {});
    const archived = await world.call('cycles.list', { application });
    expect(archived.source).toBe('archive');
    const figures = ({ cycles }: typeof live) =>
      cycles.map(({ id, began, ended, rows, counts }) => ({
        ...{ id, began, ended, rows },
        counts: { ...counts, other: counts.other.toSorted((one, other) => one.action.localeCompare(other.action)) },
      }));
    expect(figures(archived)).toEqual(figures(live));
    expect(archived.withoutCycle).toBe(live.withoutCycle);

    const [newest] = archived.cycles;
    const since = newest?.began.replace(/\.\d+Z$/, '.000Z') ?? '';
    const later = await world.call('cycles.list', { application, since });
    expect(later.cycles.map(({ id }) => id)).toEqual([newest?.id]);
    const one = await world.call('cycles.list', { application, limit: 1 });
    expect([one.cycles.length, one.complete]).toEqual([1, archived.cycles.length === 1]);
    await expect(world.call('cycles.list', { application: 'Nobody knows this' })).rejects.toThrow(/unknownApplication/);
  }, 100_000);

  it('plan what they do, do it on the job as it was shown, and delete it for good', async () => {
    const start = await world.call('synchronizationJobs.planAction', { application, action: 'pause' });
    await world.call('synchronizationJobs.pause', { application, expected: start.expected });
    const late = world.call('synchronizationJobs.restart', { application, expected: start.expected });
    await expect(late).rejects.toThrow(/jobChanged/);

    const plan = await world.call('synchronizationJobs.planAction', { application, action: 'delete' });
    expect(plan).toMatchObject({ confirmedOutside: true, needless: null });
    await world.call('synchronizationJobs.delete', { application, expected: plan.expected });
    expect((await world.call('synchronizationJobs.show', { application })).jobs).toEqual([]);
    await expect(world.call('cycles.outlook', { application })).rejects.toThrow(/noSynchronizationJob/);
    const { entries } = await world.call('history.show', { application });
    expect(JSON.stringify(entries)).toContain('Delete the synchronization job');
    // A set-up finds that it is gone and makes another one.
    const { report } = await setUp(world, 'airstack');
    expect(report.servicePrincipalId).toBe(application);
    expect((await world.call('synchronizationJobs.show', { application })).jobs).toHaveLength(1);
  }, 100_000);

  it('tell a reader what a reader may see, and change nothing for one', async () => {
    await world.served.tenant.clock.advance(2 * hour);
    const reader = await openDemoWorld({ served: world.served, username: 'rita.reader@contoso.demo.example' });
    try {
      // Who reads reports only has the log, and no job.
      expect((await reader.call('cycles.list', { application })).cycles).toHaveLength(1);
      await expect(reader.call('cycles.outlook', { application })).rejects.toThrow(/role_missing/);
      await expect(reader.call('synchronizationJobs.delete', { application })).rejects.toThrow(/role_missing/);
    } finally {
      await reader.close();
    }
    expect((await world.call('synchronizationJobs.show', { application })).jobs).toHaveLength(1);
  }, 100_000);

  it('know when the initial cycle ends as a range, until it is over', async () => {
    const before = await world.call('cycles.outlook', { application });
    expect(before.initialCycle).not.toBeNull();
    expect(before.initialCycle?.end === null).toBe(before.initialCycle?.basis === 'none');
    await world.served.tenant.clock.advance(2 * hour);
    const after = await world.call('cycles.outlook', { application });
    expect(after.initialCycle).toBeNull();
    expect(after.changesReadUntil).not.toBeNull();
    expect(Date.parse(after.nextCycle?.latest ?? '')).toBeGreaterThan(0);
  }, 100_000);
});

describe('the commands about cycles and actions', () => {
  let served: ServedTenant;
  let folder = '';
  const run = (...argv: readonly string[]) =>
    runCommand([...argv, '--endpoints', join(folder, 'endpoints.json'), '--data-dir', join(folder, 'data')], {
      visitor: 'ada.admin@contoso.demo.example',
      env: {
        PROVISIONING_SECRET_AIRSTACK:
          served.tenant.targets.find(({ vendorId }) => vendorId === 'airstack')?.mintToken() ?? '',
      },
    });

  beforeAll(async () => {
    served = await serveTenant({ clockMode: 'real', replicationDelayMs: 0 });
    folder = mkdtempSync(join(tmpdir(), 'cycles-commands-'));
    writeFileSync(join(folder, 'endpoints.json'), JSON.stringify(served.endpoints));
    const file = join(projectRoot, 'assets/examples/airstack.yaml');
    const set = await run('setup', 'apply', file, '--yes', '--secret', 'SecretToken=env:PROVISIONING_SECRET_AIRSTACK');
    expect(set.stdout).toContain('Done.');
  });
  afterAll(async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('show the next cycle as a range, the cycles that were, and how far back they reach', async () => {
    await served.tenant.clock.advance(2 * hour);
    const outlook = await run('outlook', 'Airstack');
    expect(outlook.stdout).toMatch(/^Next cycle: between/);
    expect(outlook.stdout).toContain('scope assigned');
    const cycles = await run('cycles', 'Airstack');
    expect(cycles.exitCode).toBe(0);
    expect(cycles.stdout).toMatch(/^BEGAN +ENDED +CREATED/);
    expect(cycles.stdout).toContain('From the service, which reaches back to');
    expect((await run('cycles', 'Airstack', '--since', 'yesterday')).stderr).toContain('invalidInput');
    expect((await run('cycles', 'Nobody')).stderr).toContain('unknownApplication');
  }, 100_000);

  it('say what an action comes to, ask before something is taken away, and do it', async () => {
    const planned = await run('jobs', 'restart', 'Airstack', '--reset-scope', 'full', '--plan');
    expect(planned.stdout).toMatch(/What is lost:\n {2}- The links/);
    expect(planned.stdout).toContain('"resetScope": "Full"');
    expect((await run('jobs', 'restart', 'Airstack', '--reset-scope', 'None')).stderr).toContain('resetScopeUnknown');
    expect((await run('jobs', 'restart', 'Airstack', '--reset-scope', 'forcedeletes')).stderr).toContain(
      'confirmationNeeded',
    );
    expect((await run('jobs', 'delete', 'Airstack')).stderr).toContain('confirmationNeeded');
    const paused = await run('jobs', 'pause', 'Airstack');
    expect(paused.stderr).toContain('What happens:');
    expect(paused.stdout).toContain('Airstack: off');
    const gone = await run('jobs', 'delete', 'Airstack', '--yes', '--json');
    expect(JSON.parse(gone.stdout)).toMatchObject({ application: 'Airstack' });
    expect((await run('jobs', 'delete', 'Airstack', '--yes')).stderr).toContain('noSynchronizationJob');
  }, 100_000);
});
