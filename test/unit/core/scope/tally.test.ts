import { describe, expect, it } from 'vitest';
import { compileScopingFilter } from '#core/schema/scoping-filter';
import { createRewriteCounter } from '#core/scope/rewrites';
import { type Assigned, createTally, type ScopeRules } from '#core/scope/tally';
import type { AttributeMapping } from '#shared/model/attribute-mapping';

const all = compileScopingFilter(null);
const sales = compileScopingFilter({
  groups: [
    { clauses: [{ sourceOperandName: 'department', operatorName: 'EQUALS', targetOperand: { values: ['Sales'] } }] },
  ],
});
const rules = (over: Partial<ScopeRules> = {}): ScopeRules => ({ enabled: true, everyone: true, filter: all, ...over });
const yes: Assigned = { before: true, after: true };

interface More {
  readonly assigned?: Assigned;
  readonly active?: boolean;
}

const person = (name: string, department: string | null | undefined, { assigned = yes, active = true }: More = {}) => ({
  name,
  active,
  assigned,
  read: (attribute: string) => (attribute === 'department' ? department : null),
});

const tallyOf = (before: ScopeRules, after: ScopeRules, names = 2) =>
  createTally({ before, after, names, rewrites: [], now: 0 });

describe('counting who enters and leaves', () => {
  it('keeps the first names only, and every number', () => {
    const tally = tallyOf(rules(), rules({ filter: sales }));
    for (const name of ['A', 'B', 'C']) tally.add(person(name, 'IT'));
    tally.add(person('D', 'Sales'));
    expect(tally.counts()).toEqual({
      read: 4,
      before: 4,
      after: 1,
      entering: 0,
      leaving: 3,
      open: 0,
      enteringNames: [],
      leavingNames: ['A', 'B'],
    });
  });

  it('never counts a disabled account in, and leaves open what cannot be told', () => {
    const tally = tallyOf(rules({ filter: sales }), rules());
    tally.add(person('A', 'IT', { active: false }));
    tally.add(person('B', undefined));
    expect(tally.counts()).toMatchObject({ entering: 0, leaving: 0, open: 1, after: 1 });
  });

  it('minds assignments only where not everyone is provisioned', () => {
    const tally = tallyOf(rules({ everyone: false }), rules());
    tally.add(person('A', null, { assigned: { before: false, after: false } }));
    tally.add(person('B', null, { assigned: { before: null, after: null } }));
    expect(tally.counts()).toMatchObject({ entering: 1, open: 1 });
  });

  it('has nobody in scope where the mapping is off', () => {
    const tally = tallyOf(rules({ enabled: false }), rules());
    tally.add(person('A', null));
    expect(tally.counts()).toMatchObject({ before: 0, entering: 1 });
  });
});

const mapping = (expression: string, more: object = {}) => ({
  targetAttributeName: 'title',
  source: { type: 'Function', expression },
  ...more,
});
const who = { name: 'A', read: (name: string) => (name === 'jobTitle' ? 'Clerk' : undefined) };

describe('counting what a mapping change rewrites', () => {
  it.each<readonly [string, AttributeMapping | null, AttributeMapping | null, number, number]>([
    ['another value', mapping('[jobTitle]'), mapping('ToUpper([jobTitle])'), 1, 0],
    ['the same value', mapping('[jobTitle]'), mapping('Append([jobTitle], "")'), 0, 0],
    ['a mapping that is new', null, mapping('[jobTitle]'), 1, 0],
    ['a mapping that is removed writes nothing', mapping('[jobTitle]'), null, 0, 0],
    [
      'one that flows only on create',
      mapping('[jobTitle]'),
      mapping('ToUpper([jobTitle])', { flowType: 'ObjectAddOnly' }),
      0,
      0,
    ],
    ['an empty value is not sent', mapping('[jobTitle]'), mapping('""'), 0, 0],
    ['an attribute that cannot be read', mapping('[jobTitle]'), mapping('[manager]'), 0, 1],
    ['an expression that fails', mapping('[jobTitle]'), mapping('NoSuchFunction([jobTitle])'), 0, 1],
  ])('%s', (_name, ...[before, after, people, open]) => {
    const counter = createRewriteCounter('User → User', { targetAttributeName: 'title', before, after });
    counter.count(who, 0);
    expect(counter.result()).toMatchObject({ people, open });
  });

  it.each([
    ['is removed', null, 'removed'],
    [
      'is written only when an account is created',
      mapping('[department]', { flowType: 'ObjectAddOnly' }),
      'onlyOnCreate',
    ],
    ['is always written', mapping('[department]'), null],
  ])('says why nobody is rewritten where the mapping %s', (_name, after, writesNobody) => {
    const before = mapping('[jobTitle]');
    const counter = createRewriteCounter('User → User', { targetAttributeName: 'title', before, after });
    expect(counter.result().writesNobody).toBe(writesNobody);
  });

  it.each<readonly [string, string, string, AttributeMapping['source'], number]>([
    ['turns everybody off', 'active', 'Not([IsSoftDeleted])', { type: 'Constant', name: 'False' }, 1],
    [
      'turns some off',
      'active',
      'Not([IsSoftDeleted])',
      { type: 'Function', expression: 'IIF([jobTitle]="Clerk", "False", "True")' },
      1,
    ],
    [
      'turns nobody off',
      'active',
      'Not([IsSoftDeleted])',
      { type: 'Function', expression: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")' },
      0,
    ],
    ['is no switch', 'title', '[jobTitle]', { type: 'Constant', name: 'False' }, 0],
  ])('counts whose account a mapping switches off: it %s', (_name, ...[target, old, source, off]) => {
    const at = { targetAttributeName: target };
    const before = { ...at, source: { type: 'Function', expression: old } };
    const counter = createRewriteCounter('User → User', { ...at, before, after: { ...at, source } });
    counter.count(who, 0);
    expect(counter.turnedOff()).toBe(off);
    expect(counter.attributes).not.toContain('IsSoftDeleted');
  });
});
