import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BundleSource } from '#assets/verify/verify-bundle.mjs';

/** Files of a bundle by path, in memory. */
export type MemoryBundle = Map<string, Uint8Array>;

/** Takes the folder of a bundle; gives its files. */
export function loadBundle(folder: string): MemoryBundle {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1).replaceAll('\\', '/'), new Uint8Array(readFileSync(path))];
    }),
  );
}

/** Takes files; gives them as what a verifier reads. */
export const memorySource = (files: MemoryBundle): BundleSource => ({
  list: async () => [...files].map(([path, bytes]) => ({ path, bytes: bytes.length, fault: null })),
  async *read(path) {
    const bytes = files.get(path);
    if (bytes === undefined) throw new Error('it is not there');
    yield bytes;
  },
});

/** Gives a source of numbers in [0, 1) that is the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
