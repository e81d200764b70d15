'use strict';
/**
 * Runs in both worlds. They talk over synchronous DOM events with an unguessable name, so that what the bridge exposes is
 * there before the page's first script, as in Electron. Functions, promises and errors are described and made anew; other
 * leaves go through the event's own clone.
 */
function makePeer(secret, out, incoming) {
  const { CustomEvent, document, EventTarget } = globalThis;
  const dispatch = EventTarget.prototype.dispatchEvent.bind(document);
  const listen = EventTarget.prototype.addEventListener.bind(document);
  const functions = new Map();
  const ids = new Map();
  const waits = new Map();
  let count = 0;
  let last;
  let onExpose = () => {};
  let onOpen = () => {};
  const emit = (detail) => dispatch(new CustomEvent(secret + out, { detail }));
  const nextId = () => {
    count += 1;
    return count;
  };
  const describeFunction = (value) => {
    const id = ids.get(value) ?? nextId();
    ids.set(value, id);
    functions.set(id, value);
    return { f: id };
  };
  const describePromise = (promise) => {
    const id = nextId();
    promise.then(
      (value) => emit({ t: 'settle', id, ok: true, v: describe(value) }),
      (cause) => emit({ t: 'settle', id, ok: false, v: describe(cause) }),
    );
    return { p: id };
  };
  const isPlain = (value) => {
    const prototype = Object.getPrototypeOf(value);
    return prototype === null || Object.getPrototypeOf(prototype) === null;
  };
  const describe = (value) => {
    if (typeof value === 'function') return describeFunction(value);
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.');
    if (value === null || typeof value !== 'object') return { v: value };
    if (value instanceof Promise) return describePromise(value);
    if (value instanceof Error) return { e: [value.name, value.message] };
    if (Array.isArray(value)) return { a: value.map(describe) };
    if (isPlain(value)) return { o: Object.keys(value).map((key) => [key, describe(value[key])]) };
    return { v: value };
  };
  const define = (target, key, value) =>
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  const revive = (told, freeze = false) => {
    if ('f' in told) return (...args) => call(told.f, args);
    if ('p' in told) return new Promise((resolve, reject) => waits.set(told.p, { resolve, reject }));
    if ('e' in told) return Object.assign(new Error(told.e[1]), { name: told.e[0] });
    if ('v' in told) return told.v;
    const made = 'a' in told ? told.a.map((one) => revive(one, freeze)) : {};
    for (const [key, one] of told.o ?? []) define(made, key, revive(one, freeze));
    return freeze ? Object.freeze(made) : made;
  };
  const call = (id, args) => {
    emit({ t: 'call', f: id, a: args.map(describe) });
    const answer = last;
    last = undefined;
    if (!answer) throw new Error('The other side of the bridge is gone.');
    if (answer.ok) return revive(answer.v);
    throw revive(answer.v);
  };
  const answerCall = ({ f, a }) => {
    try {
      emit({ t: 'return', ok: true, v: describe(functions.get(f)(...a.map((one) => revive(one)))) });
    } catch (cause) {
      emit({ t: 'return', ok: false, v: describe(cause instanceof Error ? cause : new Error(String(cause))) });
    }
  };
  const settle = ({ id, ok, v }) => {
    const wait = waits.get(id);
    waits.delete(id);
    if (ok) wait?.resolve(revive(v));
    else wait?.reject(revive(v));
  };
  listen(secret + incoming, ({ detail }) => {
    if (detail.t === 'call') answerCall(detail);
    else if (detail.t === 'return') last = detail;
    else if (detail.t === 'settle') settle(detail);
    else if (detail.t === 'expose') onExpose(detail.key, revive(detail.v, true));
    else if (detail.t === 'open') onOpen(detail.url);
  });
  return {
    expose: (key, api) => emit({ t: 'expose', key, v: describe(api) }),
    onExpose: (listener) => {
      onExpose = listener;
    },
    open: (url) => emit({ t: 'open', url }),
    onOpen: (listener) => {
      onOpen = listener;
    },
  };
}

module.exports = { makePeer };
