'use strict';
/** Values of the structured clone as JSON. The same source runs in Node and, as text, in the page. */
function makeCodec() {
  const refusal = () => Object.assign(new Error('An object could not be cloned.'), { name: 'DataCloneError' });
  const toBase64 = (bytes) => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  };
  const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const isOddNumber = (value) => typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0));
  const encodeLeaf = (value) => {
    if (value === undefined) return ['undefined'];
    if (isOddNumber(value)) return ['number', Object.is(value, -0) ? '-0' : String(value)];
    if (typeof value === 'bigint') return ['bigint', String(value)];
    return value;
  };
  const encodeObject = (value, walk) => {
    if (Array.isArray(value)) return ['array', Array.from(value, walk)];
    if (value instanceof Date) return ['date', value.getTime()];
    if (value instanceof Map) return ['map', [...value].map(([key, member]) => [walk(key), walk(member)])];
    if (value instanceof Set) return ['set', [...value].map(walk)];
    if (value instanceof Error) return ['error', value.name, value.message];
    if (ArrayBuffer.isView(value))
      return ['bytes', toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))];
    if (value instanceof Promise || value instanceof WeakMap) throw refusal();
    return ['object', Object.keys(value).map((key) => [key, walk(value[key])])];
  };
  function encode(root) {
    const out = [];
    const seen = new Map();
    const walk = (value) => {
      if (typeof value === 'function' || typeof value === 'symbol') throw refusal();
      const isObject = typeof value === 'object' && value !== null;
      if (isObject && seen.has(value)) return seen.get(value);
      const place = out.push(null) - 1;
      if (isObject) seen.set(value, place);
      out[place] = isObject ? encodeObject(value, walk) : encodeLeaf(value);
      return place;
    };
    walk(root);
    return JSON.stringify(out);
  }
  const define = (target, key, value) =>
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  const leaves = {
    undefined: () => undefined,
    number: (text) => Number(text),
    bigint: (text) => BigInt(text),
    date: (time) => new Date(time),
    error: (name, message) => Object.assign(new Error(message), { name }),
    bytes: (text) => fromBase64(text),
  };
  // Made first and filled afterwards, since a member may lead back to its object.
  const containers = {
    array: { make: () => [], fill: (made, members, get) => made.push(...members.map(get)) },
    set: { make: () => new Set(), fill: (made, members, get) => members.map((one) => made.add(get(one))) },
    map: { make: () => new Map(), fill: (made, pairs, get) => pairs.map(([key, one]) => made.set(get(key), get(one))) },
    object: { make: () => ({}), fill: (made, pairs, get) => pairs.map(([key, one]) => define(made, key, get(one))) },
  };
  function decode(text) {
    const source = JSON.parse(text);
    const done = new Map();
    const get = (place) => {
      if (done.has(place)) return done.get(place);
      const told = source[place];
      if (!Array.isArray(told)) return told;
      const [kind, ...parts] = told;
      const container = containers[kind];
      const made = container === undefined ? leaves[kind](...parts) : container.make();
      done.set(place, made);
      container?.fill(made, parts[0], get);
      return made;
    };
    return get(0);
  }
  return { encode, decode };
}

module.exports = { makeCodec };
