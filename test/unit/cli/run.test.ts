import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandTable } from '#cli/program';
import { paths } from '#shared/contract/index';
import { errorIn, newFolder, run } from '#test/support/run-cli';

describe('help', () => {
  it('reads like a manual: commands, exit codes, environment, secrets', async () => {
    const { exitCode, stdout } = await run(['--help']);
    expect(exitCode).toBe(0);
    for (const words of ['Exit codes', 'Environment', 'PROVISIONING_SECRET_', 'HTTPS_PROXY', 'setup', 'demo']) {
      expect(stdout).toContain(words);
    }
  });

  it.each(commandTable.map((definition) => definition.words))('has a page with examples for "%s"', async (words) => {
    const { exitCode, stdout } = await run([...words.split(' '), '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain('--data-dir');
  });

  const groups = commandTable.flatMap(({ words }) => (words.includes(' ') ? [words.split(' ')[0] ?? ''] : []));
  it.each([...new Set(groups)])('says what the commands of "%s" are about', async (group) => {
    const { stdout } = await run([group, '--help']);
    const [, about = ''] = stdout.split('\n\n');
    expect(about).toMatch(/^[A-Z].* /);
  });

  it('names every procedure under "call"', async () => {
    const { stdout } = await run(['call', '--help']);
    for (const path of paths) expect(stdout).toContain(path);
  });

  it('gives the version', async () => {
    expect(await run(['--version'])).toMatchObject({ exitCode: 0, stdout: '1.2.3\n' });
  });
});

describe('arguments that do not fit', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['no command', []],
    ['an unknown command', ['statsu', 'Airstack']],
    ['a group without a command', ['setup']],
    ['an unknown command of a group', ['setup', 'aply', 'x.yaml']],
    ['a missing operand', ['status']],
    ['too many operands', ['status', 'a', 'b']],
    ['an unknown flag', ['status', 'a', '--jsno']],
    ['a flag without its value', ['status', 'a', '--endpoints']],
    ['two clouds', ['accounts', '--demo', '--cloud', 'China']],
    ['an unknown cloud', ['accounts', '--cloud', 'Germany']],
    ['an endpoints file that is not there', ['accounts', '--endpoints', '/nowhere.json']],
    ['a client id that is none', ['accounts', '--client-id', 'abc']],
    ['a file of issuers that is not there', ['accounts', '--ca', '/nowhere.pem']],
    ['no folder for an export', ['export', 'Airstack']],
    ['an unknown reset scope', ['jobs', 'restart', 'Airstack', '--reset-scope', 'Everything']],
    ['nobody to provision', ['provision', 'Airstack']],
    ['both a person and a group', ['provision', 'Airstack', '--user', 'a', '--group', 'b']],
    ['a limit that is no number', ['logs', '--limit', 'many']],
    ['a time that is none', ['logs', '--since', 'yesterday']],
    ['input that is not JSON', ['call', 'vendors.list', '--json', '{']],
    ['a secret in an argument', ['call', 'secrets.put', '--json', '{"value":"tok-123456789abc"}']],
    ['no client id for a real cloud', ['login']],
    ['no client id for a command that needs a sign-in', ['status', 'Airstack']],
  ];
  it.each(cases)('%s is exit code 2 with a sentence and what to do', async (_what, argv) => {
    const { exitCode, stdout, stderr } = await run(argv);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    if (argv[0] === 'call') {
      expect(errorIn(stderr)).toMatchObject({ code: 'bad_request', nextStep: expect.any(String) });
    } else {
      expect(stderr).toMatch(/Error: .+/);
      expect(stderr).toMatch(/What to do: .+/);
    }
    expect(stderr).not.toContain('tok-123456789abc');
  });

  it.each(['--secrets=tok-123456789abc', '-stok-123456789abc', '--tok-123456789abc'])(
    'does not repeat the value in an unknown option %s',
    async (argument) => {
      const { exitCode, stderr } = await run(['setup', 'apply', 'x.yaml', argument]);
      expect(exitCode).toBe(2);
      expect(stderr).toContain('Unknown option');
      expect(stderr).not.toContain('123456789abc');
    },
  );

  it('prints the error as a JSON line with --json', async () => {
    const { stderr } = await run(['status', '--json']);
    expect(errorIn(stderr)).toMatchObject({ code: 'bad_request', reason: 'usage' });
  });

  it('refuses a secret as a value before anything else happens', async () => {
    const file = join(newFolder(), 'x.yaml');
    writeFileSync(file, 'schemaVersion: 1\nvendor: airstack\n');
    const { exitCode, stderr } = await run(['setup', 'apply', file, '--secret', 'SecretToken=tok-123456789abc']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('never taken from an argument');
    expect(stderr).not.toContain('tok-123456789abc');
  });

  it('names the flag whose number is none', async () => {
    const { stderr } = await run(['logs', '--limit', 'many', '--json']);
    expect(errorIn(stderr)).toMatchObject({ reason: 'numberInvalid', message: expect.stringContaining('--limit') });
  });

  it('names the clouds as they can be typed', async () => {
    const { stderr } = await run(['accounts', '--cloud', 'Germany', '--json']);
    expect(errorIn(stderr).nextStep).toContain('Global, USGov-L4, USGov-L5, China');
  });

  it('says how to register an application where no client id is known, and borrows none', async () => {
    const { stderr } = await run(['login', '--json']);
    expect(errorIn(stderr)).toMatchObject({
      reason: 'clientIdMissing',
      nextStep: expect.stringContaining('http://localhost'),
    });
  });
});

describe('commands that need nobody', () => {
  it('list vendors as a table, and as JSON with the flag before or after the command', async () => {
    expect((await run(['vendors', 'list'])).stdout).toMatch(/^ID +NAME/);
    for (const argv of [
      ['vendors', 'list', '--json'],
      ['--json', 'vendors', 'list'],
    ]) {
      expect(JSON.parse((await run(argv)).stdout).vendors.length).toBeGreaterThanOrEqual(5);
    }
  });

  it('say so when a vendor is unknown', async () => {
    expect((await run(['vendors', 'show', 'nobody'])).exitCode).toBe(1);
  });
});
