import { describe, expect, it } from 'vitest';
import type { SynchronizationSchema } from '#core/graph/shapes';
import { compareMappings } from '#core/preparation/mapping-comparison';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { wantedMappings } from '#core/setup/plan/wanted-mappings';
import { ProvisioningConfiguration } from '#shared/model/configuration';

const attribute = (name: string) => ({
  name,
  type: 'String',
  filterable: null,
  required: name === 'userName',
  matchingPriority: null,
});

const profile = {
  displayName: 'Vendor',
  capabilities: { groups: 'none' },
  objectMappings: [
    {
      sourceObjectName: 'User',
      targetObjectName: 'User',
      attributesSource: 'table',
      attributes: ['userName', 'active', 'title'].map(attribute),
      extraAttributeMappings: [
        {
          action: 'add',
          targetAttributeName: 'organization',
          source: { type: 'Attribute', name: 'extensionAttribute1' },
          defaultValue: '{{entraTenantId}}',
        },
        { action: 'edit', targetAttributeName: 'userName', source: { type: 'Attribute', name: 'mail' } },
        { action: 'remove', targetAttributeName: 'nickName', source: { type: 'Attribute', name: 'x' } },
      ],
    },
  ],
} as unknown as EffectiveProfile;

const mapping = (targetAttributeName: string, name: string) => ({
  targetAttributeName,
  source: { type: 'Attribute', name },
});

const schema = {
  synchronizationRules: [
    {
      id: 'r',
      objectMappings: [
        {
          sourceObjectName: 'User',
          targetObjectName: 'urn:User',
          enabled: true,
          attributeMappings: [
            { ...mapping('userName', 'userPrincipalName'), matchingPriority: 1 },
            mapping('active', 'accountEnabled'),
            mapping('nickName', 'mailNickname'),
            mapping('ownAttribute', 'city'),
          ],
        },
        { sourceObjectName: 'Group', targetObjectName: 'Group', enabled: true, attributeMappings: [] },
      ],
    },
  ],
} as unknown as SynchronizationSchema;

const wanted = wantedMappings(
  ProvisioningConfiguration.parse({ schemaVersion: 1, vendor: 'vendor' }),
  profile,
  'tenant-1',
);

describe('a profile beside a live schema', () => {
  const [user, group] = compareMappings({ profile, wanted, schema });
  const row = (target: string) => user?.rows.find((one) => one.target === target);

  it.each([
    ['active', { documented: true, live: '[accountEnabled]', planned: '[accountEnabled]', change: 'none' }],
    ['title', { documented: true, live: null, planned: null, change: 'none' }],
    ['ownAttribute', { documented: false, live: '[city]', planned: '[city]', change: 'none' }],
    [
      'organization',
      { documented: false, live: null, planned: '[extensionAttribute1]', change: 'add', defaultValue: 'tenant-1' },
    ],
    ['userName', { required: true, live: '[userPrincipalName]', planned: '[mail]', change: 'edit' }],
    ['nickName', { live: '[mailNickname]', planned: null, change: 'remove' }],
  ])('tells of %s what it is and what it becomes', (target, expected) => {
    expect(row(target)).toMatchObject(expected);
  });

  it('shows that the setup turns groups off where the vendor takes none', () => {
    expect(group).toMatchObject({ source: 'Group', enabled: true, turnedOff: true });
  });

  it('goes by the name that the application gives its objects', () => {
    expect(user).toMatchObject({ target: 'urn:User', enabled: true, turnedOff: false });
  });
});

it('without a live schema tells only what the document lists and what the setup adds', () => {
  const [user, ...others] = compareMappings({ profile, wanted, schema: null });
  expect(others).toEqual([]);
  expect(user).toMatchObject({ target: 'User', enabled: null });
  expect(user?.rows.map(({ target, live, change }) => [target, live, change])).toEqual([
    ['userName', null, 'add'],
    ['active', null, 'none'],
    ['title', null, 'none'],
    ['organization', null, 'add'],
  ]);
});
