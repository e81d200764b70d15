import { type PatternReader, readCategoryName, readCharacterEscape } from './pattern-reader.ts';
import type { UnitSet } from './syntax.ts';
import { categorySet, classOf, complement, ignoringCase, range, union } from './unit-sets.ts';

/** Deeper subtraction of sets than this is no pattern a person wrote. */
const maximumSubtractions = 20;

/**
 * Reads a set, the opening bracket being taken already: `[^a-z\d]`, and .NET's subtraction `[a-z-[aeiou]]`.
 * Source: learn.microsoft.com/dotnet/standard/base-types/character-classes-in-regular-expressions
 */
export function readSet(reader: PatternReader, ignoreCase: boolean, depth = 0): UnitSet {
  if (depth > maximumSubtractions) throw reader.unsupported('So deep a subtraction of character sets');
  const isNegated = reader.skip('^');
  const parts: UnitSet[] = [];
  let subtracted: UnitSet | undefined;
  for (let isFirst = true; isFirst || !reader.skip(']'); isFirst = false) {
    if (!isFirst && reader.skip('-[')) {
      subtracted = readSet(reader, ignoreCase, depth + 1);
      if (!reader.skip(']')) throw reader.invalid('A subtraction must be the last part of a set');
      break;
    }
    parts.push(readSetPart(reader));
  }
  const members = ignoreCase ? ignoringCase(union(parts)) : union(parts);
  const included = isNegated ? complement(members) : members;
  const removed = subtracted;
  return removed === undefined ? included : (unit) => included(unit) && !removed(unit);
}

function readSetPart(reader: PatternReader): UnitSet {
  const first = readSetItem(reader);
  if (typeof first !== 'number') return first;
  const isRange = reader.peek() === '-' && !/^-[[\]]/.test(reader.text.slice(reader.offset, reader.offset + 2));
  if (!isRange) return range(first, first);
  reader.next();
  const last = readSetItem(reader);
  if (typeof last !== 'number') throw reader.invalid('A range ends in a character, not in a class');
  if (last < first) throw reader.invalid('A range in a set goes backwards');
  return range(first, last);
}

function readSetItem(reader: PatternReader): UnitSet | number {
  const character = reader.next();
  if (character === '[' && reader.peek() === ':' && reader.match(/:\^?[a-z]+:\]/y) !== undefined) {
    throw reader.unsupported('A POSIX class in a set');
  }
  if (character !== '\\') return character.charCodeAt(0);
  if (reader.skip('p')) return categorySet(readCategoryName(reader));
  if (reader.skip('P')) return complement(categorySet(readCategoryName(reader)));
  const known = classOf(reader.peek());
  if (known === undefined) return readCharacterEscape(reader);
  reader.next();
  return known;
}
