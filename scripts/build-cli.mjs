// `node scripts/build-cli.mjs`: the command line as dist/cli/main.js, for packaging. `npm run cli` builds for itself.
import { join } from 'node:path';
import { buildCli, projectRoot } from './cli-bundle.mjs';

const started = performance.now();
await buildCli(join(projectRoot, 'dist', 'cli'));
console.log(`dist/cli/main.js built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
