import { z } from 'zod';
import { ArchiveSettings, ArchiveState, FailureGroup, LogRowView } from '#shared/model/archive';
import { SecretHandle } from '#shared/model/ids';
import { LogEntryView } from '#shared/model/job';
import { mutation, query, task } from './define.ts';

const nothing = z.strictObject({});

/** Which rows of the log are wanted; what is left out does not matter. */
export const LogSearch = z.strictObject({
  /** Display name or service principal object id. */
  application: z.string().min(1).max(320).optional(),
  /** Object id of a person or group, or a piece of their name or user name. */
  person: z.string().min(1).max(320).optional(),
  action: z.string().min(1).max(40).optional(),
  status: z.string().min(1).max(40).optional(),
  errorCode: z.string().min(1).max(200).optional(),
  cycleId: z.string().min(1).max(100).optional(),
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
  /** Words that all have to stand in names, application, error code or reason. */
  text: z.string().min(1).max(200).optional(),
  /** Number of a group of `logs.groups`. */
  group: z.number().int().min(1).optional(),
});
export type LogSearch = z.infer<typeof LogSearch>;

/** Where rows came from: the archive on this machine, or the service. `complete`: false when there may be more that fit. */
const origin = { source: z.enum(['archive', 'service']), complete: z.boolean() };

export const ExportFormat = z.enum(['csv', 'json', 'sqlite']);

/** Procedures about the log: archived, searched, grouped, taken away. */
export const archiveContract = {
  'archive.show': query({
    summary: 'The archive of the provisioning log: what it holds, how it is protected, what was set aside',
    input: nothing,
    output: ArchiveState,
  }),
  'archive.configure': mutation({
    summary: 'For how long rows are kept, and after which time no row arrives any more',
    input: ArchiveSettings.partial(),
    output: ArchiveState,
  }),
  'archive.setPassphrase': mutation({
    summary: 'Protect the archive by a passphrase, or open it with the one it has',
    input: z.strictObject({ passphrase: SecretHandle }),
    output: ArchiveState,
  }),
  'archive.makeRecoveryKey': mutation({
    summary: 'Write a recovery key into a file that the person chooses; it replaces the one before',
    input: nothing,
    output: z.strictObject({ file: z.string().nullable() }),
  }),
  'archive.recover': task({
    summary: 'Bring rows of a file that was set aside back into the archive; the file stays',
    input: z.strictObject({ name: z.string().min(1).max(200), secret: SecretHandle.optional() }),
    output: z.strictObject({ added: z.number().int(), unreadable: z.number().int() }),
  }),
  'logs.sync': task({
    summary: 'Read what the archive does not have from the service, newest first',
    input: nothing,
    output: z.strictObject({
      added: z.number().int(),
      removed: z.number().int(),
      unreadable: z.number().int(),
      clockAheadMs: z.number().nullable(),
      rowsPerSecond: z.number(),
    }),
  }),
  'logs.search': query({
    summary: 'Rows of the log that fit, newest first, of the archive where there is one',
    input: z.strictObject({
      filter: LogSearch.default({}),
      offset: z.number().int().min(0).max(100_000_000).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    output: z.strictObject({ rows: z.array(LogRowView), ...origin }),
  }),
  'logs.count': query({
    summary: 'How many rows of the archive fit',
    input: z.strictObject({ filter: LogSearch.default({}) }),
    output: z.strictObject({ rows: z.number().int() }),
  }),
  'logs.groups': query({
    summary: 'Identical failures, the most frequent first, with their trend',
    input: z.strictObject({
      filter: LogSearch.default({}),
      limit: z.number().int().min(1).max(200).default(50),
      parts: z.number().int().min(1).max(60).default(30),
    }),
    output: z.strictObject({ groups: z.array(FailureGroup), from: z.string(), to: z.string(), ...origin }),
  }),
  'logs.entry': query({
    summary:
      'One row of the log with its steps and changed attributes, the catalogue’s remedy beside the service’s advice',
    input: z.strictObject({ id: z.string().min(1).max(200) }),
    output: z.strictObject({
      entry: LogEntryView,
      /** What the service itself recommends. */
      recommended: z.string().nullable(),
      /** What the documentation says about the error code. */
      catalogue: z.string().nullable(),
    }),
  }),
  'logs.export': task({
    summary: 'Write the rows that fit into a file that the person chooses: CSV, JSON or SQLite',
    input: z.strictObject({ filter: LogSearch.default({}), format: ExportFormat }),
    output: z.strictObject({ file: z.string().nullable(), rows: z.number().int(), ...origin }),
  }),
} as const;
