// `npm run licences`: writes which packages the built product holds, with version and licence, for its about page. It is
// read from the lock file, so it says the same on every machine; a test fails when it is not up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './cli-bundle.mjs';

/** Absolute path of the written list. */
export const licencesFile = join(projectRoot, 'src/renderer/features/about/licences.json');

/** Direct dependencies that build or test the product and are no part of it. */
const tools = new Set([
  '@axe-core/playwright',
  '@biomejs/biome',
  '@electron/asar',
  '@electron/fuses',
  '@playwright/test',
  '@vitejs/plugin-react',
  'electron-builder',
  'fast-check',
  'happy-dom',
  'typescript',
  'vite',
  'vitest',
]);

/**
 * @typedef {{ name: string, version: string, licence: string }} Licence
 * @typedef {{ version?: string, license?: string, dependencies?: Record<string, string>, devDependencies?: Record<string, string>, peerDependencies?: Record<string, string> }} LockedPackage
 */

/**
 * Where Node would find a package that another one asks for: beside it, or in a folder above.
 * @param {Record<string, LockedPackage>} packages
 * @param {string} from
 * @param {string} name
 * @returns {string | undefined}
 */
function placeOf(packages, from, name) {
  const own = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (packages[own] !== undefined) return own;
  if (from === '') return undefined;
  const above = from.lastIndexOf('/node_modules/');
  return placeOf(packages, above === -1 ? '' : from.slice(0, above), name);
}

/**
 * Takes the text of a lock file; gives every package that the product holds, by name. Types are no part of it.
 * @param {string} lockText
 * @returns {Licence[]}
 */
export function licencesOf(lockText) {
  /** @type {{ packages: Record<string, LockedPackage> }} */
  const { packages } = JSON.parse(lockText);
  const root = packages[''] ?? {};
  const direct = [...Object.keys(root.dependencies ?? {}), ...Object.keys(root.devDependencies ?? {})];
  const queue = direct.filter((name) => !tools.has(name) && !name.startsWith('@types/')).map((name) => ['', name]);
  /** @type {Map<string, Licence>} */
  const found = new Map();
  for (const [from = '', name = ''] of queue) {
    const place = placeOf(packages, from, name);
    if (place === undefined || found.has(place) || name.startsWith('@types/')) continue;
    const { version = '', license = 'see package', dependencies = {} } = packages[place] ?? {};
    found.set(place, { name, version, licence: license });
    // What the npm package "electron" depends on only fetches the program.
    if (name === 'electron') continue;
    queue.push(...Object.keys(dependencies).map((next) => [place, next]));
  }
  const order = (/** @type {Licence} */ { name, version }) => `${name} ${version}`;
  return [...new Map([...found.values()].map((one) => [order(one), one])).values()].sort((left, right) =>
    order(left) < order(right) ? -1 : 1,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const licences = licencesOf(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));
  writeFileSync(licencesFile, `${JSON.stringify(licences, null, 2)}\n`);
  console.log(`${licences.length} packages`);
}
