import { describe, expect, it } from 'vitest';
import {
  countEdits,
  editedMappings,
  editedObjectMapping,
  type MappingEdit,
  noEdits,
  withEdit,
  withoutAttributeEdit,
  withoutMappingEdit,
} from '#shared/mappings/edits';
import { expressionOf, sourceKindOf, sourceOf, sourceValueOf } from '#shared/mappings/source-kind';
import type { AttributeMapping } from '#shared/model/attribute-mapping';

const mapping = (target: string, name: string): AttributeMapping => ({
  targetAttributeName: target,
  source: sourceOf('direct', name),
});
const live = [mapping('userName', 'upn'), mapping('title', 'jobTitle'), mapping('title', 'second')];
const put = (one: AttributeMapping): MappingEdit => ({ kind: 'putMapping', mapping: one });
const edited = (...edits: MappingEdit[]) => edits.reduce(withEdit, noEdits);
const names = (list: readonly AttributeMapping[]) =>
  list.map((one) => `${one.targetAttributeName}=${sourceValueOf(one.source)}`);

describe('edits of an object mapping', () => {
  it('change a mapping in its place and put a new one at the end', () => {
    const edits = edited(put(mapping('title', 'mail')), put(mapping('nickName', 'alias')));
    expect(names(editedMappings(live, edits))).toEqual([
      'userName=upn',
      'title=mail',
      'title=second',
      'nickName=alias',
    ]);
  });

  it('remove every mapping of a target', () => {
    expect(names(editedMappings(live, edited({ kind: 'removeMapping', target: 'title' })))).toEqual(['userName=upn']);
  });

  it('lie over mappings that somebody else changed meanwhile', () => {
    const edits = edited(put(mapping('title', 'mail')), { kind: 'removeMapping', target: 'gone' });
    const newer = [mapping('added', 'x'), mapping('userName', 'other')];
    expect(names(editedMappings(newer, edits))).toEqual(['added=x', 'userName=other', 'title=mail']);
  });

  it('are counted, and taken back one by one', () => {
    const edits = edited(
      put(mapping('title', 'mail')),
      { kind: 'defineAttribute', definition: { name: 'a', type: 'Integer' } },
      { kind: 'defineAttribute', definition: { name: 'a', required: true } },
      { kind: 'removeAttribute', name: 'b' },
    );
    expect(countEdits({ ...edits, enabled: false, actions: ['create'] })).toBe(5);
    expect(edits.attributes.a).toEqual({ name: 'a', type: 'Integer', required: true });
    expect(countEdits(withoutAttributeEdit(withoutMappingEdit(edits, 'title'), 'b'))).toBe(1);
  });

  it('become a configuration that says everything of the reading that they were made on', () => {
    const filter = { groups: [{ clauses: [{ operatorName: 'IS TRUE', sourceOperandName: 'x' }] }] };
    const view = {
      source: 'User',
      target: 'User',
      enabled: true,
      actions: ['create', 'update'] as const,
      otherActions: [],
      scopingFilter: filter,
      mappings: live,
    };
    const edits = edited(
      { kind: 'removeAttribute', name: 'b' },
      { kind: 'defineAttribute', definition: { name: 'a' } },
    );
    expect(editedObjectMapping(view, edits)).toEqual({
      source: 'User',
      target: 'User',
      enabled: true,
      actions: ['create', 'update'],
      scopingFilter: filter,
      attributeMappings: live,
      targetAttributes: [{ name: 'a' }],
      removedTargetAttributes: ['b'],
    });
    expect(editedObjectMapping({ ...view, otherActions: ['Disable'] }, noEdits)).not.toHaveProperty('actions');
  });
});

const sources = [
  ['direct', 'mail', '[mail]'],
  ['constant', 'a "b" \\', '"a \\"b\\" \\\\"'],
  ['expression', 'Not([IsSoftDeleted])', 'Not([IsSoftDeleted])'],
  ['none', '', ''],
] as const;

describe('sourceOf', () => {
  it.each(sources)('makes %s, which reads as it was written', (kind, value, expression) => {
    const source = sourceOf(kind, value);
    expect([sourceKindOf(source), sourceValueOf(source), expressionOf(source)]).toEqual([kind, value, expression]);
  });

  it('reads a function of which the service keeps only the tree', () => {
    const tree = {
      type: 'Function',
      name: 'Not',
      parameters: [{ key: 'source', value: { type: 'Attribute', name: 'x' } }],
    };
    expect(expressionOf(tree)).toBe('Not([x])');
  });
});
