import { describe, expect, it } from 'vitest';
import { filterOperators } from '#emulator/graph/synchronization/filter-operators';
import { checkSchema } from '#emulator/graph/synchronization/schema-check';
import { createDefaultSchema } from '#emulator/provisioning/default-schema';
import { evaluateClause, evaluateScopingFilter } from '#emulator/provisioning/scoping-filter';
import { type FilterCheck, scopingFilterProblem } from '#emulator/provisioning/scoping-filter-check';
import { vendorDefinitions } from '#emulator/provisioning/vendor-definitions';

const attributes = {
  department: 'Marketing',
  empty: '',
  nothing: null,
  accountEnabled: 'True',
  dirSyncEnabled: false,
  extensionAttribute1: '42',
  level: 7,
  proxyAddresses: ['a', 'b'],
};

// Source: learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts
const clauses: readonly (readonly [attribute: string, operator: string, values: readonly string[], holds: boolean])[] =
  [
    ['department', 'EQUALS', ['Marketing'], true],
    ['department', 'EQUALS', ['marketing'], false],
    ['department', 'EQUALS', ['Sales', 'Marketing'], true],
    ['nothing', 'EQUALS', [''], false],
    ['missing', 'EQUALS', ['x'], false],
    ['department', 'NOT EQUALS', ['Sales'], true],
    ['department', 'NOT EQUALS', ['Marketing'], false],
    ['nothing', 'NOT EQUALS', ['Sales'], false],
    ['accountEnabled', 'IS TRUE', [], true],
    ['accountEnabled', 'IS FALSE', [], false],
    ['dirSyncEnabled', 'IS FALSE', [], true],
    ['department', 'IS TRUE', [], false],
    ['nothing', 'IS NULL', [], true],
    ['empty', 'IS NULL', [], true],
    ['missing', 'IS NULL', [], true],
    ['department', 'IS NULL', [], false],
    ['department', 'IS NOT NULL', [], true],
    ['empty', 'IS NOT NULL', [], false],
    ['extensionAttribute1', 'REGEX MATCH', ['([1-9][0-9])'], true],
    ['level', 'REGEX MATCH', ['([1-9][0-9])'], false],
    ['department', 'REGEX MATCH', ['market.*'], false],
    ['department', 'REGEX MATCH', ['(?i)market.*'], true],
    ['department', 'NOT REGEX MATCH', ['Sales|IT'], true],
    ['nothing', 'NOT REGEX MATCH', ['Sales'], false],
    ['department', 'REGEX MATCH', ['('], false],
    ['department', 'NOT REGEX MATCH', ['('], false],
    ['extensionAttribute1', '&', ['2'], true],
    ['department', '&', ['2'], false],
    ['department', '!&', ['2'], false],
    ['level', 'Greater_Than', ['6.5'], false],
    ['nothing', 'Includes', [''], false],
    ['department', 'Includes', [''], true],
    ['department', 'ENDS_WITH', ['ING'], false],
    ['department', 'is  null', [], false],
    ['level', 'Greater_Than', ['6'], true],
    ['level', 'Greater_Than', ['7'], false],
    ['level', 'Greater_Than_OR_EQUALS', ['7'], true],
    ['extensionAttribute1', 'Greater_Than', ['7'], true],
    ['department', 'Greater_Than', ['7'], false],
    ['department', 'Includes', ['arke'], true],
    ['department', 'Includes', ['Arke'], false],
    ['department', 'ENDS_WITH', ['ing'], true],
    ['department', 'IN', ['Sales,Marketing'], true],
    ['department', 'IN', ['Sales', 'IT'], false],
    ['level', '&', ['4'], true],
    ['level', '&', ['8'], false],
    ['level', '!&', ['8'], true],
    ['proxyAddresses', 'EQUALS', ['a'], false],
    ['department', 'SOUNDS LIKE', ['Marketing'], false],
  ];

describe('a clause of a scoping filter', () => {
  it.each(clauses)('%s %s %j: %s', (...[sourceOperandName, operatorName, values, holds]) => {
    const clause = { operatorName, sourceOperandName, targetOperand: { values: [...values] } };
    expect(evaluateClause(clause, attributes)).toBe(holds);
  });

  it('ends for a pattern that would run away', () => {
    const clause = { operatorName: 'REGEX MATCH', sourceOperandName: 'x', targetOperand: { values: ['(a+)+b'] } };
    expect(evaluateClause(clause, { x: 'a'.repeat(60) })).toBe(false);
  });
});

describe('a scoping filter', () => {
  const equals = (value: string) => ({
    operatorName: 'EQUALS',
    sourceOperandName: 'department',
    targetOperand: { values: [value] },
  });

  it('lets everybody pass without groups', () => {
    expect(evaluateScopingFilter(null, attributes)).toEqual({ passed: true, clauses: {} });
    expect(evaluateScopingFilter({ groups: [] }, attributes).passed).toBe(true);
  });

  it('joins clauses by AND and groups by OR, and names each clause as the log does', () => {
    const isNull = { operatorName: 'IS NULL', sourceOperandName: 'nothing', targetOperand: { values: [] } };
    const first = { name: 'Nordic', clauses: [equals('Sales'), isNull] };
    const second = { name: 'Marketing filter', clauses: [equals('Marketing')] };
    expect(evaluateScopingFilter({ groups: [first] }, attributes).passed).toBe(false);
    expect(evaluateScopingFilter({ groups: [first, second] }, attributes)).toEqual({
      passed: true,
      clauses: {
        "Nordic.department EQUALS 'Sales'": false,
        'Nordic.nothing IS NULL': true,
        "Marketing filter.department EQUALS 'Marketing'": true,
      },
    });
  });
});

describe('the check of a scoping filter', () => {
  const check: FilterCheck = {
    operators: new Map(filterOperators.map(({ name, arity }) => [name, arity])),
    storedOperators: new Set(['SOUNDS LIKE']),
    attributes: new Map([
      ['department', { type: 'String', multivalued: false }],
      ['employeeHireDate', { type: 'DateTime', multivalued: false }],
      ['proxyAddresses', { type: 'String', multivalued: true }],
    ]),
  };
  const problemOf = (sourceOperandName: string, operatorName: string, ...values: string[]) =>
    scopingFilterProblem(
      { groups: [{ name: 'G', clauses: [{ operatorName, sourceOperandName, targetOperand: { values } }] }] },
      check,
    );

  it.each([
    ['department', 'EQUALS', 'Sales'],
    ['department', 'SOUNDS LIKE', 'Sales'],
    ['somethingUnlisted', 'EQUALS', 'x'],
    ['extensionAttribute1', 'Greater_Than', '7'],
  ])('takes %s %s %s', (attribute, operator, value) => {
    expect(problemOf(attribute, operator, value)).toBeNull();
  });

  it.each([
    ['department', 'SMELLS LIKE', ['x'], "unknown operator 'SMELLS LIKE'"],
    ['appRoleAssignments', 'EQUALS', ['x'], 'appRoleAssignments is not supported'],
    ['userType', 'EQUALS', ['Guest'], 'userType is not supported'],
    ['manager', 'EQUALS', ['x'], 'references are not supported'],
    ['members', 'EQUALS', ['x'], 'references are not supported'],
    ['IsMemberOf', 'EQUALS', ['x'], 'IsMemberOf is not supported'],
    ['employeeHireDate', 'EQUALS', ['2026-01-01'], 'dates are not supported'],
    ['proxyAddresses', 'EQUALS', ['x'], 'multi-valued attributes are not supported'],
    ['department', 'EQUALS', [], 'needs a value'],
    ['department', 'Greater_Than', ['many'], 'needs a whole number'],
    ['department', '!&', ['1.5'], 'needs a whole number'],
  ])('refuses %s %s %j and says why', (...[attribute, operator, values, reason]) => {
    expect(problemOf(attribute, operator, ...values)).toContain(reason);
  });

  it('lets a schema come back as it was stored: unknown operators and input filters are kept, new ones refused', () => {
    const vendor = vendorDefinitions.find(({ vendorId }) => vendorId === 'scim');
    if (vendor === undefined) throw new Error('There is no vendor scim.');
    const stored = createDefaultSchema(vendor);
    const group = { name: 'G', clauses: [{ operatorName: 'SOUNDS LIKE', sourceOperandName: 'department' }], odd: 1 };
    const scope = { groups: [group], inputFilterGroups: [{ name: 'I', clauses: [], odd: 2 }], odd: 3 };
    const withScope = structuredClone(stored);
    const mapping = withScope.synchronizationRules?.[0]?.objectMappings?.[0];
    if (mapping === undefined) throw new Error('The default schema has no mapping.');
    mapping.scope = scope;
    const again = checkSchema(withScope, withScope);
    expect(again.ok && again.schema.synchronizationRules?.[0]?.objectMappings?.[0]?.scope).toEqual(scope);
    expect(checkSchema(withScope, stored)).toMatchObject({
      ok: false,
      message: expect.stringContaining('SOUNDS LIKE'),
    });
  });
});
