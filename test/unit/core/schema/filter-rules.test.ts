import { describe, expect, it } from 'vitest';
import { filterFindings } from '#core/schema/filter-rules';
import type { FilterAttribute, FilterOperator } from '#shared/model/scope';

const attributes: readonly FilterAttribute[] = [
  { name: 'department', type: 'String', multivalued: false },
  { name: 'proxyAddresses', type: 'String', multivalued: true },
  { name: 'hired', type: 'DateTime', multivalued: false },
  { name: 'level', type: 'Integer', multivalued: false },
];
const operators: readonly FilterOperator[] = [
  { name: 'EQUALS', arity: 'Binary', types: ['String'] },
  { name: 'NOT EQUALS', arity: 'Binary', types: ['String'] },
  { name: 'IS NULL', arity: 'Unary', types: ['String'] },
  { name: 'REGEX MATCH', arity: 'Binary', types: ['String'] },
  { name: 'Greater_Than', arity: 'Binary', types: ['Integer'] },
  { name: 'RESEMBLES', arity: 'Binary', types: ['String'] },
];

const codes = (clauses: readonly (readonly [string, string, ...string[]])[]) =>
  filterFindings(
    {
      groups: [
        {
          name: 'Group',
          clauses: clauses.map(([sourceOperandName, operatorName, ...values]) => ({
            sourceOperandName,
            operatorName,
            targetOperand: { values },
          })),
        },
      ],
    },
    { attributes, operators },
  ).map(({ severity, code }) => `${severity}:${code}`);

describe('the rules of scoping filters', () => {
  it.each<readonly [string, readonly (readonly [string, string, ...string[]])[], readonly string[]]>([
    ['empty values and case at an equality', [['department', 'EQUALS', 'IT']], ['note:nullFails', 'note:caseCounts']],
    [
      'a negation lets nobody without a value through',
      [['department', 'NOT EQUALS', 'IT']],
      ['warning:nullFails', 'note:caseCounts'],
    ],
    ['an operator that takes no value', [['department', 'IS NULL']], []],
    ['a value that is not used', [['department', 'IS NULL', 'x']], ['warning:valueIgnored']],
    ['an attribute with several values', [['proxyAddresses', 'EQUALS', 'x']], ['refused:multiValued']],
    ['a date', [['hired', 'EQUALS', '2026']], ['refused:dateAttribute']],
    ['an attribute that is not supported', [['userType', 'EQUALS', 'Guest']], ['refused:unsupportedAttribute']],
    ['an attribute that is not there', [['Department', 'EQUALS', 'IT']], ['refused:unknownAttribute']],
    ['an operator that is not offered', [['department', 'LIKE', 'IT']], ['refused:unknownOperator']],
    ['a value that is missing', [['department', 'EQUALS']], ['refused:valueMissing']],
    ['a value that is empty', [['department', 'EQUALS', '']], ['refused:valueMissing']],
    ['a number that is none', [['level', 'Greater_Than', 'high']], ['refused:wholeNumber']],
    ['a pattern that cannot be read', [['department', 'REGEX MATCH', '(']], ['refused:brokenPattern']],
    ['a pattern', [['department', 'REGEX MATCH', 'I.*']], ['note:nullFails', 'note:wholeValue']],
    [
      'spaces around a value',
      [['department', 'EQUALS', 'IT ']],
      ['warning:outerSpace', 'note:nullFails', 'note:caseCounts'],
    ],
    [
      'an operator whose meaning is not published',
      [['department', 'RESEMBLES', 'IT']],
      ['warning:notEvaluated', 'note:nullFails'],
    ],
    ['a group without clauses', [], ['refused:emptyGroup']],
  ])('%s', (_name, clauses, expected) => {
    expect(codes(clauses)).toEqual(expected);
  });

  it.each<readonly (readonly [string, string, ...string[]])[][]>([
    [
      [
        ['department', 'EQUALS', 'IT'],
        ['department', 'EQUALS', 'Sales'],
      ],
    ],
    [
      [
        ['department', 'EQUALS', 'IT'],
        ['department', 'NOT EQUALS', 'IT'],
      ],
    ],
    [
      [
        ['department', 'IS NULL'],
        ['department', 'EQUALS', 'IT'],
      ],
    ],
  ])('sees that clauses of one group let nobody through: %j', (clauses) => {
    expect(codes(clauses)).toContain('warning:nobodyPasses');
  });

  it('does not mind two clauses that can both hold', () => {
    const both = codes([
      ['department', 'NOT EQUALS', 'IT'],
      ['department', 'NOT EQUALS', 'Sales'],
    ]);
    expect(both).not.toContain('warning:nobodyPasses');
  });

  it('checks no names where the schema does not list them', () => {
    const filter = { groups: [{ clauses: [{ sourceOperandName: 'anything', operatorName: 'IS NULL' }] }] };
    expect(filterFindings(filter, { attributes: null, operators: null })).toEqual([]);
  });
});
