import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * @typedef {{
 *   env: Readonly<Record<string, string | undefined>>,
 *   platform: string,
 *   exists: (path: string) => boolean,
 * }} Machine
 */

/**
 * Where the Chromium is that tests run in: the one that is named, Playwright's own, or the system's.
 * @param {Machine} machine
 * @returns {string | null} absolute path
 */
export function findChromium({ env, platform, exists }) {
  if (env.CHROMIUM_PATH) return exists(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : null;
  return [...playwrightsOwn(env, platform), ...systems(env, platform)].find(exists) ?? null;
}

/**
 * @param {Machine['env']} env
 * @param {string} platform
 * @returns {string[]}
 */
function systems(env, platform) {
  if (platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ];
  }
  if (platform === 'win32') {
    const folders = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    );
    return folders.flatMap((folder) => [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]);
  }
  return ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];
}

/**
 * @param {Machine['env']} env
 * @param {string} platform
 * @returns {string[]}
 */
function playwrightsOwn(env, platform) {
  const caches = {
    darwin: join(homedir(), 'Library', 'Caches', 'ms-playwright'),
    win32: join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'ms-playwright'),
  };
  const programs = {
    darwin: [
      'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
      'chrome-mac-arm64/Chromium.app/Contents/MacOS/Chromium',
    ],
    win32: ['chrome-win/chrome.exe', 'chrome-win64/chrome.exe'],
  };
  const folder =
    env.PLAYWRIGHT_BROWSERS_PATH ??
    /** @type {Record<string, string>} */ (caches)[platform] ??
    join(homedir(), '.cache', 'ms-playwright');
  const names = /** @type {Record<string, string[]>} */ (programs)[platform] ?? [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
  ];
  return foldersIn(folder)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .flatMap((name) => names.map((program) => join(folder, name, program)));
}

/** @param {string} folder */
function foldersIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
