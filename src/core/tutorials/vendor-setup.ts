import type { VendorFacts } from '#core/profiles/profile-schema';
import { isMicrosoft } from './document-facts.ts';
import type { Findings } from './findings.ts';
import { sentencesOf } from './plain-text.ts';
import { yieldsOf } from './secret-words.ts';
import { type SortedArticle, statementsIn } from './sections.ts';
import { stepNote, stepWords } from './step-words.ts';
import { type VendorItem, vendorSteps } from './vendor-items.ts';

type VendorSetup = VendorFacts['vendorSetup'];

const contacting =
  /\b(?:contact|e-?mail to|write to|write (?:an )?e-?mail|send (?:an )?e-?mail|reach out|open a (?:support )?(?:ticket|case|request)|raise a|submit a (?:support )?(?:ticket|request)|get in touch|request (?:from|that)|ask)\b/i;
const handlesConsole =
  /\b(?:log ?in|sign ?in|log on|navigate|go to|open the|click|select|choose|generate|toggle|enable the|turn on|scroll|expand)\b/i;

const emailInText = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/;

function contactIn(item: { readonly text: string; readonly links: VendorItem['links'] }): VendorSetup['contact'] {
  const mail = item.links
    .find(({ url }) => /^mailto:/i.test(url))
    ?.url.replace(/^mailto:/i, '')
    .replace(/\?.*$/, '');
  const email = mail ?? emailInText.exec(item.text)?.[0];
  if (email !== undefined && email !== '') return { email };
  const page = item.links.find(({ url }) => /^https?:/i.test(url) && !isMicrosoft(url));
  return page === undefined ? {} : { url: page.url };
}

/** Whom to write to: the vendor sections first, then what has to be there beforehand. */
function readContact(article: SortedArticle, items: readonly VendorItem[]): VendorSetup['contact'] {
  const candidates = [...items, ...statementsIn(article, 'prerequisites', 'configuration', 'other')].filter(
    ({ text }) => contacting.test(text),
  );
  for (const candidate of candidates) {
    const contact = contactIn(candidate);
    if (contact.email !== undefined || contact.url !== undefined) return contact;
  }
  return {};
}

const gifts: readonly (readonly [RegExp, VendorSetup['giveToVendor'][number]])[] = [
  [/\btenant ?id(?:entifier)?\b|\bdirectory ?id\b/i, 'entraTenantId'],
  [
    /\b(?:web ?site|site|sub-?domain|instance|portal)\b[^.]{0,20}\b(?:url|address)\b|\byour [\w ]{0,30}\bwebsite\b/i,
    'vendorSiteUrl',
  ],
  [/\b(?:organi[sz]ation|company)(?:['’]s)? name\b/i, 'organizationName'],
  [/\b(?:account|customer|company|organi[sz]ation|org) ?(?:id|number|identifier)s?\b/i, 'accountIds'],
  [/\bmetadata\b/i, 'ssoMetadata'],
];

const giving = /\b(?:provide|send|share|give|include|supply|submit|specify|with (?:the following|your)|tell)\b/i;

function readGifts(items: readonly VendorItem[]): VendorSetup['giveToVendor'] {
  const sentences = items
    .filter(({ text }) => contacting.test(text))
    .flatMap(({ text }) => sentencesOf(text))
    .filter(
      (sentence) =>
        giving.test(sentence) &&
        !/\b(?:team|support|we|they|vendor)\b[^.]{0,40}\b(?:will )?provides?\b/i.test(sentence),
    );
  return gifts.filter(([pattern]) => sentences.some((sentence) => pattern.test(sentence))).map(([, gift]) => gift);
}

const signIn = /\b(?:log ?in|sign ?in|log on|login|signing in|access|open|go to|navigate to|visit)\b/i;

function readConsole(items: readonly VendorItem[]): string | null {
  for (const { text, links } of items) {
    if (!signIn.test(text)) continue;
    const found = links.find(({ url }) => /^https?:/i.test(url) && !isMicrosoft(url));
    if (found !== undefined) return found.url;
    const bare = /https?:\/\/[^\s<>"'`)\]}{]{3,200}/i.exec(text)?.[0].replace(/[.,;:]+$/, '');
    if (bare !== undefined && !isMicrosoft(bare) && /\b(?:log ?in|sign ?in|log on)\b/i.test(text)) return bare;
  }
  return null;
}

/**
 * Takes an article, the entries of its vendor sections and how the service signs in; gives the work at the vendor in our words. Warns
 * where the vendor has to be asked.
 */
export function readVendorSetup(
  {
    article,
    items,
    interactive,
  }: { readonly article: SortedArticle; readonly items: readonly VendorItem[]; readonly interactive: boolean },
  findings: Findings,
): VendorSetup {
  const steps = vendorSteps(items);
  const asks = items.find(({ text }) => contacting.test(text));
  const alone = asks !== undefined && !steps.some(({ text }) => handlesConsole.test(text) && !contacting.test(text));
  if (alone) findings.warn('contactVendorOnly', 'The set-up at the vendor is a request to the vendor', asks.line);
  const handed = steps.some((step) => yieldsOf(step).length > 0);
  return {
    mode: alone ? 'contactVendor' : modeOf(steps.length, interactive),
    consoleUrl: alone ? null : readConsole(items),
    contact: readContact(article, items),
    giveToVendor: readGifts(items),
    steps: steps.map((step) => ({
      text: stepWords(step),
      yields: handed ? yieldsOf(step) : yieldsByGenerating(step),
      ...noteOf(step),
    })),
  };
}

const modeOf = (steps: number, interactive: boolean): VendorSetup['mode'] => {
  if (steps > 0) return 'selfService';
  return interactive ? 'oauthOnly' : 'none';
};

/** Where no step says "copy", the step that makes the token hands it out. */
const yieldsByGenerating = ({ text }: VendorItem): string[] =>
  /\b(?:generate|create|add)\b[^.]{0,40}\b(?:token|api key|secret)\b/i.test(text) ? ['SecretToken'] : [];

const noteOf = ({ notes }: VendorItem): { readonly note?: string } => {
  const note = notes.map((text) => stepNote(text)).find((text) => text !== null);
  return note === undefined || note === null ? {} : { note };
};
