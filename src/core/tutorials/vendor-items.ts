import type { Statement } from './article.ts';
import { sentencesOf } from './plain-text.ts';
import { type SortedArticle, statementsIn } from './sections.ts';

/** One step of the work at the vendor: the list entry, and what is nested in it. */
export interface VendorItem {
  readonly line: number;
  /** All that it says outside its notes. */
  readonly text: string;
  readonly notes: readonly string[];
  readonly strong: readonly string[];
  readonly links: Statement['links'];
  /** Stands in a list; prose counts as a step only where a section has no list. */
  readonly listed: boolean;
}

function itemOf(parts: readonly Statement[], listed: boolean): VendorItem {
  const [first] = parts;
  const said = parts.filter(({ quoted }) => !quoted);
  return {
    line: first?.line ?? 1,
    text: said
      .map(({ text }) => text)
      .filter((text) => text !== '')
      .join(' '),
    notes: parts.filter(({ quoted }) => quoted).map(({ text }) => text),
    strong: said.flatMap(({ strong }) => strong),
    links: said.flatMap(({ links }) => links),
    listed,
  };
}

const work =
  /\b(?:log ?in|sign ?in|log on|sign on|go|navigate|open|select|click|choose|press|copy|save|store|note|generate|create|add|enable|activate|turn on|toggle|switch|set|enter|type|paste|fill|provide|scroll|expand|locate|find|check|tick|contact|email|e-mail|write|send|reach out|request|ask|submit|download|upload|get|receive|retrieve|configure|use|launch|access|visit|browse|apply|confirm|complete|make sure|ensure|assign|register|install|run|call|identify|review|upload|keep|move)\b/i;

/** A statement of a fact (the address is …), not of work. */
const statesAddress =
  /^(?:the|your|its|for the|this|[\p{L}\p{N}][\p{L}\p{N} ’'-]{0,60}?(?:’s|'s|s['’])?) ?(?:[\w-]+ ){0,3}(?:tenant|scim|base|provisioning|endpoint)\b[^.]{0,40}\b(?:url|uri|address|endpoint)\b[^.]{0,80}?\b(?:is|are|will be|should be|looks)\b/iu;

/** Takes the text of a list entry; says whether it only states the tenant URL. */
export const isAddressStatement = (text: string): boolean => {
  const [first = ''] = sentencesOf(text);
  return statesAddress.test(first) && !/^(?:copy|save|note|get|generate|click|select)\b/i.test(first);
};

/** Takes an article; gives the entries of its vendor sections in order, each with what is nested in it, and prose in between. */
export function vendorItems(article: SortedArticle): readonly VendorItem[] {
  const found: VendorItem[] = [];
  let open: Statement[] = [];
  const close = (): void => {
    if (open.length > 0) found.push(itemOf(open, (open[0]?.items.length ?? 0) > 0));
    open = [];
  };
  for (const statement of statementsIn(article, 'vendor')) {
    const previous = open[0];
    const sameItem = previous !== undefined && previous.items.length > 0 && previous.items[0] === statement.items[0];
    const noteOfPrevious = previous !== undefined && statement.quoted && statement.items.length === 0;
    if (!sameItem && !noteOfPrevious) close();
    open = [...open, statement];
  }
  close();
  return found.filter(({ text, notes }) => text !== '' || notes.length > 0);
}

/** Takes the entries of the vendor sections; gives those that are work for a person. */
export function vendorSteps(items: readonly VendorItem[]): readonly VendorItem[] {
  const anyList = items.some(({ listed, text }) => listed && work.test(text));
  return items.filter(
    ({ listed, text }) =>
      (listed || !anyList) && text !== '' && work.test(text) && !isAddressStatement(text) && !isLead(text, listed),
  );
}

/** Prose that only says what follows, or who may do it. */
const isLead = (text: string, listed: boolean): boolean =>
  !listed &&
  (/^(?:follow|perform|use|complete|see|this section|before|the following|in this|to configure[^.]{0,120}:$)\b/i.test(
    text,
  ) ||
    /\bis required\b/i.test(text)) &&
  !/\bcontact\b|e-?mail/i.test(text);
