import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArchiveFilter } from '#core/archive/archive-port';
import { ticksOfMs } from '#core/archive/ticks';
import { type Engine, openEngine } from '#platform/archive/archive-engine';
import { batchOf, guid, now, rawRow, rowOf, wholeDay } from '#test/support/archive-world';

let folder: string;
let engine: Engine;
const path = (): string => join(folder, 'log.db');
const key = new Uint8Array(32).fill(3);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'engine-'));
  engine = await openEngine({ path: path(), key, writes: true });
});

afterEach(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const ids = (filter: ArchiveFilter, limit = 100, offset = 0): readonly string[] =>
  engine.call('search', { filter, limit, offset }).map(({ id }) => id);

const failing = { status: 'failure', code: 'EntryConflict' };
const sample = [
  rowOf(1, { name: 'Ada Lovelace', person: guid(700) }),
  rowOf(2, { ...failing, name: 'Grace Hopper', reason: "409: user 'grace' exists", cycle: 'cycle-2' }),
  rowOf(3, { ...failing, name: 'Edith Clarke', reason: "409: user 'edith' exists", application: 'AskSpoke' }),
  rowOf(4, { ...failing, name: 'Ada Lovelace', person: guid(700), reason: "409: user 'ada' exists", action: 'create' }),
  rowOf(5, { status: 'skipped', code: 'NotEffectivelyEntitled', name: 'Zoë Ångström' }),
];

describe('an archive', () => {
  it('gives every original back as it came, in blocks of any filling', () => {
    const raws = Array.from({ length: 1_234 }, (_, index) => rawRow(index, { name: `Ü ${index} 😀` }));
    const rows = raws.map((_, index) => rowOf(index, { name: `Ü ${index} 😀` }));
    for (let at = 0; at < rows.length; at += 137) engine.call('append', batchOf(rows.slice(at, at + 137)));
    const originals = engine.call('originals', [...raws.map(({ id }) => String(id)), guid(999_999)]);
    expect(originals.slice(0, -1)).toEqual(raws.map((raw) => JSON.stringify(raw)));
    expect(originals.at(-1)).toBeNull();
  });

  it('keeps a row once, whatever else comes with it, and says how many were new', () => {
    expect(engine.call('append', batchOf(sample))).toBe(5);
    expect(engine.call('append', batchOf([...sample, rowOf(6), rowOf(6)]))).toBe(1);
    expect(engine.call('count', {})).toBe(6);
    expect(engine.call('originals', [guid(6)])).toEqual([JSON.stringify(rawRow(6))]);
  });

  it('writes what is read together with the rows', () => {
    engine.call('append', batchOf(sample, { read: wholeDay, runStartedAt: wholeDay.readAt }));
    expect(engine.call('state', null)).toEqual({ segments: [wholeDay], runStartedAt: wholeDay.readAt });
  });

  it('takes a step that failed back as a whole', () => {
    const broken = { ...rowOf(9), at: Number.NaN };
    expect(() => engine.call('append', batchOf([rowOf(8), broken], { read: wholeDay }))).toThrow();
    expect(engine.call('count', {})).toBe(0);
    expect(engine.call('state', null).segments).toEqual([]);
    expect(engine.call('append', batchOf([rowOf(8)]))).toBe(1);
    expect(engine.call('originals', [guid(8)])).toEqual([JSON.stringify(rawRow(8))]);
  });

  it('holds an id that is no GUID, and one in capitals, as it is', () => {
    const odd = ['gc532ff9-r265-ec76-861e-42e2970a8218', guid(1).toUpperCase().replace('1111', 'ABCD'), 'x'];
    engine.call('append', batchOf(odd.map((id, index) => rowOf(index, { id }))));
    expect([...ids({})].sort()).toEqual([...odd].sort());
  });

  it('writes nothing in the clear', () => {
    engine.call('append', batchOf([rowOf(1, { name: 'Plainly Visible Name' })]));
    const files = readdirSync(folder).map((file) => readFileSync(join(folder, file)));
    expect(files.length).toBeGreaterThan(0);
    for (const content of files) {
      expect(content.includes('Plainly')).toBe(false);
      expect(content.includes('SQLite format')).toBe(false);
      expect(content.includes('CREATE TABLE')).toBe(false);
    }
  });

  it('is not opened by another key', async () => {
    engine.call('append', batchOf(sample));
    const other = openEngine({ path: path(), key: new Uint8Array(32).fill(4), writes: false });
    await expect(other).rejects.toMatchObject({ trouble: 'damaged' });
  });
});

describe('searching an archive', () => {
  beforeEach(() => {
    engine.call('append', batchOf(sample));
  });

  it.each<[string, ArchiveFilter, readonly number[]]>([
    ['nothing in particular, newest first', {}, [1, 2, 3, 4, 5]],
    ['a piece of a name, in any case', { person: 'LOVEL' }, [1, 4]],
    ['two letters of a name', { person: 'ad' }, [1, 4]],
    ['a user name', { person: 'grace.hopper@contoso' }, [2]],
    ['a name beyond ASCII', { person: 'ångström' }, [5]],
    ['an object id', { person: guid(700) }, [1, 4]],
    ['nobody', { person: 'nobody at all' }, []],
    ['signs that mean something to a search', { person: '"%_*' }, []],
    ['a status in another case', { status: 'FAILURE' }, [2, 3, 4]],
    ['a code', { errorCode: 'entryconflict' }, [2, 3, 4]],
    ['an action', { action: 'create' }, [4]],
    ['an application by its name', { application: 'askspoke' }, [3]],
    ['an application by its id', { application: 'sp-airstack' }, []],
    ['a cycle', { cycleId: 'cycle-2' }, [2]],
    ['a piece of a reason', { text: 'edith' }, [3]],
    ['words in different places', { text: 'ada conflict' }, [4]],
    ['a word that stands nowhere', { text: 'ada nowhere' }, []],
    [
      'a time, both ends among it',
      { from: ticksOfMs(now - 4 * 3_600_000), until: ticksOfMs(now - 3 * 3_600_000) },
      [3, 4],
    ],
    ['several things at once', { status: 'failure', person: 'ada', errorCode: 'EntryConflict' }, [4]],
  ])('finds %s', (_what, filter, expected) => {
    const wanted = filter.application === 'sp-airstack' ? [1, 2, 4, 5] : expected;
    expect(ids(filter)).toEqual(wanted.map(guid));
    expect(engine.call('count', filter)).toBe(wanted.length);
  });

  it('gives page after page without a gap or a double', () => {
    expect([0, 2, 4].flatMap((offset) => ids({}, 2, offset))).toEqual([1, 2, 3, 4, 5].map(guid));
  });

  it('groups failures that differ only in the person, with trend and first and last time', () => {
    const buckets = { from: ticksOfMs(now - 6 * 3_600_000), to: ticksOfMs(now), count: 6 };
    const groups = engine.call('groups', { filter: { status: 'failure' }, limit: 10, buckets });
    expect(groups).toMatchObject([
      { application: 'Airstack', errorCode: 'EntryConflict', count: 2, people: 2, trend: [0, 0, 1, 0, 1, 0] },
      { application: 'AskSpoke', errorCode: 'EntryConflict', count: 1, people: 1 },
    ]);
    expect(groups[0]?.firstSeen.slice(0, 16)).toBe('2026-11-21T08:00');
    expect(groups[0]?.lastSeen.slice(0, 16)).toBe('2026-11-21T10:00');
    expect(groups[0]?.remedy).toContain('another account');
    expect(ids({ group: groups[0]?.group })).toEqual([guid(2), guid(4)]);
  });

  it('shows a person by the newest name, whichever row came first', () => {
    engine.call('append', batchOf([rowOf(0, { person: guid(700), name: 'Ada King', hoursAgo: 0 })]));
    engine.call('append', batchOf([rowOf(9, { person: guid(700), name: 'Ada Byron', hoursAgo: 90 })]));
    expect(
      new Set(engine.call('search', { filter: { person: guid(700) }, limit: 9, offset: 0 }).map((row) => row.person)),
    ).toEqual(new Set(['Ada King']));
  });
});

describe('a search among many rows', () => {
  it('finds the same whichever way it takes', () => {
    const rows = Array.from({ length: 12_000 }, (_, index) =>
      rowOf(index, {
        hoursAgo: index / 60,
        name: index % 2 === 0 ? `Even ${index}` : 'Odd One',
        person: guid(500_000 + (index % 2 === 0 ? index : 1)),
        ...(index % 3 === 0 ? { status: 'failure', code: `Code${index % 4}`, reason: `reason ${index % 5}` } : {}),
      }),
    );
    engine.call('append', batchOf(rows));
    // More than 5,000: in the order of time. Fewer: by their index.
    expect(engine.call('count', { person: 'even' })).toBe(6_000);
    expect(ids({ person: 'even' }, 3)).toEqual([0, 2, 4].map(guid));
    expect(engine.call('count', { text: 'reason' })).toBe(4_000);
    expect(ids({ text: 'reason', errorCode: 'Code3' }, 2)).toEqual([3, 15].map(guid));
    expect(engine.call('count', { text: 'odd reason', status: 'failure' })).toBe(2_000);
  });
});

describe('removing what is too old', () => {
  const day = 24;

  beforeEach(() => {
    const rows = Array.from({ length: 900 }, (_, index) =>
      rowOf(index, { hoursAgo: index / 30, name: index < 600 ? 'Kept One' : `Gone ${index}` }),
    );
    engine.call('append', batchOf(rows));
  });

  it('removes rows, their originals and names that nobody else has', () => {
    expect(engine.call('prune', ticksOfMs(now - 20 * 3_600_000))).toBe(299);
    expect(engine.call('count', {})).toBe(601);
    expect(engine.call('originals', [guid(100), guid(700)])).toEqual([
      JSON.stringify(rawRow(100, { hoursAgo: 100 / 30, name: 'Kept One' })),
      null,
    ]);
    expect(ids({ person: 'gone' }, 10)).toEqual([guid(600)]);
    let left = 0;
    for (let from: number | null = 1; from !== null; ) {
      const copied: { rows: readonly string[]; next: number | null } = engine.call('copy', { from });
      left += copied.rows.length;
      from = copied.next;
    }
    expect(left).toBe(601);
  });

  it('goes on counting where it stood when everything was removed', () => {
    expect(engine.call('prune', ticksOfMs(now + day))).toBe(900);
    expect(engine.call('append', batchOf([rowOf(5_000)]))).toBe(1);
    expect(engine.call('originals', [guid(5_000)])).toEqual([JSON.stringify(rawRow(5_000))]);
  });
});
