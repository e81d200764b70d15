import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import { runCommand } from '#test/support/command-line';
import { openDemoWorld, setUp } from '#test/support/demo-world';

const administrator = 'ada.admin@contoso.demo.example';

let served: ServedTenant;
let folder: string;

beforeAll(async () => {
  served = await serveTenant({ clockMode: 'warp', replicationDelayMs: 0 });
  folder = mkdtempSync(join(tmpdir(), 'evidence-cli-'));
  writeFileSync(join(folder, 'endpoints.json'), JSON.stringify(served.endpoints));
  const world = await openDemoWorld({ served });
  await setUp(world, 'airstack');
  await world.close();
});
afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...argv: readonly string[]) =>
  runCommand(
    [...argv, '--endpoints', join(folder, 'endpoints.json'), '--data-dir', join(folder, 'data'), '--no-browser'],
    { visitor: administrator },
  );

const exportTo = (name: string, ...more: readonly string[]) =>
  run('export', 'Airstack', '--out', join(folder, name), '--log-days', '0', '--json', ...more);

describe('exit codes', () => {
  it('are 0 for complete evidence, 6 for evidence that nobody is proven to have made, 0 with the right key', async () => {
    const exported = await exportTo('bundle', '--ticket', 'CHG-1', '--reviewer', 'Grace');
    expect(exported.exitCode).toBe(0);
    const { fingerprint, claims } = JSON.parse(exported.stdout);
    expect(claims.review).toEqual({ reviewer: 'Grace', approver: null, ticket: 'CHG-1', comment: null });
    const bundle = join(folder, 'bundle');
    const unproven = await run('verify', bundle);
    expect(unproven.exitCode).toBe(6);
    expect(unproven.stdout).toContain('Intact: yes');
    expect(unproven.stdout).toContain('Author proven: NO');
    expect((await run('verify', bundle, '--key', fingerprint)).exitCode).toBe(0);
    const report = readFileSync(join(bundle, 'report.html'), 'utf8');
    for (const word of ['CHG-1', 'Grace', 'Use your own copy', '<caption>']) expect(report).toContain(word);
    expect(report).not.toContain('<script');
    expect((await run('drift', bundle)).exitCode).toBe(0);
    for (const settings of served.tenant.state.secrets.values()) settings.set('SyncAll', 'true');
    const drifted = await run('drift', bundle);
    expect(drifted.exitCode).toBe(10);
    expect(drifted.stdout).toContain('people changes from assigned only to everyone');
    const junit = await run('drift', bundle, '--junit');
    expect(junit.exitCode).toBe(10);
    expect(junit.stdout).toContain('<testsuite name="Airstack" tests="1" failures="1"');
    expect((await run('drift', bundle, '--fail-on', 'denied')).exitCode).toBe(0);
    writeFileSync(join(bundle, 'queries.jsonl'), '');
    expect((await run('verify', bundle, '--key', fingerprint)).exitCode).toBe(6);
    expect((await run('drift', bundle)).exitCode).toBe(6);
  });

  it('is 6 for evidence that is only PARTIAL, which cannot pass as complete', async () => {
    served.tenant.faults.inject({ fault: { kind: 'notReplicated', status: 403 }, path: '/owners', times: 99 });
    const exported = await exportTo('partial');
    served.tenant.faults.clear();
    expect(exported.exitCode).toBe(6);
    const { claims, fingerprint } = JSON.parse(exported.stdout);
    expect(claims).toMatchObject({
      status: 'PARTIAL',
      reasons: [expect.stringContaining('The owners could not be read')],
    });
    const verified = await run('verify', join(folder, 'partial'), '--key', fingerprint, '--json');
    expect(verified.exitCode).toBe(6);
    expect(JSON.parse(verified.stdout)).toMatchObject({ intact: true, authorProven: true, complete: false });
    expect(readFileSync(join(folder, 'partial', 'report.html'), 'utf8')).toContain('<strong>PARTIAL.</strong>');
  });

  it.each([
    [['export', '--out', 'x'], 'applicationsMissing'],
    [['export', 'Airstack', '--all', '--out', 'x'], 'applicationsMissing'],
    [['export', 'Airstack'], 'outMissing'],
    [['drift', 'x', '--fail-on', 'everything'], 'failOnUnknown'],
    [['verify', '/tmp', '--key', 'abc'], 'fingerprintInvalid'],
  ])('is 2 for %j', async (argv, reason) => {
    const { exitCode, stderr } = await run(...argv);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(reason);
  });
});
