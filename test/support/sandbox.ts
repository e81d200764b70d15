import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Leak, leaksInFolder, leaksInText, type Needles } from './canary.ts';
import { openAsPerson } from './command-line.ts';
import { projectRoot } from './project-root.ts';

/** What a child process left behind, beside its files. */
export interface ChildOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Argument lists of the processes that it started, and theirs, as seen while they ran. */
  readonly argvOfChildren: readonly string[];
}

export interface ChildOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Kills the process at once (SIGKILL) when it resolves. */
  readonly killWhen?: Promise<unknown>;
  readonly script?: string;
}

/** A machine of its own for child processes: home, temporary and output folder, and a browser that somebody sits at. */
export interface Sandbox {
  readonly folder: string;
  readonly endpoints: string;
  /** Takes a name below the sandbox; gives its absolute path. */
  path(...names: string[]): string;
  /** Runs a Node script, the product's command line unless another is named, as a child process. */
  run(argv: readonly string[], options?: ChildOptions): Promise<ChildOutcome>;
  /** Every place in which the children left a piece of a secret: files of all folders, both streams, arguments below them. */
  leaks(outcomes: readonly ChildOutcome[], needles: Needles): readonly Leak[];
  close(): void;
}

const pollMs = 5;

/** User data is below `home`; `browser` holds what the browser was given. */
const lookedThrough = ['home', 'temp', 'output', 'browser'] as const;

const leaksInOutcome = ({ stdout, stderr, argvOfChildren }: ChildOutcome, needles: Needles): readonly Leak[] => [
  ...leaksInText('stdout', stdout, needles),
  ...leaksInText('stderr', stderr, needles),
  ...leaksInText('arguments', argvOfChildren.join('\n'), needles),
];

// What the browser was started with, and its environment, are part of what is looked through.
const browserScript = `#!/bin/sh
env > "$CANARY_BROWSER/$$.env"
sleep 0.05
printf '%s' "$1" > "$CANARY_BROWSER/$$.draft"
mv "$CANARY_BROWSER/$$.draft" "$CANARY_BROWSER/$$.url"
`;

/** Takes the content of an endpoints file and who sits at the browser; gives an empty sandbox. */
export function openSandbox(endpoints: unknown, username: string): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  const path = (...names: string[]): string => join(folder, ...names);
  for (const name of [...lookedThrough, 'bin']) mkdirSync(path(name));
  writeFileSync(path('bin', 'xdg-open'), browserScript, { mode: 0o755 });
  writeFileSync(path('endpoints.json'), JSON.stringify(endpoints));
  const machine = {
    PATH: [path('bin'), process.env.PATH ?? ''].join(delimiter),
    HOME: path('home'),
    XDG_CONFIG_HOME: path('home', '.config'),
    TMPDIR: path('temp'),
    PROVISIONING_NO_KEYCHAIN: '1',
    CANARY_BROWSER: path('browser'),
  };
  return {
    folder,
    endpoints: path('endpoints.json'),
    path,
    run: (argv, options = {}) => runChild({ argv, options, machine, browser: path('browser'), username }),
    leaks: (outcomes, needles) => [
      ...outcomes.flatMap((outcome) => leaksInOutcome(outcome, needles)),
      ...lookedThrough.flatMap((name) =>
        leaksInFolder(path(name), needles).map((leak) => ({ ...leak, place: `${name}: ${leak.place}` })),
      ),
    ],
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const commandLine = join(projectRoot, 'scripts', 'run-cli.mjs');

interface Running {
  readonly argv: readonly string[];
  readonly options: ChildOptions;
  readonly machine: Readonly<Record<string, string>>;
  readonly browser: string;
  readonly username: string;
}

async function runChild({ argv, options, machine, browser, username }: Running): Promise<ChildOutcome> {
  const child = spawn(process.execPath, [options.script ?? commandLine, ...argv], {
    cwd: machine.HOME,
    env: { ...machine, ...options.env },
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      output[name] += chunk;
    });
  }
  child.stdin.on('error', () => undefined).end(options.stdin ?? '');
  const seen = new Set<string>();
  const visits: Promise<unknown>[] = [];
  const watching = setInterval(() => {
    for (const text of argumentListsBelow(child.pid ?? 0)) seen.add(text);
    for (const url of takeUrls(browser)) visits.push(openAsPerson(url, username));
  }, pollMs);
  void options.killWhen?.then(() => child.kill('SIGKILL'));
  const code = await new Promise<number | null>((settle, reject) => {
    child.once('error', reject);
    child.once('close', settle);
  });
  clearInterval(watching);
  await Promise.allSettled(visits);
  return { code, ...output, argvOfChildren: [...seen] };
}

function takeUrls(browser: string): string[] {
  return readdirSync(browser)
    .filter((name) => name.endsWith('.url'))
    .map((name) => {
      const url = readFileSync(join(browser, name), 'utf8');
      rmSync(join(browser, name));
      return url;
    });
}

/** A process may end between being listed and being read. */
function readProcess(pid: number | string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}

/** Takes a process id; gives the argument lists of all processes below it; none where the system has no /proc. */
function argumentListsBelow(pid: number): string[] {
  if (!existsSync('/proc/self/stat')) return [];
  const children = readProcess(pid, `task/${pid}/children`).trim().split(' ').filter(Boolean);
  return children.flatMap((child) => [
    readProcess(child, 'cmdline').replaceAll('\0', ' ').trim(),
    ...argumentListsBelow(Number(child)),
  ]);
}
