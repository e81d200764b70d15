import { describe, expect, it } from 'vitest';
import { piecesOf } from '#renderer/features/application/mappings/highlight';
import { formOf, isComplete, mappingOf } from '#renderer/features/application/mappings/mapping-form';
import { sourceOf } from '#shared/mappings/source-kind';
import type { AttributeMapping } from '#shared/model/attribute-mapping';

const live: AttributeMapping = {
  targetAttributeName: 'displayName',
  source: { type: 'Attribute', name: 'displayName', expression: '[displayName]', parameters: [] },
  defaultValue: null,
  flowType: 'ValueAddOnly',
  flowBehavior: 'FlowAlways',
  matchingPriority: 0,
  futureMember: 'kept',
};

describe('the form of a mapping', () => {
  it('gives back what it was opened with, members that it does not show included', () => {
    expect(mappingOf(formOf(live), live)).toEqual(live);
  });

  it('begins an expression with what gives the same value', () => {
    expect(formOf(live).values.expression).toBe('[displayName]');
  });

  it.each([
    [
      'a constant',
      { kind: 'constant', values: { ...formOf(live).values, constant: 'x' } },
      { source: sourceOf('constant', 'x') },
    ],
    ['none with a default', { kind: 'none', defaultValue: 'd' }, { source: null, defaultValue: 'd' }],
    ['only on creation', { onCreateOnly: true }, { flowType: 'ObjectAddOnly' }],
    ['matching', { matches: true, precedence: 3 }, { matchingPriority: 3 }],
  ] as const)('makes %s', (_name, change, expected) => {
    expect(mappingOf({ ...formOf(live), ...change }, live)).toEqual({ ...live, ...expected });
  });

  it('goes back from creation only to always', () => {
    const before = { ...live, flowType: 'ObjectAddOnly' };
    expect(mappingOf({ ...formOf(before), onCreateOnly: false }, before).flowType).toBe('Always');
  });

  it('is complete with a target and a value', () => {
    expect(isComplete(formOf(null))).toBe(false);
    expect(isComplete({ ...formOf(null), target: 'x', kind: 'none' })).toBe(true);
    expect(isComplete({ ...formOf(live), kind: 'constant' })).toBe(false);
  });
});

describe('piecesOf', () => {
  it('tells texts, attributes, functions, numbers and words apart', () => {
    const text = 'Mid([mail], 1, "a\\"b") = True';
    expect(piecesOf(text).map(({ from, to, kind }) => [text.slice(from, to), kind])).toEqual([
      ['Mid', 'function'],
      ['[mail]', 'attribute'],
      ['1', 'number'],
      ['"a\\"b"', 'text'],
      ['True', 'word'],
    ]);
  });

  it('colours to the end what has no end yet', () => {
    expect(piecesOf('Join("abc').at(-1)).toEqual({ from: 5, to: 9, kind: 'text' });
    expect(piecesOf('[mai').at(-1)).toEqual({ from: 0, to: 4, kind: 'attribute' });
  });
});
