import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { ExportFile, ExportFormat, ExportPort } from '#core/archive/archive-port';
import { CoreError } from '#core/rpc/errors';
import { hasCode } from '#platform/disk';
import type { LogEntryView } from '#shared/model/job';
import { openSqlDatabase, SqlFault } from './sql-database.ts';

/** What asks a person where a file goes; null where nobody can be asked. */
export type ChooseExport = ((suggestedName: string) => Promise<string | null>) | null;

/** Takes how a person is asked; gives the files that they take away. */
export function createExportFiles(choose: ChooseExport): ExportPort {
  return {
    choose: (suggestedName) => {
      if (choose === null) return Promise.reject(noWindow());
      return choose(suggestedName);
    },
    open: (path, format) => inWords(path, () => openExport(path, format)),
    writePrivate: (path, text) =>
      inWords(path, async () => {
        const file = await openText(path, { first: '', last: '' });
        await file.write(text);
        await file.end();
      }),
  };
}

const noWindow = (): CoreError =>
  new CoreError('bad_request', 'This program cannot ask where a file goes.', {
    reason: 'noFileWindow',
    nextStep: 'Use the desktop application, or the command line with --out FILE.',
  });

async function inWords<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof CoreError) throw cause;
    if (hasCode(cause, 'ENOSPC', 'EDQUOT') || (cause instanceof SqlFault && cause.trouble === 'full')) {
      throw new CoreError('storage_full', `The disk is full: ${basename(path)} was not written.`, {
        reason: 'exportFull',
        nextStep: 'Free some space, or choose another disk.',
        cause,
      });
    }
    throw new CoreError('bad_request', `The file ${basename(path)} cannot be written.`, {
      reason: 'fileUnwritable',
      nextStep: 'Choose another folder, or close the program that has the file open.',
      cause,
    });
  }
}

/** A file that appears whole: a draft beside it takes its place at the end. */
async function openText(path: string, { first, last }: { readonly first: string; readonly last: string }) {
  const draft = `${path}.${randomUUID()}.draft`;
  const handle = await open(draft, 'wx', 0o600);
  await handle.write(first);
  return {
    write: async (text: string): Promise<void> => {
      await handle.write(text);
    },
    async end(): Promise<void> {
      await handle.write(last);
      await handle.sync();
      await handle.close();
      await rename(draft, path);
    },
    async discard(): Promise<void> {
      await handle.close();
      await rm(draft, { force: true });
    },
  };
}

const columns = [
  ...['activityDateTime', 'application', 'action', 'status', 'source', 'sourceId', 'target', 'targetId', 'errorCode'],
  ...['reason', 'remedy', 'durationMs', 'cycleId', 'changeId', 'jobId', 'id', 'modifiedProperties', 'steps'],
] as const;
type Column = (typeof columns)[number];

/** Takes a row; gives it flat, lists as lines of text. */
export function flatRow(entry: LogEntryView): Readonly<Record<Column, string>> {
  const { source, target, durationMs } = entry;
  return {
    activityDateTime: entry.activityDateTime,
    application: entry.application ?? '',
    action: entry.action,
    status: entry.status,
    source: source.displayName ?? '',
    sourceId: source.id ?? '',
    target: target.displayName ?? '',
    targetId: target.id ?? '',
    errorCode: entry.errorCode ?? '',
    reason: entry.reason ?? '',
    remedy: entry.remedy ?? '',
    durationMs: durationMs === null ? '' : String(durationMs),
    cycleId: entry.cycleId ?? '',
    changeId: entry.changeId ?? '',
    jobId: entry.jobId ?? '',
    id: entry.id,
    modifiedProperties: entry.modifiedProperties
      .map(({ name, before, after }) => `${name}: ${before ?? ''} → ${after ?? ''}`)
      .join('\n'),
    steps: entry.steps.map(({ name, status, description }) => `${name} (${status}) ${description}`).join('\n'),
  };
}

/** A value that begins like a formula gets an apostrophe, so that a spreadsheet shows it and does not run it. */
const csvOf = (rows: readonly LogEntryView[], header: boolean): string =>
  stringify(rows.map(flatRow), { header, columns: [...columns], escape_formulas: true, record_delimiter: '\r\n' });

async function openExport(path: string, format: ExportFormat): Promise<ExportFile> {
  if (format === 'sqlite') return openSqliteExport(path);
  // Spreadsheets take a file without this mark for one of the system's own code page.
  const isCsv = format === 'csv';
  const file = await openText(
    path,
    isCsv ? { first: `\uFEFF${csvOf([], true)}`, last: '' } : { first: '[', last: '\n]\n' },
  );
  let isFirst = true;
  return {
    add: (rows) =>
      inWords(path, async () => {
        if (rows.length === 0) return;
        const text = isCsv ? csvOf(rows, false) : rows.map((row) => `\n${JSON.stringify(row)}`).join(',');
        await file.write(isCsv || isFirst ? text : `,${text}`);
        isFirst = false;
      }),
    finish: () => inWords(path, file.end),
    discard: file.discard,
  };
}

/** A plain file that any tool for SQLite opens: one table, each row flat and as JSON. */
async function openSqliteExport(path: string): Promise<ExportFile> {
  const draft = `${path}.${randomUUID()}.draft`;
  // Made first, so that nobody else may read it.
  await (await open(draft, 'wx', 0o600)).close();
  const database = await openSqlDatabase(draft, null);
  database.exec('PRAGMA journal_mode=MEMORY');
  database.exec(
    `CREATE TABLE log(${columns.map((column) => `"${column}" TEXT NOT NULL`).join(', ')}, json TEXT NOT NULL)`,
  );
  const insertion = database.statement(`INSERT INTO log VALUES(${[...columns, 'json'].map(() => '?').join(',')})`);
  return {
    add: (rows) =>
      inWords(path, async () => {
        database.exec('BEGIN');
        for (const entry of rows) {
          const flat = flatRow(entry);
          insertion.run([...columns.map((column) => flat[column]), JSON.stringify(entry)]);
        }
        database.exec('COMMIT');
      }),
    finish: () =>
      inWords(path, async () => {
        database.exec('CREATE INDEX log_time ON log(activityDateTime)');
        database.close();
        await rename(draft, path);
      }),
    async discard() {
      database.close();
      await rm(draft, { force: true });
    },
  };
}
