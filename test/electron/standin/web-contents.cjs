'use strict';
const crypto = require('node:crypto');
const { EventEmitter } = require('node:events');
const fs = require('node:fs');
const { attached, browser } = require('./browser.cjs');
const { makeCodec } = require('./codec.cjs');
const { preventable } = require('./foundation.cjs');
const inject = require('./inject.cjs');
const { ipcMain } = require('./ipc-main.cjs');
const { handlerOf, toApp, toReal } = require('./protocols.cjs');
const { defaultSession, nativeTheme } = require('./system.cjs');

const codec = makeCodec();
const allContents = new Map();
const isolatedWorld = 'Electron Isolated Context';
let count = 0;

class WebContents extends EventEmitter {
  constructor(window, preferences) {
    super();
    count += 1;
    this.id = count;
    this.window = window;
    this.preferences = preferences;
    this.session = defaultSession;
    this.frames = new Map();
    this.contexts = new Map();
    this.address = '';
    this.ownNavigations = 0;
    this.openHandler = () => ({ action: 'allow' });
    allContents.set(this.id, this);
    this.made = this.make();
    this.made.catch((cause) => this.report(cause));
  }

  report(cause) {
    if (!this.destroyed && !browser.connection?.closed) process.stderr.write(`${cause.stack ?? cause}\n`);
  }

  async make() {
    const { width, height } = this.window.bounds;
    const { root } = browser.connection;
    const { targetId } = await root.send('Target.createTarget', { url: 'about:blank', width, height, newWindow: true });
    this.targetId = targetId;
    const page = browser.connection.session(await attached(targetId));
    this.page = page;
    const secret = `e${crypto.randomBytes(12).toString('hex')}`;
    this.binding = `__b${crypto.randomBytes(8).toString('hex')}`;
    this.listen();
    root.on('Target.targetDestroyed', (event) => {
      if (event.targetId === targetId) this.window.gone();
    });
    const preload = fs.readFileSync(this.preferences.preload, 'utf8');
    const config = { versions: { ...process.versions }, platform: process.platform };
    await Promise.all([
      page.send('Page.enable'),
      page.send('Runtime.enable'),
      page.send('Inspector.enable'),
      page.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      page.send('Runtime.addBinding', { name: this.binding, executionContextName: isolatedWorld }),
      page.send('Page.addScriptToEvaluateOnNewDocument', { source: inject.mainWorld(secret) }),
      page.send('Page.addScriptToEvaluateOnNewDocument', {
        source: inject.isolated({ secret, binding: this.binding, config, preload }),
        worldName: isolatedWorld,
      }),
      page.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      nativeTheme.apply(page),
    ]);
    await page.send('Runtime.runIfWaitingForDebugger');
  }

  listen() {
    const { page } = this;
    page.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name !== isolatedWorld) return;
      this.contexts.set(context.auxData.frameId, { id: context.id, uniqueId: context.uniqueId });
    });
    page.on('Runtime.executionContextDestroyed', ({ executionContextUniqueId }) => {
      for (const [frame, { uniqueId }] of this.contexts) {
        if (uniqueId === executionContextUniqueId) this.contexts.delete(frame);
      }
    });
    page.on('Page.frameNavigated', ({ frame }) => this.navigated(frame));
    page.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const frame = this.frames.get(frameId);
      if (frame) frame.url = url;
      if (frameId === this.mainId) this.address = toApp(url);
    });
    page.on('Page.frameStartedNavigating', ({ frameId, navigationType }) => {
      if (frameId === this.mainId) this.reloading = /^reload/.test(navigationType);
    });
    page.on('Page.domContentEventFired', () => this.emit('dom-ready', preventable()));
    page.on('Page.loadEventFired', () => this.emit('did-finish-load', preventable()));
    page.on('Page.lifecycleEvent', ({ name, frameId }) => {
      if (name !== 'firstPaint' || frameId !== this.mainId || this.painted) return;
      this.painted = true;
      this.window.emit('ready-to-show', preventable());
    });
    page.on('Inspector.targetCrashed', () =>
      this.emit('render-process-gone', preventable(), { reason: 'crashed', exitCode: 1 }),
    );
    page.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== this.binding) return;
      this.receive(JSON.parse(payload), executionContextId).catch((cause) => this.report(cause));
    });
    page.on('Fetch.requestPaused', (event) => this.serve(event).catch((cause) => this.report(cause)));
  }

  navigated(frame) {
    this.frames.set(frame.id, frame);
    if (frame.parentId) return;
    this.mainId = frame.id;
    this.address = toApp(frame.url);
  }

  /** The frame as a handler of the main process sees it. */
  frameOf(id) {
    const frame = this.frames.get(id);
    if (!frame) return null;
    const contents = this;
    return {
      url: toApp(frame.url),
      get parent() {
        return frame.parentId ? contents.frameOf(frame.parentId) : null;
      },
    };
  }

  get mainFrame() {
    return this.frameOf(this.mainId);
  }

  async deliver(frameId, message) {
    const context = this.contexts.get(frameId);
    if (context === undefined) return;
    const expression = `__deliver(${JSON.stringify(message)})`;
    await this.page.send('Runtime.evaluate', { uniqueContextId: context.uniqueId, expression }).catch(() => {});
  }

  /** A message of the preload script. */
  async receive(message, contextId) {
    const frameId = [...this.contexts].find(([, { id }]) => id === contextId)?.[0];
    if (message.type === 'preload') {
      if (!message.ok) process.stderr.write(`Unable to load preload script: ${message.value}\n`);
      return;
    }
    if (message.type === 'open') {
      this.asksForWindow(message.url);
      return;
    }
    const event = preventable({ sender: this, senderFrame: this.frameOf(frameId) });
    if (message.type === 'send') {
      ipcMain.emit(message.channel, event, ...codec.decode(message.args));
      return;
    }
    await this.deliver(frameId, await this.reply(event, message));
  }

  async reply(event, { id, channel, args }) {
    const handler = ipcMain.handlers.get(channel);
    try {
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      return { type: 'reply', id, ok: true, value: codec.encode(await handler(event, ...codec.decode(args))) };
    } catch (cause) {
      return { type: 'reply', id, ok: false, value: String(cause) };
    }
  }

  /** Answers a request of the page from the application's own schemes. There is no way to the network. */
  async serve({ requestId, request, resourceType, frameId }) {
    const { page } = this;
    const address = toApp(request.url);
    const fail = (errorReason) => page.send('Fetch.failRequest', { requestId, errorReason }).catch(() => {});
    if (resourceType === 'Document' && !this.mayNavigate(frameId, address)) return fail('Aborted');
    const handler = handlerOf(address);
    if (handler === undefined) return fail('InternetDisconnected');
    const answer = await handler(new Request(address, { method: request.method, headers: request.headers }));
    const responseHeaders = [...answer.headers].map(([name, value]) => ({ name, value }));
    const body = Buffer.from(await answer.arrayBuffer()).toString('base64');
    await page.send('Fetch.fulfillRequest', { requestId, responseCode: answer.status, responseHeaders, body });
  }

  mayNavigate(frameId, url) {
    const isMain = frameId === (this.mainId ?? frameId);
    if (isMain && (this.ownNavigations > 0 || this.reloading)) {
      if (this.ownNavigations > 0) this.ownNavigations -= 1;
      return true;
    }
    const names = isMain ? ['will-frame-navigate', 'will-navigate'] : ['will-frame-navigate'];
    return names.every((name) => {
      const event = preventable({ url, isMainFrame: isMain });
      this.emit(name, event, url);
      return !event.defaultPrevented;
    });
  }

  asksForWindow(url) {
    const { action } = this.openHandler({
      url: toApp(url),
      frameName: '',
      features: '',
      disposition: 'foreground-tab',
    });
    if (action !== 'deny') process.stderr.write('Electron stand-in: a second window is not implemented\n');
  }

  setWindowOpenHandler(handler) {
    this.openHandler = handler;
  }

  send(channel, ...args) {
    if (this.mainId !== undefined) void this.deliver(this.mainId, { type: 'event', channel, args: codec.encode(args) });
  }

  async loadURL(address) {
    await this.made;
    this.ownNavigations += 1;
    const loaded = new Promise((resolve) => this.once('did-finish-load', resolve));
    const { errorText } = await this.page.send('Page.navigate', { url: toReal(address) });
    if (errorText) throw new Error(`${errorText} loading '${address}'`);
    await loaded;
  }

  reload() {
    this.reloading = true;
    void this.page.send('Page.reload');
  }

  getURL() {
    return this.address;
  }

  isLoading() {
    return false;
  }
}

module.exports = { allContents, WebContents };
