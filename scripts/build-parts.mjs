import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildCli, fingerprint, projectRoot } from './cli-bundle.mjs';

const sources = ['src/shared', 'assets', 'package.json', 'package-lock.json', 'scripts/build-parts.mjs'];
const core = ['src/core', 'src/platform', 'src/emulator'];

/** What each part is made of, beside what all of them are. */
const parts = {
  renderer: ['src/renderer', 'vite.renderer.config.ts'],
  preload: ['src/preload', 'vite.preload.config.ts'],
  main: [...core, 'src/main', 'vite.main.config.ts'],
  loopback: [...core, 'src/loopback', 'vite.loopback.config.ts'],
  cli: [...core, 'src/cli', 'scripts/cli-bundle.mjs'],
};

/** @typedef {keyof typeof parts} Part */

/**
 * Builds parts under dist/; a part whose sources are as they were at its last build is left alone.
 * @param {readonly string[]} asked none = all of them
 * @returns {Promise<readonly Part[]>} the parts that were asked for
 */
export async function buildParts(asked = []) {
  const wanted = /** @type {Part[]} */ (Object.keys(parts)).filter(
    (part) => asked.length === 0 || asked.includes(part),
  );
  for (const part of wanted) await buildPart(part);
  return wanted;
}

/** @param {Part} part */
async function buildPart(part) {
  const stamp = join(projectRoot, 'dist', `.${part}.built`);
  const print = fingerprint([...sources, ...parts[part]]);
  const isThere = existsSync(join(projectRoot, 'dist', part));
  if (isThere && existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return;
  if (part === 'cli') await buildCli(join(projectRoot, 'dist', 'cli'));
  else await buildWithVite(part);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, print);
}

/** @param {Part} part */
async function buildWithVite(part) {
  const { build } = await import('vite');
  const root = part === 'renderer' ? join(projectRoot, 'src/renderer') : projectRoot;
  // Vite takes over what it finds, and a test or a bench that builds has its own: React would be built for development.
  const { NODE_ENV: found } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    await build({ root, configFile: join(projectRoot, `vite.${part}.config.ts`), logLevel: 'warn' });
  } finally {
    if (found === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = found;
  }
}
