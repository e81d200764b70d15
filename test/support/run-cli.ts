import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { runCli } from '#cli/run';

/** Gives a folder of its own, empty. */
export const newFolder = () => mkdtempSync(join(tmpdir(), 'cli-'));

/** Runs the command line in this process, on no tenant; gives what it printed and its exit code. */
export async function run(argv: readonly string[], options: { stdin?: string } = {}) {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() };
  streams.stdin.end(options.stdin ?? '');
  const exitCode = await runCli({
    argv,
    env: { PROVISIONING_NO_KEYCHAIN: '1', HOME: newFolder(), XDG_CONFIG_HOME: newFolder() },
    ...streams,
    packageRoot: fileURLToPath(new URL('../../', import.meta.url)),
    version: '1.2.3',
    onInterrupt: () => () => undefined,
    exitNow: () => undefined,
  });
  return { exitCode, stdout: String(streams.stdout.read() ?? ''), stderr: String(streams.stderr.read() ?? '') };
}

/** Takes what went to standard error with `--json`; gives the error. */
export const errorIn = (stderr: string) => JSON.parse(stderr.trim().split('\n').at(-1) ?? '{}').error;
