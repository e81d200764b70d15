import type { AttributeFacts } from '#core/profiles/mapping-facts';
import { sentencesOf, squashed } from './plain-text.ts';
import { type SortedArticle, statementsIn } from './sections.ts';

const attribute = '["“\'`*]*([A-Za-z][\\w.:-]{1,120}(?:\\[[^\\]]{1,60}\\][.\\w]{0,60})?(?: name)?)["”\'`*]*';

/** Sentences that say which attribute matches; the portal's own explanation of the column "Matching" says none. */
const sayings: readonly RegExp[] = [
  new RegExp(
    `\\b(?:use of|use|uses|using|set|choose|select|keep) (?:the )?${attribute}(?: attribute)? as (?:the |a |your )?(?:only )?matching\\b`,
    'i',
  ),
  new RegExp(`\\b(?:the )${attribute} attribute is (?:always )?used to match\\b`, 'i'),
  new RegExp(
    `\\b(?:the )?matching (?:attribute|property|key)(?: for (?:users|groups|accounts))? (?:is|has to be|must be|should be)(?: always)? (?:the )?${attribute}`,
    'i',
  ),
  new RegExp(`\\b(?:users|groups|accounts|people) are matched (?:by|on|with) (?:the(?:ir)? )?${attribute}`, 'i'),
];
const boilerplate = /attributes selected as \W{0,4}matching|matching target attribute/i;

/** The row that a word of prose means: the same name, the same letters, or the only one of several values. */
function rowMeant(word: string, rows: readonly AttributeFacts[]): AttributeFacts | undefined {
  const own = squashed(word);
  const same = rows.find(({ name }) => squashed(name) === own);
  if (same !== undefined) return same;
  const values = rows.filter(
    ({ name }) => squashed(/^[a-z]+(?=\[)/i.exec(name)?.[0] ?? '').replace(/s$/, '') === own.replace(/s$/, ''),
  );
  return values.length === 1 ? values[0] : values.find(({ name }) => /"work"/.test(name));
}

/**
 * Takes an article, a kind of object and its attributes; gives them with the priority of the one that prose names as matching. What may be
 * filtered says nothing about what matches.
 */
export function withMatching(
  article: SortedArticle,
  object: 'user' | 'group',
  rows: readonly AttributeFacts[],
): AttributeFacts[] {
  const sentences = statementsIn(article, 'configuration', 'limits', 'troubleshooting', 'other')
    .flatMap(({ text }) => sentencesOf(text))
    .filter((sentence) => !boilerplate.test(sentence) && /\bmatch/i.test(sentence));
  const about = sentences.filter((sentence) => /\bgroups?\b/i.test(sentence) === (object === 'group'));
  for (const sentence of about) {
    const word = sayings.map((saying) => saying.exec(sentence)?.[1]).find((found) => found !== undefined);
    const meant = word === undefined ? undefined : rowMeant(word.replace(/[.,;]+$/, ''), rows);
    if (meant !== undefined) return rows.map((row) => (row === meant ? { ...row, matchingPriority: 1 } : row));
  }
  return [...rows];
}
