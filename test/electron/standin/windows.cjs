'use strict';
const { EventEmitter } = require('node:events');
const { app, windows } = require('./app.cjs');
const { browser } = require('./browser.cjs');
const { lacks, preventable, state } = require('./foundation.cjs');
const { WebContents } = require('./web-contents.cjs');

let focused = null;

class BrowserWindow extends EventEmitter {
  constructor(options = {}) {
    super();
    if (!state.ready) throw new Error('Cannot create BrowserWindow before app is ready');
    const preferences = options.webPreferences ?? {};
    if (
      preferences.nodeIntegration ||
      !preferences.contextIsolation ||
      !preferences.sandbox ||
      !preferences.webSecurity
    ) {
      lacks('a window with nodeIntegration, or without contextIsolation, sandbox or webSecurity');
    }
    this.options = options;
    this.bounds = { x: 0, y: 0, width: 800, height: 600, ...given(options, ['x', 'y', 'width', 'height']) };
    this.shown = options.show !== false;
    this.destroyed = false;
    this.maximized = false;
    this.minimized = false;
    windows.add(this);
    this.webContents = new WebContents(this, preferences);
    this.id = this.webContents.id;
    app.emit('web-contents-created', preventable(), this.webContents);
    app.emit('browser-window-created', preventable(), this);
  }

  loadURL(address) {
    return this.webContents.loadURL(address);
  }

  show() {
    this.shown = true;
    this.focus();
  }

  isVisible() {
    return this.shown;
  }

  focus() {
    focused = this;
  }

  maximize() {
    this.maximized = true;
  }

  isMaximized() {
    return this.maximized;
  }

  minimize() {
    this.minimized = true;
  }

  isMinimized() {
    return this.minimized;
  }

  restore() {
    this.minimized = false;
  }

  getTitle() {
    return this.options.title ?? app.getName();
  }

  getNormalBounds() {
    return { ...this.bounds };
  }

  setBounds(bounds) {
    Object.assign(this.bounds, bounds);
  }

  isDestroyed() {
    return this.destroyed;
  }

  close() {
    const event = preventable();
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    browser.connection.root.send('Target.closeTarget', { targetId: this.webContents.targetId }).catch(() => {});
    this.gone();
    return true;
  }

  /** The page is no longer there, whoever closed it. */
  gone() {
    if (this.destroyed) return;
    this.destroyed = true;
    this.webContents.destroyed = true;
    windows.delete(this);
    this.emit('closed', preventable());
    if (windows.size > 0 || state.quitting) return;
    if (app.listenerCount('window-all-closed') === 0) app.quit();
    else app.emit('window-all-closed', preventable());
  }

  static getAllWindows() {
    return [...windows];
  }

  static getFocusedWindow() {
    return focused !== null && !focused.destroyed ? focused : null;
  }

  static fromWebContents(contents) {
    return contents?.window ?? null;
  }
}

const given = (options, names) =>
  Object.fromEntries(names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));

module.exports = { BrowserWindow };
