import { stat } from 'node:fs/promises';
import { basename, isAbsolute, join, resolve } from 'node:path';
import type { FilePicker } from '#core/ports';
import { readChosen } from '#platform/chosen-file';
import { hasCode } from '#platform/disk';
import type { Terminal } from './terminal.ts';

export interface TerminalPickerOptions {
  readonly terminal: Pick<Terminal, 'askLine' | 'say'>;
  /** What a path is relative to that does not begin at the root. */
  readonly folder: string;
  /** What "~" stands for. */
  readonly home: string;
}

const mostTries = 3;

/** Takes a terminal; gives the way in which a person chooses files there: no page can name a path, only who types it. */
export function createTerminalPicker(options: TerminalPickerOptions): FilePicker {
  return {
    async chooseConfiguration() {
      const path = await choose(options, 'file', 'The page asks for a configuration file.');
      return path === null ? null : { name: basename(path), read: () => readChosen(path) };
    },
    chooseFolder: () => choose(options, 'folder', 'The page asks for the folder with your vendor profiles.'),
    chooseCertificates: () =>
      choose(options, 'file', 'The page asks for a file with further certificate authorities (PEM).'),
    chooseBundle: (what) =>
      what === 'bundle'
        ? choose(options, 'file', 'The page asks for evidence: its evidence.zip or its manifest.json.')
        : choose(options, 'folder', 'The page asks for a folder with configuration files.'),
    chooseExport: (suggestedName) => chooseNew(options, suggestedName),
    chooseBundleFolder: () => choose(options, 'folder', 'The page asks for a folder into which the evidence goes.'),
  };
}

async function choose(
  { terminal, folder, home }: TerminalPickerOptions,
  kind: 'file' | 'folder',
  why: string,
): Promise<string | null> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const typed = await terminal.askLine(`\n${why}\nType its path, or nothing to choose none: `);
    if (typed === null || typed === '') break;
    const path = pathOf(typed, { folder, home });
    if (await isThere(path, kind)) return path;
    terminal.say(`There is no ${kind} ${path}.`);
  }
  terminal.say('Nothing is chosen.');
  return null;
}

/** A file that is there is replaced only by who types its path twice. */
async function chooseNew(
  { terminal, folder, home }: TerminalPickerOptions,
  suggestedName: string,
): Promise<string | null> {
  let last = '';
  for (let tries = 0; tries < mostTries; tries += 1) {
    const typed = await terminal.askLine(
      `\nThe page wants to write the file ${suggestedName}.\nType a path for it, or nothing for none: `,
    );
    if (typed === null || typed === '') break;
    const path = pathOf(typed, { folder, home });
    const isFolder = await isThere(path, 'folder');
    if (!isFolder && (path === last || !(await isThere(path, 'file')))) return path;
    terminal.say(isFolder ? `${path} is a folder.` : `${path} is there already: type it again to replace it.`);
    last = path;
  }
  terminal.say('Nothing is written.');
  return null;
}

/** Takes what was typed, perhaps in the quotation marks of a file that was dropped on the terminal; gives an absolute path. */
function pathOf(typed: string, { folder, home }: Pick<TerminalPickerOptions, 'folder' | 'home'>): string {
  const plain = /^(['"])(.*)\1$/.exec(typed)?.[2] ?? typed;
  if (plain === '~' || /^~[/\\]/.test(plain)) return join(home, plain.slice(1));
  return isAbsolute(plain) ? plain : resolve(folder, plain);
}

async function isThere(path: string, kind: 'file' | 'folder'): Promise<boolean> {
  try {
    const found = await stat(path);
    return kind === 'file' ? found.isFile() : found.isDirectory();
  } catch (cause) {
    if (hasCode(cause, 'ENOENT', 'ENOTDIR', 'EACCES', 'ENAMETOOLONG')) return false;
    throw cause;
  }
}
