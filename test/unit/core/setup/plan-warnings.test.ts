import { describe, expect, it } from 'vitest';
import {
  id,
  job,
  liveState,
  newState,
  nobody,
  type PlanCase,
  person,
  planOf,
  servicePrincipal,
  userRole,
} from './plan-fixture.ts';

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
