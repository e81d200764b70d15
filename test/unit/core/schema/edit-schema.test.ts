import { describe, expect, it } from 'vitest';
import { editSchema } from '#core/schema/edit-schema';
import { attribute, live, schema } from './schema-fixture.ts';

describe('editSchema', () => {
  it('gives the same object back when nothing differs', () => {
    const edit = editSchema(schema, [
      { source: 'User', target: 'User', enabled: true, actions: ['delete', 'create', 'update'], scopingFilter: null },
    ]);
    expect(edit.edits).toEqual([]);
    expect(edit.schema).toBe(schema);
  });

  it('changes only what is wanted and keeps unknown members', () => {
    const before = structuredClone(schema);
    const edit = editSchema(schema, [
      {
        source: 'User',
        target: 'User',
        put: [{ targetAttributeName: 'title', source: { type: 'Attribute', name: 'mail' } }],
      },
    ]);
    expect(schema).toEqual(before);
    expect(edit.edits[0]?.changes).toEqual([{ what: 'User → User: title', before: null, after: '[mail]' }]);
    const mapping = edit.schema.synchronizationRules?.[0]?.objectMappings?.[0];
    expect(edit.schema.unknownMember).toEqual({ kept: true });
    expect(mapping?.metadata).toEqual([{ key: 'Disposition', value: '"Normal"' }]);
    expect(mapping?.attributeMappings).toHaveLength(3);
    expect(mapping?.attributeMappings?.[2]).toEqual({
      ...live,
      targetAttributeName: 'title',
      source: attribute('mail'),
    });
  });

  it('takes a list in a configuration as complete', () => {
    const edit = editSchema(schema, [
      {
        source: 'User',
        target: 'User',
        attributeMappings: [
          {
            targetAttributeName: 'userName',
            source: { type: 'Attribute', name: 'userPrincipalName' },
            matchingPriority: 1,
          },
        ],
      },
    ]);
    expect(edit.edits[0]?.changes).toEqual([
      { what: 'User → User: displayName', before: '[displayName]', after: null },
    ]);
  });

  it('finds a profile’s object mapping by its source when the service names the target otherwise', () => {
    const edit = editSchema(schema, [
      { source: 'User', target: 'urn:x', fromProfile: true, put: [{ ...live, defaultValue: 'x' }] },
      { source: 'Group', target: 'Group', fromProfile: true, enabled: false },
    ]);
    expect(edit.missing).toEqual([]);
    expect(edit.edits).toHaveLength(1);
  });
});
