import { describe, expect, it } from 'vitest';
import type { SynchronizationSchema } from '#core/graph/shapes';
import { completedSource, sourceExpression } from '#core/schema/attribute-source';
import { checkSchemaEdit, didYouMean } from '#core/schema/check-edit';
import { describeScopingFilter, sameScopingFilter } from '#core/schema/compare-filters';
import { attributeMappingChanges, describeAttributeMapping, sameAttributeMapping } from '#core/schema/compare-mappings';
import { editSchema } from '#core/schema/edit-schema';
import { flowActions, flowTypesOf, sameFlowActions } from '#core/schema/flow-actions';
import type { AttributeMapping, ScopingFilter } from '#shared/model/attribute-mapping';

const attribute = (name: string) => ({ type: 'Attribute', name, expression: `[${name}]`, parameters: [] });
const live: AttributeMapping = {
  targetAttributeName: 'displayName',
  source: attribute('displayName'),
  defaultValue: null,
  exportMissingReferences: false,
  flowBehavior: 'FlowWhenChanged',
  flowType: 'Always',
  matchingPriority: 0,
};

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

describe('flow actions', () => {
  it('does not mind order and case, and keeps flags that are not known here', () => {
    expect(flowActions('delete, Add')).toEqual(['create', 'delete']);
    expect(flowActions('None')).toEqual([]);
    expect(flowActions('Add, Merge')).toBeNull();
    expect(flowTypesOf(['update', 'create'], 'Delete, Merge')).toBe('Add, Update, Merge');
    expect(sameFlowActions('Update,Add', ['create', 'update'])).toBe(true);
    expect(sameFlowActions('Add, Merge', ['create'])).toBe(true);
    expect(sameFlowActions('Add', ['create', 'delete'])).toBe(false);
  });
});

const schema: SynchronizationSchema = {
  id: 'job',
  version: 'v1',
  unknownMember: { kept: true },
  synchronizationRules: [
    {
      id: 'rule',
      editable: true,
      sourceDirectoryName: 'Azure Active Directory',
      targetDirectoryName: 'App',
      objectMappings: [
        {
          sourceObjectName: 'User',
          targetObjectName: 'User',
          enabled: true,
          flowTypes: 'Add, Update, Delete',
          scope: null,
          metadata: [{ key: 'Disposition', value: '"Normal"' }],
          attributeMappings: [
            { ...live, targetAttributeName: 'userName', source: attribute('userPrincipalName'), matchingPriority: 1 },
            live,
          ],
        },
      ],
    },
  ],
  directories: [
    {
      name: 'Azure Active Directory',
      objects: [
        { name: 'User', attributes: [{ name: 'userPrincipalName' }, { name: 'displayName' }, { name: 'mail' }] },
      ],
    },
    {
      name: 'App',
      objects: [{ name: 'User', attributes: [{ name: 'userName' }, { name: 'displayName' }, { name: 'title' }] }],
    },
  ],
};

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

describe('checkSchemaEdit', () => {
  const mapped = (targetAttributeName: string, source: AttributeMapping['source']) => [
    { source: 'User', target: 'User', put: [{ targetAttributeName, source }] },
  ];
  it.each([
    ['unknownTargetAttribute', mapped('titel', attribute('mail')), 'Did you mean "title"?'],
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
