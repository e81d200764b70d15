// `npm run build`: everything that is packaged: window, preload script, main process and command line, under dist/.
import { join } from 'node:path';
import { build } from 'vite';
import { buildCli, projectRoot } from './cli-bundle.mjs';

for (const part of ['renderer', 'preload', 'main']) {
  await build({ root: projectRoot, configFile: join(projectRoot, `vite.${part}.config.ts`), logLevel: 'warn' });
}
await buildCli(join(projectRoot, 'dist', 'cli'));
console.log('dist/main, dist/preload, dist/renderer and dist/cli are built');
