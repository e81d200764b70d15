import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GraphFault } from '#emulator/graph/graph-fault';
import { matchesFilter } from '#emulator/graph/odata/evaluate-filter';
import { parseFilter } from '#emulator/graph/odata/parse-filter';

const resource = {
  displayName: "Anna L'Hôte",
  city: null,
  age: 41,
  enabled: true,
  when: '2026-03-02T08:00:00.1234567Z',
  owner: { id: 'AB-1' },
  tags: ['red', 'green'],
  people: [{ name: 'Bo' }, { name: 'Cy' }],
};

describe('a filter', () => {
  it.each([
    ["displayName eq 'anna l''hôte'", true, false],
    ["startswith(displayName,'Anna')", true, true],
    ["endswith(displayName, 'HÔTE') eq true", true, false],
    ["contains(toupper(displayName),'ANNA')", true, true],
    ['city eq null', true, true],
    ['missing eq null', true, true],
    ["city ne 'Oslo'", true, true],
    ['age gt 40 and age le 41', true, true],
    ["age gt '40'", false, false],
    ['enabled eq true', true, true],
    ['not (enabled eq true)', false, false],
    ['when eq 2026-03-02T08:00:00.123Z', true, true],
    ['when gt 2026-03-02', true, true],
    ['when lt 2026-03-02T10:00:00+02:00', false, false],
    ["owner/id in ('x','AB-1')", true, true],
    ["tags/any(t:t eq 'green')", true, true],
    ["tags/any(t:t eq 'blue')", false, false],
    ["people/any(p:p/name eq 'Cy')", true, true],
    ["displayName/any(d:d eq 'x')", false, false],
    ['age eq 1 or age eq 2 and enabled eq true', false, false],
    ['(age eq 41 or age eq 2) and enabled eq true', true, true],
    ['owner/id eq 0b9d6e52-1c4f-4f0a-8d3b-7a6e5c4d3b2a', false, false],
  ])('%s is %s without and %s with case', (filter, folded, exact) => {
    const expression = parseFilter(filter);
    expect(matchesFilter(expression, resource, { caseSensitive: false })).toBe(folded);
    expect(matchesFilter(expression, resource, { caseSensitive: true })).toBe(exact);
  });

  it('that is rubbish raises a 400 and nothing else', () => {
    const words = [
      'eq',
      'and',
      'not',
      '(',
      ')',
      "'x'",
      "'",
      'name',
      'any',
      'tags/any',
      ':',
      ',',
      '5',
      'in',
      'null',
      '2026-01-01',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 9 }), (parts) => {
        try {
          parseFilter(parts.join(' '));
        } catch (cause) {
          expect(cause).toBeInstanceOf(GraphFault);
          expect((cause as GraphFault).status).toBe(400);
        }
      }),
    );
  });

  it('reads back any text, whatever quotes and characters it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const expression = parseFilter(`displayName eq '${text.replaceAll("'", "''")}'`);
        expect(matchesFilter(expression, { displayName: text }, { caseSensitive: true })).toBe(true);
      }),
    );
  });
});
