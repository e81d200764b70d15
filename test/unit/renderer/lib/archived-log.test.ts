import { describe, expect, it } from 'vitest';
import { archiveSearchOf } from '#renderer/lib/archived-log';
import { type LogChoice, logFilterOf, noChoice } from '#renderer/lib/log-choice';
import { LogSearch } from '#shared/contract/archive';

const now = Date.UTC(2026, 10, 21, 12, 0, 30);

describe('what a person chose', () => {
  it.each<[string, Partial<LogChoice>, LogSearch]>([
    ['nothing', {}, {}],
    ['blanks', { words: '  ', person: ' ', code: ' ' }, {}],
    ['words and a code', { words: ' exists ', code: 'EntryConflict' }, { text: 'exists', errorCode: 'EntryConflict' }],
    ['a cycle and a group', { cycle: 'c1', group: '7' }, { cycleId: 'c1', group: 7 }],
    ['a year', { since: 'year' }, { since: '2025-11-21T12:00:00.000Z' }],
  ])('is asked of the archive: %s', (_what, change, expected) => {
    const search = archiveSearchOf({ ...noChoice, ...change }, now);
    expect(search).toEqual(expected);
    expect(LogSearch.parse(search)).toEqual(expected);
  });

  it('is asked of the service as far as that goes', () => {
    const choice: LogChoice = { ...noChoice, since: 'year', words: 'x', code: 'y', group: '3', cycle: 'c' };
    expect(logFilterOf(choice, now)).toEqual({ since: '2026-10-22T12:00:00.000Z' });
  });
});
