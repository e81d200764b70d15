/** One row of the provisioning log as Graph returns it. */
export type LogRow = Readonly<Record<string, unknown>>;

/** Which rows are wanted. Whatever is left out does not matter. */
export interface LogQuery {
  /** First and last moment, milliseconds since 1970, both included. */
  readonly from?: number;
  readonly until?: number;
  readonly servicePrincipalId?: string;
  readonly jobId?: string;
  /** Object id of the person or group in the source. */
  readonly sourceId?: string;
  readonly oldestFirst?: boolean;
}

/** Rows in the order asked for, newest first by default; each is made when it is read. */
export interface LogRows extends Iterable<LogRow> {
  /** The rows behind the one with this id; null when the log does not have it. */
  after(id: string): Iterable<LogRow> | null;
}

/** A part of the log whose rows are numbered from 0, the oldest. Times never fall from one number to the next. */
export interface LogPart {
  readonly size: number;
  row(position: number): LogRow;
  /** Milliseconds since 1970. */
  timeAt(position: number): number;
  /** The number of the row with an id, or −1. */
  positionOf(id: string): number;
  /** False when no row of this part can be wanted; answered without making rows. */
  mayHold(query: LogQuery): boolean;
  /** Object id of the row's person or group; answered without making the row. */
  sourceIdAt(position: number): string;
}

/**
 * The rows of a log that match a query.
 * Takes the parts from the oldest on; gives rows that are found by time without reading the others. The query narrows
 * what is read and does not stand for a filter: rows of other applications may come along.
 */
export function selectLogRows(parts: readonly LogPart[], query: LogQuery): LogRows {
  const ordered = query.oldestFirst === true ? parts : parts.toReversed();
  return {
    [Symbol.iterator]: () => rowsOf(ordered, query, null),
    after(id) {
      for (const [index, part] of ordered.entries()) {
        const position = part.positionOf(id);
        if (position !== -1) return { [Symbol.iterator]: () => rowsOf(ordered.slice(index), query, position) };
      }
      return null;
    },
  };
}

function* rowsOf(parts: readonly LogPart[], query: LogQuery, behind: number | null): Generator<LogRow, undefined> {
  for (const [index, part] of parts.entries()) {
    if (!part.mayHold(query)) continue;
    const first = firstAt(part, query.from ?? Number.NEGATIVE_INFINITY);
    const end = query.until === undefined ? part.size : firstAt(part, query.until + 1);
    const known = index === 0 ? behind : null;
    yield* query.oldestFirst === true
      ? upwards(part, { query, from: Math.max(first, known === null ? 0 : known + 1), end })
      : downwards(part, { query, from: first, end: Math.min(end, known ?? end) });
  }
}

interface Range {
  readonly query: LogQuery;
  readonly from: number;
  readonly end: number;
}

const isWanted = (part: LogPart, position: number, { sourceId }: LogQuery): boolean =>
  sourceId === undefined || part.sourceIdAt(position) === sourceId;

function* upwards(part: LogPart, { query, from, end }: Range): Generator<LogRow, undefined> {
  for (let position = from; position < end; position += 1) {
    if (isWanted(part, position, query)) yield part.row(position);
  }
}

function* downwards(part: LogPart, { query, from, end }: Range): Generator<LogRow, undefined> {
  for (let position = end - 1; position >= from; position -= 1) {
    if (isWanted(part, position, query)) yield part.row(position);
  }
}

/** The first position whose time is not before `time`. */
function firstAt(part: LogPart, time: number): number {
  let low = 0;
  let high = part.size;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (part.timeAt(middle) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
