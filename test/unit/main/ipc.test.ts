import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindIpc, type IpcEvent } from '#main/ipc';
import { paths } from '#shared/contract/index';
import { WireError } from '#shared/contract/result';
import { createFuzzCore } from '#test/contract/fuzz-core';

type Handler = (event: IpcEvent, ...args: unknown[]) => Promise<unknown>;

const trusted: IpcEvent = { senderFrame: { url: 'app://console/', parent: null }, sender: { id: 1 } };

function bound(dispatch: (path: string, input: unknown, options: { signal: AbortSignal }) => Promise<unknown>) {
  const handlers = new Map<string, Handler>();
  const calls = bindIpc({
    ipc: {
      handle: (channel, handler) => void handlers.set(channel, handler),
      on: (channel, listener) => void handlers.set(channel, async (event, ...args) => listener(event, ...args)),
    },
    core: { dispatch: dispatch as never },
    isTrusted: (event) => event === trusted,
  });
  const send = (channel: string, event: IpcEvent, ...args: unknown[]) => handlers.get(channel)?.(event, ...args);
  return { calls, channels: [...handlers.keys()], send };
}

describe('messages of a window', () => {
  it('come in on two channels, one for calls and one for giving them up', () => {
    expect(bound(async () => null).channels).toEqual(['core:call', 'core:cancel']);
  });

  it('are refused when they come from anybody else, and reach nothing', async () => {
    const reached: string[] = [];
    const { send } = bound(async (path) => reached.push(path));
    const stranger: IpcEvent = { senderFrame: null, sender: { id: 1 } };
    expect(await send('core:call', stranger, 'a', 'session.show', {})).toMatchObject({ error: { code: 'forbidden' } });
    expect(reached).toEqual([]);
  });

  it.each([
    [undefined, 'session.show'],
    ['', 'session.show'],
    ['x'.repeat(65), 'session.show'],
    ['a b', 'session.show'],
    ['a', undefined],
    ['a', 7],
    ['a', ['session.show']],
  ])('are refused when the call is %j %j', async (callId, path) => {
    const { send } = bound(async () => 'reached');
    expect(await send('core:call', trusted, callId, path, {})).toMatchObject({ error: { reason: 'malformedCall' } });
  });

  it('end when they are given up, when the page is gone, and not before', async () => {
    const ended: string[] = [];
    const waiting = bound(
      (path, _input, { signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            ended.push(path);
            resolve(null);
          });
        }),
    );
    const first = waiting.send('core:call', trusted, 'one', 'first', {});
    const second = waiting.send('core:call', trusted, 'two', 'second', {});
    await waiting.send('core:cancel', { ...trusted }, 'one');
    await waiting.send('core:cancel', trusted, 'three');
    expect(ended).toEqual([]);
    await waiting.send('core:cancel', trusted, 'one');
    await first;
    expect(ended).toEqual(['first']);
    waiting.calls.abandon(2);
    expect(ended).toEqual(['first']);
    waiting.calls.abandon(1);
    await second;
    expect(ended).toEqual(['first', 'second']);
  });

  it('cannot run one call id twice at a time', async () => {
    const { send } = bound(() => new Promise(() => undefined));
    void send('core:call', trusted, 'one', 'session.show', {});
    expect(await send('core:call', trusted, 'one', 'session.show', {})).toMatchObject({
      error: { reason: 'malformedCall' },
    });
  });
});

describe('whatever a page that was taken over sends', () => {
  it.each(paths)('%s answers a result', async (path) => {
    const { core, faults } = createFuzzCore();
    const { send } = bound(core.dispatch as never);
    await fc.assert(
      fc.asyncProperty(
        fc.anything({ maxDepth: 3, withNullPrototype: true, withBigInt: true, withDate: true }),
        async (input) => {
          const answer = await send('core:call', trusted, 'one', path, input);
          expect(answer).toSatisfy(isResult);
        },
      ),
      { numRuns: 25 },
    );
    expect(faults).toEqual([]);
  });
});

const isResult = (answer: unknown): boolean => {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return false;
  return answer.ok === true || ('error' in answer && WireError.safeParse(answer.error).success);
};
