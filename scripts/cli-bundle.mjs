import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Absolute path of the project. */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..');

// What the bundle is made of: a change in any of these makes a new one.
const inputs = [
  'src/shared',
  'src/core',
  'src/platform',
  'src/emulator',
  'src/cli',
  'assets',
  'package.json',
  'package-lock.json',
  'scripts/cli-bundle.mjs',
];

// A running process may still load a part of an older bundle, so only old ones that nobody can need are removed.
const keptMilliseconds = 60 * 60 * 1000;

/**
 * Builds src/cli/main.ts into `outDir`/main.js. Everything is bundled but Node's own modules and what is native: keyring and database;
 * what only the demo needs stays in chunks of its own, loaded on demand.
 * @param {string} outDir absolute path; emptied first
 */
export async function buildCli(outDir) {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: projectRoot,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      reportCompressedSize: false,
      // Flat, so that every chunk is as deep below the project as main.js is.
      rolldownOptions: {
        input: { main: 'src/cli/main.ts', 'archive-worker': 'src/platform/archive/archive-worker.ts' },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
    ssr: { noExternal: true, external: ['@napi-rs/keyring', 'libsql'] },
  });
}

/**
 * Gives the absolute path of a bundle that matches the sources, building it where there is none (under 5 s).
 * Two processes may call this at once: each builds into a folder of its own and a rename makes it visible.
 * @returns {Promise<string>}
 */
export async function ensureCli() {
  const folder = join(projectRoot, 'dist', `cli-${fingerprint()}`);
  const entry = join(folder, 'main.js');
  while (!existsSync(entry)) {
    const unlock = tryLock();
    if (unlock === undefined) {
      await sleep(50);
      continue;
    }
    try {
      if (!existsSync(entry)) await buildInto(folder);
    } finally {
      unlock();
    }
  }
  return entry;
}

/**
 * @param {readonly string[]} of files and folders below the project
 * @returns {string} a digest of their names and contents
 */
export function fingerprint(of = inputs) {
  const hash = createHash('sha256');
  for (const input of of) {
    for (const file of filesUnder(join(projectRoot, input))) {
      const content = readFileSync(file);
      hash.update(`${relative(projectRoot, file).split(sep).join('/')}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** @param {string} folder */
async function buildInto(folder) {
  const draft = join(projectRoot, 'dist', `.draft-${randomUUID()}`);
  process.stderr.write('Building the command line (only after a change) …\n');
  try {
    await buildCli(draft);
    renameSync(draft, folder);
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true });
    // Another process was faster: its bundle is as good as ours.
    if (!existsSync(join(folder, 'main.js'))) throw cause;
  }
  removeOldBundles(folder);
}

function tryLock() {
  const lock = join(projectRoot, 'dist', '.cli-lock');
  mkdirSync(dirname(lock), { recursive: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return () => rmSync(lock, { force: true });
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw cause;
    if (!ownerIsAlive(lock)) rmSync(lock, { force: true });
    return undefined;
  }
}

/** @param {string} lock */
function ownerIsAlive(lock) {
  try {
    // The owner creates the file and writes its id in two moments, so an empty young lock has an owner too.
    const owner = Number(readFileSync(lock, 'utf8'));
    if (!Number.isInteger(owner) || owner <= 0) return Date.now() - statSync(lock).mtimeMs < 2_000;
    process.kill(owner, 0);
    return true;
  } catch (cause) {
    return codeOf(cause) === 'EPERM';
  }
}

/** @param {string} current */
function removeOldBundles(current) {
  const dist = dirname(current);
  const old = readdirSync(dist).filter((name) => /^(cli-[0-9a-f]{16}|\.draft-.*)$/.test(name));
  for (const folder of old.map((name) => join(dist, name))) {
    if (folder === current || Date.now() - statSync(folder).mtimeMs < keptMilliseconds) continue;
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {unknown} cause
 * @returns {unknown} the system's code, such as EEXIST
 */
function codeOf(cause) {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const names = readdirSync(path).sort();
  return names.flatMap((name) => filesUnder(join(path, name)));
}
