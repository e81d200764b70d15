const mask = 0xffff_ffff;

// A multiplier and its inverse modulo 2^32: ids look drawn, and still say their number.
const forward = 0x9e37_79b1;
const backward = 0x0e8b_2f51;

const hex = (value: number, length: number): string => (value >>> 0).toString(16).padStart(length, '0').slice(-length);

/** Mixes a seed and numbers into 32 bits that follow from them alone (murmur3's last step after each). */
export function mixed(seed: number, ...parts: readonly number[]): number {
  let hash = seed | 0;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x85eb_ca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2_ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** Ids of the form of a GUID that tell their number; `seed` tells one kind of object from the next. */
export interface NumberedIds {
  idOf(index: number): string;
  /** The number of an id, or −1 for an id of another kind or out of range. */
  indexOf(id: string): number;
}

/** Makes the ids of the numbers from 0 to count − 1. */
export function createNumberedIds(seed: number, count: number): NumberedIds {
  const start = mixed(seed, 17);
  const tail = `${hex(mixed(seed, 1), 8)}${hex(mixed(seed, 2), 4)}`;
  const idOf = (index: number): string => {
    const first = Math.imul(index ^ start, forward);
    const rest = mixed(seed, index);
    return `${hex(first, 8)}-${hex(rest >>> 16, 4)}-4${hex(rest, 3)}-8${hex(rest >>> 4, 3)}-${tail}`;
  };
  return {
    idOf,
    indexOf(id) {
      if (id.length !== 36 || !id.endsWith(tail)) return -1;
      const first = Number.parseInt(id.slice(0, 8), 16);
      if (Number.isNaN(first)) return -1;
      const index = ((Math.imul(first & mask, backward) ^ start) & mask) >>> 0;
      return index < count && idOf(index) === id.toLowerCase() ? index : -1;
    },
  };
}
