import type { CycleTallies } from '#core/monitor/cycles/cycle-tally';
import type { JournalKey } from '#core/ports';
import type { ArchiveSettings, ArchiveState, FailureGroup, LogRowView } from '#shared/model/archive';
import type { LogEntryView } from '#shared/model/job';
import type { ArchivedRow } from './archived-row.ts';
import type { Segment, Span } from './coverage.ts';
import type { Ticks } from './ticks.ts';
import type { SyncState } from './window-plan.ts';

/** Which rows of an archive are wanted; what is left out does not matter. */
export interface ArchiveFilter {
  readonly from?: Ticks | undefined;
  /** Rows of that moment are among them. */
  readonly until?: Ticks | undefined;
  /** Object id of the service principal, or its name as the log has it. */
  readonly application?: string | undefined;
  /** Object id, or a piece of the name or user name. */
  readonly person?: string | undefined;
  readonly action?: string | undefined;
  readonly status?: string | undefined;
  readonly errorCode?: string | undefined;
  readonly cycleId?: string | undefined;
  /** A piece of any text that is searched: names, application, error code, reason. */
  readonly text?: string | undefined;
  /** Number of a group of identical failures. */
  readonly group?: number | undefined;
}

/** Whose cycles are wanted, and from when on. */
export type CycleFilter = Pick<ArchiveFilter, 'from'> & { readonly application: string };

/** Rows and what is thereby read, written in one step: a crash leaves both or neither. */
export interface ArchiveBatch {
  readonly rows: readonly ArchivedRow[];
  readonly read: Segment | null;
  /** Set at each step of a run; null at its end. */
  readonly runStartedAt: Ticks | null;
  readonly finalAfter: Ticks;
}

/** Reads an archive. Calls raise `storage_corrupt` or `internal` (reason archiveUnusable). */
export interface ArchiveReader {
  state(): Promise<SyncState>;
  /** Rows, newest first, from the one with that number on. */
  search(
    filter: ArchiveFilter,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<readonly LogRowView[]>;
  count(filter: ArchiveFilter): Promise<number>;
  /** Identical failures, most frequent first. */
  groups(
    filter: ArchiveFilter,
    options: { readonly limit: number; readonly buckets: Span & { readonly count: number } },
  ): Promise<readonly FailureGroup[]>;
  /** What the newest cycles of an application did, counted where the rows lie. */
  cycles(filter: CycleFilter, limit: number): Promise<CycleTallies>;
  /** The original rows as JSON, in the order of the ids; null for one that is not there. */
  originals(ids: readonly string[]): Promise<readonly (string | null)[]>;
}

/** The one writer of an archive; others may read meanwhile. Calls raise `storage_full` besides. */
export interface ArchiveWriter extends ArchiveReader {
  /** Gives how many rows were new; rows whose id is there already are left as they are. */
  append(batch: ArchiveBatch): Promise<number>;
  /** Removes rows from before that moment, originals included; gives how many. */
  prune(before: Ticks): Promise<number>;
  /** Lets another process write. */
  close(): Promise<void>;
}

/** Where the logs of tenants are archived, encrypted, one archive for each tenant of each cloud. */
export interface ArchiveStore {
  /** Never raises for an archive that cannot be opened: the answer says why. */
  describe(key: JournalKey): Promise<ArchiveState>;
  configure(key: JournalKey, settings: Partial<ArchiveSettings>): Promise<ArchiveSettings>;
  /** null where there is no archive yet. Raises `secret_required` (reasons archiveOff, archiveLocked) and `storage_corrupt`. */
  read(key: JournalKey): Promise<ArchiveReader | null>;
  /** Makes the archive at the first call; a file that its key does not open, or that is damaged, is set aside. Raises `conflict` (reason archiveLocked). */
  write(key: JournalKey): Promise<ArchiveWriter>;
  /** Protects the archive by a passphrase, or opens it with the one or the recovery key that it has. Raises `secret_required` (reason passphraseWrong). */
  passphrase(key: JournalKey, passphrase: string): Promise<void>;
  /** Makes a recovery key and hands it over to be kept by a person; once that is done, it replaces the one before. */
  makeRecoveryKey(key: JournalKey, hand: (recoveryKey: string) => Promise<void>): Promise<void>;
  /**
   * Copies the rows of a file that was set aside into the archive; the file stays. `secret`: passphrase or recovery key, null =
   * what the vault has. Raises `not_found` and `secret_required` (reason keyDoesNotOpen).
   */
  recover(
    key: JournalKey,
    from: { readonly name: string; readonly secret: string | null },
  ): Promise<{ readonly added: number; readonly unreadable: number }>;
}

/** In which form rows are written to a file. */
export type ExportFormat = 'csv' | 'json' | 'sqlite';

/** A file that is being written. Nothing is where it was asked for before `finish`. */
export interface ExportFile {
  add(rows: readonly LogEntryView[]): Promise<void>;
  finish(): Promise<void>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

/** Files that a person takes away. Calls raise `storage_full` or `bad_request` (reason fileUnwritable). */
export interface ExportPort {
  /** Asks a person where a file goes; null = nowhere. Raises `bad_request` (reason noFileWindow) where nobody can be asked. */
  choose(suggestedName: string): Promise<string | null>;
  open(path: string, format: ExportFormat): Promise<ExportFile>;
  /** A short text that only this user may read. */
  writePrivate(path: string, text: string): Promise<void>;
}
