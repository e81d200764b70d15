import { describe, expect, it } from 'vitest';
import { type ClosingGuard, type ClosingGuardOptions, createClosingGuard } from '#main/closing-guard';

type CloseListener = (event: { preventDefault(): void }) => void;

/** A window and a program that remember what became of them; `answers` are a person's, in turn. */
function world(change: Partial<ClosingGuardOptions> & { readonly answers?: readonly boolean[] } = {}) {
  const answers = [...(change.answers ?? [])];
  const asked: string[] = [];
  const listeners: CloseListener[] = [];
  let closed = 0;
  let quits = 0;
  const window = {
    on: (_event: 'close', listener: CloseListener) => listeners.push(listener),
    close() {
      let prevented = false;
      for (const listener of listeners) listener({ preventDefault: () => (prevented = true) });
      if (!prevented) closed += 1;
    },
  };
  const guard: ClosingGuard = createClosingGuard({
    applying: () => 1,
    ask: async (question) => {
      asked.push(question);
      return answers.shift() ?? false;
    },
    endsWithWindow: true,
    // What the system does: first it says so, then it closes every window.
    quit: () => {
      quits += 1;
      guard.noteQuit();
      window.close();
    },
    ...change,
  });
  guard.watch(window);
  return { window, guard, asked, closed: () => closed, quits: () => quits };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('closing the window while a plan is carried out', () => {
  it('asks nothing when nothing is carried out', () => {
    const { window, asked, closed } = world({ applying: () => 0 });
    window.close();
    expect([asked.length, closed()]).toEqual([0, 1]);
  });

  it('stays open until a person says yes', async () => {
    const { window, asked, closed } = world({ answers: [false, true] });
    window.close();
    await settled();
    expect([asked.length, closed()]).toEqual([1, 0]);
    window.close();
    expect(closed()).toBe(0);
    await settled();
    expect([asked.length, closed()]).toEqual([2, 1]);
    expect(asked[0]).toContain('A plan is being carried out');
  });

  it('asks one question at a time', async () => {
    const { window, asked } = world({ answers: [false] });
    window.close();
    window.close();
    await settled();
    expect(asked).toHaveLength(1);
  });

  it('asks nothing where the program goes on without its window, but before it ends', async () => {
    const { window, guard, asked, closed, quits } = world({ endsWithWindow: false, answers: [false, true] });
    window.close();
    expect([asked.length, closed()]).toEqual([0, 1]);
    guard.noteQuit();
    window.close();
    await settled();
    expect([asked.length, closed(), quits()]).toEqual([1, 1, 0]);
    // The no is over: closing the window is no end again.
    window.close();
    expect([asked.length, closed()]).toEqual([1, 2]);
    guard.noteQuit();
    window.close();
    await settled();
    expect([asked.length, closed(), quits()]).toEqual([2, 3, 1]);
  });

  it('lets go at once when the system ends the program', () => {
    const { window, guard, asked, closed } = world();
    guard.letGo();
    window.close();
    expect([asked.length, closed()]).toEqual([0, 1]);
  });
});
