'use strict';
// Two scripts that Chromium runs at the start of every document: one in the page's world, one in an isolated world that
// holds the preload script.
const { makeCodec } = require('./codec.cjs');
const { makePeer } = require('./peer.cjs');

/** Runs in the page's world. A popup that two debuggers hold at its start hangs, so `open` asks the main process. */
function bootMain(peer) {
  const { URL, document } = globalThis;
  peer.onExpose((key, value) =>
    Object.defineProperty(globalThis, key, { value, enumerable: true, configurable: false, writable: false }),
  );
  const open = (address = '') => {
    peer.open(new URL(address || 'about:blank', document.baseURI).href);
    return null;
  };
  Object.defineProperty(globalThis, 'open', { value: open, enumerable: true, configurable: true, writable: true });
  // A link to a new window takes the same way.
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[target=_blank]') : null;
    if (link === null || event.defaultPrevented) return;
    event.preventDefault();
    open(link.href);
  });
}

/** Runs in the isolated world: ipcRenderer, contextBridge and the `require` of a sandboxed preload script. */
function bootIsolated({ peer, codec, config, bind, run }) {
  const listeners = new Map();
  const pending = new Map();
  let count = 0;
  const post = (message) => bind(JSON.stringify(message));
  const ipcRenderer = {
    invoke: (channel, ...args) =>
      new Promise((resolve, reject) => {
        count += 1;
        const message = { type: 'invoke', id: count, channel, args: codec.encode(args) };
        pending.set(count, { resolve, reject, channel });
        post(message);
      }),
    send: (channel, ...args) => post({ type: 'send', channel, args: codec.encode(args) }),
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    removeListener(channel, listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((one) => one !== listener),
      );
      return ipcRenderer;
    },
  };
  const contextBridge = { exposeInMainWorld: (key, api) => peer.expose(key, api) };
  globalThis.__deliver = (message) => {
    if (message.type === 'event') {
      for (const listener of listeners.get(message.channel) ?? [])
        listener({ ports: [] }, ...codec.decode(message.args));
      return;
    }
    const call = pending.get(message.id);
    pending.delete(message.id);
    if (message.ok) call?.resolve(codec.decode(message.value));
    else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${message.value}`));
  };
  peer.onOpen((url) => post({ type: 'open', url }));
  const require = (name) => {
    if (name === 'electron' || name === 'electron/renderer') return { ipcRenderer, contextBridge };
    throw new Error(`module not found: ${name}`);
  };
  const process = { type: 'renderer', sandboxed: true, contextIsolated: true, env: {}, ...config };
  const module = { exports: {} };
  try {
    run({ require, module, process });
    post({ type: 'preload', ok: true });
  } catch (cause) {
    post({ type: 'preload', ok: false, value: String(cause?.stack ?? cause) });
  }
}

/** Takes an unguessable name; gives the script for the page's world. */
const mainWorld = (secret) => `(${bootMain})((${makePeer})(${JSON.stringify(secret)}, 'm', 'i'));`;

/** Takes name, binding, what the preload may know and its source; gives the script for the isolated world. */
const isolated = ({ secret, binding, config, preload }) => `(() => {
  const bind = globalThis[${JSON.stringify(binding)}];
  (${bootIsolated})({
    peer: (${makePeer})(${JSON.stringify(secret)}, 'i', 'm'),
    codec: (${makeCodec})(),
    config: ${JSON.stringify(config)},
    bind: (text) => bind(text),
    run: ({ require, module, process }) => { const { exports } = module; ${preload}\n },
  });
})();`;

module.exports = { isolated, mainWorld };
