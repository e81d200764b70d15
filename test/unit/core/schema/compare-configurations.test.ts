import { describe, expect, it } from 'vitest';
import { compareConfigurations } from '#core/schema/compare-configurations';
import { ProvisioningConfiguration } from '#shared/model/configuration';

const given = {
  schemaVersion: 1,
  vendor: 'airstack',
  application: { name: 'Airstack' },
  connection: {
    tenantUrl: 'https://airstack.example/scim',
    settings: { CompanyId: 'c1' },
    secrets: { SecretToken: { label: 'token' } },
  },
  scope: { people: 'assigned' },
  mappings: [
    {
      source: 'User',
      target: 'User',
      enabled: true,
      actions: ['create', 'update'],
      scopingFilter: null,
      attributeMappings: [
        {
          targetAttributeName: 'userName',
          source: { type: 'Attribute', name: 'userPrincipalName' },
          matchingPriority: 1,
        },
        { targetAttributeName: 'active', source: { type: 'Function', expression: 'Not([IsSoftDeleted])' } },
      ],
    },
  ],
  assignments: [{ user: 'Ann@contoso.example', role: 'User' }, { group: 'Staff' }],
  safety: { deletionThreshold: { enabled: true, value: 500 } },
  provisioning: 'on',
};

const configuration = (change: Record<string, unknown> = {}) =>
  ProvisioningConfiguration.parse({ ...given, ...change });
const [users] = given.mappings;

const cases: readonly (readonly [string, Record<string, unknown>, readonly string[]])[] = [
  [
    'defaults that reach every account, in any order',
    { everyAccount: ['title', 'department', 'title'] },
    ['Mappings: defaults that reach every account is added: department, title.'],
  ],
  ['an empty list of them says nothing', { everyAccount: [] }, []],
  [
    'connection: address, a setting, a secret by its label only',
    { connection: { tenantUrl: 'https://other.example/scim', secrets: { Password: { label: 'pw' } } } },
    [
      'Connection: tenant URL changes from https://airstack.example/scim to https://other.example/scim.',
      'Connection: secret Password is added: bound to the label pw.',
      'Connection: setting CompanyId is removed; it was c1.',
      'Connection: secret SecretToken is removed; it was bound to the label token.',
    ],
  ],
  [
    'scope, safety, notifications and state',
    {
      scope: { people: 'everyone', skipOutOfScopeDeletions: true },
      safety: { deletionThreshold: { enabled: false } },
      notifications: { email: 'a@b.example' },
      provisioning: 'off',
    },
    [
      'Scope: people changes from assigned only to everyone.',
      'Scope: accounts that leave the scope are kept is added: yes.',
      'Notifications: e-mail is added: a@b.example.',
      'Safety: deletion threshold changes from 500 to off.',
      'Provisioning: state changes from on to off.',
    ],
  ],
  [
    'people and groups',
    { assignments: [{ user: 'ann@contoso.example', role: 'Admin' }, { group: 'Sales' }] },
    [
      'Assignments: Person ann@contoso.example changes from User to Admin.',
      'Assignments: Group Sales is added: any usable role.',
      'Assignments: Group Staff is removed; it was any usable role.',
    ],
  ],
  [
    'mappings',
    {
      mappings: [
        {
          ...users,
          actions: ['create'],
          attributeMappings: [
            users?.attributeMappings[0],
            { targetAttributeName: 'active', source: { type: 'Constant', name: 'True' }, flowType: 'ObjectAddOnly' },
          ],
        },
      ],
    },
    [
      'User → User: actions changes from create, update to create.',
      'User → User: source of "active" changes from Not([IsSoftDeleted]) to "True".',
      'User → User: when it is applied of "active" changes from Always to ObjectAddOnly.',
    ],
  ],
  [
    'a member that one of them says nothing about',
    { mappings: [{ source: 'User', target: 'User', enabled: true }] },
    [
      'User → User: actions is removed; it was create, update.',
      'User → User: scoping filter is removed; it was none.',
      'User → User: list of attribute mappings is removed; it was 2 attribute mappings.',
    ],
  ],
];

describe('compareConfigurations', () => {
  it.each(cases)('says in sentences what differs: %s', (_name, change, expected) => {
    expect(compareConfigurations(configuration(), configuration(change)).map(({ words }) => words)).toEqual(expected);
  });

  it('finds nothing where only order, spelling of defaults and white space differ', () => {
    const [userName, active] = users?.attributeMappings ?? [];
    const again = configuration({
      $schema: 'https://example.com/schema.json',
      assignments: [...given.assignments].reverse(),
      mappings: [
        {
          ...users,
          actions: ['update', 'create'],
          scopingFilter: { groups: [] },
          attributeMappings: [
            {
              ...active,
              source: {
                type: 'Function',
                name: 'Not',
                expression: 'Not( [IsSoftDeleted] )',
                parameters: [{ key: 'source', value: { type: 'Attribute', name: 'IsSoftDeleted' } }],
              },
              '@odata.type': '#microsoft.graph.attributeMapping',
              defaultValue: '',
              flowType: 'Always',
              flowBehavior: 'FlowWhenChanged',
              matchingPriority: 0,
              exportMissingReferences: false,
            },
            {
              ...userName,
              source: { type: 'Attribute', name: 'userPrincipalName', expression: '[userPrincipalName]' },
            },
          ],
        },
      ],
    });
    expect(compareConfigurations(configuration(), again)).toEqual([]);
  });

  it('gives a row of a table beside each sentence', () => {
    expect(compareConfigurations(configuration(), configuration({ provisioning: 'off' }))).toEqual([
      {
        area: 'provisioning',
        kind: 'changed',
        place: 'Provisioning',
        what: 'state',
        before: 'on',
        after: 'off',
        words: 'Provisioning: state changes from on to off.',
      },
    ]);
  });
});
