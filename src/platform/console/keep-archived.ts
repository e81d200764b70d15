import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '#core/ports';
import type { Dispatch } from '#core/rpc/dispatch';
import type { WireError } from '#shared/contract/result';
import type { TaskId } from '#shared/model/ids';

/** What goes on while a console is open; `stop` ends it, with the run that goes on. */
export interface ArchiveKeeper {
  stop(): Promise<void>;
}

export interface ArchiveKeeperOptions {
  readonly dispatch: Dispatch;
  readonly log: Pick<Log, 'write'>;
  /** Waits so many milliseconds; rejects when the signal fires. */
  readonly pause?: ((milliseconds: number, signal: AbortSignal) => Promise<unknown>) | undefined;
}

const firstAfterMs = 60_000;
// What is not final is read again each time, at half a page a second.
const everyMs = 3_600_000;
const longestMs = 12 * everyMs;

const untimed = (milliseconds: number, signal: AbortSignal): Promise<unknown> =>
  sleep(milliseconds, undefined, { ref: false, signal });

/**
 * Takes core and where troubles are noted; brings the log archive up to date a minute after the start and then every hour, later
 * after a failure. It begins with nothing by itself: only an archive that a person has filled once and that is open. Raises nothing.
 */
export function keepLogArchived({ dispatch, log, pause = untimed }: ArchiveKeeperOptions): ArchiveKeeper {
  const controller = new AbortController();
  const { signal } = controller;
  const wait = (milliseconds: number): Promise<boolean> =>
    pause(milliseconds, signal).then(
      () => !signal.aborted,
      () => false,
    );
  const keep = async (): Promise<void> => {
    let nextMs = firstAfterMs;
    while (await wait(nextMs)) {
      const trouble = await bringUpToDate(dispatch, signal);
      if (trouble !== null && !signal.aborted)
        log.write('warn', 'the log archive could not be brought up to date', told(trouble));
      nextMs = trouble === null ? everyMs : Math.min(Math.max(nextMs, everyMs) * 2, longestMs);
    }
  };
  const ended = keep();
  return {
    async stop() {
      controller.abort();
      await ended;
    },
  };
}

const told = ({ code, reason, message, requestId }: WireError) => ({ code, reason, message, requestId });

/** Gives what prevented it, or null; where there is nothing to do, that is nothing. */
async function bringUpToDate(dispatch: Dispatch, signal: AbortSignal): Promise<WireError | null> {
  const shown = await dispatch('archive.show', {});
  // Nobody is signed in, or the archive cannot be used: the page says so to whoever looks.
  if (!shown.ok || shown.data.status !== 'ready' || shown.data.readUntil === null) return null;
  const started = await dispatch('logs.sync', {});
  if (!started.ok) return started.error;
  const { taskId } = started.data;
  const cancel = (): void => void dispatch('tasks.cancel', { taskId });
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  const outcome = await outcomeOf(dispatch, taskId);
  signal.removeEventListener('abort', cancel);
  return outcome;
}

async function outcomeOf(dispatch: Dispatch, taskId: TaskId): Promise<WireError | null> {
  const ended = await dispatch('tasks.wait', { taskId });
  if (!ended.ok) return ended.error;
  return ended.data.ok ? null : ended.data.error;
}
