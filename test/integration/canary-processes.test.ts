import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import type { InterceptPhase } from '#emulator/tenant-options';
import { needlesOf } from '#test/support/canary';
import { projectRoot } from '#test/support/project-root';
import { recordTokens } from '#test/support/recorded-tokens';
import { type ChildOptions, type ChildOutcome, openSandbox, type Sandbox } from '#test/support/sandbox';

// Every character here looks otherwise in some disguise, and a header may hold them all.
const first = 'Zq9+ca/"t\\en=%41&~Xw7\'Lk2<Vb8>Rd4';
const second = 'Hm3/vE"p+Ys\\6=%7B&Tf~Qc1\'Jx5<Ng0>Uk8';

const hour = 3_600_000;

let served: ServedTenant;
let signInTokens: ReadonlySet<string>;
let sandbox: Sandbox;
let onGraph: (phase: InterceptPhase, request: { readonly method: string; readonly path: string }) => void = () =>
  undefined;
const outcomes: ChildOutcome[] = [];

const target = () => {
  const found = served.tenant.targets.find(({ vendorId }) => vendorId === 'airstack');
  if (found === undefined) throw new Error('The tenant has no Airstack.');
  return found;
};

async function run(argv: readonly string[], options: ChildOptions = {}): Promise<ChildOutcome> {
  const outcome = await sandbox.run([...argv, '--endpoints', sandbox.endpoints], options);
  outcomes.push(outcome);
  return outcome;
}

async function runWell(argv: readonly string[], options: ChildOptions = {}): Promise<ChildOutcome> {
  const outcome = await run(argv, options);
  if (outcome.code !== 0) throw new Error(`${argv.join(' ')} ended with ${outcome.code}: ${outcome.stderr}`);
  return outcome;
}

const leaks = () => sandbox.leaks(outcomes, needlesOf(first, second, ...signInTokens));

// The arguments of processes can be read only where there is a /proc, and the browser is a script.
describe.runIf(process.platform === 'linux')('a secret token and the tokens of the sign-in, in child processes', () => {
  beforeAll(async () => {
    served = await serveTenant({
      clockMode: 'warp',
      replicationDelayMs: 0,
      intercept: async (phase, request) => onGraph(phase, request),
    });
    signInTokens = recordTokens(served.tenant);
    sandbox = openSandbox(served.endpoints, 'ada.admin@contoso.demo.example');
    copyFileSync(join(projectRoot, 'assets/examples/airstack.yaml'), sandbox.path('airstack.yaml'));
    target().acceptToken(first);
  });
  afterAll(async () => {
    await served.close();
    sandbox.close();
  });

  it('stay where they are when a set-up is planned, killed, finished and rotated', async () => {
    const file = sandbox.path('airstack.yaml');
    const fromEnv = ['--secret', 'SecretToken=env:PROVISIONING_SECRET_AIRSTACK'];
    await runWell(['setup', 'plan', file, ...fromEnv], { env: { PROVISIONING_SECRET_AIRSTACK: first } });
    const killWhen = new Promise<void>((resolve) => {
      onGraph = (phase, { method, path }) => {
        if (phase === 'acted' && method === 'PUT' && path.endsWith('/secrets')) resolve();
      };
    });
    const apply = ['setup', 'apply', file, '--yes'];
    const killed = await run([...apply, '--secret', 'SecretToken=stdin'], { stdin: first, killWhen });
    expect(killed.code).toBeNull();
    const finished = await runWell([...apply, '--secret', 'SecretToken=stdin', '--json'], { stdin: `${first}\n` });
    expect(JSON.parse(finished.stdout)).toMatchObject({ result: 'changed' });
    target().acceptToken(second);
    const env = { PROVISIONING_SECRET_AIRSTACK: second };
    await runWell([...apply, '--rotate-secret', ...fromEnv], { env });
    target().revokeToken(first);
    expect(leaks()).toEqual([]);
  });

  it('stay where they are when the application is operated, breaks, is exported and undone', async () => {
    await served.tenant.clock.advance(hour);
    await runWell(['provision', 'Airstack', '--user', 'sofia.nyberg@contoso.demo.example']);
    await runWell(['logs', 'Airstack', '--json']);
    target().revokeAllTokens();
    await served.tenant.clock.advance(24 * hour);
    const quarantine = await runWell(['quarantine', 'show', 'Airstack']);
    expect(quarantine.stdout).toContain('in quarantine');
    await runWell(['status', 'Airstack', '--json']);
    const { stdout } = await runWell([
      'export',
      'Airstack',
      '--out',
      sandbox.path('output', 'evidence'),
      '--log-days',
      '1',
      '--json',
    ]);
    const [{ servicePrincipalId: id }] = JSON.parse(stdout).claims.applications;
    const exported = sandbox.path('output', 'evidence', 'configuration', id, 'configuration.json');
    expect(readFileSync(exported, 'utf8')).toContain('{"label":"SecretToken"}');
    await runWell(['call', 'journal.list']);
    await runWell(['vendors', 'show', 'airstack']);
    await runWell(['setup', 'undo', sandbox.path('airstack.yaml'), '--yes']);
    expect(leaks()).toEqual([]);
  });

  it('stay where they are when somebody types them where they do not belong', async () => {
    const file = sandbox.path('airstack.yaml');
    const broken = sandbox.path('broken.yaml');
    writeFileSync(broken, `schemaVersion: 1\nvendor: airstack\nconnection:\n  secrets:\n    SecretToken: *${first}\n`);
    const typed = [
      await run(['setup', 'apply', file, '--secret', `SecretToken=${first}`]),
      await run(['setup', 'apply', file, '--secret', first, '--json']),
      await run(['setup', 'apply', file, `--secrets=${first}`]),
      await run(['setup', 'plan', broken]),
      await run(['call', 'secrets.put', '--json', JSON.stringify({ value: first })]),
    ];
    expect(typed.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
    expect(leaks()).toEqual([]);
  });

  it('really were there to be found', () => {
    expect(signInTokens.size).toBeGreaterThan(10);
    const browserFiles = outcomes.flatMap(({ argvOfChildren }) => argvOfChildren);
    expect(browserFiles.some((text) => text.includes('xdg-open'))).toBe(true);
    writeFileSync(sandbox.path('temp', 'planted'), `x${Buffer.from(second).toString('base64')}x`);
    expect(leaks()).toEqual([{ place: 'temp: planted', disguise: 'base64' }]);
  });
});
