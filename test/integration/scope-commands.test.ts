import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import { runCommand } from '#test/support/command-line';
import { projectRoot } from '#test/support/project-root';

let served: ServedTenant;
let folder = '';
const environment = () => ({
  PROVISIONING_SECRET_AIRSTACK:
    served.tenant.targets.find(({ vendorId }) => vendorId === 'airstack')?.mintToken() ?? '',
});

const run = (...argv: readonly string[]) =>
  runCommand(
    [...argv, '--endpoints', join(folder, 'endpoints.json'), '--data-dir', join(folder, 'data'), '--no-browser'],
    { visitor: 'ada.admin@contoso.demo.example', env: environment() },
  );

const activeAccounts = (): number =>
  served.tenant.targets
    .find(({ vendorId }) => vendorId === 'airstack')
    ?.users()
    .filter(({ active }) => active !== false).length ?? 0;

describe('the scope commands on a served demo tenant', () => {
  beforeAll(async () => {
    served = await serveTenant({ clockMode: 'real', replicationDelayMs: 0 });
    folder = mkdtempSync(join(tmpdir(), 'scope-commands-'));
    writeFileSync(join(folder, 'endpoints.json'), JSON.stringify(served.endpoints));
    const file = join(projectRoot, 'assets/examples/airstack.yaml');
    const set = await run('setup', 'apply', file, '--yes', '--secret', 'SecretToken=env:PROVISIONING_SECRET_AIRSTACK');
    expect(set.stderr + set.stdout).toContain('Done.');
    await served.tenant.clock.advance(7_200_000);
  });
  afterAll(async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('show who is in scope', async () => {
    const { exitCode, stdout } = await run('scope', 'show', 'Airstack');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Airstack: assigned people and groups only/);
    expect(stdout).toMatch(/Anna Larsen +msiam_access/);
  });

  it('assign from a CSV, after each bad row was named', async () => {
    const csv = join(folder, 'people.csv');
    writeFileSync(csv, 'userPrincipalName\nkenji.sato@contoso.demo.example\nnobody@contoso.demo.example\n');
    const refused = await run('scope', 'assign', 'Airstack', '--csv', csv, '--yes');
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stderr).toMatch(/Line 3: "nobody@contoso\.demo\.example" is not in this tenant/);
    const planned = await run('scope', 'assign', 'Airstack', '--csv', csv, '--skip-bad', '--plan');
    expect(planned.stdout).toContain('Assign 1 person or group');
    const done = await run('scope', 'assign', 'Airstack', '--csv', csv, '--skip-bad', '--yes');
    expect(done.stdout).toContain('Done.');
    await served.tenant.clock.advance(7_200_000);
    expect(activeAccounts()).toBe(4);
  });

  it('say what a filter comes to, and save it only when the number was confirmed', async () => {
    const clauses = 'department EQUALS Sales';
    const impact = await run('scope', 'impact', 'Airstack', '--group', clauses, '--json');
    const { people, effects } = JSON.parse(impact.stdout);
    expect(people.leaving).toBe(effects.disables);
    const unasked = await run('scope', 'filter', 'Airstack', '--group', clauses);
    expect(unasked.stderr).toMatch(/has to be confirmed/);
    const done = await run('scope', 'filter', 'Airstack', '--group', clauses, '--yes');
    expect(done.stderr).toMatch(/Leave \(\d+\)/);
    await served.tenant.clock.advance(7_200_000);
    expect(activeAccounts()).toBe(people.after);
    const cleared = await run('scope', 'filter', 'Airstack', '--clear', '--yes');
    expect(cleared.stdout).toContain('Done.');
  });

  it('count who loses the account also where only the mapping command is used', async () => {
    await served.tenant.clock.advance(7_200_000);
    const before = activeAccounts();
    const planned = await run('mapping', 'edit', 'Airstack', '--constant', 'active=False', '--plan', '--json');
    const { steps } = JSON.parse(planned.stdout);
    expect(steps.find((step: { readonly id: string }) => step.id === 'schema.edit')?.confirmation).toEqual({
      kind: 'deprovisions',
      count: before,
    });
  });

  it('go from assigned to everyone and back, with the number of people who lose their accounts', async () => {
    const assigned = activeAccounts();
    const secret = ['--secret', 'SecretToken=env:PROVISIONING_SECRET_AIRSTACK'];
    const wider = await run('scope', 'people', 'Airstack', '--everyone', '--yes', ...secret);
    expect(wider.stdout + wider.stderr).toContain('Done.');
    await served.tenant.clock.advance(7_200_000);
    const everyone = activeAccounts();
    expect(everyone).toBeGreaterThan(assigned);
    const planned = await run('scope', 'people', 'Airstack', '--assigned', '--plan', '--json', ...secret);
    const { steps } = JSON.parse(planned.stdout);
    expect(steps.find((step: { readonly action: string }) => step.action === 'restart')).toMatchObject({
      consequence: expect.stringMatching(/not assigned leave the scope/),
      confirmation: { kind: 'deprovisions', count: everyone - assigned },
    });
    const unasked = await run('scope', 'people', 'Airstack', '--assigned', ...secret);
    expect(unasked.stderr).toMatch(new RegExp(`has to be confirmed.*\\n?.*${everyone - assigned} accounts`));
    const narrower = await run('scope', 'people', 'Airstack', '--assigned', '--yes', ...secret);
    expect(narrower.stdout + narrower.stderr).toContain('Done.');
    // So many are more than the threshold of the application: the service holds them back, and the impact said so.
    expect(narrower.stderr).toMatch(/threshold 20, reached: held back/);
  });

  it('remove an assignment by user principal name, and say who is deprovisioned', async () => {
    const planned = await run('scope', 'unassign', 'Airstack', '--user', 'anna.larsen@contoso.demo.example', '--plan');
    expect(planned.stdout).toMatch(/This deprovisions: 1 person leaves the scope: Anna Larsen/);
    const done = await run('scope', 'unassign', 'Airstack', '--user', 'anna.larsen@contoso.demo.example', '--yes');
    expect(done.stdout).toContain('no longer there');
    expect((await run('scope', 'show', 'Airstack')).stdout).not.toContain('Anna Larsen');
  });

  it.each([
    [['scope', 'assign', 'Airstack'], /No flag says who/],
    [['scope', 'unassign', 'Airstack'], /No flag says who/],
    [['scope', 'filter', 'Airstack'], /No flag says how the filter/],
    [['scope', 'filter', 'Airstack', '--group', 'department SOUNDS LIKE x'], /is no clause/],
    [['scope', 'assign', 'Airstack', '--csv', 'nowhere.csv'], /cannot be read/],
    [['scope', 'people', 'Airstack'], /No flag says who is provisioned/],
    [['scope', 'people', 'Airstack', '--assigned', '--everyone'], /were both given/],
    [['scope', 'show', 'No such application'], /no enterprise application/],
  ])('refuse %j with what to do', async (argv, message) => {
    const { exitCode, stderr } = await run(...argv);
    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(message);
  });
});
