import { expect } from 'vitest';
import type { Reference, Resumed } from './kill-loop.ts';
import { type KillPoint, pointText } from './kill-world.ts';

/** Asserts that each point was reached, and that what followed ended as if nothing had happened. */
export function expectSameEnd(runs: readonly Resumed[], points: readonly KillPoint[], reference: Reference): void {
  expect(runs.map(({ killed, point }) => `${killed} ${point}`)).toEqual(
    points.map((one) => `killed ${pointText(one)}`),
  );
  for (const { point, ending } of runs) expect({ point, ...ending }).toEqual({ point, ...reference.ending });
}
