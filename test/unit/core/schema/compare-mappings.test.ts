import { describe, expect, it } from 'vitest';
import { attributeMappingChanges, sameAttributeMapping } from '#core/schema/compare-mappings';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import { attribute, live } from './schema-fixture.ts';

describe('sameAttributeMapping', () => {
  it.each<[string, AttributeMapping]>([
    [
      'the same without defaults',
      { targetAttributeName: 'displayName', source: { type: 'Attribute', expression: '[displayName]' } },
    ],
    ['an empty default value', { ...live, defaultValue: '' }],
    ['an @odata member more', { ...live, '@odata.type': '#x' }],
    ['only the name of the attribute', { ...live, source: { type: 'Attribute', name: 'displayName' } }],
  ])('takes for the same: %s', (_what, wanted) => {
    expect(sameAttributeMapping(live, wanted)).toBe(true);
  });

  it.each<[string, AttributeMapping]>([
    ['another source', { ...live, source: attribute('mail') }],
    ['a default value', { ...live, defaultValue: 'x' }],
    ['a matching precedence', { ...live, matchingPriority: 1 }],
    ['only during creation', { ...live, flowType: 'ObjectAddOnly' }],
    ['no source at all', { ...live, source: null }],
    ['a constant of the same words', { ...live, source: { type: 'Constant', name: '[displayName]' } }],
    ['a member that is not known here', { ...live, newMember: 1 }],
    ['another target', { ...live, targetAttributeName: 'title' }],
  ])('tells apart: %s', (_what, wanted) => {
    expect(sameAttributeMapping(live, wanted)).toBe(false);
  });

  it('takes functions for the same whose white space differs outside texts', () => {
    const one = {
      ...live,
      source: { type: 'Function', name: 'Join', expression: 'Join(" ", [givenName], [surname])' },
    };
    expect(
      sameAttributeMapping(one, {
        ...one,
        source: { type: 'Function', expression: 'Join(" ",[givenName],  [surname])' },
      }),
    ).toBe(true);
    expect(
      sameAttributeMapping(one, {
        ...one,
        source: { type: 'Function', expression: 'Join("", [givenName], [surname])' },
      }),
    ).toBe(false);
  });
});

describe('attributeMappingChanges', () => {
  it('does not mind the order, and tells added, changed and removed ones', () => {
    const other = { ...live, targetAttributeName: 'title' };
    expect(attributeMappingChanges([live, other], [other, live])).toEqual([]);
    const changes = attributeMappingChanges(
      [live, other],
      [
        { ...live, defaultValue: 'x' },
        { ...live, targetAttributeName: 'new' },
      ],
    );
    expect(
      changes.map(({ targetAttributeName, before, after }) => [targetAttributeName, before !== null, after !== null]),
    ).toEqual([
      ['displayName', true, true],
      ['new', false, true],
      ['title', true, false],
    ]);
  });

  it('tells several mappings of one attribute apart', () => {
    expect(attributeMappingChanges([live], [live, { ...live, source: attribute('mail') }])).toHaveLength(1);
  });
});
