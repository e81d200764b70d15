import { canonicalJson, sha256 } from '#core/journal/canonical-json';
import type { JournalApplication } from '#core/journal/entry';
import { journalKeyOf } from '#core/journal/journal-key';
import type { JournalKey, Ports, SealedPlace } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import type { Account } from '#shared/model/session';
import type { SnapshotMoment, SnapshotSummary } from '#shared/model/snapshot';
import { SnapshotContent, SnapshotHead, snapshotSummary } from './snapshot.ts';

/** What keeping snapshots needs of the world. */
export type SnapshotPorts = Pick<Ports, 'sealed' | 'clock' | 'newId' | 'identity'>;

/** A snapshot before it is kept. */
export interface SnapshotDraft {
  readonly moment: SnapshotMoment;
  /** What it was taken for, in words. */
  readonly why: string;
  readonly run: string;
  readonly application: JournalApplication;
  readonly content: SnapshotContent;
}

/** A snapshot's id with what a list knows of it. */
export interface KeptSnapshot {
  readonly id: string;
  readonly head: SnapshotHead;
}

/** Takes whose records; gives where its snapshots are. */
export const snapshotPlace = (key: JournalKey): SealedPlace => ({ key, kind: 'snapshots' });

/** What a list of snapshots comes to, oldest first. */
export interface KeptSnapshots {
  readonly snapshots: readonly KeptSnapshot[];
  readonly setAside: readonly string[];
  readonly locked: number;
}

const headOf = (text: string): SnapshotHead | null => {
  try {
    return SnapshotHead.safeParse(JSON.parse(text)).data ?? null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
};

/** Takes the store and whose snapshots; gives them, oldest first, with what cannot be read. */
export async function listKept({ sealed }: Pick<Ports, 'sealed'>, key: JournalKey): Promise<KeptSnapshots> {
  const { records, setAside, locked } = await sealed.list(snapshotPlace(key));
  const snapshots = records.flatMap(({ id, head: text }) => {
    const head = headOf(text);
    return head === null ? [] : [{ id, head }];
  });
  return {
    snapshots: snapshots.sort((one, other) => one.head.sequence - other.head.sequence),
    setAside,
    // A head that this version cannot read was written by a newer one.
    locked: locked + records.length - snapshots.length,
  };
}

/**
 * Takes the signed-in account and a snapshot; keeps it and gives it as it is listed. Content that an earlier snapshot of the
 * application holds is not kept twice. Returns after it is on the disk. Raises `storage_full` or `internal`.
 */
export async function keepSnapshot(
  ports: SnapshotPorts,
  account: Account,
  draft: SnapshotDraft,
): Promise<SnapshotSummary> {
  const { content, ...rest } = draft;
  const key = journalKeyOf(ports.identity.cloud, account);
  const text = canonicalJson(content);
  const hash = await sha256(text);
  const { snapshots } = await listKept(ports, key);
  const same = snapshots.find(({ head }) => head.hash === hash && head.sameAs === null);
  const id = ports.newId().toLowerCase();
  const head: SnapshotHead = {
    v: 1,
    sequence: (snapshots.at(-1)?.head.sequence ?? 0) + 1,
    at: new Date(ports.clock.now()).toISOString(),
    who: account.username,
    ...rest,
    hash,
    sameAs: same?.id ?? null,
  };
  const body = same === undefined ? text : '';
  await ports.sealed.write(snapshotPlace(key), { id, head: JSON.stringify(head), body });
  return snapshotSummary(id, head);
}

/** Takes snapshots and an id or its beginning; gives the one that is meant. Raises `not_found` or `conflict` (ambiguousSnapshot). Pure. */
export function findSnapshot(snapshots: readonly KeptSnapshot[], reference: string): KeptSnapshot {
  const wanted = reference.toLowerCase();
  const found = snapshots.filter(({ id }) => id.startsWith(wanted));
  const [only, ...others] = found;
  if (only === undefined) {
    throw new CoreError('not_found', `There is no snapshot ${reference} of this tenant on this machine.`, {
      reason: 'unknownSnapshot',
      nextStep: 'List the snapshots and give an id of the list.',
    });
  }
  if (others.length === 0) return only;
  throw new CoreError('conflict', `${found.length} snapshots begin with ${reference}.`, {
    reason: 'ambiguousSnapshot',
    nextStep: 'Give more of the id.',
  });
}

/** Takes a listed snapshot; reads what it holds. Raises `storage_corrupt` when that is damaged or gone. */
export async function readContent(
  { sealed }: Pick<Ports, 'sealed'>,
  key: JournalKey,
  { id, head }: KeptSnapshot,
): Promise<SnapshotContent> {
  const body = await sealed.read(snapshotPlace(key), head.sameAs ?? id);
  const content = SnapshotContent.safeParse(body === null ? null : JSON.parse(body));
  if (content.success && (await sha256(canonicalJson(JSON.parse(body ?? 'null')))) === head.hash) return content.data;
  throw new CoreError('storage_corrupt', `What the snapshot ${id} of ${head.at} held is damaged or gone.`, {
    reason: 'snapshotUnreadable',
    nextStep: 'Use another snapshot; the list names files that were set aside.',
  });
}
