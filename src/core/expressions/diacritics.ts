/** Letters of the published table that Unicode does not take apart into a base letter and marks. */
const replacements: ReadonlyMap<string, string> = new Map([
  ['æ', 'ae'],
  ['Æ', 'AE'],
  ['ø', 'oe'],
  ['Ø', 'OE'],
  ['œ', 'oe'],
  ['Œ', 'OE'],
  ['ß', 'ss'],
  ['ł', 'l'],
  ['Ł', 'L'],
  ['ı', 'i'],
]);

/**
 * Replaces letters with diacritical marks by letters without: `Zoë` → `Zoe`, `Weiß` → `Weiss`, `Øre` → `OEre`.
 * Marks are removed from every script that has them; letters outside the published table that only look marked,
 * such as `đ`, stay.
 *
 * Source: NormalizeDiacritics in learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data
 */
export function normalizeDiacritics(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}+/gu, '')
    .replace(/[æÆøØœŒßłŁı]/g, (letter) => replacements.get(letter) ?? letter)
    .normalize('NFC');
}
