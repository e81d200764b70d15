'use strict';
// The parts that ask the system or a person. Tests replace the answers of `dialog`, as they do with Electron itself.
const crypto = require('node:crypto');
const { EventEmitter } = require('node:events');
const { boot, state, strict } = require('./foundation.cjs');
const { protocol } = require('./protocols.cjs');

const answering = (answer) => async () => answer;
const dialog = {
  showOpenDialog: answering({ canceled: true, filePaths: [] }),
  showSaveDialog: answering({ canceled: true, filePath: '' }),
  showMessageBox: answering({ response: 0, checkboxChecked: false }),
};

const opened = [];
const shell = strict('shell', {
  opened,
  async openExternal(url) {
    opened.push(url);
  },
});

const screenArea = { x: 0, y: 0, width: 1920, height: 1080 };
const screen = strict('screen', { getAllDisplays: () => [{ id: 1, bounds: screenArea, workArea: screenArea }] });
const net = strict('net', { fetch: (...args) => fetch(...args) });

// Chromium's own format where Linux has no keychain: "v10" and a key that everybody knows. It keeps nothing secret.
const publicKey = crypto.pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1');
const vector = Buffer.alloc(16, ' ');
const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable: async () => state.ready,
  getSelectedStorageBackend: () => (state.ready ? (boot.switches.get('standin-keychain') ?? 'basic_text') : 'unknown'),
  async encryptStringAsync(text) {
    const cipher = crypto.createCipheriv('aes-128-cbc', publicKey, vector);
    return Buffer.concat([Buffer.from('v10'), cipher.update(text, 'utf8'), cipher.final()]);
  },
  async decryptStringAsync(encrypted) {
    const decipher = crypto.createDecipheriv('aes-128-cbc', publicKey, vector);
    const result = Buffer.concat([decipher.update(encrypted.subarray(3)), decipher.final()]).toString('utf8');
    return { result, shouldReEncrypt: false };
  },
});

const defaultSession = strict('session.defaultSession', {
  protocol,
  rules: {},
  setPermissionRequestHandler(handler) {
    defaultSession.rules.request = handler;
  },
  setPermissionCheckHandler(handler) {
    defaultSession.rules.check = handler;
  },
  setDevicePermissionHandler(handler) {
    defaultSession.rules.device = handler;
  },
  async setProxy(config) {
    defaultSession.rules.proxy = config;
  },
  on: () => defaultSession,
});
const session = strict('session', {
  get defaultSession() {
    if (!state.ready) throw new Error('Session can only be received when app is ready');
    return defaultSession;
  },
});

class MenuItem {
  constructor(options) {
    const { click, submenu, ...rest } = options;
    Object.assign(this, { label: options.role ?? '', ...rest });
    this.click = () => click?.(this);
    if (Array.isArray(submenu)) this.submenu = Menu.buildFromTemplate(submenu);
  }
}

class Menu {
  static current = null;

  constructor(items) {
    this.items = items;
  }

  getMenuItemById(id) {
    for (const item of this.items) {
      const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
      if (found !== null) return found;
    }
    return null;
  }

  static buildFromTemplate(template) {
    return new Menu(template.map((options) => new MenuItem(options)));
  }

  static setApplicationMenu(menu) {
    Menu.current = menu;
  }

  static getApplicationMenu() {
    return Menu.current;
  }
}

class NativeTheme extends EventEmitter {
  source = 'system';
  pages = new Set();

  get themeSource() {
    return this.source;
  }

  set themeSource(value) {
    this.source = value;
    for (const page of this.pages) void this.apply(page);
  }

  get shouldUseDarkColors() {
    return this.source === 'dark';
  }

  /** Takes a page's session; shows it in the theme. */
  apply(page) {
    this.pages.add(page);
    const value = this.source === 'dark' ? 'dark' : 'light';
    const features = [{ name: 'prefers-color-scheme', value }];
    return page.send('Emulation.setEmulatedMedia', { features }).catch(() => {});
  }
}

/** Notices that were shown, for a test to look at and to click. */
class Notification extends EventEmitter {
  static shown = [];

  static isSupported() {
    return true;
  }

  constructor(words) {
    super();
    Object.assign(this, words);
  }

  show() {
    Notification.shown.push(this);
  }
}

const nativeTheme = new NativeTheme();
module.exports = {
  dialog,
  Menu,
  MenuItem,
  Notification,
  nativeTheme,
  net,
  safeStorage,
  screen,
  session,
  defaultSession,
  shell,
};
