/** Makes a generator of numbers in [0, 1) that gives the same row for the same seed (mulberry32), so that a failure replays. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A number in [0, 1) that follows from a seed and from what it is drawn for, and from nothing else: the order in which
 * draws are asked for does not matter. Takes the seed and any texts and numbers (FNV-1a hash, then mulberry32).
 */
export function drawOf(seed: number, ...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of `${seed}\n${parts.join('\n')}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return seededRandom(hash)();
}
