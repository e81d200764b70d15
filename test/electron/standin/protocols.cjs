'use strict';
// Chromium cannot be taught a scheme over its debugging protocol, so scheme://host/ is served as
// https://host.scheme.standin.test/. The main process sees the address that it asked for.
const { state, strict } = require('./foundation.cjs');

const suffix = '.standin.test';
const handlers = new Map();
const privileged = new Set();

/** Takes an address of the application; gives the one that Chromium loads. */
function toReal(address) {
  const url = new URL(address);
  const scheme = url.protocol.slice(0, -1);
  if (!privileged.has(scheme) && !handlers.has(scheme)) return address;
  return `https://${url.host}.${scheme}${suffix}${url.pathname || '/'}${url.search}${url.hash}`;
}

/** Takes an address that Chromium knows; gives the application's own. */
function toApp(address) {
  const prefix = address.startsWith('blob:') ? 'blob:' : '';
  const text = address.slice(prefix.length);
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !url.hostname.endsWith(suffix)) return address;
  const parts = url.hostname.slice(0, -suffix.length).split('.');
  const scheme = parts.pop();
  return `${prefix}${scheme}://${parts.join('.')}${url.pathname}${url.search}${url.hash}`;
}

const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes) {
    if (state.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme } of schemes) privileged.add(scheme);
  },
  handle(scheme, handler) {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler);
  },
});

/** Takes an address of the application; gives what answers requests for it, if anything does. */
const handlerOf = (address) => handlers.get(new URL(address).protocol.slice(0, -1));

module.exports = { handlerOf, protocol, toApp, toReal };
