import type { EntryEvent } from './entry-event.ts';
import { toLogRow } from './log-row.ts';

/** The provisioning log: a bounded memory of events. */
export interface EventLog {
  add(event: EntryEvent): void;
  /** Rows as Graph returns them, newest first. */
  rows(): readonly Record<string, unknown>[];
}

/**
 * Makes an empty log.
 * Takes how many events are kept; the oldest go first. Rows are made when they are read, because a cycle writes far more
 * of them than anybody looks at.
 */
export function createEventLog(capacity: number): EventLog {
  const events: EntryEvent[] = [];
  const made = new WeakMap<EntryEvent, Record<string, unknown>>();
  let start = 0;
  let newestFirst: readonly Record<string, unknown>[] | null = null;

  const rowOf = (event: EntryEvent): Record<string, unknown> => {
    const known = made.get(event);
    if (known !== undefined) return known;
    const row = toLogRow(event);
    made.set(event, row);
    return row;
  };

  return {
    add(event) {
      newestFirst = null;
      if (events.length < capacity) {
        events.push(event);
        return;
      }
      events[start] = event;
      start = (start + 1) % capacity;
    },
    rows() {
      newestFirst ??= [...events.slice(start), ...events.slice(0, start)].map(rowOf).reverse();
      return newestFirst;
    },
  };
}
