import { expect, it } from 'vitest';
import { createObservations } from '#core/monitor/cycles/observations';

it('remembers each moment once, oldest first, and forgets a job', () => {
  const observations = createObservations();
  observations.add('a', { at: 1, completed: 1, total: 9 });
  observations.add('a', { at: 1, completed: 1, total: 9 });
  expect(observations.add('a', { at: 2, completed: 3, total: 9 }).map(({ at }) => at)).toEqual([1, 2]);
  observations.forget('a');
  expect(observations.add('a', { at: 5, completed: 3, total: 9 })).toHaveLength(1);
});

it('keeps the first moment and the newest, and no more than it can hold', () => {
  const observations = createObservations();
  for (let at = 1; at <= 500; at += 1) observations.add('a', { at, completed: at, total: 900 });
  const kept = observations.add('a', { at: 501, completed: 501, total: 900 });
  expect(kept.length).toBeLessThanOrEqual(120);
  expect([kept[0]?.at, kept.at(-1)?.at]).toEqual([1, 501]);
});

it('forgets the job that nobody has looked at for longest', () => {
  const observations = createObservations();
  for (let job = 0; job <= 500; job += 1) observations.add(String(job), { at: 1, completed: 1, total: 2 });
  expect(observations.add('0', { at: 2, completed: 1, total: 2 })).toHaveLength(1);
  expect(observations.add('500', { at: 2, completed: 1, total: 2 })).toHaveLength(2);
});
