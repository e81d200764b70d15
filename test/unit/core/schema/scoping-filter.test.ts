import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '#core/expressions/values';
import { compileScopingFilter, operatorArity, patternFault, type Verdict } from '#core/schema/scoping-filter';
import { evaluateScopingFilter } from '#emulator/provisioning/scoping-filter';
import type { FilterClause, ScopingFilter } from '#shared/model/attribute-mapping';

const clause = (sourceOperandName: string, operatorName: string, ...values: string[]): FilterClause => ({
  sourceOperandName,
  operatorName,
  targetOperand: { values },
});
const filter = (...groups: FilterClause[][]): ScopingFilter => ({
  groups: groups.map((clauses, index) => ({ name: `Group ${index}`, clauses })),
});

type Person = Readonly<Record<string, AttributeValue | undefined>>;
const verdict = (of: ScopingFilter | null, person: Person): Verdict =>
  compileScopingFilter(of).passes((name) => (name in person ? person[name] : null));

describe('one clause of a scoping filter', () => {
  it.each<readonly [string, FilterClause, AttributeValue, boolean]>([
    ['equality minds the case', clause('a', 'EQUALS', 'Sales'), 'sales', false],
    ['equality takes any of several values', clause('a', 'EQUALS', 'IT', 'Sales'), 'Sales', true],
    ['an empty attribute fails NOT EQUALS', clause('a', 'NOT EQUALS', 'IT'), null, false],
    ['an empty text counts as empty', clause('a', 'IS NULL'), '', true],
    ['a pattern has to match the whole value', clause('a', 'REGEX MATCH', '([1-9][0-9])'), '100', false],
    ['a pattern that matches', clause('a', 'REGEX MATCH', '([1-9][0-9])'), '42', true],
    ['an empty attribute fails a negated pattern', clause('a', 'NOT REGEX MATCH', 'x'), null, false],
    [
      'a pattern that cannot be read lets nobody through, negated either',
      clause('a', 'NOT REGEX MATCH', '('),
      'x',
      false,
    ],
    ['a pattern that runs away lets nobody through', clause('a', 'REGEX MATCH', '(a+)+b'), `${'a'.repeat(40)}c`, false],
    ['whole numbers are compared as such', clause('a', 'Greater_Than', '9'), '10', true],
    ['what is no whole number fails', clause('a', 'Greater_Than', '9'), 'ten', false],
    ['bits in common', clause('a', '&', '4'), '6', true],
    ['no bits in common', clause('a', '!&', '4'), '6', false],
    ['a part of the value', clause('a', 'Includes', 'ale'), 'Sales', true],
    ['the end of the value', clause('a', 'ENDS_WITH', 'es'), 'Sales', true],
    ['several values count as empty', clause('a', 'IS NULL'), ['x', 'y'], true],
    ['a boolean reads True', clause('a', 'EQUALS', 'True'), true, true],
    ['IS TRUE takes the text', clause('a', 'IS TRUE'), 'true', true],
    ['IS FALSE of an empty attribute', clause('a', 'IS FALSE'), null, false],
  ])('%s', (_name, ...[one, value, expected]) => {
    expect(verdict(filter([one]), { a: value })).toBe(expected);
  });
});

describe('a scoping filter', () => {
  const sales = clause('department', 'EQUALS', 'Sales');
  const oslo = clause('city', 'EQUALS', 'Oslo');

  it('lets everything through without groups', () => {
    expect(verdict(null, {})).toBe(true);
    expect(verdict(filter(), {})).toBe(true);
  });

  it('joins clauses by AND and groups by OR', () => {
    expect(verdict(filter([sales, oslo]), { department: 'Sales', city: 'Rome' })).toBe(false);
    expect(verdict(filter([sales], [oslo]), { department: 'Sales', city: 'Rome' })).toBe(true);
  });

  it('leaves open only what depends on something that cannot be read', () => {
    const hidden = { department: undefined, city: 'Oslo' };
    expect(verdict(filter([sales, oslo]), hidden)).toBeNull();
    expect(verdict(filter([sales, clause('city', 'EQUALS', 'Rome')]), hidden)).toBe(false);
    expect(verdict(filter([sales], [oslo]), hidden)).toBe(true);
    expect(verdict(filter([clause('city', 'SOUNDS LIKE', 'Oslo')]), hidden)).toBeNull();
  });

  it('names the attributes that it looks at once', () => {
    expect(compileScopingFilter(filter([sales, oslo], [sales])).attributes).toEqual(['department', 'city']);
  });

  it('knows which operators take a value', () => {
    expect(['is null', 'Greater_Than', 'x'].map(operatorArity)).toEqual(['Unary', 'Binary', null]);
    expect(patternFault('(')).not.toBeNull();
    expect(patternFault('[a-z]+')).toBeNull();
  });
});

/** A small generator of its own, so that a failure comes back with the same seed. */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const operators = [
  'EQUALS',
  'NOT EQUALS',
  'REGEX MATCH',
  'NOT REGEX MATCH',
  'IS NULL',
  'IS NOT NULL',
  'IS TRUE',
  'IS FALSE',
  'Includes',
  'ENDS_WITH',
  'Greater_Than',
  'Greater_Than_OR_EQUALS',
  '&',
  '!&',
  'IN',
  'greater_than',
  'is  null',
  'unheard of',
];
const values = ['', 'Sales', 'sales', 'True', 'false', '7', '42', '-3', 'a.*', '[1-9][0-9]', '(', 'Sales, IT', ' x '];
const attributes: readonly AttributeValue[] = [
  null,
  '',
  'Sales',
  'sales',
  'True',
  'False',
  true,
  7,
  '42',
  '-3',
  ['a'],
  'abc',
];
const names = ['a', 'b', 'c'];

describe('our evaluator beside the engine of the demo tenant', () => {
  it('says the same of 20,000 filters and people, but for operators that we do not know', () => {
    const pick = random(20_261_121);
    const one = <T>(list: readonly T[]): T => list[pick(list.length)] as T;
    let compared = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const groups = Array.from({ length: pick(4) }, () =>
        Array.from({ length: pick(4) }, () =>
          clause(one(names), one(operators), ...Array.from({ length: pick(3) }, () => one(values))),
        ),
      );
      const person = Object.fromEntries(names.map((name) => [name, one(attributes)]));
      const ours = verdict(filter(...groups), person);
      if (ours === null) continue;
      compared += 1;
      const theirs = evaluateScopingFilter(filter(...groups), person).passed;
      expect(ours, JSON.stringify({ groups, person })).toBe(theirs);
    }
    expect(compared).toBeGreaterThan(15_000);
  });
});
