import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultRule } from '#emulator/faults/switchboard';
import type { ErrorCode } from '#shared/contract/result';
import { bound, type CanaryWorld, canaryToken, configurationText, openCanaryWorld } from '#test/support/canary-world';
import type { CommandOutcome } from '#test/support/command-line';

const hour = 3_600_000;

let world: CanaryWorld;
beforeEach(async () => {
  world = await openCanaryWorld();
});
afterEach(() => world.close());

const errorIn = ({ stderr }: CommandOutcome): unknown => JSON.parse(stderr.trim().split('\n').at(-1) ?? '{}').error;

const apply = (text = configurationText(), more: readonly string[] = bound) =>
  world.run(['setup', 'apply', world.file(text), '--yes', '--json', ...more]);

/** What somebody would run to find out what went wrong. */
async function lookAround(): Promise<void> {
  for (const command of [['status'], ['quarantine', 'show'], ['logs']]) {
    await world.run([...command, 'Canary', '--json']);
    await world.run([...command, 'Canary']);
  }
  await world.run(['quarantine', 'show', 'Canary', '--check', '--history', '--json']);
  await world.run(['quarantine', 'plan', 'Canary', '--json']);
  await world.run(['provision', 'Canary', '--user', 'sofia.nyberg@contoso.demo.example']);
  await world.run(['call', 'journal.list', '--json', '-'], { stdin: '{"limit":1000}' });
}

describe('a set-up that fails never shows a secret', () => {
  const targetFailures: readonly [string, Parameters<CanaryWorld['target']['misbehave']>[0], ErrorCode][] = [
    ['a target that answers 404', 'notFound', 'target_refused'],
    ['a target that answers with a web page', 'html', 'target_refused'],
    ['a target that ignores filters', 'wrongFilterResult', 'target_refused'],
    ['a target that breaks', 'serverError', 'target_unreachable'],
    ['a target that repeats the Authorization header', 'echoAuthorization', 'target_refused'],
  ];
  it.each(targetFailures)('%s', async (_name, kind, code) => {
    world.target.misbehave(kind);
    expect(errorIn(await apply())).toMatchObject({ code });
    expect(world.leaks()).toEqual([]);
  });

  it.each([
    ['a wrong path', 'https://scim.demo.example/nothing', 'target_refused'],
    ['an unreachable host', 'https://refused.demo.example/scim', 'target_unreachable'],
    ['a host that does not exist', 'https://nowhere.demo.example/scim', 'target_unreachable'],
    ['an expired certificate', 'https://expired.demo.example/scim', 'target_unreachable'],
    ['a self-signed certificate', 'https://selfsigned.demo.example/scim', 'target_unreachable'],
    ['a URL that is not https', 'http://scim.demo.example/scim', 'bad_request'],
  ])('%s', async (_name, tenantUrl, code) => {
    expect(errorIn(await apply(configurationText(tenantUrl)))).toMatchObject({ code });
    expect(world.leaks()).toEqual([]);
  });

  it('a wrong token', async () => {
    world.target.revokeAllTokens();
    expect(errorIn(await apply())).toMatchObject({ code: 'target_refused', reason: 'targetUnauthorized' });
    expect(world.leaks()).toEqual([]);
  });

  it('a person without the role', async () => {
    const argv = ['setup', 'apply', world.file(configurationText()), '--yes', '--json', ...bound];
    const { exitCode } = await world.run(argv, { username: 'rita.reader@contoso.demo.example' });
    expect(exitCode).toBe(3);
    expect(world.leaks()).toEqual([]);
  });

  it('a secret that nobody bound', async () => {
    expect(errorIn(await apply(configurationText(), []))).toMatchObject({ code: 'secret_required' });
    expect(world.leaks()).toEqual([]);
  });

  const echo = { kind: 'echoRequest' } as const;
  const echoes: readonly [string, FaultRule][] = [
    ['the search for the application', { fault: echo, method: 'GET', path: '/servicePrincipals' }],
    ['the creation of the application', { fault: echo, method: 'POST', path: '/instantiate' }],
    ['the connection test', { fault: echo, method: 'POST', path: '/validateCredentials' }],
    ['the settings', { fault: echo, method: 'PUT', path: '/secrets' }],
    ['the schema', { fault: echo, method: 'PUT', path: '/schema' }],
    ['the assignments', { fault: echo, path: '/appRoleAssignedTo', times: 50 }],
    ['the start', { fault: echo, method: 'POST', path: '/start' }],
  ];
  it.each(echoes)('Graph repeating the whole request for %s', async (_name, rule) => {
    world.served.tenant.faults.inject(rule);
    const outcome = await apply();
    expect(outcome.exitCode).not.toBe(0);
    expect(world.leaks()).toEqual([]);
  });
});

describe('an application that breaks later never shows a secret', () => {
  beforeEach(async () => {
    expect((await apply()).exitCode).toBe(0);
  });

  it('the target repeats the Authorization header and the application gets into quarantine', async () => {
    world.target.misbehave('echoAuthorization');
    await world.served.tenant.clock.advance(24 * hour);
    const { stdout } = await world.run(['quarantine', 'show', 'Canary']);
    expect(stdout).toContain('debug mode');
    await lookAround();
    expect((await apply(configurationText(), [])).exitCode).not.toBe(0);
    expect(world.leaks()).toEqual([]);
  });

  it('the target repeats the Authorization header for each person that it is sent', async () => {
    world.target.misbehave('echoOnWrite');
    await world.served.tenant.clock.advance(hour);
    const { stdout } = await world.run(['logs', 'Canary', '--status', 'failure', '--json']);
    expect(stdout).toContain('debug mode');
    await lookAround();
    expect(world.leaks()).toEqual([]);
  });

  it('Graph repeats the request for each thing that can be done', async () => {
    const commands = [
      ['status', 'Canary'],
      ['jobs', 'pause', 'Canary'],
      ['jobs', 'start', 'Canary'],
      ['jobs', 'restart', 'Canary'],
      ['quarantine', 'show', 'Canary'],
      ['logs', 'Canary'],
      ['provision', 'Canary', '--user', 'sofia.nyberg@contoso.demo.example'],
      ['gallery', 'search', 'airstack'],
      ['export', 'Canary', '--out', join(world.folder, 'evidence')],
      ['setup', 'undo', world.file(configurationText()), '--yes'],
    ];
    for (const command of commands) {
      world.served.tenant.faults.clear();
      world.served.tenant.faults.inject({ fault: { kind: 'echoRequest' }, times: 9, path: /^\/(?!me)/ });
      expect([command[0], (await world.run(command)).exitCode]).not.toEqual([command[0], 0]);
    }
    expect(world.leaks()).toEqual([]);
  });
});

describe('a configuration with the secret in it is refused without showing it', () => {
  const places: readonly [string, string][] = [
    ['as a value', `connection: { secrets: { SecretToken: ${JSON.stringify(canaryToken)} } }`],
    ['as a label', `connection: { secrets: { SecretToken: { label: ${JSON.stringify(canaryToken)} } } }`],
    ['as a name beside the label', `connection: { secrets: { SecretToken: { ${JSON.stringify(canaryToken)} } } }`],
    ['as the name of a setting', `connection: { secrets: { ${JSON.stringify(canaryToken)}: { label: A } } }`],
    ['with an unknown name', `connection: { secret: ${JSON.stringify(canaryToken)} }`],
    ['with nothing around it', `connection:\n  secrets: { SecretToken: ${canaryToken} }`],
    ['as a reference', `connection:\n  secrets: { SecretToken: *${canaryToken} }`],
    ['behind something else', `connection:\n  secrets: { SecretToken: 'label' ${canaryToken} }`],
    ['as a tag', `connection:\n  secrets: { SecretToken: !${canaryToken} }`],
    ['as a directive', `%${canaryToken}\n---\nvendor: scim`],
    ['in a quote that does not end', `connection: { secrets: { SecretToken: "${canaryToken}`],
    ['in a block header', `connection: |${canaryToken}\n  x`],
    ['as a merge', `connection: { <<: ${JSON.stringify(canaryToken)} }`],
    ['as the vendor', `connection: {}\nvendor: ${JSON.stringify(canaryToken)}`],
    ['doubled', `connection: { secrets: { ${JSON.stringify(canaryToken)}: 1, ${JSON.stringify(canaryToken)}: 2 } }`],
  ];
  it.each(places)('%s', async (_name, text) => {
    const file = world.file(`schemaVersion: 1\nvendor: scim\n${text}\n`);
    expect((await world.run(['setup', 'apply', file, '--yes', '--json'])).exitCode).toBe(2);
    await world.run(['setup', 'plan', file]);
    expect(world.leaks()).toEqual([]);
  });

  it('as a setting that is not secret', async () => {
    const file = world.file(
      `${configurationText()}`.replace(
        '  secrets:',
        `  settings: { SecretToken: ${JSON.stringify(canaryToken)} }\n  secrets:`,
      ),
    );
    expect((await world.run(['setup', 'plan', file, '--json'])).exitCode).toBe(2);
    expect(world.leaks()).toEqual([]);
  });
});
