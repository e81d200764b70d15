import { PassThrough, Writable } from 'node:stream';
import { runCli } from '#cli/run';
import { visitSignIn } from '#emulator/entra/visitor';
import { projectRoot } from './project-root.ts';

/** One whole line that a command printed. */
export interface PrintedLine {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

export interface CommandOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams in the order of printing. */
  readonly lines: readonly PrintedLine[];
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** User name of the person who opens the printed sign-in addresses; left out = nobody does. */
  readonly visitor?: string;
  readonly onLine?: (line: PrintedLine) => void;
  /** An abort stands for Ctrl+C. */
  readonly interrupt?: AbortSignal;
}

/** Takes an address that a command printed; opens it as that person's browser would. Raises what the visit raises. */
export const openAsPerson = (url: string, username: string) =>
  visitSignIn(url, { fetch, username, consent: 'accept', forOrganization: true });

/** Takes a line of a command; gives the sign-in address in it, or null. */
export function signInUrlIn({ stream, text }: PrintedLine): string | null {
  if (stream !== 'stderr') return null;
  return /"signInUrl":"([^"]+)"/.exec(text)?.[1] ?? /^ {2}(http:\S+\/authorize\?\S+)$/.exec(text)?.[1] ?? null;
}

/**
 * Takes arguments; runs the command line of the product in this process, with streams of its own and no keychain. Whoever
 * signs in follows the address that the command prints.
 */
export async function runCommand(argv: readonly string[], options: CommandOptions = {}): Promise<CommandOutcome> {
  const lines: PrintedLine[] = [];
  const visits: Promise<unknown>[] = [];
  const hear = (line: PrintedLine): void => {
    lines.push(line);
    options.onLine?.(line);
    const url = signInUrlIn(line);
    if (url !== null && options.visitor !== undefined) visits.push(openAsPerson(url, options.visitor));
  };
  const stdin = new PassThrough();
  stdin.end(options.stdin ?? '');
  const stdout = lineStream('stdout', hear);
  const stderr = lineStream('stderr', hear);
  const exitCode = await runCli({
    argv,
    env: { PROVISIONING_NO_KEYCHAIN: '1', ...options.env },
    stdin,
    stdout: stdout.stream,
    stderr: stderr.stream,
    packageRoot: projectRoot,
    version: 'test',
    onInterrupt: (listener) => {
      options.interrupt?.addEventListener('abort', listener);
      return () => options.interrupt?.removeEventListener('abort', listener);
    },
    exitNow: () => undefined,
  });
  await Promise.all(visits);
  return { exitCode, stdout: stdout.all(), stderr: stderr.all(), lines };
}

function lineStream(name: PrintedLine['stream'], hear: (line: PrintedLine) => void) {
  let all = '';
  let open = '';
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string | Uint8Array, _encoding, written) {
      const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      all += text;
      const parts = (open + text).split('\n');
      open = parts.pop() ?? '';
      written();
      for (const part of parts) hear({ stream: name, text: part });
    },
  });
  return { stream, all: () => all };
}
