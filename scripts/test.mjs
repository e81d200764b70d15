// `npm test`: everything that is tested, part by part, or only the parts that are named:
// `node scripts/test.mjs lint unit`. Ends with one line "N passed, N failed" over all of them.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildParts } from './build-parts.mjs';
import { findChromium } from './chromium.mjs';
import { ensureCli, projectRoot } from './cli-bundle.mjs';
import {
  countsOfCheck,
  countsOfPlaywright,
  countsOfVitest,
  summaryOf,
  sumOf,
  troublesOfPlaywright,
  troublesOfVitest,
} from './test-report.mjs';

const modules = join(projectRoot, 'node_modules');
const tools = {
  biome: join(modules, '@biomejs/biome/bin/biome'),
  tsc: join(modules, 'typescript/bin/tsc'),
  vitest: join(modules, 'vitest/vitest.mjs'),
  playwright: join(modules, '@playwright/test/cli.js'),
};

/**
 * @typedef {{ counts: import('./test-report.mjs').Counts, troubles?: readonly import('./test-report.mjs').Trouble[] }} Outcome
 * @type {Record<string, () => Promise<Outcome>>}
 */
const parts = {
  // Biome colours its output even in a file.
  lint: () =>
    check([tools.biome, 'ci', '--error-on-warnings', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`, '.']),
  types: () => check([tools.tsc, '-b']),
  lockfile: () => check([join(projectRoot, 'scripts/lockcheck.mjs')]),
  bundle: buildBundle,
  unit: () => vitest('unit'),
  components: () => vitest('components'),
  contract: () => vitest('contract'),
  architecture: () => vitest('architecture'),
  emulator: () => vitest('emulator'),
  tutorials: () => vitest('tutorials'),
  integration: () => vitest('integration'),
  packaging: () => withBuild(() => vitest('packaging')),
  e2e: () => withBuild(() => playwright('loopback')),
  electron: () => withBuild(() => playwright('electron')),
};

/**
 * Parts that stand on processes, servers or a browser. The build machine gives each of their tests a second try, and
 * names those that needed it; by hand nothing is tried twice.
 */
const triedTwice = process.env.CI === 'true' ? ['components', 'integration', 'packaging'] : [];

/** Parts that run in a browser. */
const browserParts = ['e2e', 'electron'];

/**
 * @param {readonly string[]} names parts that will run
 * @returns {string[]} what this machine lacks, each with what to do about it
 */
function missing(names) {
  const { engines } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const needed = engines.node.replace('>=', '');
  const lacks = [];
  if (needed.localeCompare(process.versions.node, 'en', { numeric: true }) > 0) {
    lacks.push(`Node ${needed} or newer is needed, this is ${process.versions.node}. Install it from nodejs.org.`);
  }
  for (const [name, file] of Object.entries(tools)) {
    if (!existsSync(file)) lacks.push(`${name} is not installed. Run "npm ci" in the project's folder.`);
  }
  const wantsBrowser = names.some((name) => browserParts.includes(name));
  if (wantsBrowser && findChromium({ env: process.env, platform: process.platform, exists: existsSync }) === null) {
    lacks.push(
      'Chromium is not installed. Set CHROMIUM_PATH, run "npx playwright install chromium", or install the package of your system.',
    );
  }
  return lacks;
}

/**
 * Runs Node with these arguments and without standard input; gives its exit code.
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [env] beside this process's own
 * @returns {Promise<number>}
 */
function run(args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: projectRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      // Building sets it for production, in which React has nothing for tests.
      env: { ...process.env, NODE_ENV: 'test', ...env },
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** @param {readonly string[]} args */
async function check(args) {
  return { counts: countsOfCheck({ exitCode: await run(args) }) };
}

/** @param {string} project */
async function vitest(project) {
  const file = join(projectRoot, '.cache', 'test', `${project}-${process.pid}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const retry = triedTwice.includes(project) ? ['--retry=1'] : [];
  const exitCode = await run([tools.vitest, 'run', '--project', project, ...retry, ...reporters]);
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  rmSync(file, { force: true });
  return { counts: countsOfVitest({ exitCode, report }), troubles: troublesOfVitest(report) };
}

/** @param {string} project */
async function playwright(project) {
  const file = join(projectRoot, '.cache', 'test', `${project}-${process.pid}.json`);
  const traces = join(projectRoot, '.cache', 'e2e', `${project}-${process.pid}`);
  const environment = { E2E_REPORT: file, E2E_OUTPUT: traces };
  const exitCode = await run([tools.playwright, 'test', `--project=${project}`], environment);
  // Traces and screenshots of what failed are kept.
  if (exitCode === 0) rmSync(traces, { recursive: true, force: true });
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  rmSync(file, { force: true });
  return { counts: countsOfPlaywright({ exitCode, report }), troubles: troublesOfPlaywright(report) };
}

/** @param {() => Promise<Outcome>} tests */
async function withBuild(tests) {
  try {
    await buildParts();
  } catch (cause) {
    console.error(cause);
    return { counts: countsOfCheck({ exitCode: 1 }) };
  }
  return tests();
}

async function buildBundle() {
  try {
    await ensureCli();
    return { counts: countsOfCheck({ exitCode: 0 }) };
  } catch (cause) {
    console.error(cause);
    return { counts: countsOfCheck({ exitCode: 1 }) };
  }
}

/** @param {readonly string[]} names */
async function runParts(names) {
  const done = [];
  for (const name of names) {
    const part = parts[name];
    if (part === undefined) continue;
    console.log(`\n── ${name}`);
    const started = performance.now();
    const outcome = await part();
    done.push({ name, ...outcome, seconds: (performance.now() - started) / 1000 });
  }
  return done;
}

const asked = process.argv.slice(2);
const lacks = missing(asked.length > 0 ? asked : Object.keys(parts));
const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
if (lacks.length > 0 || unknown.length > 0) {
  for (const line of lacks) console.error(line);
  if (unknown.length > 0) {
    console.error(`No such part: ${unknown.join(', ')}. The parts are ${Object.keys(parts).join(', ')}.`);
  }
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
} else {
  const done = await runParts(asked.length > 0 ? asked : Object.keys(parts));
  console.log(`\n${summaryOf(done)}`);
  process.exitCode = sumOf(done.map((part) => part.counts)).failed === 0 ? 0 : 1;
}
