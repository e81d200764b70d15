// `npm start`: opens the console on the demo tenant, in a window of its own or in the system's browser, and says which.
// npm start -- --tenant     on a real tenant, with a real sign-in
// npm start -- --browser    in the browser even where Electron is installed
// npm start -- --no-open    served for a browser, which nobody opens: it prints where the one-use page is
// npm start -- --endpoints FILE    in the browser, on a tenant that another process serves
// npm start -- --data-dir FOLDER
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildParts } from './build-parts.mjs';
import { chooseHost, hasDisplay, obstacleTo } from './choose-host.mjs';
import { projectRoot } from './cli-bundle.mjs';
import { electronDownload, electronProgram } from './electron-program.mjs';

const decisionMs = 2_500;
const downloadMs = 5 * 60_000;

const { values } = parseArgs({
  options: {
    tenant: { type: 'boolean', default: false },
    browser: { type: 'boolean', default: false },
    'no-open': { type: 'boolean', default: false },
    endpoints: { type: 'string' },
    'data-dir': { type: 'string' },
  },
});
const wanted = values.tenant ? ['--tenant'] : [];

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {number} [limitMs]
 * @returns {Promise<number>} its exit code
 */
function run(program, args, limitMs) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: projectRoot, stdio: 'inherit', ...(limitMs && { timeout: limitMs }) });
    // Ctrl+C reaches both; the child ends first and its exit code is ours.
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function inBrowser() {
  await buildParts(['renderer', 'loopback']);
  const open = values['no-open'] ? ['--no-open'] : [];
  const folder = values['data-dir'] === undefined ? [] : ['--data-dir', values['data-dir']];
  const endpoints = values.endpoints === undefined ? [] : ['--endpoints', values.endpoints];
  return run(process.execPath, [
    join(projectRoot, 'dist/loopback/main.js'),
    ...wanted,
    ...open,
    ...folder,
    ...endpoints,
  ]);
}

/** @param {string} program */
async function inWindow(program) {
  await buildParts(['renderer', 'preload', 'main']);
  const folder = values['data-dir'] === undefined ? [] : [`--user-data-dir=${values['data-dir']}`];
  return run(program, [projectRoot, ...(values.tenant ? ['--tenant'] : ['--demo']), ...folder]);
}

async function fetchElectron() {
  console.log(`Fetching Electron from ${new URL(electronDownload(process.env)).host} …`);
  const code = await run(process.execPath, [join(projectRoot, 'node_modules/electron/install.js')], downloadMs);
  const program = electronProgram(process.env);
  if (code === 0 && program !== undefined) return program;
  console.log('Electron could not be fetched (ELECTRON_MIRROR names another place); the console opens in the browser.');
  return undefined;
}

const choice = await chooseHost({
  asked: values.browser || values['no-open'] || values.endpoints !== undefined ? 'browser' : null,
  program: electronProgram(process.env) !== undefined,
  display: hasDisplay(process.platform, process.env),
  reachable: () => obstacleTo(electronDownload(process.env), { fetch, limitMs: decisionMs }),
});
console.log(
  choice.host === 'browser'
    ? `The console opens in your browser: ${choice.why}.`
    : `The console opens in a window of its own: ${choice.why}.`,
);
const program = choice.host === 'fetchElectron' ? await fetchElectron() : electronProgram(process.env);
process.exitCode = choice.host === 'browser' || program === undefined ? await inBrowser() : await inWindow(program);
