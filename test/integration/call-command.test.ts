import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { paths } from '#shared/contract/index';
import { errorIn, newFolder, run } from '#test/support/run-cli';

describe('call', () => {
  it.each(paths)('reaches %s, whose contract refuses an unknown key', async (path) => {
    const { exitCode, stderr } = await run(['call', path, '--json', '-'], { stdin: '{"unknownKey":1}' });
    expect([exitCode, errorIn(stderr).reason]).toEqual([2, 'invalidInput']);
  });

  it.each(['__proto__', 'constructor', 'vendors.nothing', ''])('does not know %j', async (path) => {
    const { exitCode, stderr } = await run(['call', path]);
    expect([exitCode, errorIn(stderr).reason]).toEqual([1, 'unknownProcedure']);
  });

  it('prints what a procedure gives, as JSON', async () => {
    const { exitCode, stdout } = await run(['call', 'vendors.list', '--json', '{"search":"airstack"}']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).vendors[0]).toMatchObject({ id: 'airstack' });
  });

  it('takes a secret from standard input and gives a handle', async () => {
    const { stdout } = await run(['call', 'secrets.put', '--json', '-'], { stdin: '{"value":"s3cret"}' });
    expect(JSON.parse(stdout).handle).toMatch(/^secret_/);
    expect(stdout).not.toContain('s3cret');
  });
});

describe('demo serve', () => {
  it('keeps a file that is there when a demo tenant shall write its tokens', async () => {
    const file = join(newFolder(), 'tokens.json');
    writeFileSync(file, 'kept');
    const { exitCode, stderr } = await run(['demo', 'serve', '--tokens', file, '--json']);
    expect([exitCode, errorIn(stderr).reason]).toEqual([2, 'tokensFileUnusable']);
    expect(readFileSync(file, 'utf8')).toBe('kept');
  });
});
