import { GraphFault } from '#emulator/graph/graph-fault';

export interface FilterToken {
  readonly kind: 'word' | 'text' | 'number' | 'date' | 'symbol' | 'end';
  readonly value: string;
  /** Offset in the filter, from 0. */
  readonly at: number;
}

// A GUID without quotes starts like a number or a word, so it comes first; a word may hold slashes: servicePrincipal/id.
const patterns: readonly { readonly kind: FilterToken['kind']; readonly pattern: RegExp }[] = [
  { kind: 'text', pattern: /'((?:[^']|'')*)'/y },
  { kind: 'text', pattern: /([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})/y },
  { kind: 'date', pattern: /(\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)/y },
  { kind: 'number', pattern: /(-?\d+(?:\.\d+)?)/y },
  { kind: 'word', pattern: /([A-Za-z_][A-Za-z0-9_]*(?:\/[A-Za-z_][A-Za-z0-9_]*)*)/y },
  { kind: 'symbol', pattern: /([(),:])/y },
];

/** Splits a `$filter` into tokens, the last of kind `end`. Raises a GraphFault 400 at a character that fits nowhere. */
export function filterTokens(filter: string): readonly FilterToken[] {
  const tokens: FilterToken[] = [];
  let at = 0;
  while (at < filter.length) {
    if (/\s/.test(filter.charAt(at))) {
      at += 1;
      continue;
    }
    const token = tokenAt(filter, at);
    tokens.push(token.token);
    at = token.next;
  }
  tokens.push({ kind: 'end', value: '', at });
  return tokens;
}

function tokenAt(filter: string, at: number): { readonly token: FilterToken; readonly next: number } {
  for (const { kind, pattern } of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(filter);
    if (match === null) continue;
    const raw = match[1] ?? '';
    return { token: { kind, value: kind === 'text' ? raw.replaceAll("''", "'") : raw, at }, next: pattern.lastIndex };
  }
  throw invalidFilter(`Syntax error: character '${filter.charAt(at)}' is not valid at position ${at} in '${filter}'.`);
}

/** The 400 that Graph gives for a filter it cannot parse. */
export function invalidFilter(message: string): GraphFault {
  return new GraphFault(400, 'BadRequest', { message: `Invalid filter clause: ${message}` });
}
