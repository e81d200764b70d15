// `npm start`: builds the window and opens it, where Electron's binary is installed. Asking the package "electron" where
// its binary is would start a download that may never end, so its own files are read instead.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './cli-bundle.mjs';

/** @returns {string | undefined} absolute path of the Electron program, if it is there */
function electronProgram() {
  const folder = join(projectRoot, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(program) ? program : undefined;
}

const program = electronProgram();
if (program === undefined) {
  console.error('The Electron program is not installed, so there is no window to open.');
  console.error('To fetch it: npx install-electron (ELECTRON_MIRROR names another place to fetch it from).');
  console.error('Everything in this version works without it: npm run demo, npm run cli -- --help.');
  process.exitCode = 1;
} else {
  await import('./build.mjs');
  const child = spawn(program, [projectRoot], { stdio: 'inherit' });
  child.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
