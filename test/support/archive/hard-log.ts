import { drawOf } from '#emulator/faults/random';
import { type LogPart, type LogQuery, type LogRow, type LogRows, selectLogRows } from '#emulator/provisioning/log-rows';

const hour = 3_600_000;

interface Moment {
  readonly ms: number;
  /** Hundreds of nanoseconds in that millisecond. */
  readonly ticks: number;
}

/** Times that hurt: borders of windows to the tick and beside them, many in one millisecond, and any other. */
function momentsOf(startAt: number, size: number): readonly Moment[] {
  const borders = Array.from({ length: 29 }, (_, day) => startAt - day * 24 * hour).flatMap((ms): readonly Moment[] => [
    { ms, ticks: 0 },
    { ms, ticks: 1 },
    { ms: ms - 1, ticks: 9_999 },
    { ms: ms - 1_000, ticks: 0 },
  ]);
  const crowd = Array.from({ length: 1_500 }, (_, index): Moment => ({ ms: startAt - 30 * hour, ticks: index }));
  const others = Array.from({ length: size }, (_, index): Moment => {
    // As many in the newest three hours, where rows come late, as in all days before.
    const span = index % 2 === 0 ? 3 * hour : 28 * 24 * hour;
    return { ms: Math.floor(startAt - drawOf(7, 'moment', `${index}`) * span), ticks: index % 10_000 };
  });
  return [...borders, ...crowd, ...others]
    .filter(({ ms }) => ms < startAt)
    .toSorted((one, other) => one.ms - other.ms || one.ticks - other.ticks);
}

const guidOf = (index: number): string => `${index.toString(16).padStart(8, '0')}-0000-4000-8000-${'0'.repeat(12)}`;

/**
 * Takes the tenant's first moment and about how many rows; gives a log with seven digits of a second, rows on the borders of
 * windows and 1,500 in one millisecond.
 */
export function createHardLog(
  startAt: number,
  size: number,
): { rows(query?: LogQuery): LogRows; readonly all: readonly LogRow[] } {
  const all = momentsOf(startAt, size).map(
    ({ ms, ticks }, index): LogRow => ({
      id: guidOf(index),
      activityDateTime: `${new Date(ms).toISOString().slice(0, -1)}${String(ticks).padStart(4, '0')}Z`,
      provisioningAction: 'update',
      jobId: 'job',
      cycleId: guidOf(index % 50),
      servicePrincipal: { id: 'app', displayName: 'Hard Log' },
      sourceIdentity: { id: guidOf(index % 300), displayName: `Person ${index % 300}` },
      provisioningStatusInfo: { status: index % 9 === 0 ? 'failure' : 'success', errorInformation: null },
      // Keys and numbers that JavaScript would write otherwise if they were not kept as they came.
      details: { text: `Zürich 😀 ${index}`, nothing: null, half: 0.5, list: [index, '“quoted”'] },
    }),
  );
  const positions = new Map(all.map(({ id }, position) => [String(id), position]));
  const part: LogPart = {
    size: all.length,
    row: (position) => all[position] ?? {},
    timeAt: (position) => Date.parse(String(all[position]?.activityDateTime)),
    positionOf: (id) => positions.get(id) ?? -1,
    mayHold: () => true,
    sourceIdAt: () => '',
  };
  return { rows: (query = {}) => selectLogRows([part], query), all };
}
