import { describe, expect, it } from 'vitest';
import { completedSource, sourceExpression } from '#core/schema/attribute-source';
import { describeAttributeMapping } from '#core/schema/compare-mappings';
import { attribute, live } from './schema-fixture.ts';

describe('completedSource', () => {
  it.each([
    [
      { type: 'Attribute', expression: '[mail]' },
      { type: 'Attribute', name: 'mail', expression: '[mail]', parameters: [] },
    ],
    [
      { type: 'Constant', name: 'a "b"' },
      { type: 'Constant', name: 'a "b"', expression: '"a \\"b\\""', parameters: [] },
    ],
    [
      { type: 'Constant', expression: '"x"' },
      { type: 'Constant', name: 'x', expression: '"x"', parameters: [] },
    ],
    [
      { type: 'Function', expression: 'Not([IsSoftDeleted])' },
      {
        type: 'Function',
        name: 'Not',
        expression: 'Not([IsSoftDeleted])',
        parameters: [{ key: 'source', value: attribute('IsSoftDeleted') }],
      },
    ],
    [
      { type: 'Invented', name: 'kept' },
      { type: 'Invented', name: 'kept' },
    ],
  ])('derives what the service derives: %j', (written, completed) => {
    expect(completedSource(written)).toEqual(completed);
  });

  it('has words for a missing source', () => {
    expect(sourceExpression(null)).toBe('(none)');
    expect(
      describeAttributeMapping({
        ...live,
        source: null,
        defaultValue: 'x',
        matchingPriority: 2,
        flowType: 'ObjectAddOnly',
      }),
    ).toBe('(none), default "x", matching precedence 2, only during object creation');
  });
});
