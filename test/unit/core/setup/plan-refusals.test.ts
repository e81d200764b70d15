import { describe, expect, it } from 'vitest';
import { id, liveState, newState, nobody, type PlanCase, person, planOf, refusal, template } from './plan-fixture.ts';

describe('planSetup on what cannot be done', () => {
  it.each<[string, PlanCase, string]>([
    [
      'a secret among the settings',
      { configuration: { connection: { settings: { Password: 'x' } } } },
      'bad_request secretInSettings',
    ],
    [
      'a setting that has its own place',
      { configuration: { connection: { settings: { SyncAll: 'true' } } } },
      'bad_request settingHasItsOwnPlace',
    ],
    [
      'a tenant URL without https',
      { configuration: { connection: { tenantUrl: 'http://a.example/scim' } } },
      'bad_request tenantUrlNotHttps',
    ],
    ['a label that nothing uses', { bound: ['SecretTokn'] }, 'bad_request unknownSecretLabel'],
    [
      'groups switched on for a vendor without groups',
      { state: newState(), configuration: { mappings: [{ source: 'Group', target: 'Group', enabled: true }] } },
      'bad_request groupsNotSupported',
    ],
    [
      'an unknown target attribute',
      {
        configuration: {
          mappings: [
            {
              source: 'User',
              target: 'User',
              attributeMappings: [
                { targetAttributeName: 'usrName', source: { type: 'Attribute', name: 'mail' }, matchingPriority: 1 },
              ],
            },
          ],
        },
      },
      'bad_request unknownTargetAttribute',
    ],
    [
      'an unknown person',
      { configuration: { assignments: [{ user: 'nobody@c.example' }] } },
      'bad_request unknownUser',
    ],
    ['an unknown group', { configuration: { assignments: [{ group: 'Nobody' }] } }, 'bad_request unknownGroup'],
    [
      'an unknown app role',
      {
        configuration: { assignments: [{ user: 'p1@c.example', role: 'Usr' }] },
        state: liveState({}, { principals: { ...nobody, users: new Map([['p1@c.example', person(1)]]) } }),
      },
      'bad_request unknownAppRole',
    ],
    [
      'a group name that two groups have',
      {
        configuration: { assignments: [{ group: 'Twins' }] },
        state: liveState(
          {},
          { principals: { ...nobody, groups: new Map([['Twins', [{ id: id(21) }, { id: id(22) }]]]) } },
        ),
      },
      'bad_request ambiguousGroup',
    ],
    [
      'a group that cannot be assigned',
      {
        configuration: { assignments: [{ group: 'Mail' }] },
        state: liveState(
          {},
          { principals: { ...nobody, groups: new Map([['Mail', [{ id: id(21), securityEnabled: false }]]]) } },
        ),
      },
      'bad_request groupNotSecurityEnabled',
    ],
    [
      'an application without a synchronization template',
      { state: liveState({ templates: [] }) },
      'bad_request noProvisioningSupport',
    ],
    [
      'a gallery application without provisioning',
      { state: newState({ template: { ...template, supportsProvisioning: false } }) },
      'bad_request noProvisioningSupport',
    ],
  ])('refuses %s before anything is written', (_what, one, code) => {
    expect(refusal(() => planOf(one))).toBe(code);
  });

  it.each([
    { assignment: { user: 'p2@c.example' }, close: 'p1@c.example' },
    { assignment: { group: 'Staf' }, close: 'Staff' },
  ])('offers the close name of $close', ({ assignment, close }) => {
    const typed = Object.values(assignment)[0] ?? '';
    const state = liveState({}, { principals: { ...nobody, closeNames: new Map([[typed, close]]) } });
    expect(() => planOf({ configuration: { assignments: [assignment] }, state })).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ nextStep: expect.stringContaining(`"${close}"?`) }),
      }),
    );
  });

  it('offers the closest app role', () => {
    const state = liveState({}, { principals: { ...nobody, users: new Map([['p1@c.example', person(1)]]) } });
    try {
      planOf({ configuration: { assignments: [{ user: 'p1@c.example', role: 'Usr' }] }, state });
      expect.unreachable();
    } catch (cause) {
      expect(cause).toMatchObject({
        details: { nextStep: 'Did you mean "User"?', location: { path: 'assignments.0.role' } },
      });
    }
  });
});
