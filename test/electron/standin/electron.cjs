'use strict';
// A test's stand-in for the main process's half of the `electron` package, over the Chromium of the system. What it
// proves and what it does not: test/electron/README.md.
const { app } = require('./app.cjs');
const { boot } = require('./foundation.cjs');
const { ipcMain } = require('./ipc-main.cjs');
const { protocol } = require('./protocols.cjs');
const {
  dialog,
  Menu,
  MenuItem,
  Notification,
  nativeTheme,
  net,
  safeStorage,
  screen,
  session,
  shell,
} = require('./system.cjs');
const { allContents } = require('./web-contents.cjs');
const { BrowserWindow } = require('./windows.cjs');

Object.defineProperty(process.versions, 'electron', { value: boot.version, configurable: true, enumerable: true });
Object.defineProperty(process, 'type', { value: 'browser', configurable: true });

module.exports = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  Notification,
  nativeTheme,
  net,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  webContents: { fromId: (id) => allContents.get(id), getAllWebContents: () => [...allContents.values()] },
};
