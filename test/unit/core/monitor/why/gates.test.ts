import { describe, expect, it } from 'vitest';
import { gatesOf } from '#core/monitor/why/explain';
import type { WhyFacts } from '#core/monitor/why/facts';
import { CoreError } from '#core/rpc/errors';
import type { FilterClause } from '#shared/model/attribute-mapping';
import type { WhyGate, WhyGateName } from '#shared/model/why';
import {
  assigned,
  entryOf,
  factsOf,
  groupId,
  logOf,
  mapped,
  personId,
  refused,
  roleId,
  schemaOf,
  unreadLog,
  valuesOf,
} from './why-facts.ts';

function gate(name: WhyGateName, change: Partial<WhyFacts> = {}): WhyGate {
  const found = gatesOf(factsOf(change)).find((one) => one.gate === name);
  if (found === undefined) throw new Error(name);
  return found;
}

const clause = (sourceOperandName: string, operatorName: string, ...values: string[]): FilterClause => ({
  sourceOperandName,
  operatorName,
  targetOperand: { values },
});
const filtered = (...clauses: FilterClause[]) => schemaOf({ filter: { groups: [{ name: 'One', clauses }] } });
const inGroup = (all: readonly string[], direct: readonly string[] = all): WhyFacts['memberships'] => ({
  ok: true,
  value: { direct: new Set(direct), all: new Map(all.map((id) => [id, id === groupId ? 'Engineering' : id])) },
});
const ofGroup: WhyFacts['assignments'] = { ok: true, value: [assigned(groupId)] };
const nobody: WhyFacts['assignments'] = { ok: true, value: [] };
const person = factsOf().person;
const job = factsOf().job;

describe('the gate of the job', () => {
  it.for([
    ['not set up', { jobs: { ok: true, value: [] }, job: null, schema: null }, 'failed', 'setUp'],
    ['turned off', { job: job === null ? null : { ...job, health: 'off' } }, 'failed', 'overview'],
    [
      'without credentials',
      { job: job === null ? null : { ...job, health: 'notConfigured' } },
      'failed',
      'credentials',
    ],
    ['in quarantine', { job: job === null ? null : { ...job, health: 'quarantine' } }, 'failed', 'quarantine'],
    [
      'in its first cycle',
      { job: job === null ? null : { ...job, health: 'initialCycle' }, log: logOf() },
      'unknown',
      'onDemand',
    ],
    ['with its mapping of people turned off', { schema: schemaOf({ enabled: false }) }, 'failed', 'mappings'],
    ['that may not create accounts', { schema: schemaOf({ flowTypes: 'Update' }), log: logOf() }, 'failed', 'mappings'],
    [
      'whose last cycle failed as a whole',
      { job: job === null ? null : { ...job, health: 'errors', lastCycle: { ...job.lastCycle, state: 'Failed' } } },
      'failed',
      'overview',
    ],
  ] as const)('of an application %s', ([, change, verdict, place]) => {
    expect(gate('job', change as Partial<WhyFacts>)).toMatchObject({ verdict, fix: { place } });
  });

  it('passes with errors of others, and is open where the job may not be read', () => {
    expect(gate('job').verdict).toBe('passed');
    const others = job === null ? null : { ...job, health: 'errors' as const };
    expect(gate('job', { job: others }).verdict).toBe('passed');
    const unread = gate('job', { jobs: { ok: false, fault: refused }, job: null, schema: null });
    expect(unread).toMatchObject({ verdict: 'unknown', why: expect.stringContaining('Ask for a role.') });
  });
});

describe('the gate of the person', () => {
  it('is open without the permission to see whether the account is enabled', () => {
    const change = { person: { ...person, enabled: null }, access: { full: false, members: true } };
    expect(gate('person', change)).toMatchObject({ verdict: 'unknown', needs: ['User.Read.All'] });
  });

  it('names the permission with which somebody who was deleted could be found', () => {
    const change = { person: { ...person, found: 'log' as const }, access: { full: false, members: true } };
    expect(gate('person', change)).toMatchObject({ verdict: 'failed', needs: ['User.Read.All'] });
  });
});

describe('the gates of assignment and role', () => {
  it.each([
    ['by a group', { assignments: ofGroup, memberships: inGroup([groupId]) }, 'passed'],
    ['only through a group inside it', { assignments: ofGroup, memberships: inGroup([groupId], []) }, 'failed'],
    ['to nobody', { assignments: nobody }, 'failed'],
    ['but everyone is in scope', { assignments: nobody, everyone: true }, 'passed'],
    ['and it is not known whether everyone is in scope', { assignments: nobody, everyone: null }, 'unknown'],
    ['to groups that may not be read', { assignments: ofGroup, memberships: null }, 'unknown'],
    ['which may not be read', { assignments: { ok: false, fault: refused } }, 'unknown'],
  ] as const)('assigned %s', (_how, change, verdict) => {
    expect(gate('assignment', change as Partial<WhyFacts>).verdict).toBe(verdict);
  });

  it('tells an assigned group once, and leaves it open when it is not security-enabled', () => {
    const groups = new Map([[groupId, { id: groupId, securityEnabled: false, nested: [] }]]);
    const found = gate('assignment', { assignments: ofGroup, memberships: inGroup([groupId]), groups });
    expect(found).toMatchObject({ verdict: 'unknown', why: expect.stringMatching(/not security-enabled/) });
    expect(found.seen.map(({ what }) => what)).toEqual(['Member of an assigned group']);
  });

  it('names the group inside the assigned one', () => {
    const groups = new Map([[groupId, { id: groupId, securityEnabled: true, nested: ['Platform', 'Others'] }]]);
    const memberships = inGroup([groupId, 'Platform'], ['Platform']);
    const { why, fix } = gate('assignment', { assignments: ofGroup, memberships, groups });
    expect(why).toContain('only through "Platform"');
    expect(fix?.text).toMatch(/Assign "Platform" as well/);
  });

  it.for([
    ['Default Access where there are none', '00000000-0000-0000-0000-000000000000', [], 'passed', /provisioned/],
    ['a disabled role', roleId, [{ id: roleId, displayName: 'User', isEnabled: false }], 'failed', /disabled/],
  ] as const)('with %s', ([, appRoleId, roles, verdict, why]) => {
    const change = {
      assignments: { ok: true as const, value: [assigned(personId, appRoleId)] },
      ...(roles === undefined ? {} : { roles }),
    };
    expect(gate('role', change)).toMatchObject({ verdict, why: expect.stringMatching(why) });
  });
});

describe('Default Access beside roles, of which the documentation says both', () => {
  const assignments = { ok: true as const, value: [assigned(personId, '00000000-0000-0000-0000-000000000000')] };
  const skipped = entryOf({ action: 'other', status: 'skipped', errorCode: 'NotEffectivelyEntitled' });

  it.each([
    ['left the person out', logOf(skipped), 'failed'],
    ['provisioned the person', logOf(entryOf()), 'passed'],
    ['said nothing', logOf(), 'unknown'],
  ] as const)('counts as the service decided, which %s', (_decision, log, verdict) => {
    expect(gate('role', { assignments, log })).toMatchObject({ verdict, why: expect.stringMatching(/Default Access/) });
  });
});

describe('the gate of the scoping filter', () => {
  it.for([
    ['another case', clause('department', 'EQUALS', 'sales'), { department: 'Sales' }, /upper and lower case/],
    ['spaces at the end', clause('department', 'EQUALS', 'Sales '), { department: 'Sales' }, /spaces at the ends/],
    [
      'a space in the directory',
      clause('department', 'EQUALS', 'Sales'),
      { department: 'Sales ' },
      /spaces at the ends/,
    ],
    ['no value', clause('department', 'NOT EQUALS', 'Sales'), { department: null }, /IS NULL only, not NOT EQUALS/],
    ['several values', clause('otherMails', 'EQUALS', 'a@b'), { otherMails: ['a@b', 'c@d'] }, /several values/],
  ] as const)('says that %s fails a clause', ([, one, record, note]) => {
    const found = gate('scopeFilter', { schema: filtered(one), values: valuesOf(record) });
    expect(found).toMatchObject({
      verdict: 'failed',
      seen: [{ verdict: 'failed', note: expect.stringMatching(note) }],
    });
  });

  it('leaves open what a permission hides and what an operator does that is not published', () => {
    const one = clause('department', 'EQUALS', 'Sales');
    const hidden = gate('scopeFilter', { schema: filtered(one), values: valuesOf({}, false) });
    expect(hidden).toMatchObject({ verdict: 'unknown', needs: ['User.Read.All'], seen: [{ verdict: 'unknown' }] });
    const odd = gate('scopeFilter', { schema: filtered(clause('department', 'SOUNDS LIKE', 'Sails')) });
    expect(odd).toMatchObject({ verdict: 'unknown', seen: [{ note: expect.stringMatching(/not published/) }] });
  });

  it('knows that whoever is disabled counts as deleted softly', () => {
    const schema = filtered(clause('IsSoftDeleted', 'EQUALS', 'False'));
    expect(gate('scopeFilter', { schema }).verdict).toBe('passed');
    expect(gate('scopeFilter', { schema, person: { ...person, enabled: false } }).verdict).toBe('failed');
  });

  it('is that of the rule that comes first', () => {
    const first = filtered(clause('department', 'EQUALS', 'IT'));
    const rules = [schemaOf(), first].flatMap((one) =>
      one?.ok === true ? (one.value.synchronizationRules ?? []) : [],
    );
    const synchronizationRules = rules.map((rule, index) => ({ ...rule, priority: 2 - index }));
    expect(gate('scopeFilter', { schema: { ok: true, value: { synchronizationRules } } }).verdict).toBe('failed');
  });

  it('passes when one of several groups does', () => {
    const groups = [clause('department', 'EQUALS', 'IT'), clause('department', 'EQUALS', 'Sales')].map((one) => ({
      clauses: [one],
    }));
    expect(gate('scopeFilter', { schema: schemaOf({ filter: { groups } }) }).verdict).toBe('passed');
  });
});

describe('the gates of the mappings', () => {
  it('go by the first matching attribute that has a value', () => {
    const mappings = [
      mapped('externalId', 'employeeId', { matchingPriority: 1 }),
      mapped('userName', 'userPrincipalName', { matchingPriority: 2 }),
    ];
    const found = gate('matching', { schema: schemaOf({ mappings }), values: valuesOf({ employeeId: null }) });
    expect(found).toMatchObject({ verdict: 'passed', why: expect.stringContaining('userName') });
    expect(found.seen.map(({ verdict }) => verdict)).toEqual(['failed', 'passed']);
  });

  it.each(['DuplicateTargetEntries', 'LedgerDuplicateSourceEntries'])(
    'fail matching where the log says %s',
    (errorCode) => {
      const log = logOf(entryOf({ status: 'failure', errorCode, reason: 'Two fit.' }));
      expect(gate('matching', { log })).toMatchObject({
        verdict: 'failed',
        why: expect.stringContaining('Two fit.'),
        fix: { place: 'log', entry: 'entry-1' },
      });
    },
  );

  it('fail where a required attribute is empty, and let a default value stand in', () => {
    const values = valuesOf({ mail: null });
    const bare = schemaOf({ mappings: [mapped('mail', 'mail')], required: ['mail'] });
    expect(gate('required', { schema: bare, values })).toMatchObject({ verdict: 'failed', byUs: true });
    const filled = schemaOf({ mappings: [mapped('mail', 'mail', { defaultValue: 'x@y' })], required: ['mail'] });
    expect(gate('required', { schema: filled, values }).verdict).toBe('passed');
    const documented = schemaOf({ mappings: [mapped('mail', 'mail')], required: [] });
    expect(gate('required', { schema: documented, values, documented: ['mail'] }).seen[0]?.note).toMatch(/document/);
  });

  it('leave open what Graph does not give, and never show a value that looks like a secret', () => {
    const mappings = [mapped('manager', 'manager'), mapped('initialPassword', 'department')];
    const found = gate('required', { schema: schemaOf({ mappings, required: ['manager', 'initialPassword'] }) });
    expect(found.verdict).toBe('unknown');
    expect(found.seen.map(({ value }) => value)).toEqual([null, '(masked)']);
    expect(JSON.stringify(found)).not.toContain('Sales');
    const constant = { type: 'Constant', name: 'Hunter2!', expression: '"Hunter2!"', parameters: [] };
    const fixed = schemaOf({ mappings: [mapped('password', '', { source: constant })], required: ['password'] });
    expect(JSON.stringify(gate('required', { schema: fixed }))).not.toContain('Hunter2');
  });
});

describe('the gates of the log', () => {
  it.each([
    ['a premium licence', new CoreError('license_required', 'It needs a licence.'), []],
    ['the endpoint', new CoreError('unsupported_in_cloud', 'It is not offered in this cloud.'), []],
    ['consent', new CoreError('consent_required', 'Nobody consented.'), ['ProvisioningLog.Read.All']],
  ])('are open without %s, and the others still answer', (_what, fault, needs) => {
    const gates = gatesOf(factsOf({ log: unreadLog(fault) }));
    const open = gates.filter(({ verdict }) => verdict === 'unknown');
    expect(open.map((one) => one.gate)).toEqual(['log', 'target']);
    expect(open[0]).toMatchObject({ needs, why: expect.stringContaining(fault.message) });
  });

  it('stay open without the log although an earlier gate failed, and are as expected where it is silent', () => {
    const nobodyAssigned = { assignments: nobody };
    expect(gate('log', { ...nobodyAssigned, log: unreadLog(refused) }).verdict).toBe('unknown');
    expect(gate('log', { ...nobodyAssigned, log: logOf() }).verdict).toBe('notReached');
  });

  it.each([
    ['created', [entryOf()], 'passed'],
    ['disabled', [entryOf({ action: 'disable' }), entryOf({ id: 'entry-2' })], 'failed'],
    ['deleted', [entryOf({ action: 'delete' }), entryOf({ id: 'entry-2' })], 'failed'],
    [
      'written with active off',
      [entryOf({ action: 'update', modifiedProperties: [{ name: 'active', before: 'True', after: 'False' }] })],
      'failed',
    ],
    [
      'never written',
      [entryOf({ action: 'other', status: 'skipped', target: { id: null, displayName: null, type: null } })],
      'unknown',
    ],
  ])('say of an account that was %s what the application holds', (_what, entries, verdict) => {
    expect(gate('target', { log: logOf(...entries) }).verdict).toBe(verdict);
  });

  it('take a skip because nothing differs for well, and give the remedy of another', () => {
    const same = entryOf({ action: 'other', status: 'skipped', errorCode: 'RedundantExport' });
    expect(gate('log', { log: logOf(same) }).verdict).toBe('passed');
    const failed = entryOf({ status: 'failure', errorCode: 'EntryConflict', remedy: 'Change the value.' });
    expect(gate('log', { log: logOf(failed) })).toMatchObject({
      verdict: 'failed',
      fix: { text: 'Change the value.', place: 'log', entry: 'entry-1' },
    });
  });
});
