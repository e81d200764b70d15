import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runCli } from './run.ts';

const signals = ['SIGINT', 'SIGTERM'] as const;

// Built or not, this file stands two folders below the package.
const packageFile = new URL('../../package.json', import.meta.url);

process.exitCode = await runCli({
  argv: process.argv.slice(2),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  packageRoot: fileURLToPath(new URL('.', packageFile)),
  version: z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, 'utf8'))).version,
  onInterrupt: (listener) => {
    for (const signal of signals) {
      // The settings' library listens too and sends the signal once more to end the process at once; what it has to
      // clean up it also cleans up when the process exits.
      process.removeAllListeners(signal);
      process.on(signal, listener);
    }
    return () => {
      for (const signal of signals) process.off(signal, listener);
    };
  },
  exitNow: (code) => process.exit(code),
});
