// `npm run bench`: runs every test/bench/<name>.bench.ts (or those that are named) and prints what it measured.
// Such a file exports run(): Promise<{ name, figures: { label, value, unit, limit?, ok }[] }>.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './cli-bundle.mjs';
import { withSources } from './load-source.mjs';

/** @typedef {{ label: string, value: number, unit: string, limit?: number, ok: boolean }} Figure */

const folder = 'test/bench';
const ending = '.bench.ts';

/** @param {readonly string[]} asked */
function benchFiles(asked) {
  const place = join(projectRoot, folder);
  const files = existsSync(place) ? readdirSync(place).filter((file) => file.endsWith(ending)) : [];
  return files.filter((file) => asked.length === 0 || asked.includes(file.slice(0, -ending.length))).sort();
}

/** @param {Figure} figure */
function rowOf({ label, value, unit, limit, ok }) {
  const shown = Number.isInteger(value) ? String(value) : value.toFixed(2);
  const bound = limit === undefined ? '' : `  (limit ${limit} ${unit})`;
  return `  ${ok ? 'ok  ' : 'FAIL'} ${label.padEnd(52)} ${shown.padStart(10)} ${unit}${bound}`;
}

/**
 * @param {import('./load-source.mjs').Load} load
 * @param {string} file
 * @returns {Promise<readonly Figure[]>}
 */
async function runBench(load, file) {
  const { run } = await load(`${folder}/${file}`);
  if (typeof run !== 'function') throw new Error(`${folder}/${file} does not export run()`);
  const { name, figures } = await run();
  console.log([`\n${name}`, ...figures.map(rowOf)].join('\n'));
  return figures;
}

const files = benchFiles(process.argv.slice(2));
const figures = await withSources(async (load) => {
  /** @type {Figure[]} */
  const all = [];
  for (const file of files) all.push(...(await runBench(load, file)));
  return all;
});
const missed = figures.filter((figure) => !figure.ok).length;
console.log(`\n${files.length} benchmarks, ${figures.length} figures, ${missed} outside their limit`);
// No figure at all is a failure too: a benchmark that measured nothing proves nothing.
process.exitCode = figures.length === 0 || missed > 0 ? 1 : 0;
