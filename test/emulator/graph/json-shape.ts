/** The type of a JSON value, null and arrays told apart. */
function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Dictionaries whose members depend on the object at hand: `details` of steps, systems and identities. */
const openDictionary = /\/details$/;

/**
 * Where an answer lacks a path of a sample or has another JSON type there. A null in the sample says nothing about the
 * type, but the path has to be there. Each element of an array of the sample is compared with the element of the answer
 * that fits best; elements of `details` only by the type of their values.
 */
export function shapeProblems(sample: unknown, answer: unknown, path = ''): string[] {
  if (answer === undefined) return [`${path}: missing`];
  if (sample === null) return [];
  const expected = jsonType(sample);
  if (jsonType(answer) !== expected) return [`${path}: ${expected} expected, ${jsonType(answer)} found`];
  if (Array.isArray(sample) && Array.isArray(answer)) {
    return [...new Set(sample.flatMap((element) => bestFit(element, answer, path)))];
  }
  if (expected !== 'object') return [];
  const members = answer as Record<string, unknown>;
  if (openDictionary.test(path)) {
    return Object.entries(members)
      .filter(([, value]) => typeof value !== 'string')
      .map(([name]) => `${path}/${name}: string expected`);
  }
  return Object.entries(sample as Record<string, unknown>).flatMap(([name, value]) =>
    shapeProblems(value, members[name], `${path}/${name}`),
  );
}

function bestFit(element: unknown, answer: readonly unknown[], path: string): string[] {
  if (answer.length === 0) return [`${path}: an element expected, none found`];
  const candidates = answer.map((candidate) => shapeProblems(element, candidate, `${path}[]`));
  return candidates.reduce((best, next) => (next.length < best.length ? next : best));
}
