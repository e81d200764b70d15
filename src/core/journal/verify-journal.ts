import type { JournalContent, JournalKey, Ports } from '#core/ports';
import type { JournalVerification } from '#shared/contract/journal';
import { anchorKeeperOf, type JournalAnchor, type MissingTail, missingTail, missingTailWords } from './anchor.ts';
import { type ReadChain, readChain } from './chain.ts';

/** A journal as it stands on this machine, with its anchor. */
export interface FoundJournal {
  readonly content: JournalContent;
  readonly chain: ReadChain;
  readonly anchor: JournalAnchor | null;
  readonly tail: MissingTail | null;
  readonly protection: 'vault' | 'none';
}

/** What is wrong with a journal; null and false = nothing. */
export interface JournalVerdict {
  readonly fault: string | null;
  readonly torn: boolean;
  readonly missingTail: MissingTail | null;
}

/** Takes the ports and whose journal; reads it and its anchor and writes nothing. Raises `internal`. */
export async function readJournal(
  { journal, sealed }: Pick<Ports, 'journal' | 'sealed'>,
  key: JournalKey,
): Promise<FoundJournal> {
  // The anchor first: another process may write meanwhile, and a journal that is longer than its anchor is whole.
  const anchor = await anchorKeeperOf(sealed, key).read();
  const content = await journal.read(key);
  const [chain, { kind }] = await Promise.all([readChain(content.lines), sealed.protection()]);
  return { content, chain, anchor, tail: missingTail(chain, content.tornTail !== null, anchor), protection: kind };
}

/** Takes a journal as it was found; gives what is wrong with it. Pure. */
export const verdictOf = ({ chain, content, tail }: FoundJournal): JournalVerdict => ({
  fault: chain.fault,
  torn: content.tornTail !== null,
  missingTail: tail,
});

const anchorWords = ({ anchor, chain, protection }: FoundJournal): string => {
  if (anchor === null)
    return chain.entries.length === 0
      ? 'There is no journal and no anchor: nothing was written in this tenant from this machine.'
      : 'There is no anchor, so it cannot be told whether entries at the end were removed: an earlier version of this product wrote the journal, or somebody removed the anchor. The next write makes one.';
  const where =
    protection === 'vault'
      ? 'sealed with a key of the system\u2019s vault'
      : 'not sealed, because there is no vault: who can change the journal can change it too';
  return `The anchor of ${anchor.at} names entry ${anchor.length}; it is kept apart, ${where}.`;
};

const firstProblem = (found: FoundJournal): string | null => {
  const { chain, content, tail, anchor } = found;
  if (chain.fault !== null) return chain.fault;
  if (tail !== null) return missingTailWords(tail);
  if (content.tornTail !== null) return 'the last line is torn; the next run cuts it off and records that';
  return anchor === null && chain.entries.length > 0
    ? 'nothing proves that the end is there: there is no anchor'
    : null;
};

/** Takes a journal as it was found; gives the verdict as it is shown. `intact` is only said of a journal that an anchor covers. Pure. */
export function verificationOf(found: FoundJournal): JournalVerification {
  const { chain, anchor, protection } = found;
  const problem = firstProblem(found);
  return {
    intact: problem === null,
    problem,
    entries: chain.entries.length,
    head: chain.head,
    first: chain.entries[0]?.at ?? null,
    last: chain.entries.at(-1)?.at ?? null,
    anchored: anchor?.length ?? null,
    anchor: anchorWords(found),
    sealed: protection === 'vault',
    losses: chain.entries.flatMap((entry) =>
      entry.kind === 'loss'
        ? [{ at: entry.at, who: entry.who, sequence: entry.sequence, expected: entry.expected.length }]
        : [],
    ),
  };
}
