import { describe, expect, it } from 'vitest';
import { initialCycleEstimate, isHeld } from '#core/scope/cycle-estimate';
import { canDisable, effectsOf } from '#core/scope/effects';
import { isEntitling } from '#core/scope/entitled';
import { sourceReading } from '#core/scope/source-values';

const counts = { read: 9, before: 5, after: 4, entering: 2, leaving: 3, open: 0, enteringNames: [], leavingNames: [] };
const off = { targetAttributeName: 'active', source: { type: 'Function', expression: 'Not([IsSoftDeleted])' } };
const mapping = (attributeMappings: readonly object[], flowTypes = 'Add, Update, Delete') => ({
  sourceObjectName: 'User',
  targetObjectName: 'User',
  flowTypes,
  attributeMappings: attributeMappings as (typeof off)[],
});
const input = { counts, rewritten: 7, turnedOff: 0, hasRun: true, skipOutOfScopeDeletions: false };

describe('what a cycle does to accounts', () => {
  it.each([
    ['disables where a mapping turns accounts off', { ...input, mapping: mapping([off]) }, [2, 7, 3, 0]],
    ['deletes where none does', { ...input, mapping: mapping([]) }, [2, 7, 0, 3]],
    ['does neither without those actions', { ...input, mapping: mapping([], 'Add') }, [2, 0, 0, 0]],
    [
      'leaves accounts alone that leave the scope',
      { ...input, mapping: mapping([off]), skipOutOfScopeDeletions: true },
      [2, 7, 0, 0],
    ],
    [
      'creates everybody the first time, and removes nobody',
      { ...input, mapping: mapping([off]), hasRun: false },
      [4, 0, 0, 0],
    ],
    [
      'disables who stays in scope and is turned off by a mapping',
      { ...input, turnedOff: 4, mapping: mapping([off]) },
      [2, 3, 7, 0],
    ],
    ['does nothing without a mapping', { ...input, mapping: null }, [0, 0, 0, 0]],
  ])('%s', (_name, facts, [creates, updates, disables, deletes]) => {
    expect(effectsOf(facts)).toEqual({ creates, updates, disables, deletes });
  });

  it.each([
    ['Not([IsSoftDeleted])', 'Always', true],
    ['Switch([IsSoftDeleted], , "False", "True", "True", "False")', 'Always', true],
    ['Not([IsSoftDeleted])', 'ObjectAddOnly', false],
    ['[IsSoftDeleted]', 'Always', false],
  ])('knows whether %s (%s) turns an account off', (expression, flowType, expected) => {
    const one = { targetAttributeName: 'active', source: { type: 'Function', expression }, flowType };
    expect(canDisable(mapping([one]))).toBe(expected);
  });
});

describe('thresholds and cycles', () => {
  it.each([
    [{ enabled: true, value: 500 }, 499, false],
    [{ enabled: true, value: 500 }, 500, true],
    [{ enabled: false, value: 1 }, 9, false],
    [{ enabled: true, value: null }, 9, false],
  ])('holds back as documented: %j, %i', (threshold, count, held) => {
    expect(isHeld(threshold, count)).toBe(held);
  });

  it('gives the documented range', () => {
    expect(initialCycleEstimate(1_000)).toEqual({ minMinutes: 10, maxMinutes: 80 });
  });
});

const user = '11111111-1111-4111-8111-111111111111';
const none = '00000000-0000-0000-0000-000000000000';

describe('who is entitled', () => {
  it.each([
    ['a role of the application', user, [{ id: user, isEnabled: true, allowedMemberTypes: ['User'] }], true],
    ['a disabled role', user, [{ id: user, isEnabled: false, allowedMemberTypes: ['User'] }], false],
    ['Default Access beside a role', none, [{ id: user, isEnabled: true, allowedMemberTypes: ['User'] }], false],
    ['Default Access where there is none', none, [], true],
    [
      'Default Access beside a role for applications only',
      none,
      [{ id: user, isEnabled: true, allowedMemberTypes: ['Application'] }],
      true,
    ],
  ])('%s', (_name, ...[appRoleId, roles, expected]) => {
    expect(isEntitling(appRoleId, roles)).toBe(expected);
  });
});

describe('reading attributes by the names of the service', () => {
  it('selects what Graph calls them, and names what it cannot read', () => {
    const names = ['department', 'mobile', 'telephoneNumber', 'extensionAttribute3', 'manager', 'appRoleAssignments'];
    const { select, unreadable, hidden, of } = sourceReading(names, { kind: 'person', full: true });
    expect(select).toEqual([
      'id',
      'displayName',
      'userPrincipalName',
      'accountEnabled',
      'department',
      'mobilePhone',
      'businessPhones',
      'onPremisesExtensionAttributes',
    ]);
    expect(unreadable).toEqual(['manager', 'appRoleAssignments']);
    expect(hidden).toEqual([]);
    const read = of({
      mobilePhone: '1',
      businessPhones: ['2', '3'],
      onPremisesExtensionAttributes: { extensionAttribute3: 'x' },
    });
    expect(['mobile', 'telephoneNumber', 'extensionAttribute3', 'department', 'manager'].map(read)).toEqual([
      '1',
      '2',
      'x',
      null,
      undefined,
    ]);
  });

  it('hides what needs more permission', () => {
    const { select, hidden } = sourceReading(['department', 'mail'], { kind: 'person', full: false });
    expect(select).not.toContain('accountEnabled');
    expect(hidden).toEqual(['department']);
  });
});
