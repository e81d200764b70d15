import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import { runCommand } from '#test/support/command-line';

let served: ServedTenant;
let folder = '';
let token = '';
const target = () => served.tenant.targets.find(({ vendorId }) => vendorId === 'airstack');

const run = (...argv: readonly string[]) =>
  runCommand(
    [
      'preflight',
      ...argv,
      '--endpoints',
      join(folder, 'endpoints.json'),
      '--data-dir',
      join(folder, 'data'),
      '--no-browser',
    ],
    { visitor: 'ada.admin@contoso.demo.example', env: { PROVISIONING_SECRET_AIRSTACK: token } },
  );
const withToken = ['--vendor', 'airstack', '--secret', 'SecretToken=env:PROVISIONING_SECRET_AIRSTACK'];

describe('the command preflight on a served demo tenant', () => {
  beforeAll(async () => {
    served = await serveTenant({ clockMode: 'warp', replicationDelayMs: 0 });
    token = target()?.mintToken() ?? '';
    folder = mkdtempSync(join(tmpdir(), 'preflight-command-'));
    writeFileSync(join(folder, 'endpoints.json'), JSON.stringify(served.endpoints));
  });
  afterAll(async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('prints a report that people can read', async () => {
    // A demo tenant of its own: its clock does not wait between requests, and a token is made for it.
    const { exitCode, stdout } = await runCommand(['preflight', '--vendor', 'airstack', '--demo']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('ok  Filter on the matching attribute: Nobody found is 200 with an empty list.');
    expect(stdout).toContain('Nothing that was looked at stands in the way');
  });

  it('says with its exit code and as JSON what is wrong', async () => {
    target()?.misbehave('wrongFilterResult');
    const { exitCode, stdout, stderr } = await run(...withToken, '--json');
    target()?.misbehave(null);
    expect(exitCode).toBe(1);
    expect(stdout + stderr).not.toContain(token);
    const { verdict, checks } = JSON.parse(stdout);
    expect(verdict).toBe('notReady');
    expect(checks).toContainEqual(expect.objectContaining({ check: 'filter', finding: 'filterIgnored' }));
  });

  it('writes only with a test person, after showing the steps and only when that is confirmed', async () => {
    const write = ['--write-check', 'preflight.test@contoso.example'];
    const asked = await run(...withToken, ...write);
    expect([asked.exitCode, asked.stdout]).toEqual([2, '']);
    expect(asked.stderr).toContain('Create preflight.test@contoso.example');
    expect(asked.stderr).toContain('has to be confirmed');
    const done = await run(...withToken, ...write, '--yes');
    expect(done.stdout).toContain('was created, read back, disabled and deleted again');
    expect([done.exitCode, target()?.users()]).toEqual([0, []]);
  });

  it.each([
    [['Airstack', '--vendor', 'airstack'], 2],
    [[], 2],
    [['--vendor', 'airstack', '--write-check', 'a"b'], 2],
    [['--vendor', 'airstack', '--allow-private', 'localhost'], 2],
    [['--vendor', 'askspoke'], 2],
    [['--vendor', 'airstack'], 1],
    [['--vendor', 'airstack', '--url', 'http://api-as.lenovosoftware.com/scim'], 1],
    [['--vendor', 'airstack', '--url', 'https://2130706433/scim'], 1],
    [['--vendor', 'airstack', '--url', 'https://[::ffff:10.0.0.1]/scim'], 1],
  ])('is not content with %j', async (argv, expected) => {
    const { exitCode } = await run(...argv);
    expect(exitCode).toBe(expected);
  });
});
