import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import { leaksInFolder, leaksInText, needlesOf } from '#test/support/canary';
import { runCommand } from '#test/support/command-line';
import { projectRoot } from '#test/support/project-root';

let served: ServedTenant;
let folder = '';
const tokens: string[] = [];
const printed: string[] = [];

const binding = ['--secret', 'ApiToken=env:PROVISIONING_SECRET_SPOKE'] as const;
const secretFlag = ['--secret', 'SecretToken=env:PROVISIONING_SECRET_SPOKE'] as const;

const mint = (): string => {
  const token = served.tenant.targets.find(({ vendorId }) => vendorId === 'askspoke')?.mintToken() ?? '';
  tokens.push(token, String(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')).jti));
  return token;
};

async function run(argv: readonly string[], token = '') {
  const place = ['--endpoints', join(folder, 'endpoints.json'), '--data-dir', join(folder, 'data'), '--no-browser'];
  const env = { PROVISIONING_SECRET_SPOKE: token };
  const outcome = await runCommand([...argv, ...place], { visitor: 'ada.admin@contoso.demo.example', env });
  printed.push(outcome.stdout, outcome.stderr);
  return outcome;
}

describe('the commands about secrets', () => {
  beforeAll(async () => {
    served = await serveTenant({ clockMode: 'real', replicationDelayMs: 0 });
    folder = mkdtempSync(join(tmpdir(), 'secret-commands-'));
    writeFileSync(join(folder, 'endpoints.json'), JSON.stringify(served.endpoints));
    const file = join(projectRoot, 'assets/examples/askspoke.yaml');
    const set = await run(['setup', 'apply', file, '--yes', ...binding], mint());
    expect(set.stderr + set.stdout).toContain('Done.');
  });
  afterAll(async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('show in another process what the token said of itself, and take a date of a person', async () => {
    const list = await run(['secrets', 'list']);
    expect([list.exitCode, list.stdout]).toEqual([
      0,
      expect.stringMatching(/askSpoke +\d{4}-\d\d-\d\d +89 +token +0 days/),
    ]);
    const set = await run(['secrets', 'set-expiry', 'askSpoke', '2026-01-31']);
    expect(set.stdout).toContain('ENDED (2026-01-31T00:00:00.000Z)');
    expect((await run(['secrets', 'set-expiry', 'askSpoke', 'soon'])).exitCode).toBe(2);
    expect((await run(['secrets', 'set-expiry', 'askSpoke', 'unknown'])).stdout).toContain(
      'The token itself names its end.',
    );
  });

  it('rotate: nothing is begun by looking, a bad token stops before the save, a good one goes through', async () => {
    const plan = await run(['secrets', 'rotate', 'askSpoke', '--plan', ...secretFlag], mint());
    expect(plan.stdout).toContain('Save the tenant URL, the secrets and the settings');
    expect((await run(['secrets', 'show', 'askSpoke'])).stdout).not.toContain('Rotation of');
    expect((await run(['secrets', 'finish', 'askSpoke', '--revoked'])).exitCode).toBe(1);

    const bad = await run(['secrets', 'rotate', 'askSpoke', '--yes', ...secretFlag], 'a-token-of-nobody');
    expect(bad.exitCode).toBe(1);
    expect(bad.stderr).toMatch(/nothing was saved/);
    const argument = await run(['secrets', 'rotate', 'askSpoke', '--yes', '--secret', 'SecretToken=a-token']);
    expect(argument.exitCode).toBe(2);

    const good = await run(['secrets', 'rotate', 'askSpoke', '--yes', ...secretFlag], mint());
    expect([good.exitCode, good.stderr]).toEqual([0, expect.stringContaining('Rotation of the secret of askSpoke')]);
    await served.tenant.clock.advance(7_200_000);
    expect((await run(['secrets', 'prove', 'askSpoke'])).stdout).toMatch(/askSpoke: healthy.*revoke the old one/s);
    expect((await run(['secrets', 'finish', 'askSpoke'])).exitCode).toBe(2);
    expect((await run(['secrets', 'finish', 'askSpoke', '--revoked'])).stdout).toContain('askSpoke: ends later');
  });

  it('print and keep no piece of a token, nor of what is inside of it', () => {
    const needles = needlesOf(...tokens);
    expect(leaksInText('printed', printed.join('\n'), needles)).toEqual([]);
    expect(leaksInFolder(join(folder, 'data'), needles)).toEqual([]);
  });
});
