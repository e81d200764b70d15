import { describe, expect, it } from 'vitest';
import { CommandFailure } from '#cli/failure';
import { givenOf } from '#cli/invocation';
import { filterOf, parseClause } from '#cli/scope-filter-flags';
import { impactText } from '#cli/scope-text';
import type { FilterOperator } from '#shared/model/scope';
import { Impact } from '#shared/model/scope';

const operators: readonly FilterOperator[] = [
  { name: 'EQUALS', arity: 'Binary', types: [] },
  { name: 'NOT EQUALS', arity: 'Binary', types: [] },
  { name: 'IS NULL', arity: 'Unary', types: [] },
  { name: 'Greater_Than', arity: 'Binary', types: [] },
  { name: 'Greater_Than_OR_EQUALS', arity: 'Binary', types: [] },
];

describe('a clause in a flag', () => {
  it.each([
    ['department EQUALS Sales', 'department', 'EQUALS', ['Sales']],
    ['department not equals North America', 'department', 'NOT EQUALS', ['North America']],
    [' level Greater_Than_OR_EQUALS 3 ', 'level', 'Greater_Than_OR_EQUALS', ['3']],
    ['level greater than 3', 'level', 'Greater_Than', ['3']],
    ['mail is null', 'mail', 'IS NULL', []],
    ['title EQUALS " x "', 'title', 'EQUALS', [' x ']],
  ])('%s', (text, ...[sourceOperandName, operatorName, values]) => {
    expect(parseClause(text, operators)).toEqual({ sourceOperandName, operatorName, targetOperand: { values } });
  });

  it.each(['', 'department', 'department EQUALS', 'department LIKE x', 'mail IS NULL x', 'department EQUALSSales'])(
    'is refused with the operators there are: "%s"',
    (text) => {
      expect(() => parseClause(text, operators)).toThrow(CommandFailure);
    },
  );

  it('makes a group of each flag, and null of --clear', () => {
    const given = givenOf([], { group: ['a EQUALS 1; b EQUALS 2', 'c IS NULL'] });
    expect(filterOf(given, operators)?.groups.map(({ clauses }) => clauses.length)).toEqual([2, 1]);
    expect(filterOf(givenOf([], { clear: true }), operators)).toBeNull();
    expect(filterOf(givenOf([], {}), operators)).toBeUndefined();
  });
});

describe('an impact as text', () => {
  it('names who leaves, the numbers against the threshold, and why it is approximate', () => {
    const counts = {
      read: 9,
      before: 5,
      after: 3,
      entering: 0,
      leaving: 2,
      open: 0,
      enteringNames: [],
      leavingNames: ['Ada'],
    };
    const text = impactText(
      Impact.parse({
        id: 'i',
        application: 'Airstack',
        servicePrincipalId: '11111111-1111-4111-8111-111111111111',
        hasRun: true,
        people: counts,
        groups: null,
        effects: { creates: 0, updates: 0, disables: 2, deletes: 0 },
        threshold: { enabled: true, value: 2, held: true },
        rewrites: [
          {
            object: 'User → User',
            targetAttributeName: 'title',
            before: { targetAttributeName: 'title', source: null },
            after: null,
            people: 0,
            writesNobody: 'removed',
            open: 0,
            examples: [],
          },
        ],
        cycle: { kind: 'initial', restart: false, reason: 'Again.', objects: 3, minMinutes: 0.03, maxMinutes: 0.24 },
        firstRun: null,
        warnings: [{ code: 'x', message: 'Careful.' }],
        approximate: ['Because.'],
        missing: [{ scope: 'User.Read.All', reason: 'To read.', cannotKnow: 'much.' }],
      }),
    );
    for (const words of [
      '(approximate)',
      '2 leave',
      'Ada',
      '…',
      '2 disabled',
      'threshold 2, reached',
      'Careful.',
      'Because.',
      'title: rewritten for nobody',
      'login --scope User.Read.All',
    ])
      expect(text).toContain(words);
  });
});
