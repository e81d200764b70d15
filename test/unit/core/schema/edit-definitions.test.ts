import { describe, expect, it } from 'vitest';
import { checkSchemaEdit } from '#core/schema/check-edit';
import { editSchema } from '#core/schema/edit-schema';
import { attribute, schema } from './schema-fixture.ts';

const wanted = (rest: object) => [{ source: 'User', target: 'User', ...rest }];
const attributesOf = (edited: typeof schema) => edited.directories?.[1]?.objects?.[0]?.attributes ?? [];

describe('the attribute list of a target', () => {
  it('takes a new attribute with the usual members, and says so in words', () => {
    const { schema: edited, edits } = editSchema(
      schema,
      wanted({ targetAttributes: [{ name: 'badge', type: 'Integer', required: true }] }),
    );
    expect(attributesOf(edited).at(-1)).toMatchObject({
      name: 'badge',
      type: 'Integer',
      required: true,
      multivalued: false,
      mutability: 'ReadWrite',
    });
    expect(edits[0]?.changes).toEqual([
      { what: 'User: attribute list, badge', before: null, after: 'Integer, required' },
    ]);
    expect(edited.directories?.[0]).toBe(schema.directories?.[0]);
  });

  it('changes only what is said of an attribute, and keeps members that are not known here', () => {
    const odd = structuredClone(schema);
    Object.assign(odd.directories?.[1]?.objects?.[0]?.attributes?.[2] ?? {}, { futureMember: 'kept', caseExact: true });
    const { schema: edited } = editSchema(odd, wanted({ targetAttributes: [{ name: 'title', multivalued: true }] }));
    expect(attributesOf(edited)[2]).toEqual({
      name: 'title',
      futureMember: 'kept',
      caseExact: true,
      multivalued: true,
    });
  });

  it('writes references and API expressions in the names of the service', () => {
    const targetAttributes = [
      {
        name: 'manager',
        type: 'Reference',
        referencedObjects: [{ object: 'User', property: null }],
        apiExpressions: [{ key: 'path', value: '$.boss' }],
      },
    ];
    const { schema: edited } = editSchema(schema, wanted({ targetAttributes }));
    expect(attributesOf(edited).at(-1)).toMatchObject({
      referencedObjects: [{ referencedObjectName: 'User', referencedProperty: 'objectId' }],
      apiExpressions: [{ key: 'path', value: '$.boss' }],
    });
  });

  it('changes nothing the second time', () => {
    const asked = wanted({ targetAttributes: [{ name: 'badge' }], removedTargetAttributes: ['title'] });
    const once = editSchema(schema, asked);
    expect(once.edits).toHaveLength(1);
    expect(editSchema(once.schema, asked).edits).toEqual([]);
  });

  it('lets an attribute be mapped in the same edit that defines it', () => {
    const attributeMappings = [
      ...(schema.synchronizationRules?.[0]?.objectMappings?.[0]?.attributeMappings ?? []),
      { targetAttributeName: 'badge', source: attribute('mail') },
    ];
    const edit = editSchema(schema, wanted({ attributeMappings, targetAttributes: [{ name: 'badge' }] }));
    expect(() => checkSchemaEdit(schema, edit)).not.toThrow();
    expect(() => checkSchemaEdit(schema, editSchema(schema, wanted({ attributeMappings })))).toThrow(/badge/);
  });
});
