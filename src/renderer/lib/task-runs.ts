import { create } from 'zustand';
import type { TaskProgress } from '#shared/contract/events';
import type { PageEvent } from '#shared/contract/host-events';
import type { WireError } from '#shared/contract/result';

/** One long call of this page. It outlives the component that began it, so a page can be left and returned to. */
export interface TaskRun {
  /** Counts what ran in all slots, so that a call which another one took the place of changes nothing any more. */
  readonly turn: number;
  /** What a person called it, for a toast. */
  readonly label: string;
  /** Where its page is, for a toast. */
  readonly href: string | null;
  /** Nobody asked for it: a toast tells of a failure only. */
  readonly quiet: boolean;
  readonly taskId: string | null;
  readonly state: 'running' | 'done' | 'failed';
  readonly cancelling: boolean;
  readonly progress: readonly TaskProgress[];
  readonly output: unknown;
  readonly error: WireError | null;
}

interface TaskRunsState {
  /** By slot: the name that a caller gives to what it runs, for example `export:GUID`. */
  readonly runs: Readonly<Record<string, TaskRun>>;
  /** How many components look at a slot; nobody has to be told about what they see. */
  readonly watchers: Readonly<Record<string, number>>;
  /** Progress that came before the call that began the task had answered. */
  readonly early: Readonly<Record<string, readonly TaskProgress[]>>;
  /** Slots that ended while nobody looked. */
  readonly unseen: readonly string[];
}

/** Progress lines kept of one task. */
const keptLines = 500;

export const useTaskRuns = create<TaskRunsState>(() => ({ runs: {}, watchers: {}, early: {}, unseen: [] }));

const { setState, getState } = useTaskRuns;

const change = (slot: string, edit: (run: TaskRun) => TaskRun): void =>
  setState(({ runs }) => {
    const run = runs[slot];
    return run === undefined ? {} : { runs: { ...runs, [slot]: edit(run) } };
  });

const isNow = (slot: string, turn: number): boolean => getState().runs[slot]?.turn === turn;

let turns = 0;

/** Takes a slot, what to call it and where it is seen; begins a run there, in place of any other, and gives its turn. */
export function beginRun(slot: string, { label, href, quiet }: Pick<TaskRun, 'label' | 'href' | 'quiet'>): number {
  turns += 1;
  const turn = turns;
  setState(({ runs, unseen }) => ({
    runs: {
      ...runs,
      [slot]: {
        turn,
        label,
        href,
        quiet,
        taskId: null,
        state: 'running',
        cancelling: false,
        progress: [],
        output: undefined,
        error: null,
      },
    },
    unseen: unseen.filter((other) => other !== slot),
  }));
  return turn;
}

/** Takes a slot, its turn and the task's id; joins them, with the progress that had come before. */
export function nameRun(slot: string, turn: number, taskId: string): void {
  if (!isNow(slot, turn)) return;
  change(slot, (run) => ({ ...run, taskId, progress: getState().early[taskId] ?? [] }));
  setState(({ early: { [taskId]: _joined, ...early } }) => ({ early }));
}

/** Takes a slot; notes that its task was asked to stop. */
export const noteCancelling = (slot: string): void => change(slot, (run) => ({ ...run, cancelling: true }));

/** Takes a slot, its turn and how it ended; ends the run, and remembers it as unseen where nobody looks at it. */
export function endRun(slot: string, turn: number, ended: Pick<TaskRun, 'state' | 'output' | 'error'>): void {
  if (!isNow(slot, turn)) return;
  const isQuiet = ended.state === 'done' && getState().runs[slot]?.quiet === true;
  change(slot, (run) => ({ ...run, ...ended, cancelling: false }));
  if (!isQuiet && (getState().watchers[slot] ?? 0) === 0) setState(({ unseen }) => ({ unseen: [...unseen, slot] }));
}

/** Takes a slot; forgets its run. */
export const forgetRun = (slot: string): void => setState(({ runs: { [slot]: _forgotten, ...runs } }) => ({ runs }));

/** Takes a slot; forgets that it ended unseen. */
export const noteSeen = (slot: string): void =>
  setState(({ unseen }) => ({ unseen: unseen.filter((other) => other !== slot) }));

/** Takes a slot; counts one more component that looks at it, until the function that comes back is called. */
export function watchRun(slot: string): () => void {
  const count = (by: number): void =>
    setState(({ watchers }) => ({ watchers: { ...watchers, [slot]: (watchers[slot] ?? 0) + by } }));
  count(1);
  return () => count(-1);
}

/** Forgets every run: another tenant, another person. */
export const forgetAllRuns = (): void => setState({ runs: {}, early: {}, unseen: [] });

/** Takes an event of the host; keeps progress with its run. */
export function noteEvent(event: PageEvent): void {
  if (event.topic !== 'task.progressed') return;
  const { taskId, progress } = event.payload;
  const slot = Object.entries(getState().runs).find(([, run]) => run.taskId === taskId)?.[0];
  if (slot !== undefined) {
    change(slot, (run) => ({ ...run, progress: [...run.progress, progress].slice(-keptLines) }));
    return;
  }
  setState(({ early }) => ({ early: { ...recent(early), [taskId]: [...(early[taskId] ?? []), progress] } }));
}

/** Tasks of other windows are heard too and never named here, so only the newest are kept. */
const recent = (early: TaskRunsState['early']): TaskRunsState['early'] =>
  Object.fromEntries(Object.entries(early).slice(-20));
