import { describe, expect, it } from 'vitest';
import type { ArchiveReader, ArchiveStore } from '#core/archive/archive-port';
import { archivedRowOf } from '#core/archive/archived-row';
import { settled } from '#core/archive/coverage';
import { textOfTicks, ticksOfMs } from '#core/archive/ticks';
import { chooseLogs } from '#core/audit/archived-log-source';
import { logPiecesOf } from '#core/audit/log-pieces';
import type { Graph } from '#core/graph/graph';
import type { Ports } from '#core/ports';
import { fitsQuestion } from '#test/support/log-rows';
import { noArchive } from '#test/support/no-archive';

const period = { from: 100, to: 200 };

describe('where rows of a period are taken from', () => {
  it.each([
    ['nothing was archived', [], 0, [[100, 200, 'service']]],
    ['all of it is final', [{ from: 50, to: 250, readAt: settled }], 50, [[100, 200, 'archive']]],
    [
      'the end is not final yet',
      [{ from: 50, to: 190, readAt: 195 }],
      50,
      [
        [100, 185, 'archive'],
        [185, 200, 'service'],
      ],
    ],
    [
      'nobody read the middle',
      [
        { from: 50, to: 120, readAt: settled },
        { from: 150, to: 300, readAt: settled },
      ],
      50,
      [
        [100, 120, 'archive'],
        [120, 150, 'service'],
        [150, 200, 'archive'],
      ],
    ],
    [
      'old rows may have been removed',
      [{ from: 0, to: 300, readAt: settled }],
      140,
      [
        [100, 140, 'service'],
        [140, 200, 'archive'],
      ],
    ],
  ] as const)('%s', (...[, segments, oldest, expected]) => {
    const pieces = logPiecesOf({ segments, finalAfter: 10, oldest }, period);
    expect(pieces.map(({ from, to, source }) => [from, to, source])).toEqual(expected);
  });
});

const hour = 3_600_000;
const since = Date.UTC(2026, 0, 1);
const until = since + 10 * hour;
const border = ticksOfMs(since + 5 * hour);
const row = (at: number) => ({
  id: `row-${at}`,
  activityDateTime: textOfTicks(at),
  servicePrincipal: { id: at % 2 === 0 ? 'even' : 'odd', displayName: 'Airstack' },
  provisioningAction: 'create',
  provisioningStatusInfo: { status: 'success' },
});
/** Two rows at each end, at the border, and one tick from it. */
const times = [ticksOfMs(since) + 1, border - 1, border, border + 1, ticksOfMs(until) - 1];
const rows = times.map(row);

function readerOf(lost: readonly string[]): ArchiveReader {
  const archived = rows.flatMap((raw) => archivedRowOf(raw) ?? []).filter(({ at }) => at < border);
  const fitting = (filter: { from?: number | undefined; until?: number | undefined }) =>
    archived.filter(({ at }) => at >= (filter.from ?? 0) && at <= (filter.until ?? settled));
  const unasked = () => Promise.reject(new Error('nobody asks for that'));
  return {
    state: async () => ({ segments: [{ from: 0, to: border, readAt: settled }], runStartedAt: null }),
    count: async (filter) => fitting(filter).length,
    search: async (filter, { offset, limit }) =>
      fitting(filter)
        .slice(offset, offset + limit)
        .map((one) => ({ ...one, activityDateTime: textOfTicks(one.at), person: '' })),
    cycles: unasked,
    originals: async (ids) =>
      ids.map((id) => (lost.includes(id) ? null : (archived.find((one) => one.id === id)?.json ?? null))),
    groups: unasked,
  };
}

function portsWith(reader: ArchiveReader | null): Ports {
  const archive: ArchiveStore = {
    ...noArchive,
    describe: async (key) => ({
      ...(await noArchive.describe(key)),
      ...(reader === null ? {} : { status: 'ready' as const, oldest: textOfTicks(times[0] ?? 0) }),
    }),
    read: async () => reader,
  };
  const account = { homeAccountId: 'h', tenantId: 't', username: 'ada@example.com', name: null };
  const cloud = { name: 'Global', authority: 'https://login.example', graph: 'https://graph.example', builtIn: true };
  return { archive, identity: { cloud, current: async () => account } } as unknown as Ports;
}

/** Gives the rows that the filter of a question asks for, as the service does. */
const graph = {
  cloud: { name: 'Global', builtIn: true },
  pages: async function* pages({ query }: { query: { $filter: string } }) {
    yield rows.filter((one) => fitsQuestion(one, query.$filter));
  },
} as unknown as Graph;

async function read(reader: ArchiveReader | null, applications: readonly string[] | null) {
  const { read: source, statement } = await chooseLogs(portsWith(reader), graph, { since, until });
  const found: string[] = [];
  for await (const page of source({ applications, since, until, signal: new AbortController().signal }))
    found.push(...page.map(({ id }) => id));
  return { found, statement };
}

describe('the log of evidence', () => {
  it('has each row once, whether the archive or the service gives it, and says which gave what', async () => {
    const both = await read(readerOf([]), null);
    expect(both.found.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    expect(both.statement).toContain('2026-01-01T05:00:00.000Z are from the log archive of this machine');
    const live = await read(null, null);
    expect(live.found.toSorted()).toEqual(both.found.toSorted());
    expect(live.statement).toContain('The log archive is off.');
  });

  it('holds applications that were named and no other', async () => {
    const { found } = await read(readerOf([]), ['even']);
    expect(found.toSorted()).toEqual(
      rows
        .filter(({ servicePrincipal }) => servicePrincipal.id === 'even')
        .map(({ id }) => id)
        .toSorted(),
    );
  });

  it('does not pass over a row that the archive counts and cannot give', async () => {
    await expect(read(readerOf([`row-${border - 1}`]), null)).rejects.toMatchObject({ code: 'storage_corrupt' });
  });
});
