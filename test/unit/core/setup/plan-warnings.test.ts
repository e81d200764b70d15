import { describe, expect, it } from 'vitest';
import { SynchronizationTemplate } from '#core/graph/shapes';
import { checkDirection, documentWarnings } from '#core/setup/plan/profile-warnings';
import {
  actionsOf,
  id,
  job,
  liveState,
  newState,
  nobody,
  type PlanCase,
  person,
  planOf,
  refusal,
  servicePrincipal,
  userRole,
} from './plan-fixture.ts';
import { shippedProfile } from './profile-files.ts';

describe('planSetup on a profile that the tenant contradicts', () => {
  const asksMore = SynchronizationTemplate.parse({
    id: 'airstack',
    default: true,
    metadata: [
      { key: 'configurationFields', value: '[{"name":"baseaddress"},{"name":"secrettoken"},{"name":"companyid"}]' },
    ],
  });

  it('knows the field that the application has beside them, and says so', () => {
    const state = liveState({ templates: [asksMore] });
    const plan = planOf({
      state,
      configuration: { connection: { settings: { CompanyId: '4711' } } },
      bound: ['SecretToken'],
    });
    expect(plan.warnings).toContainEqual({
      code: 'profileDiffers',
      message: expect.stringMatching(/^companyid: the profile says nothing, the tenant companyid\./),
    });
    expect(actionsOf(planOf({ state }))).toMatchObject({ 'settings.save': 'keep' });
  });

  it('demands the credentials that the application takes instead of those of the document', () => {
    const templates = [
      SynchronizationTemplate.parse({
        id: 'airstack',
        default: true,
        metadata: [{ key: 'configurationFields', value: '[{"name":"username"},{"name":"password","secret":true}]' }],
      }),
    ];
    expect(refusal(() => planOf({ state: liveState({ templates }) }))).toBe('bad_request settingMissing');
  });

  it('says that the gallery calls it by another name', async () => {
    const state = newState({ template: { id: id(4), displayName: 'Air Stack', supportsProvisioning: true } });
    const { warnings } = await planOf({ state });
    expect(warnings.filter(({ code }) => code === 'profileDiffers')).toHaveLength(1);
  });

  it('is silent where nothing differs', async () => {
    const { warnings } = await planOf({});
    expect(warnings.filter(({ code }) => code === 'profileDiffers')).toEqual([]);
  });

  it('refuses a document about sending people into the directory', async () => {
    const profile = { ...(await shippedProfile('airstack')), direction: 'inbound' as const };
    expect(documentWarnings(profile).map(({ code }) => code)).toContain('otherDirection');
    expect(() => checkDirection(profile)).toThrow(/sends people into Microsoft Entra ID/);
    const agent = { ...(await shippedProfile('airstack')), connectivity: 'onPremisesAgent' as const };
    expect(documentWarnings(agent).map(({ code }) => code)).toContain('agentNeeded');
    expect(() => checkDirection(agent)).not.toThrow();
  });
});

describe('planSetup on what is to be known', () => {
  it.each<[string, PlanCase, string]>([
    ['a second instance', { state: newState({ instances: [servicePrincipal()] }) }, 'secondInstance'],
    [
      'sign-on that is set up already',
      {
        state: liveState(
          { job: { kind: 'create', open: null }, schema: null },
          {
            choice: {
              kind: 'use',
              servicePrincipal: servicePrincipal({ preferredSingleSignOnMode: 'saml' }),
              adopts: null,
            },
          },
        ),
        bound: ['SecretToken'],
      },
      'ssoAlreadySetUp',
    ],
    [
      'an unexpected tenant URL',
      { configuration: { connection: { tenantUrl: 'https://other.example/scim' } } },
      'tenantUrlUnexpected',
    ],
    ['a picture instead of a table', {}, 'noAttributeTable'],
    ['a slip of the document', {}, 'documentSlip'],
    ['several jobs', { state: liveState({ jobs: [job(), job({ id: 'job-2' })] }) }, 'severalJobs'],
    [
      'a quarantine that nothing lifts',
      {
        state: liveState({
          job: {
            kind: 'use',
            adopts: null,
            job: job({ status: { code: 'Quarantine', quarantine: { reason: 'Unknown' } } }),
          },
        }),
      },
      'inQuarantine',
    ],
    [
      'a nested group',
      {
        configuration: { assignments: [{ group: 'G' }] },
        state: liveState(
          {},
          {
            principals: {
              users: new Map(),
              groups: new Map([['G', [{ id: id(21), securityEnabled: true }]]]),
              closeNames: new Map(),
              nestedGroups: new Map([[id(21), ['Inner']]]),
            },
          },
        ),
      },
      'nestedGroup',
    ],
    [
      'a disabled person',
      {
        configuration: { assignments: [{ user: 'p1@c.example' }] },
        state: liveState(
          {},
          { principals: { ...nobody, users: new Map([['p1@c.example', person(1, { accountEnabled: false })]]) } },
        ),
      },
      'disabledPeople',
    ],
    [
      'Default Access',
      {
        state: liveState({
          assignments: [{ id: 'a', principalId: id(101), appRoleId: '00000000-0000-0000-0000-000000000000' }],
        }),
      },
      'defaultAccess',
    ],
    [
      'people whom the configuration does not name',
      { state: liveState({ assignments: [{ id: 'a', principalId: id(101), appRoleId: userRole.id }] }) },
      'otherAssignments',
    ],
  ])('warns of %s', (_what, one, code) => {
    expect(planOf(one).warnings.map((warning) => warning.code)).toContain(code);
  });
});
