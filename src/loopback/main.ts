import { fileURLToPath } from 'node:url';
import { parseLoopbackArguments } from './arguments.ts';
import { runLoopback } from './run.ts';

try {
  await runLoopback({
    ...parseLoopbackArguments(process.argv.slice(2)),
    env: process.env,
    input: process.stdin,
    output: process.stdout,
    // Built or not, this file stands two folders below the package.
    packageFolder: fileURLToPath(new URL('../..', import.meta.url)),
    pageFolder: fileURLToPath(new URL('../../dist/renderer', import.meta.url)),
  });
  process.exit();
} catch (cause) {
  process.stderr.write(`The console could not be started: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
}
