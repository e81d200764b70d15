import { isMicrosoft } from './document-facts.ts';
import type { Findings } from './findings.ts';
import { cleanName, isPlaceholderName } from './gallery-name.ts';
import { squashed } from './plain-text.ts';
import { type SortedArticle, statementsIn } from './sections.ts';
import { hostOfUrl, isTestHost } from './url-shapes.ts';

/** Places of the family's boilerplate where the application's name belongs. */
const slots: readonly RegExp[] = [
  /\bin the applications? list,? select (.{1,80}?)(?:\.(?:\s|$)|$)/gi,
  /\b(?:synchroni[sz]e|provision) (?:microsoft entra|azure active directory|azure ad)(?: id)? (?:users?|groups?) to (.{1,80}?)(?:\.(?:\s|$)|,| \(|$)/gi,
  /\bsynchroni[sz]ed from (?:microsoft entra id|azure ad|azure active directory) to (.{1,80}?) in the\b/gi,
  /\busers?(?: and\/or groups?| and groups?)? in (.{1,80}?),? based on (?:user|group)/gi,
  /\bmatch the (?:user accounts|users|groups) in (.{1,80}?) for update/gi,
  /\bto ensure (?:microsoft entra id|azure ad|azure active directory) can connect to (?:your )?(.{1,80}?)(?:\.(?:\s|$)|$)/gi,
  /\bensure your (.{1,80}?) account has\b/gi,
  /\bensure that the (.{1,80}?) api supports\b/gi,
  /\bprovisioning service for (.{1,80}?), change\b/gi,
  /\bwould like to provision to (.{1,80}?) by choosing\b/gi,
  /\bprovisioning tab of your (.{1,80}?) application\b/gi,
];

const notNames = /^(?:the|your|this|its|these|those|an?|app|application|apps|user|admin)\b|^(?:microsoft entra|azure)/i;

/** The names that are right here, squashed. */
type Known = ReadonlySet<string>;

function isKnown(name: string, known: Known): boolean {
  const own = squashed(name);
  return [...known].some((right) => right === own || right === own.replace(/s$/, '') || own === `${right}app`);
}

/** Parts of the right name stand for it: "Example" for "Example Cloud". */
const isPart = (name: string, known: Known): boolean => {
  const own = squashed(name);
  return own.length > 2 && [...known].some((right) => right.includes(own) || own.includes(right));
};

function warnOfSlots(article: SortedArticle, known: Known, findings: Findings): void {
  const warned = new Set<string>();
  for (const { text, line, section } of article.statements) {
    if (article.kinds[section] === 'changeLog' || article.kinds[section] === 'resources') continue;
    for (const slot of slots) {
      for (const match of text.matchAll(slot)) {
        const name = cleanName(match[1]);
        if (name === null || warned.has(squashed(name)) || isKnown(name, known)) continue;
        const placeholder = isPlaceholderName(name);
        if (!placeholder && (isPart(name, known) || notNames.test(name) || !/^[\p{Lu}\d]|[\p{Lu}]/u.test(name)))
          continue;
        warned.add(squashed(name));
        if (placeholder)
          findings.warn('placeholderAppName', `${name} stands where the name of the application belongs`, line);
        else findings.warn('wrongVendorName', `The steps name ${name} where this application belongs`, line);
      }
    }
  }
}

const signingInTo = /\b(?:log ?in|sign ?in|log on|login)(?: in)?(?: to| into| at| on)?(?: the| your)? ?$/i;
const genericWords =
  /\b(?:admin\w*|portal|console|dashboard|account|tenant|website|site|web|here|link|page|app|application|environment|workspace|instance|settings|management|center|centre|cloud|identity|login|sign|your|the|as|an?|in|to|url)\b/gi;

/** A link whose words name one company while its address is this vendor's. */
function warnOfLinks(article: SortedArticle, known: Known, findings: Findings): void {
  for (const { text, links, line } of statementsIn(article, 'vendor')) {
    for (const link of links) {
      if (!signingInTo.test(text.slice(0, Math.max(0, text.indexOf(link.text))))) continue;
      const name = squashed(link.text.replaceAll(genericWords, ' '));
      const host = hostOfUrl(link.url);
      if (name.length < 3 || host === null || isMicrosoft(link.url) || /\.\w{2,}/.test(link.text)) continue;
      const hostWords = squashed(host);
      const hostIsOurs = [...known].some((right) => right.length > 2 && hostWords.includes(right));
      const named =
        [...known].some((right) => name.includes(right) || right.includes(name)) || hostWords.includes(name);
      if (hostIsOurs && !named)
        findings.warn('wrongVendorName', `A link names ${link.text}, its address is ${host}`, line);
    }
  }
}

/** Takes an article, its right names; warns of placeholders and of another vendor's name in their place. */
export function warnOfNames(article: SortedArticle, names: readonly string[], findings: Findings): void {
  const known: Known = new Set(names.map(squashed).filter((name) => name !== ''));
  warnOfSlots(article, known, findings);
  warnOfLinks(article, known, findings);
}

/** Takes an article; warns of links to the vendor's test systems in its vendor sections. */
export function warnOfTestHosts(article: SortedArticle, findings: Findings): void {
  for (const { links, line } of statementsIn(article, 'vendor', 'prerequisites')) {
    for (const { url } of links) {
      const host = hostOfUrl(url);
      if (host === null || !/^https?:/i.test(url) || isMicrosoft(url) || !isTestHost(host)) continue;
      findings.warn('nonProductionUrl', `The link to ${host} leads to a test system`, line);
    }
  }
}
