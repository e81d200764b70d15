import { describe, expect, it } from 'vitest';
import { checkSchemaEdit, didYouMean } from '#core/schema/check-edit';
import { editSchema } from '#core/schema/edit-schema';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import { attribute, live, schema } from './schema-fixture.ts';

describe('checkSchemaEdit', () => {
  const mapped = (targetAttributeName: string, source: AttributeMapping['source']) => [
    { source: 'User', target: 'User', put: [{ targetAttributeName, source }] },
  ];
  it.each([
    [
      'unknownTargetAttribute',
      [
        {
          source: 'User',
          target: 'User',
          attributeMappings: [live, { targetAttributeName: 'titel', source: attribute('mail') }],
        },
      ],
      'Did you mean "title"?',
    ],
    ['unknownSourceAttribute', mapped('title', attribute('mails')), 'Did you mean "mail"?'],
    ['brokenExpression', mapped('title', { type: 'Function', expression: 'Join(" ", [mail]' }), 'Write ")" there.'],
    ['unknownObjectMapping', [{ source: 'Grup', target: 'Group' }], 'There are: User → User.'],
    ['noMatchingAttribute', [{ source: 'User', target: 'User', attributeMappings: [live] }], 'matchingPriority'],
  ])('refuses: %s', (reason, wanted, nextStep) => {
    let raised: unknown;
    try {
      checkSchemaEdit(schema, editSchema(schema, wanted));
    } catch (cause) {
      raised = cause;
    }
    expect(raised).toMatchObject({ code: 'bad_request', details: { reason } });
    expect(JSON.stringify((raised as { details: unknown }).details)).toContain(nextStep.replaceAll('"', '\\"'));
  });

  it('leaves out what only a profile maps and the live schema does not know', () => {
    const edit = editSchema(schema, mapped('titel', attribute('mail')));
    expect(edit.leftOut).toEqual(['titel']);
    expect(edit.edits).toEqual([]);
    expect(() => checkSchemaEdit(schema, edit)).not.toThrow();
  });

  it('refuses to change a rule that the application fixes', () => {
    const fixed = {
      ...schema,
      synchronizationRules: schema.synchronizationRules?.map((rule) => ({ ...rule, editable: false })) ?? null,
    };
    expect(() => checkSchemaEdit(fixed, editSchema(fixed, mapped('title', attribute('mail'))))).toThrow(
      'fixed by the application',
    );
  });

  it('judges nothing where the schema has no attribute definitions', () => {
    const bare = { ...schema, directories: [] };
    expect(() => checkSchemaEdit(bare, editSchema(bare, mapped('anything', attribute('whatever'))))).not.toThrow();
  });
});

describe('didYouMean', () => {
  it('lists what there is when nothing is close', () => {
    expect(didYouMean('zzzzzzzz', ['one', 'two'])).toBe('There are: one, two.');
    expect(didYouMean('x', [])).toBe('There are none.');
  });
});
