import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import { runCommand } from '#test/support/command-line';
import { projectRoot } from '#test/support/project-root';

const interval = 3_600_000;

let served: ServedTenant;
let folder = '';
const airstack = () => served.tenant.targets.find(({ vendorId }) => vendorId === 'airstack');

const run = (...argv: readonly string[]) =>
  runCommand(
    [...argv, '--endpoints', join(folder, 'endpoints.json'), '--data-dir', join(folder, 'data'), '--no-browser'],
    {
      visitor: 'ada.admin@contoso.demo.example',
      env: { PROVISIONING_SECRET_AIRSTACK: airstack()?.mintToken() ?? '' },
    },
  );

const activeAccounts = (): number =>
  airstack()
    ?.users()
    .filter(({ active }) => active !== false).length ?? 0;

async function removeAssignments(): Promise<void> {
  const { state, clock } = served.tenant;
  for (const { id, servicePrincipalId, principalId } of [...state.assignments.values()]) {
    state.assignments.delete(id);
    state.removedAssignments.push({ servicePrincipalId, principalId, at: clock.now() });
  }
  await clock.advance(interval);
}

describe('the quarantine commands on a served demo tenant', () => {
  beforeAll(async () => {
    served = await serveTenant({ clockMode: 'real', replicationDelayMs: 0 });
    folder = mkdtempSync(join(tmpdir(), 'quarantine-commands-'));
    writeFileSync(join(folder, 'endpoints.json'), JSON.stringify(served.endpoints));
    const file = join(folder, 'airstack.yaml');
    const example = readFileSync(join(projectRoot, 'assets/examples/airstack.yaml'), 'utf8');
    writeFileSync(file, example.replace(/value: 20/, 'value: 2'));
    const set = await run('setup', 'apply', file, '--yes', '--secret', 'SecretToken=env:PROVISIONING_SECRET_AIRSTACK');
    expect(set.stderr + set.stdout).toContain('Done.');
    await served.tenant.clock.advance(interval);
  });
  afterAll(async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('say that there is none, and plan nothing', async () => {
    const { exitCode, stdout } = await run('quarantine', 'show', 'Airstack');
    expect([exitCode, stdout.split('\n')[0]]).toEqual([0, 'The application is not in quarantine.']);
    const planned = await run('quarantine', 'plan', 'Airstack', '--json');
    expect([planned.exitCode, planned.stderr.includes('notInQuarantine')]).toEqual([1, true]);
  });

  it('name who is held back, reject it, and prove that it is gone', async () => {
    const before = activeAccounts();
    await removeAssignments();
    const unread = JSON.parse((await run('quarantine', 'show', 'Airstack', '--check', '--json')).stdout);
    expect(unread.checks[0]).toMatchObject({ id: 'heldBack', result: 'unknown', scopes: ['ProvisioningLog.Read.All'] });
    const who = await run('quarantine', 'who', 'Airstack', '--limit', '1');
    expect(who.stdout).toContain(`${before} deletions are held back:`);
    expect(who.stdout).toContain('--offset 1');
    const shown = await run('quarantine', 'show', 'Airstack', '--check', '--json');
    const report = JSON.parse(shown.stdout);
    expect(report).toMatchObject({ kind: 'deletesBlocked', checks: [{ id: 'heldBack', result: 'failed' }, {}, {}] });
    const undecided = await run('quarantine', 'repair', 'Airstack', '--yes', '--json');
    expect([undecided.exitCode, undecided.stderr.includes('decisionNeeded')]).toEqual([2, true]);
    const rejected = await run('quarantine', 'reject', 'Airstack', '--yes');
    expect([rejected.exitCode, rejected.stdout.includes(`Assign ${before} again`)]).toEqual([0, true]);
    await served.tenant.clock.advance(interval);
    const proven = await run('quarantine', 'prove', 'Airstack');
    expect([proven.exitCode, proven.stdout.startsWith('It is gone')]).toEqual([0, true]);
    expect(activeAccounts()).toBe(before);
  });

  it('let deletions through only when somebody confirmed', async () => {
    await removeAssignments();
    const before = activeAccounts();
    const unasked = await run('quarantine', 'allow', 'Airstack');
    expect(unasked.stderr).toContain('has to be confirmed');
    const still = await run('quarantine', 'prove', 'Airstack', '--json');
    expect([still.exitCode, activeAccounts()]).toEqual([1, before]);
    expect((await run('quarantine', 'allow', 'Airstack', '--yes')).exitCode).toBe(0);
    await served.tenant.clock.advance(interval);
    expect((await run('quarantine', 'prove', 'Airstack')).exitCode).toBe(0);
    expect(activeAccounts()).toBe(0);
  });
});
