'use strict';
// One Chromium for all windows, driven over a pipe.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { Connection } = require('./cdp.cjs');
const { boot, state } = require('./foundation.cjs');

const flags = [
  '--headless',
  '--hide-scrollbars',
  '--disable-gpu',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--password-store=basic',
  '--force-color-profile=srgb',
  '--remote-debugging-pipe',
];

const browser = { connection: null, child: null, profile: null };
const sessions = new Map();

/** Gives the session of a target as soon as Chromium tells of it. */
function attached(targetId) {
  const known = sessions.get(targetId);
  if (known?.sessionId) return Promise.resolve(known.sessionId);
  return new Promise((resolve) => sessions.set(targetId, { resolve }));
}

function onAttached({ sessionId, targetInfo }) {
  const { connection } = browser;
  if (targetInfo.type !== 'page') {
    connection
      .session(sessionId)
      .send('Runtime.runIfWaitingForDebugger')
      .catch(() => {});
    return;
  }
  if (targetInfo.openerId) {
    // A popup: no window of this application may open one.
    connection.root.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => {});
    return;
  }
  const waiting = sessions.get(targetInfo.targetId);
  if (waiting?.resolve) waiting.resolve(sessionId);
  else sessions.set(targetInfo.targetId, { sessionId });
}

async function startBrowser() {
  browser.profile = fs.mkdtempSync(path.join(os.tmpdir(), 'electron-standin-'));
  const port = boot.switches.get('remote-debugging-port');
  const args = [
    ...flags,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--user-data-dir=${browser.profile}`,
    ...(port === undefined ? [] : [`--remote-debugging-port=${port}`]),
  ];
  const child = spawn(process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  browser.child = child;
  process.once('exit', clean);
  child.stderr.on('data', (chunk) => {
    // The test runner waits for this line.
    for (const line of String(chunk).split('\n')) {
      if (/^DevTools listening on/.test(line)) process.stderr.write(`${line}\n`);
    }
  });
  child.once('exit', () => {
    if (state.quitting) return;
    process.stderr.write('Electron stand-in: Chromium ended\n');
    process.exit(1);
  });
  browser.connection = new Connection(child.stdio[3], child.stdio[4]);
  const { root } = browser.connection;
  root.on('Target.attachedToTarget', onAttached);
  await root.send('Target.setDiscoverTargets', { discover: true });
  await root.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
  const { product } = await root.send('Browser.getVersion');
  Object.defineProperty(process.versions, 'chrome', {
    value: product.split('/')[1],
    configurable: true,
    enumerable: true,
  });
}

function clean() {
  browser.child?.kill('SIGKILL');
  if (browser.profile !== null) fs.rmSync(browser.profile, { recursive: true, force: true, maxRetries: 3 });
}

async function stopBrowser() {
  state.quitting = true;
  if (browser.child === null) return;
  const gone = new Promise((resolve) => browser.child.once('exit', resolve));
  await browser.connection.root.send('Browser.close').catch(() => {});
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 2000))]);
  clean();
}

module.exports = { attached, browser, startBrowser, stopBrowser };
