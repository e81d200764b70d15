import { beforeEach, describe, expect, it } from 'vitest';
import {
  beginRun,
  endRun,
  forgetAllRuns,
  nameRun,
  noteEvent,
  noteSeen,
  useTaskRuns,
  watchRun,
} from '#renderer/lib/task-runs';
import type { PageEvent } from '#shared/contract/host-events';
import { TaskId } from '#shared/model/ids';

const taskId = TaskId.parse('task_00000000-0000-4000-8000-000000000001');
const progressed = (message: string): PageEvent => ({
  topic: 'task.progressed',
  payload: { taskId, progress: { state: 'running', message } },
});
const messages = (slot: string): string[] =>
  (useTaskRuns.getState().runs[slot]?.progress ?? []).map(({ message }) => message);
const begin = (slot: string): number => beginRun(slot, { label: 'Export', href: null, quiet: false });
const done = { state: 'done', output: 1, error: null } as const;

describe('a long call', () => {
  beforeEach(() => forgetAllRuns());

  it('keeps progress that came before its own answer', () => {
    const turn = begin('export');
    noteEvent(progressed('first'));
    nameRun('export', turn, taskId);
    noteEvent(progressed('second'));
    expect(messages('export')).toEqual(['first', 'second']);
  });

  it('begins anew in its slot without what was told of the last one', () => {
    nameRun('export', begin('export'), taskId);
    noteEvent(progressed('old'));
    begin('export');
    expect(messages('export')).toEqual([]);
  });

  it('that another one took the place of changes nothing any more', () => {
    const first = begin('plan');
    const second = begin('plan');
    nameRun('plan', first, 'the first task');
    endRun('plan', first, { ...done, output: 'the first plan' });
    expect(useTaskRuns.getState().runs.plan).toMatchObject({ state: 'running', taskId: null });
    endRun('plan', second, { ...done, output: 'the second plan' });
    expect(useTaskRuns.getState().runs.plan).toMatchObject({ state: 'done', output: 'the second plan' });
    expect(useTaskRuns.getState().unseen).toEqual(['plan']);
  });

  it('is told of when it ends and nobody looks', () => {
    endRun('export', begin('export'), done);
    expect(useTaskRuns.getState().unseen).toEqual(['export']);
    noteSeen('export');
    expect(useTaskRuns.getState().unseen).toEqual([]);
  });

  it('is not told of when somebody sees it end', () => {
    const stop = watchRun('export');
    endRun('export', begin('export'), done);
    expect(useTaskRuns.getState().unseen).toEqual([]);
    stop();
    endRun('export', begin('export'), done);
    expect(useTaskRuns.getState().unseen).toEqual(['export']);
  });

  it('that nobody asked for is told of when it fails, and not when it ends well', () => {
    const quiet = (slot: string): number => beginRun(slot, { label: 'Looking', href: null, quiet: true });
    endRun('look', quiet('look'), done);
    expect(useTaskRuns.getState().unseen).toEqual([]);
    const error = { code: 'offline', message: 'There is no network.' } as const;
    endRun('look', quiet('look'), { state: 'failed', output: undefined, error });
    expect(useTaskRuns.getState().unseen).toEqual(['look']);
  });

  it('does not gather what other windows run', () => {
    for (let index = 0; index < 200; index += 1) {
      const other = TaskId.parse(`task_00000000-0000-4000-8000-${String(index).padStart(12, '0')}`);
      noteEvent({ topic: 'task.progressed', payload: { taskId: other, progress: { state: 'running', message: 'x' } } });
    }
    expect(Object.keys(useTaskRuns.getState().early).length).toBeLessThan(30);
  });
});
