import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { hearInterrupts } from '#platform/interrupts';
import { runCli } from './run.ts';

// Built or not, this file stands two folders below the package.
const packageFile = new URL('../../package.json', import.meta.url);

// Whoever reads may have seen enough, as `| head` has; what runs goes on to its end.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EPIPE') throw cause;
  });
}

process.exitCode = await runCli({
  argv: process.argv.slice(2),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  packageRoot: fileURLToPath(new URL('.', packageFile)),
  version: z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, 'utf8'))).version,
  onInterrupt: (listener) => hearInterrupts(['SIGINT', 'SIGTERM'], listener),
  exitNow: (code) => process.exit(code),
});
