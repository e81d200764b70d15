import { describe, expect, it } from 'vitest';
import { createDispatch, type Handlers } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { createTaskRegistry } from '#core/rpc/tasks';
import type { CoreEvent } from '#shared/contract/events';
import { paths } from '#shared/contract/index';

const newId = () => '00000000-0000-4000-8000-000000000001';
const registryPaths = new Set(['tasks.wait', 'tasks.cancel']);

function worldOf(overrides: Partial<Handlers> = {}) {
  const faults: unknown[] = [];
  const events: CoreEvent[] = [];
  const onFault = (cause: unknown) => faults.push(cause);
  const unused = async () => {
    throw new Error('this handler was not expected to run');
  };
  const names = paths.filter((path) => !registryPaths.has(path));
  const handlers = { ...Object.fromEntries(names.map((path) => [path, unused])), ...overrides } as Handlers;
  const tasks = createTaskRegistry({ emit: (event) => events.push(event), newId, onFault });
  return { dispatch: createDispatch(handlers, tasks, onFault), faults, events };
}

type AnyDispatch = (path: string, input: unknown) => Promise<unknown>;

describe('dispatch', () => {
  it.each(['nothing.here', '__proto__', 'constructor', 'toString', '', 'session'])(
    'knows no procedure "%s"',
    async (path) => {
      const { dispatch } = worldOf();
      expect(await (dispatch as AnyDispatch)(path, {})).toMatchObject({
        ok: false,
        error: { code: 'not_found', reason: 'unknownProcedure' },
      });
    },
  );

  it.each([
    null,
    undefined,
    'text',
    [],
    { application: '' },
    { application: 7 },
    { application: 'a', more: 1 },
    { application: 'x'.repeat(321) },
  ])('refuses the input %j before any handler runs', async (input) => {
    const { dispatch, faults } = worldOf();
    const result = await dispatch('synchronizationJobs.show', input);
    expect(result).toMatchObject({ ok: false, error: { code: 'bad_request', reason: 'invalidInput' } });
    expect(faults).toEqual([]);
  });

  it('names the place in the input that is wrong', async () => {
    const { dispatch } = worldOf();
    const result = await dispatch('logs.list', { limit: 'many' });
    expect(result).toMatchObject({
      ok: false,
      error: { location: { path: 'limit' }, message: expect.stringContaining('limit') },
    });
  });

  it('hands the parsed input over, defaults filled in', async () => {
    const seen: unknown[] = [];
    const { dispatch } = worldOf({
      'vendors.list': async (input) => {
        seen.push(input);
        return { vendors: [] };
      },
    });
    expect(await dispatch('vendors.list', {})).toEqual({ ok: true, data: { vendors: [] } });
    expect(seen).toEqual([{ search: '' }]);
  });

  it('lets no member out that the contract does not have', async () => {
    const leaking = async () => ({ vendors: [], accessToken: 'secret' });
    const { dispatch, faults } = worldOf({ 'vendors.list': leaking });
    const result = await dispatch('vendors.list', {});
    expect(result).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(faults).toHaveLength(1);
  });

  it.each([
    { thrown: new Error('boom with a secret'), code: 'internal' },
    { thrown: 'a text', code: 'internal' },
    { thrown: undefined, code: 'internal' },
    { thrown: new DOMException('stopped', 'AbortError'), code: 'cancelled' },
    { thrown: new CoreError('throttled', 'slow down', { retryAfterMs: 7 }), code: 'throttled' },
  ])('never throws, also not for $thrown', async ({ thrown, code }) => {
    const { dispatch } = worldOf({
      'vendors.list': async () => {
        throw thrown;
      },
    });
    const result = await dispatch('vendors.list', {});
    expect(result).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify(result)).not.toContain('secret');
  });

  it('passes the signal of the caller on', async () => {
    const { dispatch } = worldOf({
      'vendors.list': async (_input, { signal }) => {
        signal.throwIfAborted();
        return { vendors: [] };
      },
    });
    const result = await dispatch('vendors.list', {}, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('answers a task at once with its id, and its output with tasks.wait', async () => {
    const view = { configuration: {}, text: '', notes: [] };
    const { dispatch } = worldOf({
      'configuration.export': (async () => view) as unknown as Handlers['configuration.export'],
    });
    const started = await dispatch('configuration.export', { application: 'a' });
    expect(started).toEqual({ ok: true, data: { taskId: `task_${newId()}` } });
    // The export above is not a whole configuration, so the task's own output schema refuses it.
    const ended = await dispatch('tasks.wait', { taskId: `task_${newId()}` });
    expect(ended).toMatchObject({ ok: true, data: { ok: false, error: { code: 'internal' } } });
  });

  it('refuses a task id that is none, and says when one is unknown', async () => {
    const { dispatch } = worldOf();
    expect(await dispatch('tasks.wait', { taskId: 'x' })).toMatchObject({ ok: false, error: { code: 'bad_request' } });
    expect(await dispatch('tasks.cancel', { taskId: `task_${newId()}` })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
  });
});
