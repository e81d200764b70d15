import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './cli-bundle.mjs';

const folder = join(projectRoot, 'node_modules', 'electron');
const programs = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' };

/**
 * Reads the package's files instead of asking it: to be asked for its program it starts a download that may never end.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {string | undefined} absolute path of the Electron program, if it is there
 */
export function electronProgram(env) {
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const name = /** @type {Record<string, string>} */ (programs)[process.platform] ?? 'electron';
  if (override !== undefined && override !== '') return existing(join(override, name));
  const pathFile = join(folder, 'path.txt');
  return existsSync(pathFile) ? existing(join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())) : undefined;
}

/**
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {string} the address that the program would be fetched from
 */
export function electronDownload(env) {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const mirror = env.npm_config_electron_mirror ?? env.ELECTRON_MIRROR;
  const base = mirror ?? 'https://github.com/electron/electron/releases/download/';
  return `${base.replace(/\/?$/, '/')}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`;
}

/** @param {string} path */
const existing = (path) => (existsSync(path) ? path : undefined);
