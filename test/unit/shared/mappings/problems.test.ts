import { describe, expect, it } from 'vitest';
import { type EditedObjectMapping, longestExpression, mappingProblems } from '#shared/mappings/problems';
import { sourceOf } from '#shared/mappings/source-kind';
import type { AttributeView } from '#shared/model/attribute-definition';
import type { AttributeMapping } from '#shared/model/attribute-mapping';

const attribute = (name: string, traits: Partial<AttributeView> = {}): AttributeView => ({
  name,
  type: 'String',
  anchor: false,
  required: false,
  multivalued: false,
  caseExact: false,
  mutability: 'ReadWrite',
  referencedObjects: [],
  apiExpressions: [],
  custom: false,
  ...traits,
});

const direct = (target: string, name: string, more: Partial<AttributeMapping> = {}): AttributeMapping => ({
  targetAttributeName: target,
  source: sourceOf('direct', name),
  ...more,
});

const userName = direct('userName', 'userPrincipalName', { matchingPriority: 1 });
const active: AttributeMapping = {
  targetAttributeName: 'active',
  source: sourceOf('expression', 'Not([IsSoftDeleted])'),
};
const title = direct('title', 'jobTitle');

const plain: EditedObjectMapping = {
  source: 'User',
  target: 'User',
  enabledBefore: true,
  enabled: true,
  before: [userName, active, title],
  after: [userName, active, title],
  sourceAttributes: [attribute('mail'), attribute('proxyAddresses', { multivalued: true })],
  targetAttributes: [
    attribute('id', { anchor: true, mutability: 'ReadOnly' }),
    attribute('userName', { required: true }),
    attribute('active', { type: 'Boolean' }),
    attribute('title'),
    attribute('nickName'),
    attribute('stamp', { mutability: 'ReadOnly' }),
    attribute('urn:x:y:User:a'),
  ],
};

type Change = Partial<EditedObjectMapping>;

const refused: readonly (readonly [string, string, Change])[] = [
  ['mapsPrimaryKey', 'a mapping to the primary key', { after: [...plain.after, direct('id', 'objectId')] }],
  [
    'mapsPrimaryKey',
    'a mapping to id where the schema says nothing about keys',
    { targetAttributes: [], after: [...plain.after, direct('id', 'objectId')] },
  ],
  ['targetMappedTwice', 'two mappings to one target', { after: [...plain.after, direct('title', 'mail')] }],
  ['requiredMappingRemoved', 'removing a required attribute', { after: [{ ...title, matchingPriority: 1 }, active] }],
  [
    'noMatchingAttribute',
    'removing the last matching attribute',
    { after: [{ ...userName, matchingPriority: 0 }, active, title] },
  ],
  [
    'expressionTooLong',
    'an expression over 10,000 characters',
    {
      after: [
        userName,
        active,
        { ...title, source: sourceOf('expression', `Join("", "${'x'.repeat(longestExpression)}")`) },
      ],
    },
  ],
  ['usersDisabled', 'turning people off', { enabled: false }],
  ['removedAttributeMapped', 'taking a mapped attribute out of the list', { removedDefinitions: ['title'] }],
  ['neededAttributeRemoved', 'taking the primary key out of the list', { removedDefinitions: ['id'] }],
  ['primaryKeyChanged', 'changing the primary key', { definitions: [{ name: 'id', type: 'Integer' }] }],
  [
    'attributeDefinedTwice',
    'an attribute defined twice',
    { definitions: [{ name: 'new' }, { name: 'new', required: true }] },
  ],
  ['attributeThereInOtherCase', 'an attribute that differs by its case only', { definitions: [{ name: 'Title' }] }],
  ['customAttributeName', 'an extension attribute of another form', { definitions: [{ name: 'company:badge' }] }],
];

const warned: readonly (readonly [string, string, Change])[] = [
  ['unsupportedSource', 'a source that is not provisioned', { after: [userName, active, direct('title', 'userType')] }],
  ['manyValuesIntoOne', 'several values into one', { after: [userName, active, direct('title', 'proxyAddresses')] }],
  [
    'requiredWithoutSource',
    'a required attribute without a value',
    { after: [{ ...userName, source: null }, active, title] },
  ],
  ['softDeleteLost', 'no mapping that reads IsSoftDeleted', { after: [userName, title] }],
  ['samePrecedence', 'one precedence twice', { after: [userName, active, { ...title, matchingPriority: 1 }] }],
  ['targetReadOnly', 'a target that is only read', { after: [...plain.after, direct('stamp', 'mail')] }],
  [
    'referenceToNothing',
    'a reference without an object',
    { definitions: [{ name: 'boss', type: 'Reference', referencedObjects: [] }] },
  ],
  [
    'customAttributeMultiValued',
    'an extension attribute with several values',
    { definitions: [{ name: 'urn:x:y:User:b', multivalued: true }] },
  ],
];

const found = (change: Change) => mappingProblems({ ...plain, ...change });

describe('mappingProblems', () => {
  it('finds nothing in an edit that changes nothing', () => {
    expect(found({})).toEqual([]);
  });

  it.each(refused)('refuses with the reason and the way out: %s (%s)', (code, _name, change) => {
    const [first] = found(change);
    expect(first).toMatchObject({ code, severity: 'error' });
    expect(first?.message).not.toBe('');
    expect(first?.nextStep).not.toBe('');
  });

  it.each(warned)('warns and does not refuse: %s (%s)', (code, _name, change) => {
    const problems = found(change);
    expect(problems.map((one) => one.code)).toContain(code);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('says nothing about what was so before', () => {
    const odd = [...plain.before, direct('id', 'objectId'), direct('title', 'mail')];
    expect(found({ before: odd, after: odd })).toEqual([]);
  });

  it('lets a required mapping go once its attribute is made optional', () => {
    const after = [{ ...title, matchingPriority: 1 }, active];
    const problems = found({ after, definitions: [{ name: 'userName', required: false }] });
    expect(problems.map(({ code }) => code)).not.toContain('requiredMappingRemoved');
  });

  it('takes an expression of exactly 10,000 characters', () => {
    const text = `"${'x'.repeat(longestExpression - 2)}"`;
    expect(text).toHaveLength(longestExpression);
    expect(found({ after: [userName, active, { ...title, source: sourceOf('expression', text) }] })).toEqual([]);
  });
});
