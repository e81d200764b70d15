import { canonicalJson, sha256 } from './canonical-json.ts';
import { JournalEntry } from './entry.ts';

/** `previous` of the first entry. */
export const chainStart = '0'.repeat(64);

/** An entry before its place in the chain is known. */
export type JournalDraft = JournalEntry extends infer Entry
  ? Entry extends JournalEntry
    ? { [Name in keyof Entry as Name extends 'hash' | 'previous' | 'sequence' ? never : Name]: Entry[Name] }
    : never
  : never;

/** What stands in a journal, and the first fault of its chain; entries from the fault on are not given. */
export interface ReadChain {
  readonly entries: readonly JournalEntry[];
  readonly head: string;
  readonly fault: string | null;
}

const hashOf = (entry: Readonly<Record<string, unknown>>): Promise<string> => {
  const { hash: _own, ...content } = entry;
  return sha256(canonicalJson(content));
};

/** Takes an entry without its place and the chain so far; gives the entry with sequence, previous and hash. */
export async function sealEntry(
  draft: object,
  chain: { readonly length: number; readonly head: string },
): Promise<JournalEntry> {
  const placed = { ...draft, sequence: chain.length + 1, previous: chain.head };
  return JournalEntry.parse({ ...placed, hash: await hashOf(placed) });
}

const parseLine = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
};

/**
 * Takes the whole lines of a journal, oldest first; gives the entries up to the first one that was changed, removed,
 * inserted or cannot be read, and that fault in words. Raises nothing.
 */
export async function readChain(lines: readonly string[]): Promise<ReadChain> {
  const entries: JournalEntry[] = [];
  let head = chainStart;
  for (const [index, line] of lines.entries()) {
    const raw = parseLine(line);
    const parsed = JournalEntry.safeParse(raw);
    const place = `line ${index + 1}`;
    if (!parsed.success) return { entries, head, fault: `${place} is not a journal entry` };
    const entry = parsed.data;
    if (entry.sequence !== index + 1)
      return { entries, head, fault: `${place} has number ${entry.sequence}: an entry is missing or was added` };
    if (entry.previous !== head) return { entries, head, fault: `${place} does not follow the entry before it` };
    if ((await hashOf(raw as Record<string, unknown>)) !== entry.hash)
      return { entries, head, fault: `${place} was changed after it was written` };
    entries.push(entry);
    head = entry.hash;
  }
  return { entries, head, fault: null };
}
