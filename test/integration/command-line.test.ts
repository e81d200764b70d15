import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import { runCommand } from '#test/support/command-line';
import { projectRoot } from '#test/support/project-root';

const administrator = 'ada.admin@contoso.demo.example';
const example = (vendor: string): string => join(projectRoot, 'assets', 'examples', `${vendor}.yaml`);

let served: ServedTenant;
let folder = '';

const run = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runCommand(
    [...argv, '--endpoints', join(folder, 'endpoints.json'), '--data-dir', join(folder, 'data'), '--no-browser'],
    {
      visitor: administrator,
      env,
    },
  );

describe('commands on a served demo tenant', () => {
  beforeAll(async () => {
    served = await serveTenant({ clockMode: 'real', replicationDelayMs: 0 });
    folder = mkdtempSync(join(tmpdir(), 'command-line-'));
    writeFileSync(join(folder, 'endpoints.json'), JSON.stringify(served.endpoints));
  });
  afterAll(async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('name a link for Authorize that a browser on this machine can open', async () => {
    const { exitCode, stdout } = await run(['setup', 'apply', example('atea'), '--yes', '--json']);
    expect(exitCode).toBe(3);
    const { result, authorizeUrl } = JSON.parse(stdout);
    expect(result).toBe('authorizationRequired');
    const url = new URL(authorizeUrl);
    expect(url.origin).toBe(served.endpoints.loopback['https://entra.demo.example']);
    expect((await fetch(url)).ok).toBe(true);
  });

  it('tell of an unassigned person on demand with what to do, the request-id and an exit code of its own', async () => {
    const token = served.tenant.targets.find(({ vendorId }) => vendorId === 'airstack')?.mintToken() ?? '';
    const bound = ['--secret', 'SecretToken=env:PROVISIONING_SECRET_AIRSTACK', '--yes'];
    const set = await run(['setup', 'apply', example('airstack'), ...bound], { PROVISIONING_SECRET_AIRSTACK: token });
    expect(set.exitCode).toBe(0);
    const left = await run(['provision', 'Airstack', '--user', 'aino.virtanen@contoso.demo.example']);
    expect(left.exitCode).toBe(1);
    expect(left.stdout).toMatch(/What to do: The person is not assigned/);
    expect(left.stdout).toMatch(/\(request-id [0-9a-f-]{36}\)/);
    const taken = await run(['provision', 'Airstack', '--user', 'sofia.nyberg@contoso.demo.example']);
    expect(taken.exitCode).toBe(0);
  });
});

describe('demo serve', () => {
  it('serves a tenant with an id of its own each time, so that no journal tells of another', async () => {
    const tenants = await Promise.all([servedTenantId(), servedTenantId()]);
    expect(new Set(tenants).size).toBe(2);
  });
});

/** Starts "demo serve", reads its line, and ends it. */
async function servedTenantId(): Promise<string> {
  const interrupt = new AbortController();
  const outcome = await runCommand(['demo', 'serve'], {
    interrupt: interrupt.signal,
    onLine: ({ stream }) => {
      if (stream === 'stdout') interrupt.abort();
    },
  });
  return JSON.parse(outcome.stdout).tenantId;
}
