import { RegexRefusal, type UnitSet } from './syntax.ts';

function matching(pattern: RegExp): UnitSet {
  return (unit) => pattern.test(String.fromCharCode(unit));
}

function memoized(set: UnitSet): UnitSet {
  const known = new Map<number, boolean>();
  return (unit) => {
    const answer = known.get(unit) ?? set(unit);
    known.set(unit, answer);
    return answer;
  };
}

/** The opposite of a set. */
export function complement(set: UnitSet): UnitSet {
  return (unit) => !set(unit);
}

/** Everything that is in one of `sets`. */
export function union(sets: readonly UnitSet[]): UnitSet {
  const [only] = sets;
  return sets.length === 1 && only !== undefined ? only : (unit) => sets.some((set) => set(unit));
}

/** The units from `first` to `last`. */
export function range(first: number, last: number): UnitSet {
  return (unit) => unit >= first && unit <= last;
}

/** `.`: everything but a line feed; with the option `s` everything. */
export function anyUnit(includesNewline: boolean): UnitSet {
  return includesNewline ? () => true : (unit) => unit !== 10;
}

/** Letters, marks, digits and connectors: `\w`. */
export const wordUnits: UnitSet = memoized(matching(/[\p{L}\p{Mn}\p{Nd}\p{Pc}]/u));

const classes: Readonly<Record<string, UnitSet>> = {
  d: memoized(matching(/\p{Nd}/u)),
  s: memoized(matching(/[\f\n\r\t\v\x85\p{Z}]/u)),
  w: wordUnits,
};

/** The set of `\d`, `\s`, `\w` and their opposites `\D`, `\S`, `\W`; undefined for another letter. */
export function classOf(letter: string): UnitSet | undefined {
  const set = Object.hasOwn(classes, letter.toLowerCase()) ? classes[letter.toLowerCase()] : undefined;
  return set !== undefined && letter !== letter.toLowerCase() ? complement(set) : set;
}

const categories = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfson]?)$/;

/**
 * The set of `\p{name}`: a Unicode general category. Named blocks such as `IsGreek` are refused with their name.
 * Source: learn.microsoft.com/dotnet/standard/base-types/character-classes-in-regular-expressions
 */
export function categorySet(name: string): UnitSet {
  if (categories.test(name)) return memoized(matching(new RegExp(`\\p{${name}}`, 'u')));
  if (!name.startsWith('Is')) throw new RegexRefusal('invalidRegex', `\\p{${name}} is no Unicode category.`);
  throw new RegexRefusal('unsupportedRegex', `The named block \\p{${name}} is not supported; write its range instead.`);
}

/** Makes a set match a unit in either case. */
export function ignoringCase(set: UnitSet): UnitSet {
  return memoized((unit) => {
    const character = String.fromCharCode(unit);
    return set(unit) || set(character.toLowerCase().charCodeAt(0)) || set(character.toUpperCase().charCodeAt(0));
  });
}
