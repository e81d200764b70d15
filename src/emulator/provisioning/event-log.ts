import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { EntryEvent } from './entry-event.ts';
import { toLogRow } from './log-row.ts';
import { type LogPart, type LogQuery, type LogRow, type LogRows, selectLogRows } from './log-rows.ts';

/** The provisioning log: a bounded memory of events. */
export interface EventLog {
  add(event: EntryEvent): void;
  rows(query?: LogQuery): LogRows;
}

/** What a log is made of. */
export interface EventLogOptions {
  /** How many events are kept, about; the oldest go first. */
  readonly capacity: number;
  /** Rows from before the tenant's first moment. */
  readonly history?: LogPart | undefined;
}

/** Rows that are written together. A cycle writes far more of them than anybody looks at, so they are packed. */
const rowsPerChunk = 256;
const unpackedChunks = 8;

interface Chunk {
  readonly packed: Uint8Array;
  readonly ids: readonly string[];
  readonly sourceIds: readonly string[];
  readonly times: Float64Array;
  readonly jobIds: ReadonlySet<string>;
  readonly servicePrincipalIds: ReadonlySet<string>;
}

/** Makes an empty log, or one that begins with a history. */
export function createEventLog({ capacity, history }: EventLogOptions): EventLog {
  let chunks: Chunk[] = [];
  let open: EntryEvent[] = [];
  const unpacked = new Map<Chunk, readonly LogRow[]>();

  const rowsIn = (chunk: Chunk): readonly LogRow[] => {
    const known = unpacked.get(chunk);
    if (known !== undefined) return known;
    const rows = JSON.parse(Buffer.from(inflateRawSync(chunk.packed)).toString('utf8')) as readonly LogRow[];
    const [oldest] = unpacked.keys();
    if (unpacked.size >= unpackedChunks && oldest !== undefined) unpacked.delete(oldest);
    unpacked.set(chunk, rows);
    return rows;
  };
  const packedPart = (chunk: Chunk): LogPart => ({
    size: chunk.ids.length,
    row: (position) => rowsIn(chunk)[position] ?? {},
    timeAt: (position) => chunk.times[position] ?? 0,
    positionOf: (id) => chunk.ids.indexOf(id),
    sourceIdAt: (position) => chunk.sourceIds[position] ?? '',
    mayHold: ({ jobId, servicePrincipalId }) =>
      (jobId === undefined || chunk.jobIds.has(jobId)) &&
      (servicePrincipalId === undefined || chunk.servicePrincipalIds.has(servicePrincipalId)),
  });

  return {
    add(event) {
      open.push(event);
      if (open.length < rowsPerChunk) return;
      chunks.push(pack(open));
      open = [];
      if (chunks.length > 1 && (chunks.length - 1) * rowsPerChunk >= capacity) {
        const [oldest, ...rest] = chunks;
        if (oldest !== undefined) unpacked.delete(oldest);
        chunks = rest;
      }
    },
    rows: (query = {}) =>
      selectLogRows([...(history === undefined ? [] : [history]), ...chunks.map(packedPart), openPart(open)], query),
  };
}

function pack(events: readonly EntryEvent[]): Chunk {
  return {
    packed: deflateRawSync(JSON.stringify(events.map(toLogRow)), { level: 1 }),
    ids: events.map((event) => event.id),
    sourceIds: events.map((event) => event.source.id),
    times: Float64Array.from(events, (event) => event.endedAt),
    jobIds: new Set(events.map((event) => event.origin.jobId)),
    servicePrincipalIds: new Set(events.map((event) => event.origin.servicePrincipal.id)),
  };
}

function openPart(events: readonly EntryEvent[]): LogPart {
  const at = (position: number): EntryEvent => {
    const event = events[position];
    if (event === undefined) throw new RangeError(`The log has no row ${position}.`);
    return event;
  };
  return {
    size: events.length,
    row: (position) => toLogRow(at(position)),
    timeAt: (position) => at(position).endedAt,
    positionOf: (id) => events.findIndex((event) => event.id === id),
    sourceIdAt: (position) => at(position).source.id,
    mayHold: () => events.length > 0,
  };
}
