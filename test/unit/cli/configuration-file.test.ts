import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfiguration, writeWhole } from '#cli/configuration-file';
import { CommandFailure } from '#cli/failure';
import type { CliSession } from '#cli/session';

const newFolder = () => mkdtempSync(join(tmpdir(), 'export-'));
const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing was raised',
    (cause: unknown) =>
      cause instanceof CommandFailure ? `${cause.error.reason}: ${cause.error.message}` : String(cause),
  );

describe('writeWhole', () => {
  it('makes the folder and writes the file whole, leaving nothing else behind', async () => {
    const folder = join(newFolder(), 'a', 'b');
    expect(await writeWhole(join(folder, 'configuration.yaml'), 'é: 1\n', { replace: false })).toBe(
      join(folder, 'configuration.yaml'),
    );
    expect(readFileSync(join(folder, 'configuration.yaml'), 'utf8')).toBe('é: 1\n');
    expect(readdirSync(folder)).toEqual(['configuration.yaml']);
  });

  it('replaces an older file only when told to', async () => {
    const folder = newFolder();
    await writeWhole(join(folder, 'configuration.yaml'), 'one', { replace: false });
    expect(await reasonOf(writeWhole(join(folder, 'configuration.yaml'), 'two', { replace: false }))).toContain(
      'fileExists',
    );
    expect(readFileSync(join(folder, 'configuration.yaml'), 'utf8')).toBe('one');
    await writeWhole(join(folder, 'configuration.yaml'), 'two', { replace: true });
    expect(readFileSync(join(folder, 'configuration.yaml'), 'utf8')).toBe('two');
  });

  it.skipIf(process.platform === 'win32')('does not write through a link, dangling or not', async () => {
    const folder = newFolder();
    const elsewhere = join(newFolder(), 'precious');
    writeFileSync(elsewhere, 'precious');
    symlinkSync(elsewhere, join(folder, 'configuration.yaml'));
    expect(await reasonOf(writeWhole(join(folder, 'configuration.yaml'), 'new', { replace: false }))).toContain(
      'fileExists',
    );
    await writeWhole(join(folder, 'configuration.yaml'), 'new', { replace: true });
    expect(readFileSync(elsewhere, 'utf8')).toBe('precious');
  });

  it('says what is wrong with a folder that is a file, and leaves no draft where the target is a folder', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(
      await reasonOf(writeWhole(join(join(folder, 'file'), 'configuration.yaml'), 'x', { replace: true })),
    ).toContain('folderUnusable');
    mkdirSync(join(folder, 'configuration.yaml'));
    expect(await reasonOf(writeWhole(join(folder, 'configuration.yaml'), 'x', { replace: true }))).toContain(
      'folderUnusable',
    );
    expect(readdirSync(folder).sort()).toEqual(['configuration.yaml', 'file']);
  });
});

describe('readConfiguration', () => {
  const session = (call: () => Promise<unknown>) => ({ call }) as unknown as CliSession;

  it('puts file, line and column before what is wrong with the text', async () => {
    const path = join(newFolder(), 'x.yaml');
    writeFileSync(path, 'a: [');
    const failing = () =>
      Promise.reject(
        new CommandFailure({ code: 'bad_request', message: 'Not YAML.', location: { line: 1, column: 5 } }),
      );
    expect(await reasonOf(readConfiguration(session(failing), path))).toContain(`${path}:1:5: Not YAML.`);
  });

  it('says that a file is missing, is a folder or is far too large', async () => {
    const unused = session(() => Promise.reject(new Error('must not be called')));
    const folder = newFolder();
    expect(await reasonOf(readConfiguration(unused, join(folder, 'no.yaml')))).toContain('configurationUnreadable');
    expect(await reasonOf(readConfiguration(unused, folder))).toContain('configurationUnreadable');
    writeFileSync(join(folder, 'large.yaml'), Buffer.alloc(5_000_001));
    expect(await reasonOf(readConfiguration(unused, join(folder, 'large.yaml')))).toContain('configurationTooLarge');
  });
});
