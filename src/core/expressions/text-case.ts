import { EvaluationFailure } from './values.ts';

/**
 * Lower or upper case as .NET makes it: character by character, so `ß` has no upper case. `culture` is a name such as
 * `tr-TR`; the empty string means the invariant culture. Fails with `invalidArgument` for a name that is none.
 *
 * Source: learn.microsoft.com/dotnet/api/system.globalization.textinfo.tolower
 */
export function changeCase(text: string, to: 'lower' | 'upper', culture: string): string {
  const change = caseChanger(to, culture);
  const changed = change(text);
  if (changed.length === text.length) return changed;
  return Array.from(text, (character) => {
    const one = change(character);
    return one.length === character.length ? one : character;
  }).join('');
}

function caseChanger(to: 'lower' | 'upper', culture: string): (text: string) => string {
  if (culture === '') return (text) => (to === 'lower' ? text.toLowerCase() : text.toUpperCase());
  const locale = knownLocale(culture);
  return (text) => (to === 'lower' ? text.toLocaleLowerCase(locale) : text.toLocaleUpperCase(locale));
}

function knownLocale(culture: string): string {
  try {
    return Intl.getCanonicalLocales(culture)[0] ?? culture;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new EvaluationFailure(
      'invalidArgument',
      `The culture ${JSON.stringify(culture)} is none; write a name such as en-US.`,
    );
  }
}

// The Unicode categories at which TextInfo.ToTitleCase ends a word.
const wordSeparator = /^[\p{Z}\p{Cc}\p{Cf}\p{P}\p{S}]$/u;
const letter = /^\p{L}$/u;

/**
 * Title case as TextInfo.ToTitleCase makes it of lower-case text: the first letter of each word in upper case. An
 * apostrophe does not end a word (`o'neil` → `O'neil`), and the letter after leading digits begins one (`3rd` → `3Rd`).
 *
 * Source: learn.microsoft.com/dotnet/api/system.globalization.textinfo.totitlecase
 */
export function titleCase(text: string): string {
  let isInWord = false;
  return Array.from(changeCase(text, 'lower', ''), (character) => {
    if (!isInWord) {
      isInWord = letter.test(character);
      return isInWord ? changeCase(character, 'upper', '') : character;
    }
    isInWord = character === "'" || !wordSeparator.test(character);
    return character;
  }).join('');
}

/** Lower case, with the first character and each one after a character of `separators` in upper case. */
export function capitalizeAfter(text: string, separators: string): string {
  const ends = new Set(separators);
  let isFirst = true;
  return Array.from(changeCase(text, 'lower', ''), (character) => {
    const shown = isFirst ? changeCase(character, 'upper', '') : character;
    isFirst = ends.has(character);
    return shown;
  }).join('');
}
