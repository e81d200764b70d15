import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTerminal } from '#loopback/terminal';
import { createTerminalPicker } from '#loopback/terminal-picker';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'picker-'));
  writeFileSync(join(folder, 'airstack.yaml'), 'vendor: airstack\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A terminal at which a person types these lines, one for each question. */
function typing(...lines: readonly (string | null)[]) {
  const rest = [...lines];
  const said: string[] = [];
  const picker = createTerminalPicker({
    terminal: {
      askLine: async (text) => {
        said.push(text);
        return rest.shift() ?? null;
      },
      say: (line) => said.push(line),
    },
    folder,
    home: folder,
  });
  return { picker, said: () => said.join('\n') };
}

describe('files that are chosen in the terminal', () => {
  it.each([
    ['an absolute path', () => join(folder, 'airstack.yaml')],
    ['a path from where the program was started', () => 'airstack.yaml'],
    ['a path from the home folder', () => '~/airstack.yaml'],
    ['the quoted path of a file that was dropped there', () => `'${join(folder, 'airstack.yaml')}'`],
  ])('are found by %s', async (_what, typed) => {
    const file = await typing(typed()).picker.chooseConfiguration();
    expect(file?.name).toBe('airstack.yaml');
    expect(await file?.read()).toBe('vendor: airstack\n');
  });

  it('are asked for again where there is none, and no more than three times', async () => {
    const found = typing('nowhere.yaml', 'airstack.yaml');
    expect((await found.picker.chooseConfiguration())?.name).toBe('airstack.yaml');
    expect(found.said()).toContain(`There is no file ${join(folder, 'nowhere.yaml')}.`);
    const never = typing('a', 'b', 'c', 'airstack.yaml');
    expect(await never.picker.chooseCertificates()).toBeNull();
    expect(never.said()).toMatch(/Nothing is chosen\.$/);
  });

  it.each([
    ['an empty line', ''],
    ['the end of the input', null],
  ])('are none after %s', async (_what, line) => {
    const { picker } = typing(line);
    expect(await picker.chooseFolder()).toBeNull();
    expect(await picker.chooseConfiguration()).toBeNull();
  });

  it('are no folders, and folders no files', async () => {
    expect(await typing('airstack.yaml').picker.chooseFolder()).toBeNull();
    expect(await typing('.').picker.chooseCertificates()).toBeNull();
    expect(await typing('.').picker.chooseFolder()).toBe(folder);
    expect(await typing('.').picker.chooseBundle('configurations')).toBe(folder);
    expect(await typing('.').picker.chooseBundle('bundle')).toBeNull();
  });
});

describe('a terminal with a question open', () => {
  const open = () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const pressed: string[] = [];
    return { input, terminal: openTerminal({ input, output, onLine: () => pressed.push('Enter') }), pressed };
  };

  it('takes no second one, so that no answer goes to the wrong question', async () => {
    const { input, terminal, pressed } = open();
    const first = terminal.askLine('A path? ');
    await expect(terminal.ask({ title: 'Delete everybody?', lines: [] })).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'confirmationOpen' },
    });
    input.write('  yes \n');
    expect(await first).toBe('yes');
    const second = terminal.ask({ title: 'Delete everybody?', lines: [] });
    input.write('no\n');
    expect(await second).toBe(false);
    expect(pressed).toEqual([]);
  });

  it('gives nothing when nobody can type any more', async () => {
    const { input, terminal } = open();
    const asked = terminal.askLine('A path? ');
    input.end();
    expect(await asked).toBeNull();
    expect(await terminal.askLine('A path? ')).toBeNull();
  });
});

describe('a file that the page wants to write', () => {
  const path = (name: string): string => join(folder, name);

  it.each<[string, readonly (string | null)[], string | null]>([
    ['goes where somebody types', ['log.csv'], 'log.csv'],
    ['goes nowhere when nothing is typed', [''], null],
    ['goes nowhere when the terminal ends', [null], null],
    [
      'replaces one that is there only when its path is typed twice',
      ['airstack.yaml', 'airstack.yaml'],
      'airstack.yaml',
    ],
    ['goes beside one that is there', ['airstack.yaml', 'other.csv'], 'other.csv'],
    ['is no folder, however often that is typed', ['.', '.', '.'], null],
  ])('%s', async (_what, typed, expected) => {
    const { picker, said } = typing(...typed);
    expect(await picker.chooseExport('provisioning-log.csv')).toBe(expected === null ? null : path(expected));
    expect(said()).toContain('provisioning-log.csv');
  });
});
