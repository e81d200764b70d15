import type { VendorItem } from './vendor-items.ts';

/** Nouns by which vendors call a token. */
const tokenNoun = '(?:[Tt]okens?|[Kk]eys?|[Ss]ecrets?|[Cc]redentials?|[Bb]earers?|[Pp]asswords?|[Pp]asscodes?)';

const tokenWords = new RegExp(`\\b${tokenNoun}\\b`, 'i');

const addressWords =
  /\b(?:tenant|base|scim|provisioning|endpoint|connector|service|api|instance|directory|integration|webhook|sync|target)\b[\w ().-]{0,20}\b(?:url|uri|endpoint|address|link)s?\b|\bur[li]s?\b|\bendpoint\b/i;

const taking =
  /\b(?:cop(?:y|ied)|save|note(?: down)?|store|record|keep|retain|write down|grab|retrieve|receive|get|obtain|take|download|appears?|displays?|displayed|shown|presented|provides?|send you|provide you|given|need th(?:is|ese|e)|will be entered|are entered|is entered|used? (?:in|when|for)|enter (?:this|these)|paste)\b/i;

/** Takes a text; says whether it names the secret that the service signs in with. */
export const namesToken = (text: string): boolean => tokenWords.test(text);

/** Takes a text; says whether it names the address at which the service reaches the vendor. */
export const namesAddress = (text: string): boolean => addressWords.test(text);

/** Text about what is to be typed elsewhere is not yet what a step hands out. */
const withoutTargets = (text: string): string =>
  text
    .replaceAll(/\btoken (?:exchange )?(?:endpoint|ur[li])\b/gi, ' ')
    .replaceAll(
      /\b(?:in(?:to)?|as|for|to) (?:the |your )?\**(?:tenant url|secret token)\**(?: \*)?(?: and \**(?:tenant url|secret token)\**)? ?(?:field|fields|box|boxes)?/gi,
      ' ',
    );

/** What the person hands to the vendor is not handed out, and a button that saves a form hands out nothing. */
const ofVendor = (text: string): string =>
  text
    .replaceAll(/\b(?:need to|must|please|should|have to) (?:be )?(?:provide|send|share|give)\b[^.]*/gi, ' ')
    .replaceAll(/\b(?:select|click|press|choose|hit)(?: on)?(?: the)? ["“]?save\b[^.]*/gi, ' ');

/** Takes one step at the vendor; gives the Graph keys of what the person has afterwards. Generating alone hands out nothing. */
export function yieldsOf({ text }: Pick<VendorItem, 'text'>): string[] {
  const told = ofVendor(text);
  if (!taking.test(told)) return [];
  const own = withoutTargets(told);
  const secret = namesToken(own) || /secret token/i.test(text);
  const address =
    namesAddress(own) ||
    /\btenant url\b/i.test(text) ||
    (secret && /\bdomain\b/i.test(own) && /\bcopy|save|note\b/i.test(own));
  if (/\bbase ?-?64\b/i.test(own)) return [...(address ? ['BaseAddress'] : []), 'SecretToken'];
  const identifier = /\bclient ?id(?:entifier)?\b/i.test(own);
  const clientSecret = /\bclient ?secret\b/i.test(own);
  const user = /\b(?:user ?(?:name|id)|service account)\b.{0,30}\bpassword\b/i.test(own);
  if (identifier && clientSecret) return [...(address ? ['BaseAddress'] : []), 'ClientIdentifier', 'ClientSecret'];
  if (user) return [...(address ? ['BaseAddress'] : []), 'UserName', 'Password'];
  return [...(address ? ['BaseAddress'] : []), ...(secret ? ['SecretToken'] : [])];
}

const fetching = /\b(?:copy|retrieve|obtain|get|note down|save)\b/i;
const received = /\b(?:retrieved|copied|obtained|saved|noted|generated|received|provided)\b/i;

/**
 * Takes a step in the portal; says whether it tells that the address comes from the vendor: an address by a name of its own that was
 * copied before, one that the vendor provides, or the vendor's own steps in the middle of the procedure.
 */
export function handsOutAddress({ text }: Pick<VendorItem, 'text'>): boolean {
  if (/\btenant url\b[^.]{0,60}\bprovided by\b/i.test(text)) return true;
  if (received.test(text)) return namesAddress(withoutTargets(text).replaceAll(/\btenant url\b/gi, ' '));
  return fetching.test(text) && yieldsOf({ text }).includes('BaseAddress');
}

const labelled = new RegExp(
  `^(?:(?!(?:copy|save|generate|create|add|new|show|view|enable|regenerate|click|get|manage)\\b)[\\w-]+[ -]){1,5}${tokenNoun}(?: for [\\w ]{1,30})?$`,
  'i',
);
const barelyTyped = new RegExp(
  `\\b(?:the|full|your|this|new|generated|a|an|and|access to the)\\s+((?:(?:[A-Z][\\w-]*|API|SCIM|bearer|access|personal|private|provisioning|authentication|authorization|integration|security|permanent|long-lived|client)\\s+){1,4}${tokenNoun})\\b`,
  'g',
);
const startsWithVerb = /^(?:copy|save|generate|create|add|new|show|view|enable|regenerate|click|get|manage)\b/i;

const ours = /^(?:the )?(?:secret ?tokens?|tokens?|secrets?|keys?)$/i;

function labelIn({ text, strong }: Pick<VendorItem, 'text' | 'strong'>): string | null {
  const bold = strong.find((label) => labelled.test(label) && label.length <= 50 && !ours.test(label));
  const typed = [...withoutTargets(text).matchAll(barelyTyped)].map((match) => match[1] ?? '');
  const found = bold ?? typed.find((label) => !ours.test(label) && !startsWithVerb.test(label)) ?? null;
  if (found === null) return null;
  return found.replace(/^(?:new|full|generated) /i, '').replace(/(?<!credential)s$/i, '');
}

/** Takes the steps at the vendor; gives what the vendor calls the token, or null where it has no name of its own. */
export function readTokenLabel(steps: readonly VendorItem[]): string | null {
  const handing = steps.filter((step) => yieldsOf(step).includes('SecretToken'));
  for (const step of [...handing, ...steps.filter(({ text }) => /generate|create/i.test(text))]) {
    const label = labelIn(step);
    if (label !== null) return label;
  }
  return null;
}

const boldAddress = /^(?:[\w-]+ ){0,4}(?:url|uri|endpoint|address|domain)$/i;
const typedAddress =
  /\b(?:the|your|and|a)\s+((?:(?:[A-Z][\w-]*|API|SCIM|base|provisioning|connector|service|endpoint)\s+){0,3}(?:URL|URI|Endpoint|endpoint))\b/;

/** Takes the steps at the vendor; gives what the vendor calls the address that it hands out, or null. */
export function readAddressLabel(steps: readonly VendorItem[]): string | null {
  for (const step of steps.filter((each) => yieldsOf(each).includes('BaseAddress'))) {
    const bold = step.strong.find((label) => boldAddress.test(label) && label.length <= 40);
    const label = bold ?? typedAddress.exec(withoutTargets(step.text))?.[1] ?? null;
    if (label !== null && !/^(?:.{0,40} )?(?:tenant )?urls?$/i.test(label)) return label;
  }
  return null;
}

const numbers = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const period = `(\\d{1,4}|an?|${numbers.join('|')})[\\s-]*(minute|hour|day|week|month|year)s?`;

/** Takes a number and its unit in words; gives an ISO 8601 duration. */
function durationOf(count: string, unit: string): string {
  const value = /^\d+$/.test(count) ? Number(count) : Math.max(1, numbers.indexOf(count.toLowerCase()));
  const name = unit.charAt(0).toUpperCase();
  return unit === 'hour' || unit === 'minute' ? `PT${value}${name}` : `P${value}${name}`;
}

const lifetimes: readonly RegExp[] = [
  new RegExp(
    `\\b${tokenNoun}\\b[^.]{0,80}\\b(?:expir\\w*|valid|lifetime|lasts?|good for)\\b[^.]{0,40}?\\b${period}`,
    'i',
  ),
  new RegExp(`\\b(?:expir\\w*|valid(?:ity)?|lifetime)\\b[^.]{0,60}?\\b${period}[^.]{0,40}\\b${tokenNoun}\\b`, 'i'),
  new RegExp(`\\b${period}[^.]{0,20}\\b(?:lifetime|validity|expiration)\\b`, 'i'),
];
const former = /\b(?:old|previous|existing|earlier|current|prior)\b/i;

const durationIn = (patterns: readonly RegExp[], text: string): string | null => {
  for (const pattern of patterns) {
    const found = pattern.exec(text);
    if (found !== null) return durationOf(found[1] ?? '', (found[2] ?? '').toLowerCase());
  }
  return null;
};

/** Takes sentences about the vendor's side; gives how long a token works and how long an old one works beside a new one, ISO 8601. */
export function readTokenTimes(sentences: readonly string[]): {
  readonly lifetime: string | null;
  readonly overlap: string | null;
} {
  const about = sentences.filter((sentence) => namesToken(sentence));
  const overlap = about.filter((sentence) => former.test(sentence)).map((sentence) => durationIn(lifetimes, sentence));
  const lifetime = about
    .filter((sentence) => !former.test(sentence))
    .map((sentence) => durationIn(lifetimes, sentence));
  return {
    lifetime: lifetime.find((value) => value !== null) ?? null,
    overlap: overlap.find((value) => value !== null) ?? null,
  };
}
