import { describe, expect, it } from 'vitest';
import { fileNameOf } from '#renderer/features/application/file-name';
import { countEdits, edited, filterTexts, sourceText } from '#renderer/features/application/mapping-edits';
import type { ObjectMappingConfiguration } from '#shared/model/configuration';

const users: ObjectMappingConfiguration = {
  source: 'User',
  target: 'User',
  enabled: true,
  actions: ['create', 'update', 'delete'],
  attributeMappings: [
    { targetAttributeName: 'userName', source: { type: 'Attribute', name: 'userPrincipalName' }, matchingPriority: 1 },
    { targetAttributeName: 'title', source: { type: 'Attribute', name: 'jobTitle' } },
  ],
};
const groups: ObjectMappingConfiguration = { source: 'Group', target: 'Group', enabled: true };

describe('edits of mappings', () => {
  it('change what was edited and nothing else', () => {
    const [user, group] = edited([users, groups], {
      'User → User': { enabled: false, actions: ['create'], removed: ['title'] },
    });
    expect(user).toEqual({
      ...users,
      enabled: false,
      actions: ['create'],
      attributeMappings: [users.attributeMappings?.[0]],
    });
    expect(group).toBe(group);
    expect(group).toEqual(groups);
  });

  it('leave mappings that were not read as they are', () => {
    expect(edited([groups], { 'Group → Group': { enabled: false } })).toEqual([{ ...groups, enabled: false }]);
  });

  it('are counted one by one', () => {
    expect(countEdits({ a: { enabled: true, removed: ['x', 'y'] }, b: {} })).toBe(3);
  });
});

describe('a mapping in one line', () => {
  it.each([
    [{ type: 'Attribute', name: 'mail', expression: '[mail]' }, '[mail]'],
    [{ type: 'Constant', name: 'Oslo' }, '"Oslo"'],
    [{ type: 'Attribute', name: 'mail' }, 'mail'],
    [{ type: 'SomethingNew' }, 'SomethingNew'],
    [null, null],
  ])('%o', (source, words) => {
    expect(sourceText({ targetAttributeName: 'x', source })).toBe(words);
  });

  it('of a filter names each condition', () => {
    const clause = { operatorName: 'EQUALS', sourceOperandName: 'department', targetOperand: { values: ['IT', 'HR'] } };
    expect(filterTexts({ groups: [{ clauses: [clause] }] })).toEqual([['department EQUALS IT, HR']]);
  });
});

describe('the name of an exported file', () => {
  it.each([
    ['Cloud Academy - SSO', 'cloud-academy-sso.provisioning.yaml'],
    ['../../etc/passwd', 'etc-passwd.provisioning.yaml'],
    ['Ærø & Søn', 'r-s-n.provisioning.yaml'],
    ['日本', 'application.provisioning.yaml'],
  ])('%s is safe on every system', (name, file) => {
    expect(fileNameOf(name)).toBe(file);
  });
});
