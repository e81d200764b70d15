import { describe, expect, it } from 'vitest';
import { keepRun, listRuns, nextRunNumber, readRun } from '#core/on-demand/run-record';
import { toWireError } from '#core/rpc/errors';
import type { OnDemandRun } from '#shared/model/on-demand-run';
import { createMemorySealed } from '#test/support/memory-sealed';

const key = { authority: 'https://login.example', graph: 'https://graph.example', tenantId: 't' };

const run = (overrides: Partial<OnDemandRun> = {}): OnDemandRun => ({
  id: 'aaaaaaaa-0000-4000-8000-000000000001',
  number: 1,
  at: '2026-01-10T12:00:00Z',
  who: 'ada@x.example',
  application: 'Airstack',
  servicePrincipalId: 'sp',
  state: 'running',
  stopped: null,
  stopAtFailure: false,
  results: [{ subject: 'sofia', kind: 'user', members: [], at: null, view: null, error: null }],
  snapshot: null,
  valuesKept: true,
  ...overrides,
});

const other = 'aaaaaaaa-0000-4000-8000-000000000002';
const none: ReadonlySet<string> = new Set();

describe('records of provisioning on demand', () => {
  it('tell a run that a killed program left as interrupted, and one that is under way as running', async () => {
    const ports = { sealed: createMemorySealed(), demo: true };
    await keepRun(ports, key, run());
    const stateOf = async (running: ReadonlySet<string>) => [
      (await readRun(ports, key, { run: run().id, running })).state,
      (await listRuns(ports, key, { limit: 5, running })).runs[0]?.state,
    ];
    expect(await stateOf(none)).toEqual(['interrupted', 'interrupted']);
    expect(await stateOf(new Set([run().id]))).toEqual(['running', 'running']);
  });

  it('are listed newest first, of one application by name or id, and numbered on', async () => {
    const ports = { sealed: createMemorySealed(), demo: true };
    await keepRun(ports, key, run());
    await keepRun(ports, key, run({ id: other, number: 2, application: 'Atea', servicePrincipalId: 'sp2' }));
    const numbers = async (application?: string) =>
      (await listRuns(ports, key, { application, limit: 5, running: none })).runs.map(({ number }) => number);
    expect(await numbers()).toEqual([2, 1]);
    expect([await numbers('airstack'), await numbers('sp2'), await numbers('nobody')]).toEqual([[1], [2], []]);
    expect(await nextRunNumber(ports, key)).toBe(3);
  });

  it('keep values only where they are encrypted or belong to invented people', async () => {
    for (const [demo, kind, kept] of [
      [true, 'none', true],
      [false, 'vault', true],
      [false, 'none', false],
    ] as const) {
      const sealed = { ...createMemorySealed(), protection: async () => ({ kind, reason: null }) };
      await keepRun({ sealed, demo }, key, run());
      expect((await readRun({ sealed }, key, { run: run().id, running: none })).valuesKept).toBe(kept);
    }
  });

  it('say that there is no such run, or that another version wrote it', async () => {
    const ports = { sealed: createMemorySealed(), demo: true };
    const asked = (id: string) => readRun(ports, key, { run: id, running: none }).catch(toWireError);
    expect(await asked(other)).toMatchObject({ code: 'not_found', reason: 'unknownRun' });
    await ports.sealed.write({ key, kind: 'on-demand' }, { id: other, head: '{}', body: '{"v":9}' });
    expect(await asked(other)).toMatchObject({ code: 'storage_corrupt', reason: 'runUnreadable' });
    expect((await listRuns(ports, key, { limit: 5, running: none })).runs).toEqual([]);
  });
});
