import { describe, expect, it } from 'vitest';
import { createSingleRun, type Waiter } from '#core/rpc/single-run';

/** Work whose end the test decides. */
function decided() {
  const begun: AbortSignal[] = [];
  const tell: ((message: string) => void)[] = [];
  let end: (outcome: number) => void = () => undefined;
  return {
    begun,
    say: (message: string) => tell.at(-1)?.(message),
    end: (outcome: number) => end(outcome),
    work: ({ signal, progress }: Waiter) => {
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

describe('work of which one piece runs at a time', () => {
  it('is joined by whoever asks while it goes on, and gives everybody its outcome', async () => {
    const runs = createSingleRun<number>();
    const { begun, work, say, end } = decided();
    const [first, second] = [listener(), listener()];
    const outcomes = [runs.join('tenant', work, first)];
    say('one');
    outcomes.push(runs.join('tenant', work, second));
    say('two');
    end(7);
    expect(await Promise.all(outcomes)).toEqual([7, 7]);
    expect(begun).toHaveLength(1);
    expect([first.heard, second.heard]).toEqual([['one', 'two'], ['two']]);
  });

  it('begins anew when the one before has ended, and other work after it', async () => {
    const runs = createSingleRun<number>();
    const { begun, work, end } = decided();
    const first = runs.join('tenant', work, listener());
    end(1);
    await first;
    const again = runs.join('tenant', work, listener());
    const other = runs.join('another', async () => 3, listener());
    end(2);
    expect(await Promise.all([again, other])).toEqual([2, 3]);
    expect(begun).toHaveLength(2);
  });

  it('goes on for the others when one gives up, and is aborted with the last one', async () => {
    const runs = createSingleRun<number>();
    const { begun, work } = decided();
    const [first, second] = [listener(), listener()];
    const outcomes = [runs.join('tenant', work, first), runs.join('tenant', work, second)];
    first.controller.abort();
    await expect(outcomes[0]).rejects.toMatchObject({ code: 'cancelled' });
    expect(begun[0]?.aborted).toBe(false);
    second.controller.abort();
    await expect(outcomes[1]).rejects.toMatchObject({ code: 'cancelled' });
    expect(begun[0]?.aborted).toBe(true);
  });

  it('waits for a run that was given up to let go of what it holds', async () => {
    const runs = createSingleRun<number>();
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
    const given = runs.join('tenant', slow, first);
    first.controller.abort();
    await expect(given).rejects.toMatchObject({ code: 'cancelled' });
    const next = runs.join('tenant', async () => order.push('begun'), listener());
    letGo();
    expect(await next).toBe(2);
    expect(order).toEqual(['let go', 'begun']);
  });

  it('fails for everybody who waits', async () => {
    const runs = createSingleRun<number>();
    const failing = () => Promise.reject(new Error('the disk is full'));
    const both = [runs.join('tenant', failing, listener()), runs.join('tenant', failing, listener())];
    for (const one of both) await expect(one).rejects.toThrow('the disk is full');
    expect(await runs.join('tenant', async () => 4, listener())).toBe(4);
  });

  it('goes on when somebody waits no longer', async () => {
    const runs = createSingleRun<number>();
    const { begun, work, end } = decided();
    expect(runs.current).toBeNull();
    expect(await runs.joinUntil('tenant', work, { ...listener(), until: Promise.resolve() })).toBeNull();
    expect(runs.current).toBe('tenant');
    const other = runs.joinUntil('tenant', work, { ...listener(), until: new Promise(() => undefined) });
    end(5);
    expect(await other).toBe(5);
    expect(begun).toHaveLength(1);
  });
});
