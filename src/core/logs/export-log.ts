import type { ExportFile, ExportFormat, ExportPort } from '#core/archive/archive-port';
import { nameOf } from '#core/archive/handlers';
import type { CallContext } from '#core/rpc/dispatch';
import type { LogSearch } from '#shared/contract/archive';
import type { Output } from '#shared/contract/index';
import { archiveFilterOf, type LogSource, rowOfJson, searchLive } from './log-source.ts';
import { logEntryViewOf } from './log-view.ts';

/** Rows that are written at once. */
const chunk = 500;
/** Rows that are taken from the service where there is no archive. */
const mostLive = 5_000;

interface Exporting extends LogSource {
  readonly exports: ExportPort;
  readonly progress: CallContext['progress'];
}

interface Wish {
  readonly filter: LogSearch;
  readonly format: ExportFormat;
}

/**
 * Takes a source and which rows are wanted in which form; writes them into a file that a person chooses. Values of properties
 * that look like secrets are masked. Raises what the source and `ExportPort` raise; then there is no file.
 */
export async function exportLog(exporting: Exporting, { filter, format }: Wish): Promise<Output<'logs.export'>> {
  const { archive, exports } = exporting;
  const source = archive === null ? 'service' : 'archive';
  const path = await exports.choose(`provisioning-log.${format}`);
  if (path === null) return { file: null, rows: 0, source, complete: false };
  const file = await exports.open(path, format);
  try {
    const written = await (archive === null
      ? writeLive(exporting, filter, file)
      : writeArchived({ ...exporting, archive }, filter, file));
    await file.finish();
    return { file: nameOf(path), source, ...written };
  } catch (cause) {
    await file.discard();
    throw cause;
  }
}

interface Extent {
  readonly rows: number;
  readonly complete: boolean;
}

async function writeLive(source: LogSource, filter: LogSearch, file: ExportFile): Promise<Extent> {
  const { rows, complete } = await searchLive(source, filter, mostLive);
  await file.add(rows.map(({ json }) => logEntryViewOf(rowOfJson(json))));
  return { rows: rows.length, complete };
}

async function writeArchived(
  { archive, signal, progress }: Exporting & { readonly archive: NonNullable<LogSource['archive']> },
  filter: LogSearch,
  file: ExportFile,
): Promise<Extent> {
  const wanted = archiveFilterOf(filter);
  const total = await archive.count(wanted);
  let rows = 0;
  // Rows that come meanwhile push others down: those would be met twice.
  let before = new Set<string>();
  for (let offset = 0; ; offset += chunk) {
    signal.throwIfAborted();
    const page = await archive.search(wanted, { offset, limit: chunk });
    const ids = page.map(({ id }) => id).filter((id) => !before.has(id));
    const originals = await archive.originals(ids);
    const entries = originals.flatMap((json) => (json === null ? [] : [logEntryViewOf(rowOfJson(json))]));
    await file.add(entries);
    rows += entries.length;
    before = new Set(page.map(({ id }) => id));
    progress({
      state: 'running',
      message: `${rows.toLocaleString('en')} rows written`,
      completed: rows,
      total: Math.max(rows, total),
    });
    if (page.length < chunk) return { rows, complete: true };
  }
}
