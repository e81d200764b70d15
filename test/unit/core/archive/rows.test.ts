import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archivedRowOf } from '#core/archive/archived-row';
import { patternOf } from '#core/archive/failure-pattern';
import { msOfTicks, textOfTicks, ticksOf, ticksOfMs } from '#core/archive/ticks';
import { fits, groupLiveRows } from '#core/logs/live-log';
import { logEntryViewOf } from '#core/logs/log-view';
import { projectRoot } from '#test/support/project-root';

describe('a moment of the log', () => {
  it.each([
    ['2026-11-21T12:00:00Z', '2026-11-21T12:00:00.0000000Z'],
    ['2026-11-21T12:00:00.1Z', '2026-11-21T12:00:00.1000000Z'],
    ['2026-11-21T12:00:00.1234567Z', '2026-11-21T12:00:00.1234567Z'],
    ['2026-11-21T12:00:00.123456789Z', '2026-11-21T12:00:00.1234567Z'],
    ['2026-11-21T14:00:00+02:00', '2026-11-21T12:00:00.0000000Z'],
    ['2019-06-24T20:53:08Z', '2019-06-24T20:53:08.0000000Z'],
    ['1999-12-31T23:59:59.9999999Z', '1999-12-31T23:59:59.9999999Z'],
  ])('is read and written to the tick: %s', (text, written) => {
    expect(textOfTicks(ticksOf(text) ?? 0)).toBe(written);
  });

  it.each(['', 'yesterday', '2026-13-01T00:00:00Z', '2026-11-21', '2026-11-21T12:00'])('is none: "%s"', (text) => {
    expect(ticksOf(text)).toBeNull();
  });

  it('keeps its order and its exact value over 28 years to both sides', () => {
    const tick = fc.integer({ min: -8_800_000_000_000_000, max: 8_800_000_000_000_000 });
    fc.assert(
      fc.property(tick, (ticks) => {
        expect(ticksOf(textOfTicks(ticks))).toBe(ticks);
        expect(ticksOfMs(msOfTicks(ticks))).toBeLessThanOrEqual(ticks);
      }),
    );
  });
});

const sample = (name: string): unknown =>
  JSON.parse(
    readFileSync(join(projectRoot, 'test/emulator/samples', `auditLogs-provisioning-${name}.response.json`), 'utf8'),
  ).value[0];

describe('a row for the archive', () => {
  it.each(['failure', 'success', 'scoping-steps'])('says what the view of it says: %s', (name) => {
    const raw = sample(name);
    const view = logEntryViewOf(raw as Parameters<typeof logEntryViewOf>[0]);
    const row = archivedRowOf(raw);
    expect(row).toMatchObject({
      id: view.id,
      servicePrincipalId: view.servicePrincipalId ?? '',
      application: view.application ?? '',
      personId: view.source.id ?? view.target.id ?? '',
      personName: view.source.displayName ?? view.target.displayName ?? '',
      action: view.action,
      status: view.status,
      errorCode: view.errorCode,
      reason: view.reason,
      cycleId: view.cycleId ?? '',
    });
    expect(row?.json).toBe(JSON.stringify(raw));
  });

  it('is nothing without an id or a time, and something whatever else is odd', () => {
    expect(
      [null, 5, 'x', [], {}, { id: 'a' }, { id: '', activityDateTime: '2026-01-01T00:00:00Z' }].map(archivedRowOf),
    ).toEqual(Array.from({ length: 7 }, () => null));
    const odd = {
      id: 'a',
      activityDateTime: '2026-01-01T00:00:00Z',
      sourceIdentity: 7,
      provisioningSteps: 'no',
      servicePrincipal: null,
    };
    expect(archivedRowOf(odd)).toMatchObject({
      id: 'a',
      personId: '',
      application: '',
      status: 'unknown',
      action: 'unknown',
    });
  });

  it('never fails on any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (source, info) => {
        const raw = {
          id: 'a',
          activityDateTime: '2026-01-01T00:00:00Z',
          sourceIdentity: source,
          provisioningStatusInfo: info,
        };
        expect(archivedRowOf(raw)?.json).toBe(JSON.stringify(raw));
      }),
    );
  });

  it('holds no token that a target echoed', () => {
    const raw = {
      id: 'a',
      activityDateTime: '2026-01-01T00:00:00Z',
      provisioningStatusInfo: {
        status: 'failure',
        errorInformation: { errorCode: 'X', reason: 'sent Authorization: Bearer abcdefghijklmnop' },
      },
    };
    expect(archivedRowOf(raw)?.reason).not.toContain('abcdefghijklmnop');
  });
});

describe('what identical failures have in common', () => {
  it.each([
    ["User 'ada@contoso.com' exists (409)", "User 'grace@contoso.com' exists (410)"],
    ['Id 5e6c9fae-ab4d-5239-8ad0-174391d110eb is taken', 'Id 6f7d0abf-bc5e-4340-9be1-285402e221fc is taken'],
    ['ada.lovelace@contoso.co.uk has no manager', 'g.h@fabrikam.com has no manager'],
    ['Failed at 2026-11-21T12:00:00.123Z after 3 tries', 'Failed at 2026-11-22T13:00:00Z after 12 tries'],
    ['The value "Ada"  is   refused', 'The value "Grace" is refused'],
  ])('is the same for "%s" and "%s"', (one, other) => {
    expect(patternOf(one)).toBe(patternOf(other));
  });

  it.each([
    ['status code 404 came back', 'status code 409 came back'],
    ['No manager', 'No department'],
    ['', 'Something'],
  ])('differs for "%s" and "%s"', (one, other) => {
    expect(patternOf(one)).not.toBe(patternOf(other));
  });

  it('is short, and nothing for no reason', () => {
    expect(patternOf('x'.repeat(5_000).replaceAll('xxxx', 'xx x')).length).toBeLessThanOrEqual(500);
    expect(patternOf(null)).toBe('');
  });
});

describe('the log of the service, searched here', () => {
  const row = archivedRowOf(sample('failure'));
  if (row === null) throw new Error('the sample cannot be read');

  it.each([
    [{}, true],
    [{ text: 'pilot CONFLICT' }, true],
    [{ text: 'pilot nowhere' }, false],
    [{ person: 'self-service' }, true],
    [{ errorCode: 'contosoentryconflict' }, true],
    [{ status: 'success' }, false],
    [{ from: row.at, until: row.at }, true],
    [{ from: row.at + 1 }, false],
  ])('fits %j: %s', (filter, expected) => {
    expect(fits(row, filter)).toBe(expected);
  });

  it('is grouped as the archive groups', () => {
    const rows = [row, { ...row, id: '2', personId: 'other' }, { ...row, id: '3', errorCode: null, reason: null }];
    const groups = groupLiveRows(rows, { from: row.at - 10, to: row.at + 10, count: 2 });
    expect(groups).toMatchObject([{ count: 2, people: 2, trend: [0, 2], errorCode: 'ContosoEntryConflict' }]);
  });
});
