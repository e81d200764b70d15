import { afterEach, describe, expect, it } from 'vitest';
import type { Core } from '#core/create-core';
import { createPageSession } from '#loopback/page-session';
import { type LoopbackHost, listenOnLoopback } from '#loopback/server';
import { type Client, createClient } from '#renderer/lib/api';
import { createHttpTransport } from '#renderer/lib/http-transport';
import type { CoreEvent } from '#shared/contract/events';
import type { TaskOutcome } from '#shared/contract/tasks';
import { TaskId } from '#shared/model/ids';
import { type Later, later } from '#test/support/later';

/** Connections that a browser opens to one host. */
const connections = 6;
const tasks = 20;
const input = {} as never;

let host: LoopbackHost;
afterEach(() => host.close());

/** A core whose tasks end when a test says so. */
function createTaskCore() {
  const listeners = new Set<(event: CoreEvent) => void>();
  const ends = new Map<TaskId, Later<TaskOutcome>>();
  const dispatch = async (path: string, given: unknown) => {
    if (path === 'tasks.wait') {
      return { ok: true, data: await ends.get((given as { readonly taskId: TaskId }).taskId)?.promise };
    }
    if (path !== 'setup.plan') return { ok: true, data: 'an answer' };
    const taskId = TaskId.parse(`task_${crypto.randomUUID()}`);
    ends.set(taskId, later());
    return { ok: true, data: { taskId } };
  };
  return {
    core: {
      dispatch: dispatch as Core['dispatch'],
      subscribe: (listener: (event: CoreEvent) => void) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    } as Core,
    endAll() {
      for (const [taskId, { resolve }] of ends) {
        const outcome = { ok: true, data: taskId } as const;
        resolve(outcome);
        for (const listener of listeners) listener({ topic: 'task.ended', payload: { taskId, outcome } });
      }
    },
  };
}

/** `fetch` as a browser has it: what finds every connection taken waits for one. An answer is read before it is given. */
function createBrowserFetch() {
  const queue: (() => void)[] = [];
  const streams: AbortController[] = [];
  let free = connections;
  const release = (): void => {
    const next = queue.shift();
    if (next === undefined) free += 1;
    else next();
  };
  const browserFetch = async (url: string, init: RequestInit): Promise<Response> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => queue.push(resolve));
    if (!url.endsWith('/events')) {
      const response = await fetch(url, init);
      const answer = new Response(await response.text(), response);
      release();
      return answer;
    }
    const broken = new AbortController();
    streams.push(broken);
    broken.signal.addEventListener('abort', release);
    return fetch(url, { ...init, signal: broken.signal });
  };
  return { fetch: browserFetch, breakStream: () => streams.at(-1)?.abort() };
}

async function openPage(core: Core) {
  const session = createPageSession(Date.now);
  host = await listenOnLoopback({ core, session, pageFolder: '.' });
  const browser = createBrowserFetch();
  const lost: string[] = [];
  const reconnect = later<void>();
  const transport = createHttpTransport({
    origin: host.origin,
    token: Promise.resolve(session.exchange(session.issueCode())),
    fetch: browser.fetch,
    onLost: () => void lost.push('lost'),
    pause: () => reconnect.promise,
  });
  const client = createClient(transport);
  const opened = new Promise<void>((resolve) => transport.onGap(resolve));
  await opened;
  return { client, browser, lost, reconnect: () => reconnect.resolve(undefined) };
}

const startAll = async (client: Client) => {
  const begun: Promise<void>[] = [];
  const outcomes = Array.from({ length: tasks }, () => {
    const started = later<void>();
    begun.push(started.promise);
    return client.runTask('setup.plan', input, { onStarted: () => started.resolve(undefined) });
  });
  await Promise.all(begun);
  return outcomes;
};

describe('a page with many tasks', () => {
  it('still has its other calls answered, and hears how each task ended', async () => {
    const { core, endAll } = createTaskCore();
    const { client, lost } = await openPage(core);
    const outcomes = await startAll(client);
    expect(await client.api['session.show'](input)).toEqual({ ok: true, data: 'an answer' });
    endAll();
    const ended = await Promise.all(outcomes);
    expect(ended.map(({ ok }) => ok)).toEqual(outcomes.map(() => true));
    expect(new Set(ended.map((outcome) => outcome.ok && outcome.data)).size).toBe(tasks);
    expect(lost).toEqual([]);
  });

  it('learns how tasks ended while it heard no events', async () => {
    const { core, endAll } = createTaskCore();
    const { client, browser, lost, reconnect } = await openPage(core);
    const outcomes = await startAll(client);
    browser.breakStream();
    endAll();
    reconnect();
    const ended = await Promise.all(outcomes);
    expect(ended.map(({ ok }) => ok)).toEqual(outcomes.map(() => true));
    expect(await client.api['session.show'](input)).toEqual({ ok: true, data: 'an answer' });
    expect(lost).toEqual([]);
  });
});
