import { afterEach, describe, expect, it } from 'vitest';
import type { CoreEvent } from '#shared/contract/events';
import { filterOf, openScopeWorld, type ScopeWorld, withFilter } from '#test/support/scope-world';

const application = 'Airstack';
const people = 6_000;
let world: ScopeWorld;
afterEach(() => world.close());

/** Begins an impact; gives what it told so far, and its end. */
async function begin(onProgress: (taskId: string, completed: number) => void) {
  const stop = world.core.subscribe((event: CoreEvent) => {
    if (event.topic !== 'task.progressed') return;
    const { taskId, progress } = event.payload;
    if (progress.completed !== undefined) onProgress(taskId, progress.completed);
  });
  const mappings = withFilter(world.configuration, filterOf('department', 'EQUALS', 'Sales'));
  const answer = await world.core.dispatch('scope.impact', { application, mappings });
  if (!answer.ok) throw new Error(answer.error.message);
  const ended = await world.core.dispatch('tasks.wait', { taskId: answer.data.taskId });
  stop();
  if (!ended.ok) throw new Error(ended.error.message);
  return ended.data;
}

describe('the impact over thousands of people', () => {
  it('tells after each page how far it is, and in the end how many there were', async () => {
    world = await openScopeWorld({ people: 'everyone', hasRun: false, size: { users: people } });
    const told: number[] = [];
    const outcome = await begin((_taskId, completed) => told.push(completed));
    expect(told.length).toBeGreaterThanOrEqual(Math.floor(people / 999));
    expect(told).toEqual([...told].sort((one, other) => one - other));
    expect(told[0]).toBeLessThan(people);
    expect(outcome).toMatchObject({ ok: true, data: { people: { read: told.at(-1), open: 0 } } });
  });

  it('ends when it is cancelled, without reading the rest', async () => {
    world = await openScopeWorld({ people: 'everyone', hasRun: false, size: { users: people } });
    const told: number[] = [];
    const outcome = await begin((taskId, completed) => {
      told.push(completed);
      void world.core.dispatch('tasks.cancel', { taskId });
    });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(Math.max(...told)).toBeLessThan(people / 2);
  });
});
