import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './project-root.ts';

/** The built loopback host in a process of its own, on a demo tenant unless it was started on another. */
export interface LoopbackConsole {
  /** Gives the address of a page that leads to the console once, within 30 seconds. */
  entry(): Promise<string>;
  /** Waits for a question in the terminal; gives its text, the call for an answer left open. */
  question(): Promise<string>;
  /** Waits until the terminal shows a text. */
  shows(text: string): Promise<void>;
  /** Types a line into the terminal. */
  answer(line: string): void;
  /** Answers every question, asked or to come, with an empty line, until the function that comes back is called. */
  refuseEverything(): () => void;
  /** Everything that the terminal showed. */
  said(): string;
  close(): Promise<void>;
}

export interface LoopbackConsoleOptions {
  /** Further arguments of the host, for example `--tenant`. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

type Host = ChildProcessByStdio<Writable, Readable, Readable>;

const entryLine = /Open this page, once, within 30 seconds: (\S.*\.html)\n/g;
const openQuestion = /anything else to refuse: |or nothing (?:to choose none|for none): /;
const questionEnd = 'Type "yes" to confirm, anything else to refuse: ';

/** Starts `dist/loopback`, which has to be built, with a data folder of its own. Everything ends with `close`. */
export async function openLoopbackConsole(options: LoopbackConsoleOptions = {}): Promise<LoopbackConsole> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'console-data-'));
  const host = startHost(dataFolder, options);
  const shown = watch(host);
  let entries = 0;
  let questions = 0;
  const nextEntry = async (): Promise<string> => {
    entries += 1;
    const found = await shown.until((text) => [...text.matchAll(entryLine)][entries - 1]?.[1]);
    return pathToFileURL(found).href;
  };
  let first: string | null = await nextEntry();
  return {
    async entry() {
      const ready = first;
      first = null;
      if (ready !== null) return ready;
      host.stdin.write('\n');
      return nextEntry();
    },
    question() {
      questions += 1;
      const nth = questions;
      return shown.until((text) => questionIn(text, nth));
    },
    shows: async (wanted) => void (await shown.until((text) => (text.includes(wanted) ? wanted : undefined))),
    answer: (line) => void host.stdin.write(`${line}\n`),
    refuseEverything() {
      let read = shown.text().length;
      return shown.onText((text) => {
        const asked = text.slice(read).split(openQuestion).length - 1;
        read = text.length;
        for (let nth = 0; nth < asked; nth += 1) host.stdin.write('\n');
      });
    },
    said: shown.text,
    async close() {
      const gone = new Promise((resolve) => host.once('exit', resolve));
      if (host.exitCode === null && host.signalCode === null) {
        host.kill('SIGTERM');
        await gone;
      }
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** The text of the nth question, from its title on; undefined while it was not asked. */
function questionIn(text: string, nth: number): string | undefined {
  const parts = text.split(questionEnd);
  return parts.length > nth ? parts[nth - 1]?.split('\n\n').at(-1) : undefined;
}

function startHost(dataFolder: string, { args = [], env = {} }: LoopbackConsoleOptions): Host {
  const main = join(projectRoot, 'dist/loopback/main.js');
  return spawn(process.execPath, [main, '--no-open', '--data-dir', dataFolder, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PROVISIONING_NO_KEYCHAIN: '1', ...env },
  });
}

/** Collects what a process prints, and waits for what is looked for in it. Ends the wait when the process ends. */
function watch(host: Host) {
  let text = '';
  const listeners = new Set<() => void>();
  const hear = (chunk: string): void => {
    text += chunk;
    for (const listener of listeners) listener();
  };
  for (const stream of [host.stdout, host.stderr]) stream.setEncoding('utf8').on('data', hear);
  const ended = new Promise<never>((_resolve, reject) => {
    host.once('exit', (code) => reject(new Error(`The loopback host ended (${code}): ${text}`)));
  });
  ended.catch(() => undefined);
  return {
    text: () => text,
    onText(listener: (text: string) => void): () => void {
      const hearText = (): void => listener(text);
      listeners.add(hearText);
      return () => listeners.delete(hearText);
    },
    until(look: (text: string) => string | undefined): Promise<string> {
      const found = new Promise<string>((resolve) => {
        const listener = (): void => {
          const value = look(text);
          if (value === undefined) return;
          listeners.delete(listener);
          resolve(value);
        };
        listeners.add(listener);
        listener();
      });
      return Promise.race([found, ended]);
    },
  };
}
