'use strict';
const { EventEmitter } = require('node:events');

class IpcMain extends EventEmitter {
  handlers = new Map();

  handle(channel, handler) {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }
}

module.exports = { ipcMain: new IpcMain() };
