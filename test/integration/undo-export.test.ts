import { afterEach, describe, expect, it } from 'vitest';
import type { ApplyReport } from '#shared/model/plan';
import { type DemoWorld, openDemoWorld, setUp } from '#test/support/demo-world';
import { objectMappingOf, openPortal, type Portal } from './portal.ts';
import { expectEmpty, roundTrip } from './round-trip.ts';

let world: DemoWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const idsOf = ({ servicePrincipalId, jobId }: ApplyReport) => ({
  servicePrincipalId: String(servicePrincipalId),
  jobId: String(jobId),
});

const vendors = [
  { vendor: 'schoolstream-asa', application: 'SchoolStream ASA' },
  { vendor: 'cloud-academy-sso', application: 'Cloud Academy - SSO' },
  { vendor: 'airstack', application: 'Airstack' },
  { vendor: 'askspoke', application: 'askSpoke' },
  { vendor: 'atea', application: 'Atea' },
];

interface ByHand {
  readonly what: string;
  readonly vendor: string;
  readonly application: string;
  readonly change: (portal: Portal, servicePrincipalId: string) => Promise<void>;
  /** What the exported text has to say. */
  readonly says?: RegExp;
  readonly notes?: readonly string[];
}

const byHand: readonly ByHand[] = [
  {
    what: 'a mapping changed into an expression, one that only flows at creation, one with a default, one removed',
    vendor: 'airstack',
    application: 'Airstack',
    change: ({ editSchema }) =>
      editSchema((schema) => {
        const mapping = objectMappingOf(schema, 'User');
        mapping.attributeMappings = (mapping.attributeMappings ?? [])
          .filter(({ targetAttributeName }) => targetAttributeName !== 'preferredLanguage')
          .map((one) => {
            if (one.targetAttributeName === 'displayName')
              return { ...one, source: { type: 'Function', expression: 'Join(", ", [surname], [givenName])' } };
            if (one.targetAttributeName === 'title')
              return { ...one, flowType: 'ObjectAddOnly', defaultValue: 'Staff' };
            if (one.targetAttributeName === 'externalId')
              return {
                ...one,
                source: { type: 'Constant', name: 'none', expression: '"none"' },
                flowBehavior: 'FlowAlways',
              };
            return one;
          });
      }),
    says: /Join\(", ", \[surname\], \[givenName\]\)/,
  },
  {
    what: 'a scoping filter of two groups, a disabled group mapping, and creations only',
    vendor: 'schoolstream-asa',
    application: 'SchoolStream ASA',
    change: ({ editSchema }) =>
      editSchema((schema) => {
        const clause = (sourceOperandName: string, value: string) => ({
          sourceOperandName,
          operatorName: 'EQUALS',
          targetOperand: { values: [value] },
        });
        objectMappingOf(schema, 'User').scope = {
          groups: [
            {
              name: 'Engineers in Denmark',
              clauses: [clause('department', 'Engineering'), clause('country', 'Denmark')],
            },
            { name: 'Sales', clauses: [clause('department', 'Sales')] },
          ],
          inputFilterGroups: [],
          categoryFilterGroups: [],
        };
        objectMappingOf(schema, 'User').flowTypes = 'Add';
        objectMappingOf(schema, 'Group').enabled = false;
      }),
    says: /Engineers in Denmark/,
  },
  {
    what: 'everyone in scope, no deletions out of scope, several notified, an unusual threshold',
    vendor: 'askspoke',
    application: 'askSpoke',
    change: ({ editSettings }) =>
      editSettings({
        SyncAll: 'True',
        SkipOutOfScopeDeletions: 'True',
        SyncNotificationSettings: JSON.stringify({
          Enabled: true,
          Recipients: 'one@contoso.demo.example;two@contoso.demo.example',
          DeleteThresholdEnabled: true,
          DeleteThresholdValue: 0,
          HumanResourcesLookaheadQueryEnabled: false,
        }),
      }),
    says: /people: everyone/,
    notes: ['notificationKept', 'thresholdKept'],
  },
  {
    what: 'an app role more, and people and a group assigned with it',
    vendor: 'cloud-academy-sso',
    application: 'Cloud Academy - SSO',
    async change({ session }, servicePrincipalId) {
      const { body: servicePrincipal } = await session('GET', `/servicePrincipals/${servicePrincipalId}`);
      const { body: registration } = await session('GET', `/applications(appId='${servicePrincipal.appId}')`);
      const role = {
        id: '7d3f5c0a-2f7e-4a53-9d0e-5a1c9b0e4f10',
        displayName: 'Team leads',
        value: 'TeamLead',
        description: 'Leads',
        isEnabled: true,
        allowedMemberTypes: ['User'],
      };
      const appRoles = [
        ...registration.appRoles.map(({ origin: _origin, ...rest }: { origin?: string }) => rest),
        role,
      ];
      const patched = await session('PATCH', `/applications/${registration.id}`, { body: { appRoles } });
      expect(patched.status).toBe(204);
      const people = await session('GET', '/users/priya.raghavan@contoso.demo.example');
      for (const principalId of [people.body.id, 'f329df17-5921-4281-90ea-afddb7e7cb05']) {
        const body = { principalId, resourceId: servicePrincipalId, appRoleId: role.id };
        const made = await session('POST', `/servicePrincipals/${servicePrincipalId}/appRoleAssignedTo`, { body });
        expect(made.status).toBe(201);
      }
    },
    says: /role: TeamLead/,
  },
  {
    what: 'provisioning paused',
    vendor: 'airstack',
    application: 'Airstack',
    async change({ session }, servicePrincipalId) {
      const jobs = `/servicePrincipals/${servicePrincipalId}/synchronization/jobs`;
      const { body } = await session('GET', jobs);
      expect((await session('POST', `${jobs}/${body.value[0].id}/pause`)).status).toBe(204);
    },
    says: /provisioning: off/,
  },
  {
    what: 'a mapping of an authorized application',
    vendor: 'atea',
    application: 'Atea',
    change: ({ editSchema }) =>
      editSchema((schema) => {
        const mapping = objectMappingOf(schema, 'User');
        mapping.attributeMappings = (mapping.attributeMappings ?? []).filter(
          (one) => one.targetAttributeName !== 'locale',
        );
      }),
    notes: ['authorizationNotExported'],
  },
];

describe('exporting an application', () => {
  it.each(vendors)('gives a configuration of $application whose plan is empty', async ({ vendor, application }) => {
    world = await openDemoWorld();
    const { token } = await setUp(world, vendor, { waitForCycle: true });
    const trip = await roundTrip(world, application);
    expectEmpty(trip);
    expect(trip.configuration.vendor).toBe(vendor);
    if (token !== null) expect(trip.text).not.toContain(token);
  });

  it.each(byHand)('gives what was made by hand in the portal: $what', async (row) => {
    world = await openDemoWorld();
    const { report } = await setUp(world, row.vendor, { waitForCycle: true });
    const ids = idsOf(report);
    const portal = await openPortal(world, ids);
    await row.change(portal, ids.servicePrincipalId);
    const trip = await roundTrip(world, row.application);
    expectEmpty(trip);
    if (row.says !== undefined) expect(trip.text).toMatch(row.says);
    expect(trip.notes.map(({ code }) => code)).toEqual(row.notes ?? []);
  });
});
