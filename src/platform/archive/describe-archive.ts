import type { Segment } from '#core/archive/coverage';
import { msOfTicks, type Ticks } from '#core/archive/ticks';
import type { ArchiveState } from '#shared/model/archive';
import type { Access } from './archive-access.ts';
import type { OpenArchive } from './archive-store.ts';
import { SqlFault } from './sql-database.ts';

type Condition = Pick<ArchiveState, 'status' | 'reason' | 'message'>;

const conditions: Readonly<Record<Access['kind'], Condition>> = {
  open: { status: 'ready', reason: null, message: 'The log archive is ready.' },
  new: { status: 'ready', reason: null, message: 'The log archive begins with the first synchronisation.' },
  off: {
    status: 'off',
    reason: 'noVault',
    message: 'This machine has no key vault that can be used, so the log archive is off until a passphrase is set.',
  },
  passphraseNeeded: {
    status: 'locked',
    reason: 'passphraseNeeded',
    message: 'The log archive waits for its passphrase.',
  },
  keyDoesNotOpen: {
    status: 'unusable',
    reason: 'keyDoesNotOpen',
    message:
      'The key of this machine does not open the log archive any more. Nothing is deleted: the next synchronisation sets the file aside, and it can be recovered.',
  },
};

const damaged: Condition = {
  status: 'unusable',
  reason: 'damaged',
  message:
    'The file of the log archive is damaged. Nothing is deleted: the next synchronisation sets it aside, and what can be read can be recovered.',
};

const nothingKnown = { rows: 0, oldest: null, newest: null, readUntil: null, gaps: [], brokenOff: false };

/** Takes a tenant's archive; gives its state, whether it can be opened or not. Raises Node's own errors. */
export async function describeArchive(archive: OpenArchive): Promise<ArchiveState> {
  const { files } = archive;
  const [access, settings, setAside, bytes, locks] = await Promise.all([
    archive.access(),
    files.readSettings(),
    files.listAside(),
    files.size(),
    files.readLocks(),
  ]);
  const kinds = new Set((locks ?? []).map(({ kind }) => kind));
  const { condition, content } =
    access.kind === 'open' && bytes !== null
      ? await contentOf(archive, access.key)
      : { condition: conditions[access.kind], content: nothingKnown };
  return {
    ...content,
    ...((await files.isMarkedDamaged()) ? damaged : condition),
    protection: kinds.has('vault') ? 'vault' : kinds.has('passphrase') ? 'passphrase' : null,
    recoveryKey: kinds.has('recovery'),
    bytes: bytes ?? 0,
    settings,
    setAside: [...setAside],
  };
}

type Content = Pick<ArchiveState, keyof typeof nothingKnown>;

async function contentOf(
  archive: OpenArchive,
  key: Uint8Array,
): Promise<{ readonly condition: Condition; readonly content: Content }> {
  try {
    const engine = await archive.engine(key, false);
    const [extent, state] = await Promise.all([engine.call('extent', null), engine.call('state', null)]);
    const content = {
      ...extent,
      readUntil: timeOf(state.segments.at(-1)?.to),
      gaps: gapsOf(state.segments),
      brokenOff: state.runStartedAt !== null,
    };
    return { condition: conditions.open, content };
  } catch (cause) {
    if (!(cause instanceof SqlFault)) throw cause;
    return { condition: cause.trouble === 'damaged' ? damaged : unusable(cause), content: nothingKnown };
  }
}

const unusable = ({ trouble }: SqlFault): Condition => ({
  status: 'unusable',
  reason: trouble === 'missing' ? 'engineMissing' : 'archiveUnusable',
  message: 'The log archive cannot be opened on this machine; the log is read from the service.',
});

const timeOf = (ticks: Ticks | undefined): string | null =>
  ticks === undefined ? null : new Date(msOfTicks(ticks)).toISOString();

/** Between two parts that were read lies what nobody read. */
const gapsOf = (segments: readonly Segment[]) =>
  segments.slice(1).flatMap((segment, index) => {
    const before = segments[index];
    const [from, to] = [timeOf(before?.to), timeOf(segment.from)];
    return before === undefined || before.to >= segment.from || from === null || to === null ? [] : [{ from, to }];
  });
