// `npm run build`: everything that is packaged or served: page, preload script, main process, loopback host and command
// line, under dist/. `node scripts/build.mjs loopback renderer` builds only those.
import { buildParts } from './build-parts.mjs';

const started = performance.now();
const built = await buildParts(process.argv.slice(2));
console.log(
  `${built.map((part) => `dist/${part}`).join(', ')} built in ${((performance.now() - started) / 1000).toFixed(1)} s`,
);
