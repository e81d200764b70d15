import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultNames } from '#emulator/faults/fault-switch';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import { runCommand } from '#test/support/command-line';
import { projectRoot } from '#test/support/project-root';

let served: ServedTenant;
let folder: string;
let control: string;

beforeAll(async () => {
  served = await serveTenant({ clockMode: 'warp', control: true });
  folder = mkdtempSync(join(tmpdir(), 'demo-control-'));
  control = join(folder, 'control.json');
  writeFileSync(control, JSON.stringify(served.control));
});
afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

const demo = (...words: string[]) => runCommand(['demo', ...words, '--control', control, '--data-dir', folder]);
const askGraph = () => fetch(`${served.urls['https://graph.demo.example']}/v1.0/me`);

/** What some switches need beside their name. */
function companionsOf(fault: string): string[] {
  if (fault.startsWith('target-')) return ['--vendor', 'airstack'];
  const isForPerson = ['revoked-session', 'claims-challenge', 'conditional-access'].includes(fault);
  return isForPerson ? ['--person', 'cher@contoso.demo.example'] : [];
}

describe('demo fault', () => {
  it('breaks a request as told, lists what happened, and clears', async () => {
    const options = ['--path', '/me', '--method', 'GET', '--times', '2', '--after', '1', '--retry-after', '7'];
    expect((await demo('fault', 'throttle', ...options)).exitCode).toBe(0);
    const answers = [await askGraph(), await askGraph(), await askGraph(), await askGraph()];
    expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
      [401, null],
      [429, '7'],
      [429, '7'],
      [401, null],
    ]);
    expect((await demo('fault', 'list')).stdout).toBe('throttle: GET /me, attempt 2\nthrottle: GET /me, attempt 3\n');
    const { faults } = JSON.parse((await demo('fault', 'list', '--json')).stdout);
    expect(faults).toHaveLength(2);
    expect((await demo('fault', 'clear')).stdout).toContain('behaves again');
    expect((await demo('fault', 'list')).stdout).toContain('Nothing went wrong');
  });

  it.each(faultNames)('has the switch %s, and names it on its help page', async (fault) => {
    const { exitCode, stdout } = await demo('fault', fault, '--path', '/nowhere', ...companionsOf(fault));
    expect([exitCode, stdout]).toEqual([0, `${fault} is on.\n`]);
    expect((await runCommand(['demo', 'fault', '--help'])).stdout).toContain(fault);
    expect((await demo('fault', 'clear')).exitCode).toBe(0);
  });

  it('takes back what lasts', async () => {
    const vendor = ['--vendor', 'airstack'];
    await demo('fault', 'target-html', ...vendor);
    expect((await demo('fault', 'target-html', '--off', ...vendor)).stdout).toBe('target-html is off.\n');
  });

  it.each([
    ['an unknown fault', ['fault', 'earthquake'], 'controlRefused'],
    ['a vendor that is not there', ['fault', 'target-html', '--vendor', 'nobody'], 'controlRefused'],
    ['nobody', ['fault', 'revoked-session'], 'controlRefused'],
    ['a number that is none', ['fault', 'throttle', '--times', 'often'], ''],
    ['a chance beyond certainty', ['fault', 'throttle', '--probability', '2'], 'controlRefused'],
    ['a clock that runs back', ['clock', 'back', 'PT1H'], 'clockActionUnknown'],
    ['a duration that is none', ['clock', 'advance', 'soon'], 'durationInvalid'],
    ['a token of nobody', ['token', 'nobody'], 'controlRefused'],
  ])('refuses %s with exit code 2', async (_name, words, reason) => {
    const { exitCode, stderr, stdout } = await demo(...words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain(served.control?.secret);
  });

  it.each([
    ['no control file', [], 'controlFileMissing'],
    ['a file that is not there', ['--control', '/nonexistent/control.json'], 'controlFileUnreadable'],
  ])('refuses %s', async (_name, options, reason) => {
    const { exitCode, stderr } = await runCommand(['demo', 'fault', 'list', ...options]);
    expect([exitCode, stderr.includes(reason)]).toEqual([2, true]);
  });

  it('sends the secret to 127.0.0.1 only, and says when the tenant is gone', async () => {
    const elsewhere = join(folder, 'elsewhere.json');
    writeFileSync(elsewhere, JSON.stringify({ url: 'http://example.com:80', secret: 'x' }));
    expect((await runCommand(['demo', 'fault', 'list', '--control', elsewhere])).exitCode).toBe(2);
    writeFileSync(elsewhere, JSON.stringify({ url: 'http://127.0.0.1:9', secret: 'x' }));
    const gone = await runCommand(['demo', 'fault', 'list', '--control', elsewhere]);
    expect([gone.exitCode, gone.stderr.includes('demoTenantGone')]).toEqual([4, true]);
  });
});

describe('demo clock, token and revoke', () => {
  it('let time pass, and work on the console of a vendor', async () => {
    const before = served.tenant.clock.now();
    expect((await demo('clock', 'advance', 'P1DT2H30M')).exitCode).toBe(0);
    expect(served.tenant.clock.now() - before).toBe(26.5 * 3_600_000);
    const token = (await demo('token', 'scim')).stdout.trim();
    const users = () =>
      fetch(`${served.urls['https://scim.demo.example']}/scim/Users`, {
        headers: { authorization: `Bearer ${token}` },
      });
    expect((await users()).status).toBe(200);
    expect((await demo('revoke', 'scim')).exitCode).toBe(0);
    expect((await users()).status).toBe(401);
  });
});

describe('demo serve --contents', () => {
  const contents = (change: object): string => {
    const path = join(folder, 'contents.json');
    const contoso = JSON.parse(readFileSync(join(projectRoot, 'assets/tenants/contoso.json'), 'utf8'));
    writeFileSync(path, JSON.stringify({ ...contoso, ...change }));
    return path;
  };

  it('serves the tenant of a file, with its faults on from the start', async () => {
    const faults = [{ fault: 'server-error', path: '/me' }, { fault: 'late-logs' }];
    const end = new AbortController();
    const statuses: number[] = [];
    const watched: Promise<unknown>[] = [];
    const { exitCode } = await runCommand(['demo', 'serve', '--contents', contents({ tenantName: 'Ours', faults })], {
      interrupt: end.signal,
      onLine({ stream, text }) {
        if (stream !== 'stdout') return;
        const { name, loopback } = JSON.parse(readFileSync(JSON.parse(text).endpoints, 'utf8'));
        expect(name).toBe('Ours');
        const ask = async () => (await fetch(`${loopback['https://graph.demo.example']}/v1.0/me`)).status;
        const both = async () => statuses.push(await ask(), await ask());
        watched.push(both().finally(() => end.abort()));
      },
    });
    await Promise.all(watched);
    expect([exitCode, statuses]).toEqual([0, [500, 401]]);
  });

  it.each([
    ['a fault that is none', () => contents({ faults: [{ fault: 'earthquake' }] }), 'contentsInvalid'],
    ['a fault of nobody', () => contents({ faults: [{ fault: 'revoked-session' }] }), 'contentsInvalid'],
    ['a file that is not there', () => '/nonexistent.json', 'contentsUnreadable'],
    ['a file that is no JSON', () => join(projectRoot, 'README.md'), 'contentsUnreadable'],
  ])('refuses %s', async (_name, path, reason) => {
    const { exitCode, stderr, stdout } = await runCommand(['demo', 'serve', '--contents', path()]);
    expect([exitCode, stdout, stderr.includes(reason)]).toEqual([2, '', true]);
  });

  it.each(['--fault-seed', '--latency'])('refuses %s with what is no number', async (flag) => {
    expect((await runCommand(['demo', 'serve', flag, 'x'])).exitCode).toBe(2);
  });
});
