import { describe, expect, it } from 'vitest';
import { describeScopingFilter, sameScopingFilter } from '#core/schema/compare-filters';
import type { ScopingFilter } from '#shared/model/attribute-mapping';

const clause = (name: string, ...values: string[]) => ({
  operatorName: 'EQUALS',
  sourceOperandName: name,
  targetOperand: { values },
});

describe('sameScopingFilter', () => {
  const filter: ScopingFilter = {
    groups: [
      { name: 'a', clauses: [clause('department', 'Sales'), clause('city', 'Oslo')] },
      { name: 'b', clauses: [clause('country', 'NO')] },
    ],
  };
  it.each<[string, ScopingFilter | null, ScopingFilter | null, boolean]>([
    [
      'groups and clauses in another order',
      filter,
      { groups: [...filter.groups].reverse().map((group) => ({ ...group, clauses: [...group.clauses].reverse() })) },
      true,
    ],
    ['none and empty', null, { groups: [], inputFilterGroups: [], categoryFilterGroups: [] }, true],
    ['none and a group without clauses', null, { groups: [{ name: 'x', clauses: [] }] }, true],
    [
      'another value',
      filter,
      {
        groups: [
          { name: 'a', clauses: [clause('department', 'sales'), clause('city', 'Oslo')] },
          filter.groups[1] ?? { clauses: [] },
        ],
      },
      false,
    ],
    ['a group more', filter, { groups: filter.groups.slice(0, 1) }, false],
    ['another title', filter, { groups: filter.groups.map((group) => ({ ...group, name: 'z' })) }, false],
  ])('%s', (...row) => {
    const [, one, other, same] = row;
    expect(sameScopingFilter(one, other)).toBe(same);
  });

  it('has words', () => {
    expect(describeScopingFilter(filter)).toBe(
      '(department EQUALS "Sales" AND city EQUALS "Oslo") OR (country EQUALS "NO")',
    );
    expect(describeScopingFilter(null)).toBeNull();
  });
});
