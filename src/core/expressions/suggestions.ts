/** Above this distance a "did you mean" is more confusing than none. */
const maximumDistance = 2;

/**
 * The name in `known` closest to `written`: the same name in another case first, then one at most two
 * insertions, deletions or replacements away. Gives undefined when nothing is close.
 */
export function closestName(written: string, known: Iterable<string>): string | undefined {
  const lowered = written.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.min(maximumDistance, Math.max(1, written.length - 2)) + 1;
  for (const candidate of known) {
    const loweredCandidate = candidate.toLowerCase();
    if (loweredCandidate === lowered) return candidate;
    if (Math.abs(candidate.length - written.length) >= bestDistance) continue;
    const distance = editDistance(lowered, loweredCandidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(first: string, second: string): number {
  let previous = Array.from({ length: second.length + 1 }, (_, index) => index);
  for (let row = 1; row <= first.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= second.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (first[row - 1] === second[column - 1] ? 0 : 1);
      const deleted = (previous[column] ?? 0) + 1;
      const inserted = (current[column - 1] ?? 0) + 1;
      current.push(Math.min(replaced, deleted, inserted));
    }
    previous = current;
  }
  return previous[second.length] ?? 0;
}
