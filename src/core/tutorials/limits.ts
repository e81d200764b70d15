import type { VendorFacts } from '#core/profiles/profile-schema';
import type { Statement } from './article.ts';
import { isoDate } from './document-facts.ts';
import { listed, sentencesOf } from './plain-text.ts';
import { type SortedArticle, statementsIn } from './sections.ts';

const attributeName = /^(?:[a-z][A-Za-z]+(?:\.[a-zA-Z]+)*|[a-z]\w+\[.{1,60}\].{0,30}|urn:.{5,200})$/;

/** Names of attributes that a text marks or quotes. */
function attributesIn({ text, strong, code }: Pick<Statement, 'text' | 'strong' | 'code'>): readonly string[] {
  const quoted = [...text.replaceAll(/\[[^\]]{0,60}\]/g, '').matchAll(/["“]([\w.[\]: ]{2,80})["”]/g)].map(
    (match) => match[1] ?? '',
  );
  return [
    ...new Set([...strong, ...code, ...quoted].map((name) => name.trim()).filter((name) => attributeName.test(name))),
  ];
}

interface Topic {
  readonly when: RegExp;
  readonly words: (statement: Statement) => string;
}

const withoutDate = (text: string): string => text.replace(/^\s*\d[\d/.-]+\s*[-–:]?\s*/, '');

const numbersIn = (text: string): readonly string[] =>
  [
    ...withoutDate(text).matchAll(
      /\b\d[\d,.]*\s?(?:\/|per |requests?|calls?|users?|groups?|members?|characters?|minutes?|hours?|days?|seconds?)[\w/ ]{0,24}/gi,
    ),
  ]
    .map(([found]) => found.trim())
    .slice(0, 3);

const withNumbers = (words: string, { text }: Statement): string => {
  const numbers = numbersIn(text);
  return numbers.length === 0 ? words : `${words}: ${numbers.join(', ')}`;
};

const withAttributes = (words: string, statement: Statement): string => {
  const names = attributesIn(statement);
  return names.length === 0 ? words : `${words}: ${listed(names, 'and')}`;
};

const limitTopics: readonly Topic[] = [
  {
    when: /\brate[\s-]?limit|requests? per|throttl|\/min\b|calls? per/i,
    words: (one) => withNumbers('The vendor limits the rate of requests', one),
  },
  { when: /nested groups?/i, words: () => 'Nested groups are not provisioned' },
  {
    when: /\bip (?:address|range|allow)|allow-?list|white-?list|firewall/i,
    words: () => 'The vendor’s list of allowed addresses has to let the provisioning service in',
  },
  { when: /group/i, words: () => 'Groups are provisioned with limits, or not at all' },
  { when: /soft[\s-]?delet/i, words: () => 'People are soft-deleted at the vendor' },
  {
    when: /\b(?:users?|accounts?|people)\b.{0,80}(?:delet|deactivat|de-?provision|disabl|suspend)|(?:delet|deactivat|de-?provision|disabl|suspend)\w*.{0,40}\b(?:users?|accounts?|people)\b/i,
    words: () => 'Removing people works in its own way at the vendor',
  },
  { when: /guest|b2b|external users?/i, words: () => 'Guests are provisioned with limits, or not at all' },
  {
    when: /licen[cs]e|seat|quota|maximum number/i,
    words: (one) => withNumbers('Licences or seats limit who is provisioned', one),
  },
  { when: /domain/i, words: () => 'Only people of certain domains are provisioned' },
  { when: /roles?\b/i, words: () => 'Roles are provisioned with limits, or not at all' },
  { when: /single[\s-]sign|saml|\bsso\b/i, words: () => 'Single sign-on and provisioning depend on each other' },
  {
    when: /unique|case[\s-]sensitiv|length|characters|format|must be|match/i,
    words: (one) => withAttributes('The vendor takes only certain values', one),
  },
  {
    when: /attribute|updat|chang|email|user ?name|cannot|can['’]t|not support/i,
    words: (one) => withAttributes('Some attributes cannot be changed or are not supported', one),
  },
];

const refusal =
  /\b(?:not support|doesn['’]t support|don['’]t support|isn['’]t supported|aren['’]t supported|not currently support|can(?:not|['’]t)|limitation|limited to|maximum)\b/i;

/** Takes an article; gives the limits that it names, in our words with its numbers and attribute names. */
export function readLimitations(article: SortedArticle): string[] {
  const own = statementsIn(article, 'limits').filter(({ text }) => text !== '' && !/^\s*(?:\|)/.test(text));
  const notes = statementsIn(
    article,
    'capabilities',
    'prerequisites',
    'vendor',
    'configuration',
    'scope',
    'intro',
    'other',
  ).filter(
    ({ quoted, text, checklist }) =>
      quoted && !checklist && refusal.test(text) && !/view the token|see the token/i.test(text),
  );
  const found = [...own, ...notes].map(
    (one) =>
      limitTopics.find(({ when }) => when.test(one.text))?.words(one) ??
      `A limit that line ${one.line} of the article describes`,
  );
  return [...new Set(found)];
}

const changeTopics: readonly Topic[] = [
  {
    when: /group/i,
    words: ({ text }) =>
      /remov|disabl|no longer|drop/i.test(text)
        ? 'Group provisioning removed or changed'
        : 'Group provisioning enabled',
  },
  {
    when: /\boauth\b|authori[sz]ation (?:method|code)|bearer|authentication|token/i,
    words: () => 'Way to sign in changed',
  },
  { when: /rate[\s-]?limit|per min|\/min\b|throttl/i, words: (one) => withNumbers('Rate limits changed', one) },
  {
    when: /\b(?:remov|drop|delet|deprecat|no longer)/i,
    words: (one) => withAttributes('Attributes or features removed', one),
  },
  { when: /default (?:attribute )?mapping|mapping/i, words: (one) => withAttributes('Default mappings changed', one) },
  { when: /schema discovery/i, words: () => 'Schema discovery added' },
  { when: /soft[\s-]?delet/i, words: () => 'Soft deletion changed' },
  { when: /role/i, words: (one) => withAttributes('Roles added or changed', one) },
  { when: /gov/i, words: () => 'Offered in the US Government cloud' },
  { when: /attribute|extension|added|support/i, words: (one) => withAttributes('Attributes or features added', one) },
];

/** Takes an article; gives its change log: dates, and what changed in our words with the names of attributes. */
export function readChangeLog(article: SortedArticle): VendorFacts['changeLog'] {
  return statementsIn(article, 'changeLog').flatMap((statement) => {
    const date = isoDate(statement.text);
    if (date === null) return [];
    const words = changeTopics.find(({ when }) => when.test(statement.text))?.words(statement);
    return [{ date, text: words ?? `A change that line ${statement.line} of the article describes` }];
  });
}

const checks: readonly (readonly [RegExp, (app: string) => string])[] = [
  [
    /if the connection fails[^.]{0,80}\badmin/i,
    (app) => `Check that your ${app} account has administrator permissions`,
  ],
  [/if the connection fails[^.]{0,120}\b(?:token|secret|url)/i, () => 'Check the tenant URL and the secret token'],
];

/** Takes an article and the name to use for the application; gives what to check when the connection test fails, in our words. */
export function readTroubleshooting(article: SortedArticle, app: string): string[] {
  const sentences = statementsIn(article, 'configuration', 'other').flatMap(({ text }) => sentencesOf(text));
  const found = checks
    .filter(([pattern]) => sentences.some((sentence) => pattern.test(sentence)))
    .map(([, words]) => words(app));
  const more = statementsIn(article, 'troubleshooting').some(({ text }) =>
    /\b(?:regenerat|revok|new token)/i.test(text),
  );
  return more ? [...found, 'A regenerated or revoked token stops working at once: enter the new one'] : found;
}
