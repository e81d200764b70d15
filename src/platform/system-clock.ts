import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '#core/ports';

/** The machine's clock, which can be told what time a server has. */
export interface FollowingClock extends Clock {
  /** Takes the time of a `Date` header, in milliseconds since 1970. */
  follow(serverTime: number): void;
}

// A Date header is cut to whole seconds, and an answer takes a while to arrive.
const headerPrecision = 1_000;
const tolerated = 1_000;

/** setTimeout takes a signed 32-bit number of milliseconds; more would fire at once. */
const longestTimer = 2_147_483_647;

/**
 * Takes where the machine's time comes from; gives a clock that runs with the machine and, once it was told a server's
 * time, shows that one. Sleeps are real. A demo tenant that lives faster than the machine is followed by its answers.
 */
export function createSystemClock(machineTime: () => number = Date.now): FollowingClock {
  let ahead = 0;
  return {
    now: () => machineTime() + ahead,
    async sleep(milliseconds, signal) {
      let left = Math.max(0, milliseconds);
      do {
        const part = Math.min(left, longestTimer);
        await wait(part, undefined, signal === undefined ? {} : { signal });
        left -= part;
      } while (left > 0);
    },
    follow(serverTime) {
      const earliest = serverTime - machineTime();
      const isWithin = ahead >= earliest - tolerated && ahead < earliest + headerPrecision + tolerated;
      if (!isWithin) ahead = earliest + headerPrecision / 2;
    },
  };
}
