import { describe, expect, it } from 'vitest';
import { isFiltered, logFilterOf, noChoice } from '#renderer/lib/log-choice';
import { joinedPages, nextPageOf } from '#renderer/lib/log-pages';
import type { LogEntryView } from '#shared/model/job';

const row = (id: string, time: string): LogEntryView => ({
  id,
  activityDateTime: time,
  application: null,
  servicePrincipalId: null,
  jobId: null,
  cycleId: null,
  changeId: null,
  action: 'create',
  status: 'success',
  source: { id: null, displayName: null, type: null },
  target: { id: null, displayName: null, type: null },
  durationMs: null,
  errorCode: null,
  reason: null,
  remedy: null,
  steps: [],
  modifiedProperties: [],
});

const first = { entries: [row('a', '2026-01-31T10:00:02Z'), row('b', '2026-01-31T10:00:01Z')], complete: false };
const second = { entries: [row('b', '2026-01-31T10:00:01Z'), row('c', '2026-01-31T10:00:00Z')], complete: true };

describe('pages of the log', () => {
  it('are joined without doubling the row that both hold', () => {
    expect(joinedPages([first, second]).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('go on from the time of the last row', () => {
    expect(nextPageOf([first])).toBe('2026-01-31T10:00:01.000Z');
  });

  it.each([
    ['after the last one', [first, second]],
    ['when there is none', []],
    ['when one is empty', [{ entries: [], complete: false }]],
    ['when one brought nothing new, which would go on for ever', [first, first]],
  ])('end %s', (_when, pages) => {
    expect(nextPageOf(pages)).toBeUndefined();
  });
});

describe('what a person chose of the log', () => {
  const now = Date.UTC(2026, 0, 31, 12, 0, 42);

  it('asks for nothing where nothing was chosen', () => {
    expect(logFilterOf({ ...noChoice, person: '  ' }, now)).toEqual({});
    expect(isFiltered(noChoice)).toBe(false);
  });

  it('asks for the whole minute, so that the same choice is the same question', () => {
    const asked = logFilterOf({ ...noChoice, since: 'hour', status: 'failure', person: ' ada ' }, now);
    expect(asked).toEqual({ since: '2026-01-31T11:00:00.000Z', status: 'failure', user: 'ada' });
    expect(logFilterOf({ ...noChoice, since: 'hour', status: 'failure', person: ' ada ' }, now + 10_000)).toEqual(
      asked,
    );
  });
});
