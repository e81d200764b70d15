import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import { ensureCli } from '#scripts/cli-bundle';
import { openAsPerson, signInUrlIn } from '#test/support/command-line';
import { projectRoot } from '#test/support/project-root';

const username = 'ada.admin@contoso.demo.example';
const limitMs = 100_000;

let served: ServedTenant;
let folder: string;
let token: string;
/** Kills whoever runs when this says so. */
let killWhen: (phase: string, request: { method: string; path: string }) => boolean;
let running: ChildProcess | undefined;

beforeEach(async () => {
  killWhen = () => false;
  folder = mkdtempSync(join(tmpdir(), 'kill-cli-'));
  served = await serveTenant({
    clockMode: 'real',
    replicationDelayMs: 300,
    intercept: async (phase, request) => {
      if (running === undefined || !killWhen(phase, request)) return;
      running.kill('SIGKILL');
      await once(running, 'exit');
      throw new Error('The client is gone.');
    },
  });
  token = served.tenant.targets.find(({ vendorId }) => vendorId === 'airstack')?.mintToken() ?? '';
  writeFileSync(join(folder, 'endpoints.json'), JSON.stringify(served.endpoints));
});

afterEach(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the bundled command line as a process of its own, and signs in where it says that a person has to. */
async function cli(entry: string, args: readonly string[]) {
  const common = ['--endpoints', join(folder, 'endpoints.json'), '--data-dir', join(folder, 'data')];
  const flags = ['--yes', '--no-browser'];
  const env = { ...process.env, NODE_OPTIONS: '', PROVISIONING_NO_KEYCHAIN: '1', PROVISIONING_SECRET_TOKEN: token };
  const child = spawn(process.execPath, [entry, ...args, ...common, ...flags], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  const stderr: string[] = [];
  createInterface(child.stderr).on('line', (line) => {
    stderr.push(line);
    const url = signInUrlIn({ stream: 'stderr', text: line });
    if (url !== null) void openAsPerson(url, username);
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  running = undefined;
  return { code, signal, stdout, stderr: stderr.join('\n') };
}

const example = join(projectRoot, 'assets/examples/airstack.yaml');
const apply = ['setup', 'apply', example, '--secret', 'SecretToken=env:PROVISIONING_SECRET_TOKEN', '--json'];

describe('the command line, killed in the middle of "setup apply"', () => {
  it.each([
    ['the tenant has created the application', 'acted', '/instantiate'],
    ['the tenant has created the job', 'acted', '/synchronization/jobs'],
    ['the tenant has not started the job', 'received', '/start'],
  ])('finishes when it is run again: %s', { timeout: limitMs }, async (_when, phase, ending) => {
    const entry = await ensureCli();
    killWhen = (at, { method, path }) => at === phase && method === 'POST' && path.endsWith(ending);
    expect(await cli(entry, apply)).toMatchObject({ code: null, signal: 'SIGKILL' });
    killWhen = () => false;
    const finished = await cli(entry, apply);
    expect(finished).toMatchObject({ code: 0 });
    expect(JSON.parse(finished.stdout)).toMatchObject({ result: 'changed' });
    const again = await cli(entry, apply);
    expect(JSON.parse(again.stdout)).toMatchObject({ result: 'unchanged', writes: 0 });
    const { state } = served.tenant;
    expect([...state.applications.values()].filter(({ displayName }) => displayName === 'Airstack')).toHaveLength(1);
    expect([...state.servicePrincipals.values()].filter((one) => one.displayName === 'Airstack')).toHaveLength(1);
    expect([...state.jobs.values()]).toHaveLength(1);
    expect([...state.assignments.values()]).toHaveLength(3);
    const journal = await cli(entry, ['call', 'journal.list', '--json', '{}']);
    expect(JSON.parse(journal.stdout)).toMatchObject({ intact: true, fault: null });
  });
});

describe('the command line, killed in the middle of a queue of people', () => {
  it('goes on with the run where it was, and nobody has two accounts', { timeout: limitMs }, async () => {
    const entry = await ensureCli();
    expect(await cli(entry, apply)).toMatchObject({ code: 0 });
    const people = ['sofia.nyberg', 'jurgen.muller', 'anna.larsen'].map((name) => `${name}@contoso.demo.example`);
    let tried = 0;
    killWhen = (at, { path }) => {
      if (at === 'acted' && path.endsWith('/provisionOnDemand')) tried += 1;
      return tried === 2;
    };
    const queue = ['provision', 'Airstack', ...people.flatMap((person) => ['--user', person]), '--json'];
    expect(await cli(entry, queue)).toMatchObject({ code: null, signal: 'SIGKILL' });
    killWhen = () => false;
    const { runs } = JSON.parse((await cli(entry, ['on-demand', 'list', '--json'])).stdout);
    expect(runs).toMatchObject([{ state: 'interrupted', subjects: 3, tried: 1 }]);
    const resumed = await cli(entry, ['on-demand', 'resume', runs[0].id, '--json']);
    expect(resumed.code).toBe(0);
    const { results, state } = JSON.parse(resumed.stdout);
    expect(state).toBe('done');
    expect(results).toHaveLength(3);
    const airstack = served.tenant.targets.find(({ vendorId }) => vendorId === 'airstack');
    const names = airstack?.users().map(({ userName }) => String(userName).toLowerCase()) ?? [];
    expect(names.filter((name) => people.includes(name)).toSorted()).toEqual(people.toSorted());
  });
});
