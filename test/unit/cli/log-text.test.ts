import { describe, expect, it } from 'vitest';
import { archiveText, groupsText, rowsText, syncText, trendText } from '#cli/log-text';
import { noArchive } from '#test/support/no-archive';

const key = { authority: 'a', graph: 'g', tenantId: 't' };
const report = { added: 1_234, removed: 0, unreadable: 0, clockAheadMs: 0, rowsPerSecond: 250.4 };

describe('the log in the terminal', () => {
  it('tells what a run came to, and only what is not as usual', () => {
    expect(syncText(report)).toBe('1,234 new rows, 250 a second');
    const odd = syncText({ ...report, removed: 5, unreadable: 2, clockAheadMs: -7_200_000 });
    expect(odd).toContain('5 rows were older');
    expect(odd).toContain('2 rows without an id');
    expect(odd).toContain('120 minutes behind');
    expect(syncText({ ...report, clockAheadMs: 600_000 })).toContain('10 minutes ahead of');
  });

  it.each([
    [[], ''],
    [[0, 0], '··'],
    [[1, 8, 4, 0], '▁█▄·'],
    [[5], '█'],
  ])('draws %j as %s', (trend, bars) => {
    expect(trendText(trend)).toBe(bars);
  });

  it('says where rows come from and whether there are more', () => {
    expect(rowsText({ rows: [], source: 'service', complete: true })).toContain('"log sync" makes an archive');
    expect(rowsText({ rows: [], source: 'archive', complete: false })).toContain('There are more');
  });

  it('gives a group with trend, times and remedy, and its number where it has one', () => {
    const group = {
      group: 7,
      application: 'Airstack',
      servicePrincipalId: 'sp',
      errorCode: 'EntryConflict',
      pattern: "user '…' exists",
      example: null,
      count: 3,
      people: 2,
      firstSeen: '2026-11-20T08:00:00.0000000Z',
      lastSeen: '2026-11-21T08:00:00.1234567Z',
      trend: [0, 3],
      remedy: 'Change it.',
    };
    const found = { groups: [group], from: '', to: '', source: 'archive' as const, complete: true };
    const text = groupsText(found);
    for (const part of [
      '3 × Airstack: EntryConflict, 2 people (group 7)',
      '·█',
      'first 2026-11-20T08:00:00Z',
      'Change it.',
    ]) {
      expect(text).toContain(part);
    }
    expect(groupsText({ ...found, groups: [{ ...group, group: 0 }] })).not.toContain('(group');
  });

  it('says what is missing of the protection, and names files that were set aside', async () => {
    const off = await noArchive.describe(key);
    expect(archiveText(off)).toContain('protected by nothing yet');
    const aside = [{ name: 'set-aside-1', bytes: 5_000, why: 'damaged' }];
    const vault = archiveText({ ...off, protection: 'vault', setAside: aside, brokenOff: true });
    expect(vault).toContain('archive recovery-key --out FILE');
    expect(vault).toContain('set aside (damaged, 5 kB): set-aside-1');
    expect(vault).toContain('goes on with "log sync"');
  });
});
