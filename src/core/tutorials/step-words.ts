import { listed } from './plain-text.ts';
import { readTokenTimes, yieldsOf } from './secret-words.ts';
import type { VendorItem } from './vendor-items.ts';

const longestLabel = 60;
const mostLabels = 6;

const contacting =
  /\b(?:contact|e-?mail to|write to|reach out|support (?:ticket|team|case)|get in touch|open a (?:case|ticket)|write (?:an )?e-?mail|send (?:an )?e-?mail)\b/i;

/** Names of the portal's own fields, which a step at the vendor names as the place for later. */
const portalFields = /^(?:tenant url|secret token|provisioning|admin credentials|note|important|tip)s?:?$/i;

/** The vendor's own words on its screen, which a person has to find there. */
const labelsOf = ({ strong }: VendorItem): readonly string[] =>
  [...new Set(strong)]
    .map((label) => label.replace(/^[>\s]+|[\s.,:;>]+$/g, ''))
    .filter((label) => label !== '' && label.length <= longestLabel && !portalFields.test(label))
    .slice(0, mostLabels);

const keyWords: Readonly<Record<string, string>> = {
  BaseAddress: 'the tenant URL',
  SecretToken: 'the token',
  ClientIdentifier: 'the client identifier',
  ClientSecret: 'the client secret',
  UserName: 'the user name',
  Password: 'the password',
};

interface Rule {
  readonly when: RegExp;
  readonly words: (labels: readonly string[]) => string;
}

const then = (labels: readonly string[]): string => labels.join(', then ');

const alreadyVerb = /^(?:enable|turn on|activate|generate|create|add|save)\b/i;

/** First fit wins. The words are ours; the labels are what the vendor's screen shows. */
const rules: readonly Rule[] = [
  { when: contacting, words: () => 'Ask the vendor to enable provisioning' },
  {
    when: /\b(?:log ?in|sign ?in|log on|login)\b/i,
    words: (labels) => `Sign in to the vendor's console${labels.length === 0 ? '' : `, then open ${then(labels)}`}`,
  },
  {
    when: /\b(?:generate|create|add)\b/i,
    words: (labels) => (labels.length === 0 ? 'Create the entry for provisioning' : `Choose ${then(labels)}`),
  },
  {
    when: /\b(?:go|navigate|open|browse|scroll|expand|visit)\b/i,
    words: (labels) => (labels.length === 0 ? 'Open the settings of provisioning' : `Open ${then(labels)}`),
  },
  {
    when: /\b(?:enable|activate|turn on|toggle|switch)\b/i,
    words: (labels) => {
      if (labels.length === 0) return 'Enable provisioning';
      return labels.some((label) => alreadyVerb.test(label))
        ? `Choose ${then(labels)}`
        : `Enable ${listed(labels, 'and')}`;
    },
  },
  {
    when: /\b(?:enter|type|fill|paste|provide)\b/i,
    words: (labels) => (labels.length === 0 ? 'Fill in the form' : `Fill in ${listed(labels, 'and')}`),
  },
];

const handedOut = /token|key|secret|url|endpoint|credential|domain|client|password|user ?name/i;

/** Labels that are the things to copy stand apart from those of buttons. */
function copyWords(labels: readonly string[], known: readonly string[]): string {
  const things = labels.filter((label) => handedOut.test(label) && !alreadyVerb.test(label) && !/^copy\b/i.test(label));
  const buttons = labels.filter((label) => !things.includes(label));
  const first = buttons.length === 0 ? '' : `Choose ${then(buttons)}, then copy `;
  const named = things.length === 0 ? '' : ` (${things.join(', ')})`;
  return `${first === '' ? 'Copy ' : first}${listed(known, 'and')}${named}`;
}

/** Takes one step at the vendor; gives it in our words, with the labels of the vendor's screen and never the article's sentence. */
export function stepWords(step: VendorItem): string {
  const labels = labelsOf(step);
  const known = yieldsOf(step).map((key) => keyWords[key] ?? key);
  if (known.length > 0) {
    return contacting.test(step.text)
      ? `Ask the vendor, and receive ${listed(known, 'and')}`
      : copyWords(labels, known);
  }
  const rule = rules.find(({ when }) => when.test(step.text));
  if (rule !== undefined) return rule.words(labels);
  return labels.length === 0
    ? `Set it up at the vendor as line ${step.line} of the article describes`
    : `Choose ${then(labels)}`;
}

const units: Readonly<Record<string, string>> = { H: 'hour', D: 'day', W: 'week', M: 'month', Y: 'year' };

/** An ISO 8601 duration of one unit, in words. */
function inWords(duration: string): string {
  const [, count = '', unit = ''] = /(\d+)([A-Z])$/.exec(duration) ?? [];
  const name = duration.startsWith('PT') && unit === 'M' ? 'minute' : (units[unit] ?? '');
  return `${count} ${name}${count === '1' ? '' : 's'}`;
}

/** Takes the text of a note; gives what matters for the run in our words, or null. */
export function stepNote(text: string): string | null {
  const { lifetime, overlap } = readTokenTimes([text, ...text.split(/(?<=\.)\s+/)]);
  if (overlap !== null) return `An old key keeps working for ${inWords(overlap)} after a new one was generated`;
  if (lifetime !== null) return `The key works for ${inWords(lifetime)}`;
  const once =
    /\b(?:only (?:once|time)|cannot (?:view|see|retrieve)|can['’]t (?:view|see|retrieve)|won['’]t be able|shown once)\b/i;
  return once.test(text) ? 'It is shown only once' : null;
}
