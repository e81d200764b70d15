import { describe, expect, it } from 'vitest';
import { CommandFailure } from '#cli/failure';
import { wantedRows, watchFleet } from '#cli/fleet-commands';
import { fleetText, noticeText } from '#cli/fleet-text';
import type { CoreEvent } from '#shared/contract/events';
import type { WireError } from '#shared/contract/result';
import type { FleetView } from '#shared/model/fleet';
import { fleetRow, idOf } from '#test/unit/core/monitor/fleet/fleet-samples';

const given = (options: Record<string, string | true>) => ({
  operands: [],
  text: (name: string) => (typeof options[name] === 'string' ? options[name] : undefined),
  isSet: (name: string) => options[name] === true,
  list: () => [],
});

describe('which lines are wanted', () => {
  const rows = [
    fleetRow({ displayName: 'Airstack' }),
    fleetRow({ displayName: 'Atea', health: 'quarantine', attention: 'act' }),
  ];
  it.each([
    [{}, ['Airstack', 'Atea']],
    [{ search: ' AIR ' }, ['Airstack']],
    [{ health: 'Quarantine' }, ['Atea']],
    [{ attention: true as const }, ['Atea']],
    [{ attention: true as const, health: 'healthy' }, []],
  ])('%j', (options, expected) => {
    expect(rows.filter(wantedRows(given(options))).map(({ displayName }) => displayName)).toEqual(expected);
  });

  it('a health that is none is refused with those that there are', () => {
    expect(() => wantedRows(given({ health: 'fine' }))).toThrowError(CommandFailure);
  });
});

describe('the fleet as text', () => {
  const fleet: FleetView = {
    state: 'complete',
    looked: 2,
    listed: 2,
    readAt: null,
    withoutBatch: true,
    waiting: 0,
    hidden: 3,
    applications: [],
  };
  it('says what is unknown, how long a quarantine leaves and why it was slow', () => {
    const quarantine = { reason: 'Unknown', since: null, daysLeft: 3, stopsOn: null };
    const lastCycle = {
      state: 'Succeeded',
      began: null,
      ended: '2026-01-31T11:45:00Z',
      exported: 39,
      failed: 1,
      errorRate: 0.025,
    };
    const row = fleetRow({ health: 'quarantine', quarantine, notifications: 'unknown', lastCycle });
    const text = fleetText(fleet, [row]);
    for (const piece of [
      'quarantine, 3 days left',
      '2026-01-31 11:45Z',
      '1 (2.5 %)',
      'unknown',
      'refuses',
      '3 applications may not',
    ])
      expect(text).toContain(piece);
  });

  it('a notice is one line', () => {
    const notice = { title: 'Atea needs attention', body: 'It is in quarantine.', applications: [] };
    expect(noticeText(notice, '2026-01-31T11:45:10.000Z')).toBe(
      '2026-01-31 11:45Z  Atea needs attention: It is in quarantine.',
    );
  });
});

describe('watching', () => {
  const notice = {
    title: 'Atea needs attention',
    body: 'The last cycle had errors.',
    applications: [{ servicePrincipalId: idOf(1), displayName: 'Atea', health: 'errors' as const }],
  };
  const worldOf = (script: readonly ('bad' | 'calm' | WireError)[]) => {
    const left = [...script];
    const printed: string[] = [];
    const notes: string[] = [];
    const waits: number[] = [];
    let hear: (event: CoreEvent) => void = () => undefined;
    const call = async () => {
      const next = left.shift();
      if (typeof next === 'object') throw new CommandFailure(next);
      if (next === 'bad') hear({ topic: 'fleet.turnedBad', payload: notice });
      return { provisioning: 2 };
    };
    const watching = watchFleet({
      session: {
        call: call as never,
        onEvent(listener) {
          hear = listener;
          return () => undefined;
        },
      },
      output: { data: (_value, text) => printed.push(text), note: (text) => notes.push(text) },
      everyMs: null,
      now: () => new Date('2026-01-31T11:45:00Z'),
      pause: async (milliseconds) => {
        waits.push(milliseconds);
        return left.length > 0;
      },
    });
    return { watching, printed, notes, waits };
  };

  it('prints a line when applications turn bad, and nothing else', async () => {
    const { watching, printed } = worldOf(['calm', 'bad', 'calm']);
    await watching;
    expect(printed).toEqual(['2026-01-31 11:45Z  Atea needs attention: The last cycle had errors.']);
  });

  it('waits longer after a failure, at least as long as the service asked for, and then as before', async () => {
    const throttled: WireError = { code: 'throttled', message: 'Too many requests.', retryAfterMs: 400_000 };
    const { watching, notes, waits } = worldOf([throttled, { code: 'offline', message: 'No network.' }, 'calm']);
    await watching;
    expect(waits).toEqual([60_000, 400_000, 240_000, 60_000]);
    expect(notes).toHaveLength(2);
  });

  it('ends where waiting mends nothing', async () => {
    const { watching } = worldOf([{ code: 'unauthenticated', message: 'Nobody is signed in.' }, 'calm']);
    await expect(watching).rejects.toBeInstanceOf(CommandFailure);
  });
});
