'use strict';
const { EventEmitter } = require('node:events');
const os = require('node:os');
const path = require('node:path');
const { startBrowser, stopBrowser } = require('./browser.cjs');
const { boot, preventable, state } = require('./foundation.cjs');

const windows = new Set();

class App extends EventEmitter {
  constructor() {
    super();
    this.isPackaged = false;
    this.name = boot.manifest.productName ?? boot.manifest.name;
    this.started = new Promise((resolve) => {
      this.tellStarted = resolve;
    });
  }

  /** The main process's own code is loaded by now, as in Electron. */
  async begin() {
    await startBrowser();
    state.ready = true;
    this.emit('ready', preventable(), {});
    this.tellStarted();
  }

  whenReady() {
    return this.started;
  }

  getName() {
    return this.name;
  }

  getVersion() {
    return boot.manifest.version;
  }

  getAppPath() {
    return boot.appPath;
  }

  getPath(name) {
    const data = process.env.XDG_CONFIG_HOME ?? path.join(os.homedir(), '.config');
    const userData = boot.switches.get('user-data-dir') || path.join(data, this.name);
    const paths = { appData: data, userData, temp: os.tmpdir() };
    if (paths[name] === undefined) throw new Error(`Failed to get '${name}' path`);
    return paths[name];
  }

  requestSingleInstanceLock() {
    return true;
  }

  enableSandbox() {}

  setAppUserModelId() {}

  quit() {
    if (state.quitting) return;
    for (const name of ['before-quit', 'windows', 'will-quit']) {
      if (!this.allowsQuit(name)) return;
    }
    this.exit(0);
  }

  allowsQuit(name) {
    if (name === 'windows') return [...windows].every((window) => window.close());
    const event = preventable();
    this.emit(name, event);
    return !event.defaultPrevented;
  }

  exit(code = 0) {
    this.emit('quit', preventable(), code);
    stopBrowser().finally(() => process.exit(code));
  }
}

module.exports = { app: new App(), windows };
