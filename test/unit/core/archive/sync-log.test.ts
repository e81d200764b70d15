import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { second, type Ticks, ticksOfMs } from '#core/archive/ticks';
import { longestWindow } from '#core/archive/window-plan';
import { createLogWorld, hour, idsKept, Killed, rules, type ServiceRow } from './log-world.ts';

const startMs = Date.UTC(2026, 10, 21, 12, 0, 0);
const start = ticksOfMs(startMs);
const day = 24 * hour;

/** Times that hurt: the borders of windows to the tick, one tick and one second beside them, and any other. */
const times: fc.Arbitrary<Ticks> = fc.oneof(
  fc
    .tuple(
      fc.integer({ min: 0, max: 6 }),
      fc.constantFrom(0, 1, -1, second, -second, second - 1, 1 - second, 9_999, 10_000),
    )
    .map(([windows, beside]) => start - windows * longestWindow + beside),
  fc.integer({ min: -6 * 24 * 3_600, max: 6 * 3_600 }).map((seconds) => start + seconds * second),
  // Many rows of one millisecond.
  fc.integer({ min: 0, max: 9_999 }).map((tick) => start - 30 * hour + tick),
);

const logs = fc
  .array(fc.tuple(times, fc.integer({ min: 0, max: 2 * 3_600 })), { maxLength: 60 })
  .map((facts) =>
    facts.map(
      ([at, lateSeconds], index): ServiceRow => ({ id: `row-${index}`, at, arrives: at + lateSeconds * second }),
    ),
  );

const steps = fc.array(
  fc.record({
    writes: fc.integer({ min: 0, max: 12 }),
    afterwards: fc.boolean(),
    passMs: fc.constantFrom(0, 5_000, 600_000, 3 * 3_600_000, 30 * 3_600_000),
  }),
  { maxLength: 6 },
);

async function runAndMaybeDie(world: ReturnType<typeof createLogWorld>): Promise<void> {
  try {
    await world.run();
  } catch (cause) {
    if (!(cause instanceof Killed)) throw cause;
  }
}

describe('synchronising the log', () => {
  it('ends with the service’s rows, each once, however often it is killed and however late rows arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        steps,
        fc.record({ pageSize: fc.integer({ min: 1, max: 9 }), expiresAfter: fc.constantFrom(null, 8, 15) }),
        async (rows, kills, service) => {
          // A second of 60 rows does not fit into the pages that a link lives for.
          const expiresAfter = service.pageSize < 5 ? null : service.expiresAfter;
          const world = createLogWorld({ rows, startMs, pageSize: service.pageSize, expiresAfter });
          for (const { writes, afterwards, passMs } of kills) {
            world.killAt(writes, afterwards);
            await runAndMaybeDie(world);
            world.spare();
            world.pass(passMs);
          }
          await world.run();
          world.pass(33 * 3_600_000);
          await world.run();
          expect([...world.kept.keys()].sort()).toEqual(idsKept(rows, world.now()));
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);

  it('has every row that had arrived when a run ends, late ones by the run after a day', async () => {
    const rows: ServiceRow[] = [
      { id: 'in time', at: start - hour, arrives: start - hour },
      { id: 'late', at: start - hour, arrives: start + hour },
    ];
    const world = createLogWorld({ rows, startMs, pageSize: 100 });
    await world.run();
    expect([...world.kept.keys()]).toEqual(['in time']);
    world.pass(2 * 3_600_000);
    await world.run();
    expect([...world.kept.keys()]).toEqual(['in time', 'late']);
  });

  it('does not ask for what is final again, and asks for what is not', async () => {
    const world = createLogWorld({ rows: [], startMs, pageSize: 100 });
    await world.run();
    expect(world.asked).toHaveLength(31);
    world.asked.length = 0;
    world.pass(3_600_000);
    await world.run();
    // One for the service's time, the last 24 hours and the hour since.
    expect(world.asked).toHaveLength(3);
    expect(world.asked.at(-1)).toContain('gt 2026-11-20T12:0');
  });

  it('goes on after a kill without asking again for what it has', async () => {
    const rows = Array.from({ length: 40 }, (_, index): ServiceRow => {
      const at = start - index * 12 * hour;
      return { id: `${index}`, at, arrives: at };
    });
    const world = createLogWorld({ rows, startMs, pageSize: 100 });
    world.killAt(10, true);
    await expect(world.run()).rejects.toBeInstanceOf(Killed);
    world.spare();
    world.pass(5_000);
    const before = world.requests();
    world.asked.length = 0;
    await world.run();
    expect(world.requests() - before).toBeLessThan(31);
    // The newest day was read by the run that was killed: only what happened since is asked for, then what is older.
    expect(world.asked.filter((filter) => filter.startsWith('activityDateTime gt 2026-11-20'))).toEqual([]);
    expect(world.kept.size).toBe(40);
  });

  it('reads the newest rows first', async () => {
    const rows = [1, 40, 200].map((hours): ServiceRow => ({ id: `${hours}`, at: start - hours * hour, arrives: 0 }));
    const world = createLogWorld({ rows, startMs, pageSize: 100 });
    await world.run();
    expect([...world.kept.keys()]).toEqual(['1', '40', '200']);
  });

  it('shares one second between neighbouring windows', async () => {
    const world = createLogWorld({ rows: [{ id: 'border', at: start - day, arrives: 0 }], startMs, pageSize: 10 });
    await world.run();
    expect(world.kept.size).toBe(1);
    expect(world.doubles()).toBe(1);
  });

  it.each([-3 * 3_600_000, 3 * 3_600_000])(
    'believes the service’s clock, and says that its own is %d ms ahead',
    async (aheadMs) => {
      const rows: ServiceRow[] = [{ id: 'late', at: start - hour, arrives: start + 2 * hour }];
      const world = createLogWorld({ rows, startMs, pageSize: 10, aheadMs });
      const { clockAheadMs } = await world.run();
      expect(Math.abs((clockAheadMs ?? 0) - aheadMs)).toBeLessThan(5_000);
      expect(world.state().segments.at(-1)?.to).toBeLessThan(start + 60 * second);
      world.pass(23 * 3_600_000);
      await world.run();
      expect(world.kept.has('late')).toBe(true);
    },
  );

  it('says so when one second holds more rows than a link lives for', async () => {
    const rows = Array.from(
      { length: 50 },
      (_, index): ServiceRow => ({ id: `${index}`, at: start - hour + index, arrives: 0 }),
    );
    const world = createLogWorld({ rows, startMs, pageSize: 5, expiresAfter: 2 });
    await expect(world.run()).rejects.toMatchObject({ details: { reason: 'windowTooDense' } });
  });

  it('does not read what would be removed at once', async () => {
    const world = createLogWorld({ rows: [], startMs, pageSize: 10 });
    await world.run({ ...rules, keep: 3 * day });
    expect(world.asked).toHaveLength(4);
  });
});
