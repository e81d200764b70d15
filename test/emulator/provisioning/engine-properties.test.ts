import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createModelWorld } from './engine-model.ts';
import { anySteps, type Step } from './engine-steps.ts';

async function differencesAfter(steps: readonly Step[]): Promise<readonly string[]> {
  const world = createModelWorld();
  for (const step of steps) await world.take(step);
  await world.settle();
  return world.differences();
}

describe('the engine', () => {
  it('brings the target to what the directory says after any sequence of changes, faults and cycles', async () => {
    await fc.assert(
      fc.asyncProperty(anySteps, async (steps) => {
        expect(await differencesAfter(steps)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('brings right what the target changed although its answer said otherwise, and what was taken back since', async () => {
    const lost: readonly (readonly Step[])[] = [
      [
        { kind: 'cycle' },
        { kind: 'storm', seed: 859066 },
        { kind: 'toggleEnabled', which: 0 },
        { kind: 'cycle' },
        { kind: 'toggleEnabled', which: 0 },
        { kind: 'cycle' },
        { kind: 'addPerson' },
        { kind: 'addPerson' },
        { kind: 'changeTitle', which: 0 },
        { kind: 'cycle' },
      ],
      [
        { kind: 'toggleMember', which: 0, other: 0 },
        { kind: 'storm', seed: 457388 },
        { kind: 'cycle' },
        { kind: 'toggleMember', which: 0, other: 0 },
        { kind: 'restart', scope: 'None' },
        { kind: 'cycle' },
        { kind: 'changeTitle', which: 0 },
        { kind: 'setManager', which: 0, other: 0 },
        { kind: 'addPerson' },
      ],
    ];
    for (const steps of lost) expect(await differencesAfter(steps)).toEqual([]);
  });

  it('finds an account whose creation it never heard of', async () => {
    const storms = Array.from({ length: 20 }, (_, seed): readonly Step[] => [
      { kind: 'addPerson' },
      { kind: 'addPerson' },
      { kind: 'addGroup' },
      { kind: 'toggleMember', which: 0, other: 1 },
      { kind: 'start' },
      { kind: 'storm', seed },
      { kind: 'cycle' },
      { kind: 'cycle' },
    ]);
    for (const steps of storms) expect(await differencesAfter(steps)).toEqual([]);
  });
});
