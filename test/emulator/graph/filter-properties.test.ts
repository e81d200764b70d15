import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GraphFault } from '#emulator/graph/graph-fault';
import { matchesFilter } from '#emulator/graph/odata/evaluate-filter';
import { comparisonOperators, type FilterExpression, textFunctions } from '#emulator/graph/odata/filter-expression';
import { parseFilter } from '#emulator/graph/odata/parse-filter';

interface Row {
  readonly name: string;
  readonly age: number;
  readonly tags: readonly string[];
}

/** A filter as text, as the tree that it must give, and as what it must mean. */
interface Case {
  readonly text: string;
  readonly tree: FilterExpression;
  readonly means: (row: Row) => boolean;
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const name = { kind: 'path', path: 'name' } as const;
const age = { kind: 'path', path: 'age' } as const;
const literal = <T>(value: T) => ({ kind: 'literal' as const, value });
const word = fc.string({ unit: fc.constantFrom('a', 'B', "'", ' ', '(', 'é', '😀'), maxLength: 3 });

const orders: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  gt: (left, right) => left > right,
  ge: (left, right) => left >= right,
  lt: (left, right) => left < right,
  le: (left, right) => left <= right,
};

const compared = fc
  .tuple(fc.constantFrom(...comparisonOperators), fc.integer({ min: -3, max: 3 }))
  .map(([operator, value]): Case => {
    const tree = { kind: 'compare', operator, left: age, right: literal(value) } as const;
    return { text: `age ${operator} ${value}`, tree, means: (row) => orders[operator]?.(row.age, value) === true };
  });

const listed = fc.array(word, { minLength: 1, maxLength: 2 }).map(
  (values): Case => ({
    text: `name in (${values.map(quoted).join(',')})`,
    tree: { kind: 'in', left: name, values: values.map(literal) },
    means: (row) => values.includes(row.name),
  }),
);

const searched = fc.tuple(fc.constantFrom(...textFunctions), word).map(([operator, value]): Case => {
  const tests = {
    contains: (text: string) => text.includes(value),
    startswith: (text: string) => text.startsWith(value),
    endswith: (text: string) => text.endsWith(value),
  };
  const tree = { kind: 'text', operator, left: name, right: literal(value) } as const;
  return { text: `${operator}(name, ${quoted(value)})`, tree, means: (row) => tests[operator](row.name) };
});

const tagged = word.map((value): Case => {
  const predicate = {
    kind: 'compare',
    operator: 'eq',
    left: { kind: 'path', path: 't' },
    right: literal(value),
  } as const;
  return {
    text: `tags/any(t:t eq ${quoted(value)})`,
    tree: { kind: 'any', path: 'tags', variable: 't', predicate },
    means: (row) => row.tags.includes(value),
  };
});

const { filter } = fc.letrec<{ filter: Case }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(compared, listed, searched, tagged),
    fc.tuple(fc.constantFrom('and' as const, 'or' as const), tie('filter'), tie('filter')).map(
      ([kind, left, right]): Case => ({
        text: `(${left.text}) ${kind} (${right.text})`,
        tree: { kind, left: left.tree, right: right.tree },
        means: (row) => (kind === 'and' ? left.means(row) && right.means(row) : left.means(row) || right.means(row)),
      }),
    ),
    tie('filter').map(
      (operand): Case => ({
        text: `not (${operand.text})`,
        tree: { kind: 'not', operand: operand.tree },
        means: (row) => !operand.means(row),
      }),
    ),
  ),
}));

const row = fc.record({ name: word, age: fc.integer({ min: -3, max: 3 }), tags: fc.array(word, { maxLength: 2 }) });

describe('any filter of the supported language', () => {
  it('is read as what was written', () => {
    fc.assert(
      fc.property(filter, ({ text, tree }) => {
        expect(parseFilter(text)).toEqual(tree);
      }),
    );
  });

  it('lets through the rows that it means, and no others', () => {
    fc.assert(
      fc.property(filter, fc.array(row, { maxLength: 8 }), ({ text, means }, rows) => {
        const parsed = parseFilter(text);
        const found = rows.filter((each) => matchesFilter(parsed, { ...each }, { caseSensitive: true }));
        expect(found).toEqual(rows.filter(means));
      }),
    );
  });

  it('binds "and" closer than "or", and both to the left', () => {
    fc.assert(
      fc.property(fc.array(compared, { minLength: 3, maxLength: 3 }), row, ([one, two, three], each) => {
        if (one === undefined || two === undefined || three === undefined) return;
        const parsed = parseFilter(`${one.text} or ${two.text} and ${three.text}`);
        const expected = one.means(each) || (two.means(each) && three.means(each));
        expect(matchesFilter(parsed, { ...each }, { caseSensitive: true })).toBe(expected);
      }),
    );
  });
});

describe('any text at all', () => {
  const attempt = (text: string) => {
    try {
      matchesFilter(parseFilter(text), { name: 'a', age: 1, tags: ['x'] }, { caseSensitive: false });
    } catch (cause) {
      expect(cause).toBeInstanceOf(GraphFault);
      expect((cause as GraphFault).status).toBe(400);
    }
  };

  it('is a filter or a 400', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), attempt));
  });

  it('is a filter or a 400 when it is nearly one', () => {
    const mutated = fc
      .tuple(filter, fc.nat(), fc.string({ unit: 'binary', maxLength: 2 }))
      .map(([{ text }, at, inserted]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + inserted + text.slice(place + inserted.length);
      });
    fc.assert(fc.property(mutated, attempt), { numRuns: 500 });
  });
});
