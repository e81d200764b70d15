import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes } from '#cli/exit-codes';
import { serveTenant } from '#emulator/serve';
import type { TenantOptions } from '#emulator/tenant-options';
import { TaskProgress } from '#shared/contract/events';
import { type Result, WireError } from '#shared/contract/result';
import { type CommandOutcome, type PrintedLine, runCommand } from '#test/support/command-line';
import type { Called, CallOptions, Heard, Transport } from './transport.ts';

/** Who signs in. */
const administrator = 'ada.admin@contoso.demo.example';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`The command line printed what is no JSON: ${text}`, { cause });
  }
};

const memberOf = (text: string, name: string): unknown => {
  const record = parsed(text);
  return typeof record === 'object' && record !== null ? Reflect.get(record, name) : undefined;
};

const isProgress = ({ stream, text }: PrintedLine): boolean => stream === 'stderr' && text.startsWith('{"progress":');

function heardFrom(lines: readonly PrintedLine[]): Heard[] {
  return lines.flatMap((line): Heard[] => {
    if (isProgress(line)) {
      const progress = TaskProgress.parse(memberOf(line.text, 'progress'));
      return [{ kind: 'progress', taskId: null, progress }];
    }
    const isEnd = line.stream === 'stdout' || line.text.startsWith('{"error":');
    return isEnd ? [{ kind: 'ended', taskId: null }] : [];
  });
}

/** Takes what a command printed; gives it as a result. Raises when exit code, stdout and stderr do not belong together. */
function resultOf({ exitCode, stdout, stderr }: CommandOutcome): Result<unknown> {
  if (exitCode === 0) return { ok: true, data: parsed(stdout) };
  const last = stderr.trimEnd().split('\n').at(-1) ?? '';
  const error = WireError.parse(memberOf(last, 'error'));
  if (stdout !== '') throw new Error(`An error was printed beside data: ${stdout}`);
  if (exitCodes[error.code] !== exitCode) throw new Error(`${error.code} ended with exit code ${exitCode}`);
  return { ok: false, error };
}

/** Gives core behind the command line: each call is a command of its own, signed in by itself, over a served tenant. */
export async function openCommandLine(options: Partial<TenantOptions>): Promise<Transport> {
  const served = await serveTenant({ clockMode: 'warp', replicationDelayMs: 0, ...options });
  const folder = mkdtempSync(join(tmpdir(), 'contract-'));
  const endpoints = join(folder, 'endpoints.json');
  writeFileSync(endpoints, JSON.stringify(served.endpoints));
  const flags = ['--endpoints', endpoints, '--data-dir', join(folder, 'data'), '--no-browser'];
  const run = async (
    argv: readonly string[],
    given: { readonly stdin?: string; readonly env?: Readonly<Record<string, string>> } & CallOptions,
  ): Promise<Called> => {
    const { signal, onProgress, ...rest } = given;
    const outcome = await runCommand(argv, {
      ...rest,
      visitor: administrator,
      ...(signal === undefined ? {} : { interrupt: signal }),
      onLine: (line) => {
        if (isProgress(line)) onProgress?.();
      },
    });
    return { result: resultOf(outcome), heard: heardFrom(outcome.lines) };
  };
  return {
    name: 'command line',
    served,
    host: 'commandLine',
    choosesFiles: false,
    changesTarget: false,
    oneProcess: false,
    start: null,
    call: (path, input, callOptions = {}) =>
      run(['call', path, ...flags, '--json', '-'], { ...callOptions, stdin: JSON.stringify(input) ?? '' }),
    command: ({ argv, env }) => run([...argv, ...flags, '--json'], { env }),
    async close() {
      await served.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
