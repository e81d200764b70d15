import { squashed } from './plain-text.ts';
import type { SortedArticle } from './sections.ts';
import { hostOfUrl } from './url-shapes.ts';

/** The part of a host that somebody chose: "example" of scim.example.com and of scim.example.co.uk. */
function chosenPart(host: string): string {
  const parts = host.split('.');
  const last = parts.at(-2) ?? '';
  return last.length <= 3 && parts.length > 2 ? (parts.at(-3) ?? last) : last;
}

const shortestName = 4;

/**
 * Takes an article and an address that it prints; says whether the host has nothing to do with the article: no title, text or link
 * but the address itself has the name, and no word of the title is in it.
 */
export function isForeignHost({ sections, statements }: SortedArticle, url: string): boolean {
  const host = hostOfUrl(url);
  if (host === null) return false;
  const name = squashed(chosenPart(host));
  const title = sections[1]?.title ?? '';
  const ours = title.split(/[\s.-]+/).map(squashed);
  if (name === '' || ours.some((word) => word.length >= shortestName && name.includes(word))) return false;
  const told = [title, ...statements.flatMap(({ text, links }) => [text, ...links.map((link) => link.url)])];
  return !told.some((text) => squashed(text.replaceAll(host, ' ')).includes(name));
}
