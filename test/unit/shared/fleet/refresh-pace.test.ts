import { describe, expect, it } from 'vitest';
import { nextReadingMs, type Pace } from '#shared/fleet/refresh-pace';

const minute = 60_000;
const pace: Pace = { applications: 5, chosenMs: null, failures: 0, retryAfterMs: 0, hidden: false };

describe('when the fleet is read again', () => {
  it.each<[string, Partial<Pace>, number]>([
    ['after a minute where it is small', {}, 1],
    ['after five where it is large', { applications: 500 }, 5],
    ['as a person chose', { chosenMs: 15 * minute, applications: 500 }, 15],
    ['no oftener than each five minutes while nobody looks', { hidden: true }, 5],
    ['as seldom as chosen while nobody looks', { hidden: true, chosenMs: 30 * minute }, 30],
    ['later after each failure', { failures: 3 }, 8],
    ['at the latest after an hour', { failures: 30 }, 60],
    ['not before the service asked for it', { retryAfterMs: 4 * minute }, 4],
    ['after what was chosen where that is more than an hour', { chosenMs: 120 * minute, failures: 2 }, 120],
  ])('%s', (_name, more, minutes) => {
    expect(nextReadingMs({ ...pace, ...more })).toBe(minutes * minute);
  });
});
