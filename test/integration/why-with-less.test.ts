import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runCommand } from '#test/support/command-line';
import { type DemoWorld, openDemoWorld, setUp } from '#test/support/demo-world';
import { openScopeWorld } from '#test/support/scope-world';
import { assignByHand, explainIn, gateOf, liveSchema, upn } from '#test/support/why-world';

const least = ['User.Read', 'Application.ReadWrite.All', 'Synchronization.ReadWrite.All', 'User.ReadBasic.All'];
const open: DemoWorld[] = [];
const opened = <W extends DemoWorld>(world: W): W => {
  open.push(world);
  return world;
};
afterEach(async () => {
  for (const world of open.splice(0).reverse()) await world.close();
});

describe('why, with less', () => {
  it('without consent leaves gates open, says which permission would tell, and why it is asked for', async () => {
    const world = opened(await openScopeWorld({ permissions: least }));
    const filter = { groups: [{ clauses: [{ operatorName: 'IS NOT NULL', sourceOperandName: 'department' }] }] };
    for (const rule of liveSchema(world).synchronizationRules ?? [])
      for (const mapping of rule.objectMappings ?? []) mapping.scope = filter;
    assignByHand(world, { group: 'Engineering', role: 'usable' });
    const found = await explainIn(world)(upn('kenji.sato'));
    expect(found.missing.map(({ scope }) => scope)).toEqual([
      'User.Read.All',
      'GroupMember.Read.All',
      'ProvisioningLog.Read.All',
    ]);
    for (const { reason } of found.missing) expect(reason).not.toBe('');
    expect(gateOf(found, 'person')).toMatchObject({ verdict: 'unknown', needs: ['User.Read.All'] });
    expect(gateOf(found, 'assignment')).toMatchObject({ verdict: 'unknown', needs: ['GroupMember.Read.All'] });
    expect(gateOf(found, 'role').verdict).toBe('unknown');
    expect(gateOf(found, 'scopeFilter')).toMatchObject({ verdict: 'unknown', needs: ['User.Read.All'] });
    expect(gateOf(found, 'matching').verdict).toBe('passed');
    expect(gateOf(found, 'log')).toMatchObject({ verdict: 'unknown', needs: ['ProvisioningLog.Read.All'] });
    expect(found.conclusion).toMatchObject({ kind: 'unknown', gate: 'person' });
    // A direct assignment needs no group.
    assignByHand(world, { person: upn('kenji.sato'), role: 'usable' });
    expect(gateOf(await explainIn(world)(upn('kenji.sato')), 'assignment').verdict).toBe('passed');
  });

  it('of a role that may not read jobs or logs answers what the directory tells', async () => {
    const admin = opened(await openScopeWorld());
    const reader = { served: admin.served, username: 'liam.murphy@contoso.demo.example' };
    const world = opened(await openDemoWorld(reader));
    const found = await explainIn(world)(upn('zoe.vandenberg'));
    expect(gateOf(found, 'job')).toMatchObject({ verdict: 'unknown', why: expect.stringMatching(/could not be read/) });
    expect(gateOf(found, 'person').verdict).toBe('passed');
    expect(gateOf(found, 'log')).toMatchObject({ verdict: 'unknown', why: expect.stringMatching(/Reports Reader/) });
    expect(found.log.source).toBe('none');
  });

  it('in a tenant without a premium licence goes on without the log', async () => {
    const world = opened(await openScopeWorld({ assignments: '  - { user: oliver.brown@contoso.demo.example }\n' }));
    Object.assign(world.served.tenant.state, { premium: false });
    const found = await explainIn(world)(upn('oliver.brown'));
    expect(gateOf(found, 'log')).toMatchObject({ verdict: 'unknown', why: expect.stringMatching(/P1 or P2/) });
    expect(gateOf(found, 'assignment').verdict).toBe('passed');
    expect(found.conclusion.kind).toBe('unknown');
  });

  it('of an application without a job says that provisioning is not set up', async () => {
    const world = opened(await openDemoWorld());
    const found = await explainIn(world, 'Payroll Bridge')(upn('oliver.brown'));
    expect(found.conclusion).toMatchObject({ kind: 'notProvisioned', gate: 'job', fix: { place: 'setUp' } });
    expect(gateOf(found, 'scopeFilter').verdict).toBe('notReached');
    await expect(explainIn(world, 'No such app')(upn('oliver.brown'))).rejects.toMatchObject({
      error: { code: 'not_found', reason: 'unknownApplication' },
    });
  });

  it('of an application with several jobs says which one it is about', async () => {
    const world = opened(await openScopeWorld({ hasRun: false }));
    const { jobs } = world.served.tenant.state;
    const [job] = [...jobs.values()];
    if (job !== undefined) jobs.set('another.job', { ...job, id: 'another.job' });
    const found = await explainIn(world)(upn('sofia.nyberg'));
    expect(found.notes).toMatchObject([{ code: 'severalJobs', message: expect.stringContaining('another.job') }]);
    expect(gateOf(found, 'job').verdict).not.toBe('passed');
  });
});

describe('the command why', () => {
  it('says what keeps a person out, in words and in its exit code', async () => {
    const world = opened(await openDemoWorld({ clockMode: 'real', replicationDelayMs: 0 }));
    const group = 'assignments:\n  - { group: Engineering }\n';
    await setUp(world, 'airstack', { edit: (text) => text.replace(/assignments:\n(?: {2}- .*\n)+/, group) });
    await world.served.tenant.clock.advance(7_200_000);
    const folder = mkdtempSync(join(tmpdir(), 'why-command-'));
    writeFileSync(join(folder, 'endpoints.json'), JSON.stringify(world.served.endpoints));
    const run = (...argv: readonly string[]) =>
      runCommand(['why', ...argv, '--endpoints', join(folder, 'endpoints.json'), '--data-dir', join(folder, 'data')], {
        visitor: upn('ada.admin'),
      });
    const out = await run('Airstack', '--user', upn('lukasz.wojcik'));
    expect(out.exitCode).toBe(1);
    expect(out.stdout).toMatch(/^Łukasz Wójcik is not provisioned to "Airstack"\./);
    expect(out.stdout).toMatch(/^XX {2}Assignment$/m);
    expect(out.stdout).toContain('What to do: Assign "Engineering – Platform" as well');
    const fine = await run('Airstack', '--user', 'Kenji Sato', '--json');
    expect([fine.exitCode, JSON.parse(fine.stdout).conclusion.kind]).toEqual([0, 'provisioned']);
    expect((await run('Airstack')).exitCode).toBe(2);
    rmSync(folder, { recursive: true, force: true });
  });
});
