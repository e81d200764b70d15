import { describe, expect, it } from 'vitest';
import type { DirectoryAudit } from '#core/graph/calls/directory-audits';
import { retentionGap } from '#core/timeline/audit-events';
import { buildTimeline, type TimelineInput, type Window } from '#core/timeline/build-timeline';
import type { OwnRun } from '#core/timeline/own-runs';
import type { Difference } from '#shared/model/difference';
import type { SnapshotSummary } from '#shared/model/snapshot';

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 10, 12, minute)).toISOString();

const audit = (minute: number, overrides: Partial<DirectoryAudit> = {}): DirectoryAudit => ({
  id: `audit-${minute}`,
  activityDateTime: at(minute),
  activityDisplayName: 'Update attribute mappings or scope',
  category: 'ProvisioningManagement',
  correlationId: 'c',
  result: 'success',
  resultReason: '',
  loggedByService: 'Account Provisioning',
  initiatedBy: { user: { id: 'bo', userPrincipalName: 'bo@x.example', displayName: null }, app: null },
  targetResources: [],
  ...overrides,
});

const snapshot = (id: string, minute: number, overrides: Partial<SnapshotSummary> = {}): SnapshotSummary => ({
  id,
  at: at(minute),
  who: 'ada@x.example',
  moment: 'asked',
  why: 'somebody asked for it',
  application: 'Airstack',
  servicePrincipalId: 'sp',
  run: id,
  hash: id,
  ...overrides,
});

const differs = (area: Difference['area'] = 'attributeMapping'): Difference => ({
  area,
  kind: 'removed',
  place: 'User → User',
  what: 'title',
  before: 'jobTitle',
  after: null,
  words: 'title is removed',
});

const run = (overrides: Partial<OwnRun> = {}): OwnRun => ({
  run: 'r',
  who: 'ada@x.example',
  began: at(10),
  ended: at(11),
  steps: ['schema.edit'],
  changes: [{ what: 'title', before: null, after: 'jobTitle' }],
  result: 'done',
  requestIds: ['req'],
  ...overrides,
});

const first = snapshot('one', 0);
const second = snapshot('two', 30);
const window: Window = { before: first, after: second, differences: [differs()] };
const timeline = (input: Partial<TimelineInput>) =>
  buildTimeline({ runs: [], audits: [], snapshots: [first, second], windows: [window], now: at(60), ...input });

describe('one timeline', () => {
  it('gives an event that our own run caused to that run', () => {
    const own = audit(10, {
      initiatedBy: { user: { id: 'a', userPrincipalName: 'ADA@x.example', displayName: null }, app: null },
    });
    const entries = timeline({ runs: [run()], audits: [own], windows: [] });
    expect(entries).toMatchObject([
      { origin: 'ours', certainty: 'exact', audits: [{ id: 'audit-10' }], requestIds: ['req'] },
    ]);
  });

  it.each([
    ['another person', audit(10)],
    [
      'another time',
      audit(20, {
        initiatedBy: { user: { id: 'a', userPrincipalName: 'ada@x.example', displayName: null }, app: null },
      }),
    ],
    [
      'another activity',
      audit(10, {
        activityDisplayName: 'Disable/pause provisioning configuration',
        initiatedBy: { user: { id: 'a', userPrincipalName: 'ada@x.example', displayName: null }, app: null },
      }),
    ],
  ])('takes an event of %s for one that was made elsewhere', (_what, event) => {
    const entries = timeline({ runs: [run()], audits: [event], windows: [] });
    expect(entries.map(({ origin }) => origin).sort()).toEqual(['elsewhere', 'ours']);
  });

  it('keeps the order of the journal where this machine’s clock was set back between two runs', () => {
    const first = run({ run: 'run-1', began: '2026-11-20T10:00:00.000Z' });
    const second = run({ run: 'run-2', began: '2026-11-20T09:00:00.000Z' });
    const entries = buildTimeline({ runs: [first, second], audits: [], snapshots: [], windows: [], now: at(60) });
    expect(entries.map(({ id }) => id)).toEqual(['run-run-2', 'run-run-1']);
  });

  it('never takes a quarantine for what made a difference', () => {
    const quarantine = audit(20, {
      activityDisplayName: 'Quarantine',
      result: 'failure',
      resultReason: 'This run profile is being quarantined because of: TooManyDeletes',
      initiatedBy: { user: null, app: { displayName: 'The service', appId: null } },
    });
    const told = timeline({ audits: [audit(15), quarantine] });
    expect(told).toMatchObject([
      { title: 'Quarantine', changes: [], words: expect.stringContaining('TooManyDeletes') },
      { who: 'bo@x.example', certainty: 'only', changes: [{ what: 'User → User: title' }] },
    ]);
    expect(timeline({ audits: [quarantine] }).map(({ title }) => title)).toEqual(['Changed elsewhere', 'Quarantine']);
  });

  it('tells an event with what differs between the snapshots on both sides, and that it is the only one', () => {
    expect(timeline({ audits: [audit(15)] })).toMatchObject([
      {
        who: 'bo@x.example',
        certainty: 'only',
        before: 'one',
        after: 'two',
        changes: [{ before: 'jobTitle', after: null }],
      },
    ]);
  });

  it('gives an event close to a snapshot to the side on which something differs', () => {
    const still: Window = { before: snapshot('zero', -30), after: first, differences: [] };
    const late = audit(0, { activityDateTime: first.at });
    expect(timeline({ audits: [late], windows: [still, window] })).toMatchObject([
      { certainty: 'only', before: 'one' },
    ]);
    const far = audit(-10);
    expect(timeline({ audits: [far], windows: [still, window] }).map(({ before }) => before)).toEqual(['one', 'zero']);
  });

  it('does not claim more than it knows of several events between two snapshots', () => {
    const entries = timeline({ audits: [audit(15), audit(20)] });
    expect(entries.map(({ certainty }) => certainty)).toEqual(['shared', 'shared']);
    expect(entries[0]?.words).toContain('One of 2 events');
  });

  it('tells a difference without an event as one that nobody is named for', () => {
    expect(timeline({})).toMatchObject([{ certainty: 'nobody', who: null, changes: [{ before: 'jobTitle' }] }]);
  });

  it('leaves what an event changed open where there are no snapshots around it', () => {
    expect(timeline({ audits: [audit(-5)], windows: [] })).toMatchObject([{ certainty: 'unknown', changes: [] }]);
  });

  it('does not put what our own run changed on somebody else', () => {
    const before = snapshot('b', 9, { moment: 'before', run: 'r' });
    const after = snapshot('a', 12, { moment: 'after', run: 'r' });
    const windows = [{ before, after, differences: [differs()] }];
    expect(timeline({ runs: [run()], snapshots: [before, after], windows })).toMatchObject([
      { origin: 'ours', before: 'b', after: 'a' },
    ]);
  });

  it('does not take our own pause for a change elsewhere, but still sees what else changed', () => {
    const before = snapshot('b', 9, { moment: 'before', run: 'r' });
    const paused = run({ steps: ['job.pause'], changes: [] });
    const of = (differences: readonly Difference[]) =>
      timeline({ runs: [paused], snapshots: [before], windows: [{ before, after: null, differences }] });
    expect(of([differs('provisioning')]).map(({ origin }) => origin)).toEqual(['ours']);
    expect(of([differs('provisioning'), differs('assignment')]).map(({ origin }) => origin)).toEqual([
      'elsewhere',
      'ours',
    ]);
  });

  it('keeps a result and an initiator that are not known as they are', () => {
    const odd = audit(15, {
      result: 'clientError',
      initiatedBy: { user: null, app: { displayName: 'A robot', appId: 'x' } },
      activityDisplayName: 'Something new',
    });
    expect(timeline({ audits: [odd] })).toMatchObject([
      { result: 'clientError', who: 'A robot', title: 'Something new' },
    ]);
  });
});

describe('the gap of retention', () => {
  const now = Date.UTC(2026, 0, 31);
  it.each([
    ['an event older than a week proves 30 days', '2026-01-20T00:00:00Z', /30 days: .*2026-01-01/],
    ['without one it may be 7 days', '2026-01-30T00:00:00Z', /7 days without/],
    ['nor is anything known without events', null, /7 days without/],
  ])('%s', (_what, oldest, words) => {
    expect(retentionGap(now, oldest).message).toMatch(words);
  });
});
