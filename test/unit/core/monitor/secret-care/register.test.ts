import { describe, expect, it } from 'vitest';
import type { DirectoryAudit } from '#core/graph/calls/directory-audits';
import {
  byUrgency,
  changesInAudit,
  type EntryFacts,
  entryOf,
  savesInJournal,
} from '#core/monitor/secret-care/register';
import { dueSecrets, goneChanges, noticeOf, remind } from '#core/monitor/secret-care/reminders';
import { type KeptSecret, keepSecretFacts } from '#core/monitor/secret-care/secret-facts';
import { createMemorySealed } from '#test/support/memory-sealed';

const id = '10000000-0000-4000-8000-000000000001';
const now = Date.parse('2026-03-31T12:00:00.000Z');
const day = 86_400_000;
const daysAgo = (days: number): string => new Date(now - days * day).toISOString();

const kept = (change: Partial<KeptSecret> = {}): KeptSecret => ({
  version: 1,
  servicePrincipalId: id,
  application: 'Airstack',
  vendor: 'airstack',
  saved: { at: daysAgo(10), by: 'ada@example' },
  token: { kind: 'token', expiresAt: daysAgo(-20) },
  lifetime: null,
  person: null,
  gone: false,
  ...change,
});

const facts = (change: Partial<EntryFacts> = {}): EntryFacts => ({
  servicePrincipalId: id,
  application: 'Airstack',
  vendor: 'airstack',
  kept: null,
  journalled: undefined,
  audited: undefined,
  profile: { overlap: null, lifetime: null, authorizes: false, source: 'article.md' },
  rotationOpen: false,
  now,
  ...change,
});

describe('a line of the register', () => {
  it('says what this machine saved and what the token says', () => {
    expect(entryOf(facts({ kept: kept(), audited: { at: daysAgo(10), by: 'ada@example' } }))).toMatchObject({
      saved: { source: 'ours', by: 'ada@example' },
      ageDays: 10,
      daysLeft: 20,
      level: 'in30Days',
      changedElsewhereAt: null,
    });
  });

  it('doubts itself when settings were changed elsewhere since', () => {
    const entry = entryOf(facts({ kept: kept(), audited: { at: daysAgo(2), by: 'bob@example' } }));
    expect(entry.changedElsewhereAt).toBe(daysAgo(2));
    expect(entry.expiryWords).toContain('may be about an earlier secret');
  });

  it('takes the last change of the audit log for the youngest age that a secret can have', () => {
    expect(entryOf(facts({ audited: { at: daysAgo(4), by: 'bob@example' } }))).toMatchObject({
      saved: { source: 'audit', at: daysAgo(4), by: 'bob@example' },
      ageDays: 4,
      level: 'unknown',
      expirySource: 'none',
    });
  });

  it('knows nothing where nobody knows anything', () => {
    expect(entryOf(facts())).toMatchObject({ saved: { source: 'none', at: null }, ageDays: null, level: 'unknown' });
  });

  it('takes the journal’s word for a save that no record was kept of, and says no end of it', () => {
    const entry = entryOf(facts({ kept: kept(), journalled: { at: daysAgo(1), by: 'ada@example' } }));
    expect(entry).toMatchObject({ saved: { source: 'ours', at: daysAgo(1) }, ageDays: 1, expirySource: 'none' });
  });

  it('counts the lifetime that the vendor’s profile states now from the journal’s save', () => {
    const profile = { overlap: 'PT8H', lifetime: 'P30D', authorizes: false, source: 'article.md' };
    const entry = entryOf(facts({ journalled: { at: daysAgo(1), by: 'ada@example' }, profile }));
    expect(entry).toMatchObject({ expirySource: 'profile', daysLeft: 29, overlap: 'PT8H' });
    expect(entry.expiryWords).toContain("At the latest: the vendor's tokens work 30 days");
  });

  it('of an application that is authorized at the vendor says so', () => {
    const profile = { overlap: null, lifetime: null, authorizes: true, source: 'article.md' };
    expect(entryOf(facts({ profile }))).toMatchObject({
      authorized: true,
      expiryWords: expect.stringContaining('sign-in'),
    });
  });

  it('stands above those that end later, and those above what nobody knows', () => {
    const named = (application: string, change: Partial<EntryFacts>) => entryOf(facts({ application, ...change }));
    const lines = [
      named('nobody knows', {}),
      named('never', { kept: kept({ token: null, person: { at: null, by: 'ada', enteredAt: daysAgo(1) } }) }),
      named('later', { kept: kept({ token: { kind: 'token', expiresAt: daysAgo(-90) } }) }),
      named('ended', { kept: kept({ token: { kind: 'token', expiresAt: daysAgo(1) } }) }),
      named('old', { audited: { at: daysAgo(9), by: null } }),
    ];
    expect(lines.toSorted(byUrgency).map(({ application }) => application)).toEqual([
      'ended',
      'later',
      'never',
      'old',
      'nobody knows',
    ]);
  });
});

describe('the sources', () => {
  it('are saves of the journal that happened and had a secret in them', () => {
    const application = { vendor: 'airstack', name: 'Airstack', servicePrincipalId: id };
    const intent = (sequence: number, step: string, what: string) => ({
      kind: 'intent',
      id: `i${sequence}`,
      at: daysAgo(10 - sequence),
      who: 'ada',
      step,
      application,
      changes: [{ what, before: null, after: '(secret)' }],
    });
    const outcome = (intentId: string, result: string) => ({ kind: 'outcome', intent: intentId, result, application });
    const entries = [
      intent(1, 'settings.save', 'Secret SecretToken'),
      outcome('i1', 'done'),
      intent(2, 'settings.save', 'Secret SecretToken'),
      outcome('i2', 'refused'),
      intent(3, 'settings.save', 'Tenant URL'),
      outcome('i3', 'done'),
      intent(4, 'schema.edit', 'Secret garden'),
      outcome('i4', 'done'),
    ];
    expect([...savesInJournal(entries as never)]).toEqual([[id, { at: daysAgo(9), by: 'ada' }]]);
  });

  it('are the newest successful changes of the audit log', () => {
    const event = (change: Partial<DirectoryAudit>): DirectoryAudit => ({
      id: 'a',
      activityDateTime: daysAgo(3),
      activityDisplayName: 'Update provisioning setting or credentials',
      result: 'success',
      targetResources: [{ id }],
      initiatedBy: { user: { userPrincipalName: 'bob@example' } },
      ...change,
    });
    const events = [
      event({}),
      event({ activityDateTime: daysAgo(2), result: 'failure' }),
      event({ activityDateTime: daysAgo(1), activityDisplayName: 'Update attribute mappings or scope' }),
      event({ activityDateTime: daysAgo(5) }),
      event({ targetResources: null }),
    ];
    expect([...changesInAudit(events)]).toEqual([[id, { at: daysAgo(3), by: 'bob@example' }]]);
  });
});

describe('a secret of an application that is gone', () => {
  const provisioning = new Set(['other']);
  it('is noted as gone once it is older than a day, and no more when the application is back', () => {
    expect(goneChanges([kept()], { provisioning, now })).toEqual([kept({ gone: true })]);
    expect(goneChanges([kept({ saved: { at: daysAgo(0.5), by: 'ada' } })], { provisioning, now })).toEqual([]);
    expect(goneChanges([kept({ gone: true })], { provisioning: new Set([id]), now })).toEqual([kept()]);
    expect(goneChanges([kept({ saved: null })], { provisioning, now })).toHaveLength(1);
  });

  it('is nothing to be reminded of', () => {
    const soon = kept({ token: { kind: 'token', expiresAt: daysAgo(-2) } });
    expect(dueSecrets([soon, { ...soon, gone: true }], now)).toHaveLength(1);
  });
});

describe('reminders', () => {
  const key = { authority: 'https://login.example', graph: 'https://graph.example', tenantId: 't' };
  const endsIn = (days: number, application: string, servicePrincipalId = id): KeptSecret =>
    kept({ application, servicePrincipalId, token: { kind: 'token', expiresAt: daysAgo(-days) } });

  it('name what has ended first, then what ends first, and leave out what ends later', () => {
    const due = dueSecrets([endsIn(9, 'B'), endsIn(31, 'C'), endsIn(-2, 'A'), endsIn(0.5, 'D')], now);
    expect(due.map(({ application }) => application)).toEqual(['A', 'D', 'B']);
    expect(noticeOf(due)).toMatchObject({
      title: 'Provisioning: 1 secret has ended, 2 end within 30 days',
      body: 'A: ended; D: less than a day left; B: 9 days left',
    });
    const many = dueSecrets(
      [1, 2, 3, 4].map((days) => endsIn(-days, `X${days}`)),
      now,
    );
    expect(noticeOf(many).body).toMatch(/; and 1 more$/);
  });

  it('come once a day', async () => {
    const sealed = createMemorySealed();
    expect(await remind(sealed, key, now)).toEqual({ due: [], firstToday: false });
    await keepSecretFacts(sealed, key, endsIn(3, 'A'));
    expect((await remind(sealed, key, now)).firstToday).toBe(true);
    expect((await remind(sealed, key, now + day / 4)).firstToday).toBe(false);
    expect((await remind(sealed, key, now + day)).firstToday).toBe(true);
  });
});
