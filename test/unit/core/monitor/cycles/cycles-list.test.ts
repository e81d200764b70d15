import { describe, expect, it } from 'vitest';
import type { ArchiveReader } from '#core/archive/archive-port';
import { ticksOf } from '#core/archive/ticks';
import { createGraph } from '#core/graph/create-graph';
import { cyclesOfArchive, cyclesOfService } from '#core/monitor/cycles/read-cycles';
import {
  createFakeClock,
  createFakePorts,
  createRoutedNetwork,
  graphError,
  json,
} from '#test/unit/core/graph/fake-world';

const sp = '11111111-1111-4111-8111-111111111111';
const at = (day: number, minutes = 0): string => new Date(Date.UTC(2026, 0, day, 12, minutes)).toISOString();
const row = (time: string, cycleId: string) => ({
  id: `${cycleId}-${time}`,
  activityDateTime: time,
  cycleId,
  provisioningAction: 'create',
  servicePrincipal: { id: sp, displayName: 'Airstack' },
  provisioningStatusInfo: { status: 'success' },
});

function live(answer: () => Response) {
  const clock = createFakeClock();
  const { network, sent } = createRoutedNetwork({
    [`GET /auditLogs/provisioning?$filter=servicePrincipal/id eq '${sp}'&$orderby=activityDateTime desc&$top=500`]:
      answer,
    'GET /auditLogs/provisioning': answer,
  });
  const graph = createGraph(createFakePorts({ clock, network }));
  const asked = { servicePrincipalId: sp, since: undefined, limit: 60, endedAt: null, now: clock.now() };
  return { sent, list: () => cyclesOfService({ graph, signal: new AbortController().signal }, asked) };
}

describe('cycles of the log of the service', () => {
  it('are whole when everything was read and it began within a week', async () => {
    const { list } = live(() => json(200, { value: [row(at(8, 9), 'b'), row(at(8, 1), 'b'), row(at(7), 'a')] }));
    const { cycles, complete, source, knownFrom } = await list();
    expect([complete, source]).toEqual([true, 'service']);
    expect(cycles.map(({ id, rows, cut }) => [id, rows, cut])).toEqual([
      ['b', 2, null],
      ['a', 1, null],
    ]);
    expect(Date.parse(knownFrom ?? '')).toBe(Date.parse(at(3)));
  });

  it('may be cut off where the service keeps nothing older', async () => {
    const { list } = live(() => json(200, { value: [row(at(8), 'b'), row('2026-01-01T00:00:00Z', 'a')] }));
    expect((await list()).cycles.map(({ cut }) => cut)).toEqual([null, 'start']);
  });

  it('stop after four pages and say so', async () => {
    let pages = 0;
    const { list, sent } = live(() => {
      pages += 1;
      const value = Array.from({ length: 500 }, (_, index) => row(at(9, -pages), `c${pages}-${index % 5}`));
      return json(200, {
        value,
        '@odata.nextLink': `https://graph.microsoft.com/v1.0/auditLogs/provisioning?$skiptoken=${pages}`,
      });
    });
    const { cycles, complete } = await list();
    expect(sent).toHaveLength(4);
    expect(complete).toBe(false);
    expect(cycles.at(-1)?.cut).toBe('start');
  });

  it('are none where there is no row', async () => {
    const { cycles, complete } = await live(() => json(200, { value: [] })).list();
    expect([cycles, complete]).toEqual([[], true]);
  });

  it.each([
    [403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'license_required'],
    [403, 'Authorization_RequestDenied', 'role_missing'],
  ])('are refused with %s %s', async (status, code, expected) => {
    await expect(live(() => graphError(status, code)).list()).rejects.toMatchObject({ code: expected });
  });
});

describe('cycles of the archive', () => {
  const ticks = (time: string): number => ticksOf(time) ?? Number.NaN;
  const tally = (id: string, time: string) => ({
    id,
    began: ticks(time),
    ended: ticks(time),
    counts: [{ action: 'create', status: 'success', count: 2 }],
  });
  const archiveOf = (ids: readonly string[], asked: unknown[] = []) =>
    ({
      state: async () => ({ segments: [{ from: ticks(at(1)), to: ticks(at(20)), readAt: 0 }], runStartedAt: null }),
      cycles: async (...given: unknown[]) => {
        asked.push(given);
        return { cycles: ids.map((id, index) => tally(id, at(19 - index))), withoutCycle: 4 };
      },
    }) as unknown as ArchiveReader;
  const asked = { servicePrincipalId: sp, since: undefined, limit: 2, endedAt: null, now: 0 };

  it('are the newest, with how far back it reaches', async () => {
    expect(await cyclesOfArchive(archiveOf(['b', 'a']), asked)).toMatchObject({
      cycles: [{ id: 'b', cut: null, rows: 2 }, { id: 'a' }],
      ...{ source: 'archive', complete: true, withoutCycle: 4 },
      ...{ knownFrom: expect.stringContaining('2026-01-01'), knownUntil: expect.stringContaining('2026-01-20') },
    });
  });

  it('are asked for with one more, which tells that there are older ones', async () => {
    const calls: unknown[] = [];
    const found = await cyclesOfArchive(archiveOf(['c', 'b', 'a'], calls), { ...asked, since: at(15) });
    expect(calls).toEqual([[{ application: sp, from: ticks(at(15)) }, 3]]);
    expect([found.cycles.length, found.complete]).toEqual([2, false]);
  });
});
