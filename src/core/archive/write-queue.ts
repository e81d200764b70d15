import type { ArchivedRow } from './archived-row.ts';
import type { Segment } from './coverage.ts';

/** Rows that wait at most: about 10 MB. */
const mostWaiting = 5_000;

/** Rows and what is read with them. */
export interface Written {
  readonly rows: readonly ArchivedRow[];
  readonly read: Segment | null;
}

/** Writes pages in their order, several at once when they come faster than they are written. */
export interface WriteQueue {
  /** Returns at once unless too many rows wait. Raises what writing raised. */
  push(written: Written): Promise<void>;
  /** Returns when everything is written. Raises what writing raised. */
  flush(): Promise<void>;
}

/** Takes how rows are written; gives a queue for one window. Of what is read, the later says more than the earlier. */
export function createWriteQueue(write: (written: Written) => Promise<void>): WriteQueue {
  let waiting: readonly ArchivedRow[] = [];
  let read: Segment | null = null;
  let isDue = false;
  let writing: Promise<void> = Promise.resolve();
  const writeWaiting = async (): Promise<void> => {
    const next = { rows: waiting, read };
    waiting = [];
    read = null;
    isDue = false;
    await write(next);
  };
  return {
    async push(written) {
      waiting = waiting.length === 0 ? written.rows : [...waiting, ...written.rows];
      read = written.read ?? read;
      if (!isDue) {
        isDue = true;
        writing = writing.then(writeWaiting);
        // Whoever pushes or flushes next is told.
        writing.catch(() => undefined);
      }
      if (waiting.length >= mostWaiting) await writing;
    },
    flush: () => writing,
  };
}
