import { CoreError } from '#core/rpc/errors';

interface Patience {
  /** Milliseconds to wait after each refusal; when they are used up, the next refusal counts. */
  readonly waits: readonly number[];
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly waiting: (message: string) => void;
}

/** Takes milliseconds; gives them as a person says them, never less than they are. Pure. */
export function waitInWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  if (seconds < 120) return `${seconds} s`;
  return `${Math.ceil(seconds / 60)} min`;
}

/**
 * Takes a test of saved credentials; repeats it while it is refused, since a service that took new credentials a moment ago may still
 * test the old ones, or answer 400, for minutes. Says how long it waits and how long at most. Gives what the test gives; raises its
 * last refusal, and at once what is no refusal of the target.
 */
export async function untilTaken<T>(test: () => Promise<T>, { waits, sleep, waiting }: Patience): Promise<T> {
  let left = waits.reduce((sum, wait) => sum + wait, 0);
  for (const wait of waits) {
    try {
      return await test();
    } catch (cause) {
      if (!(cause instanceof CoreError) || cause.code !== 'target_refused') throw cause;
      waiting(
        `The saved credentials are not taken yet, which is usual shortly after saving; next try in ${waitInWords(wait)}, for ${waitInWords(left)} at most`,
      );
      await sleep(wait);
      left -= wait;
    }
  }
  return test();
}
