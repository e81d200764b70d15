import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { parseLoopbackArguments } from './arguments.ts';
import { runLoopback } from './run.ts';

// Built or not, this file stands two folders below the package.
const packageFile = new URL('../../package.json', import.meta.url);

try {
  await runLoopback({
    ...parseLoopbackArguments(process.argv.slice(2)),
    env: process.env,
    input: process.stdin,
    output: process.stdout,
    packageFolder: fileURLToPath(new URL('.', packageFile)),
    pageFolder: fileURLToPath(new URL('../../dist/renderer', import.meta.url)),
    version: z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, 'utf8'))).version,
  });
} catch (cause) {
  process.stderr.write(`The console could not be started: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
}
