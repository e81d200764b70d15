'use strict';
// What the other parts share: the start's facts, events that can be prevented, and objects that say what they lack.
const boot = globalThis.electronStandin;

/** A part of Electron that this stand-in does not have must not look as if it did nothing. */
function lacks(what) {
  throw new Error(`Electron stand-in: ${what} is not implemented`);
}

const asked = /^_|^\$\$|^(then|toJSON|asymmetricMatch|listeners|rawListeners)$/;

/** Takes a name and what is there; gives an object that raises when something else is asked of it. */
const strict = (name, parts) =>
  new Proxy(parts, {
    get: (target, key, receiver) =>
      key in target || typeof key === 'symbol' || asked.test(key)
        ? Reflect.get(target, key, receiver)
        : lacks(`${name}.${key}`),
  });

/** An event whose default can be prevented. */
function preventable(members = {}) {
  const event = {
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
    ...members,
  };
  return event;
}

const state = { ready: false, quitting: false };

module.exports = { boot, lacks, preventable, state, strict };
