import { describe, expect, it } from 'vitest';
import { createSharedRun } from '#core/archive/shared-run';

/** Work whose end the test decides. */
function decided() {
  const begun: AbortSignal[] = [];
  const tell: ((message: string) => void)[] = [];
  let end: (outcome: number) => void = () => undefined;
  return {
    begun,
    say: (message: string) => tell.at(-1)?.(message),
    end: (outcome: number) => end(outcome),
    work: ({ signal, progress }: Parameters<Parameters<ReturnType<typeof createSharedRun<number>>['join']>[2]>[0]) => {
      begun.push(signal);
      tell.push((message) => progress({ state: 'running', message }));
      return new Promise<number>((resolve, reject) => {
        end = resolve;
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    },
  };
}

function listener() {
  const controller = new AbortController();
  const heard: string[] = [];
  return {
    controller,
    heard,
    signal: controller.signal,
    progress: ({ message }: { message: string }) => heard.push(message),
  };
}

describe('a run that is shared', () => {
  it('is joined by whoever asks while it goes on, and gives everybody its outcome', async () => {
    const runs = createSharedRun<number>();
    const { begun, work, say, end } = decided();
    const [first, second] = [listener(), listener()];
    const outcomes = [runs.join('tenant', first, work)];
    say('one');
    outcomes.push(runs.join('tenant', second, work));
    say('two');
    end(7);
    expect(await Promise.all(outcomes)).toEqual([7, 7]);
    expect(begun).toHaveLength(1);
    expect([first.heard, second.heard]).toEqual([['one', 'two'], ['two']]);
  });

  it('begins anew when the one before has ended, and apart for another key', async () => {
    const runs = createSharedRun<number>();
    const { begun, work, end } = decided();
    const first = runs.join('tenant', listener(), work);
    end(1);
    await first;
    const again = runs.join('tenant', listener(), work);
    const other = runs.join('another', listener(), async () => 3);
    end(2);
    expect(await Promise.all([again, other])).toEqual([2, 3]);
    expect(begun).toHaveLength(2);
  });

  it('goes on for the others when one gives up, and is aborted with the last one', async () => {
    const runs = createSharedRun<number>();
    const { begun, work } = decided();
    const [first, second] = [listener(), listener()];
    const outcomes = [runs.join('tenant', first, work), runs.join('tenant', second, work)];
    first.controller.abort();
    await expect(outcomes[0]).rejects.toThrow(/abort/i);
    expect(begun[0]?.aborted).toBe(false);
    second.controller.abort();
    await expect(outcomes[1]).rejects.toThrow(/abort/i);
    expect(begun[0]?.aborted).toBe(true);
  });

  it('waits for a run that was given up to let go of what it holds', async () => {
    const runs = createSharedRun<number>();
    const order: string[] = [];
    const first = listener();
    let letGo: () => void = () => undefined;
    const slow = async ({ signal }: { signal: AbortSignal }): Promise<number> => {
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
      order.push(signal.aborted ? 'let go' : 'too early');
      throw signal.reason;
    };
    const given = runs.join('tenant', first, slow);
    first.controller.abort();
    await expect(given).rejects.toThrow(/abort/i);
    const next = runs.join('tenant', listener(), async () => order.push('begun'));
    letGo();
    expect(await next).toBe(2);
    expect(order).toEqual(['let go', 'begun']);
  });

  it('fails for everybody who waits', async () => {
    const runs = createSharedRun<number>();
    const failing = () => Promise.reject(new Error('the disk is full'));
    const both = [runs.join('tenant', listener(), failing), runs.join('tenant', listener(), failing)];
    for (const one of both) await expect(one).rejects.toThrow('the disk is full');
    expect(await runs.join('tenant', listener(), async () => 4)).toBe(4);
  });
});
