import { z } from 'zod';
import type { JournalKey, SealedStore } from '#core/ports';
import type { ReadChain } from './chain.ts';

/** How far a journal had come: number of entries and the hash of the last one. Kept apart from the journal itself. */
export const JournalAnchor = z.object({ length: z.number().int().min(1), head: z.string(), at: z.string() });
export type JournalAnchor = z.infer<typeof JournalAnchor>;

/** Entries that the anchor knows and the journal has not. */
export interface MissingTail {
  readonly expected: number;
  readonly found: number;
  readonly anchor: JournalAnchor;
}

/** Where the anchor of one journal is. */
export interface AnchorKeeper {
  /** The farthest anchor that can be read; null where there is none. */
  read(): Promise<JournalAnchor | null>;
  /** Raises `storage_full` or `internal`. */
  write(anchor: JournalAnchor): Promise<void>;
}

const recordId = 'journal';

const anchorOf = (text: string): JournalAnchor | null => {
  try {
    return JournalAnchor.safeParse(JSON.parse(text)).data ?? null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
};

/** Takes the store of sealed records and whose journal it is; gives the keeper of its anchor. */
export function anchorKeeperOf(sealed: SealedStore, key: JournalKey): AnchorKeeper {
  const place = { key, kind: 'anchors' } as const;
  return {
    async read() {
      const { records } = await sealed.list(place);
      const anchors = records.flatMap(({ head }) => anchorOf(head) ?? []);
      return anchors.sort((one, other) => other.length - one.length)[0] ?? null;
    },
    write: (anchor) => sealed.write(place, { id: recordId, head: JSON.stringify(anchor), body: '' }),
  };
}

/**
 * Takes the chain of a journal, whether its last line is torn, and the anchor; gives what is missing at the end, or null. One
 * torn line is no removal: it is cut off and recorded. A journal that went on after its anchor is whole. Pure.
 */
export function missingTail(chain: ReadChain, torn: boolean, anchor: JournalAnchor | null): MissingTail | null {
  if (anchor === null || chain.fault !== null) return null;
  if (accepted(chain, anchor) || chain.entries[anchor.length - 1]?.hash === anchor.head) return null;
  const found = chain.entries.length;
  if (torn && found === anchor.length - 1) return null;
  return { expected: anchor.length, found, anchor };
}

const accepted = (chain: ReadChain, anchor: JournalAnchor): boolean =>
  chain.entries.some(
    (entry) => entry.kind === 'loss' && entry.expected.length === anchor.length && entry.expected.head === anchor.head,
  );

/** Takes what is missing; gives it as a part of a sentence. Pure. */
export const missingTailWords = ({ expected, found, anchor }: MissingTail): string =>
  found >= expected
    ? `entry ${expected} is not the one that its anchor of ${anchor.at} names: the end was replaced`
    : `its anchor of ${anchor.at} knows ${expected} entries and ${found} are there: the end was removed`;
