import { afterEach, describe, expect, it } from 'vitest';
import type { AppRoleRecord } from '#emulator/state';
import { openSession, type Session, setUpApplication } from '#test/emulator/graph/tenant-session';
import { type DemoWorld, openDemoWorld } from '#test/support/demo-world';
import { objectMappingOf, openPortal, type Portal } from './portal.ts';
import { expectEmpty, roundTrip } from './round-trip.ts';
import { failure } from './setup-calls.ts';

let world: DemoWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const defaultAccess = '00000000-0000-0000-0000-000000000000';

const applications = [
  { vendorId: 'schoolstream-asa', name: 'SchoolStream ASA', baseAddress: 'https://contoso.schoolstream.example/scim' },
  {
    vendorId: 'cloud-academy-sso',
    name: 'Cloud Academy - SSO',
    baseAddress: 'https://cloudacademy.com/webhooks/ad/v1/scim',
  },
  { vendorId: 'airstack', name: 'Airstack', baseAddress: 'https://api-as.lenovosoftware.com/0/as/common/scim' },
  { vendorId: 'askspoke', name: 'askSpoke', baseAddress: 'https://example.askspoke.com/scim/v2' },
  { vendorId: 'scim', name: 'Custom', baseAddress: 'https://scim.demo.example/scim?aadOptscim062020' },
] as const;

type Application = (typeof applications)[number];

async function byHand(of: DemoWorld, application: Application) {
  const session = await openSession(of.served.tenant);
  const made = await setUpApplication(session, of.served.tenant, {
    vendorId: application.vendorId,
    baseAddress: application.baseAddress,
    assigned: ['zoe.vandenberg', 'cher'],
  });
  await session('POST', `${made.job}/start`);
  await of.served.tenant.clock.advance(3_600_000);
  const portal = await openPortal(of, made);
  // The first session's token has run out by now.
  return { ...made, session: portal.session, portal };
}

const withRoles = async (session: Session, servicePrincipalId: string, edit: (roles: AppRoleRecord[]) => unknown[]) => {
  const { body: servicePrincipal } = await session('GET', `/servicePrincipals/${servicePrincipalId}`);
  const { body: registration } = await session('GET', `/applications(appId='${servicePrincipal.appId}')`);
  const roles = registration.appRoles.map(({ origin: _own, ...role }: AppRoleRecord) => role);
  const answer = await session('PATCH', `/applications/${registration.id}`, { body: { appRoles: edit(roles) } });
  expect(answer.status).toBe(204);
};

const assign = async (session: Session, servicePrincipalId: string, pair: readonly [user: string, role: string]) => {
  const { body: person } = await session('GET', `/users/${pair[0]}@contoso.demo.example`);
  const body = { principalId: person.id, resourceId: servicePrincipalId, appRoleId: pair[1] };
  const made = await session('POST', `/servicePrincipals/${servicePrincipalId}/appRoleAssignedTo`, { body });
  expect(made.status).toBe(201);
};

const role = (id: string, displayName: string) => ({
  id,
  displayName,
  description: displayName,
  value: null,
  isEnabled: true,
  allowedMemberTypes: ['User'],
});

interface Oddity {
  readonly what: string;
  readonly on: Application['vendorId'];
  readonly change: (at: { portal: Portal; session: Session; servicePrincipalId: string }) => Promise<void>;
  readonly notes?: readonly string[];
}

const leads = '7d3f5c0a-2f7e-4a53-9d0e-5a1c9b0e4f10';
const others = '1b0f4a52-6d0f-4f2e-8a35-0c7f5e1d2c33';

const oddities: readonly Oddity[] = [
  {
    what: 'a mapping of type None, one attribute mapped twice, a filter without a value, category filters',
    on: 'scim',
    change: ({ portal }) =>
      portal.editSchema((schema) => {
        const mapping = objectMappingOf(schema, 'User');
        const list = mapping.attributeMappings ?? [];
        const nickname = list.find((one) => one.targetAttributeName === 'externalId');
        mapping.attributeMappings = [
          ...list.map((one) => (one.targetAttributeName === 'title' ? { ...one, source: null } : one)),
          ...(nickname === undefined ? [] : [{ ...nickname, source: { type: 'Constant', expression: '"second"' } }]),
        ];
        const clauses = [
          { sourceOperandName: 'department', operatorName: 'IS NOT NULL', targetOperand: { values: [] } },
        ];
        mapping.scope = { groups: [{ name: '', clauses }], inputFilterGroups: [], categoryFilterGroups: [] };
      }),
  },
  {
    what: 'settings that only the service knows, and no notification at all',
    on: 'scim',
    change: ({ portal }) =>
      portal.editSettings({
        SyncNotificationSettings: '{}',
        ClientIdentifier: 'contoso-client',
        Domain: 'contoso.demo.example',
        HardDeletesEnabled: 'true',
      }),
    notes: ['settingsKept'],
  },
  {
    what: 'two app roles of one name, both given to one person',
    on: 'airstack',
    async change({ session, servicePrincipalId }) {
      await withRoles(session, servicePrincipalId, (roles) => [...roles, role(leads, 'Lead'), role(others, 'Lead')]);
      await assign(session, servicePrincipalId, ['grace.okafor', others]);
      await assign(session, servicePrincipalId, ['grace.okafor', leads]);
    },
  },
  {
    what: 'somebody with Default Access although the vendor leaves such people out',
    on: 'airstack',
    async change({ session, servicePrincipalId }) {
      const off = (roles: AppRoleRecord[]) => roles.map((one) => ({ ...one, isEnabled: false }));
      await withRoles(session, servicePrincipalId, off);
      await withRoles(session, servicePrincipalId, () => []);
      await assign(session, servicePrincipalId, ['grace.okafor', defaultAccess]);
      await withRoles(session, servicePrincipalId, () => [role(leads, 'Lead')]);
    },
  },
  {
    what: 'a person deleted after being assigned',
    on: 'askspoke',
    async change({ session, servicePrincipalId }) {
      await assign(session, servicePrincipalId, ['elif.demir', defaultAccess]);
      const { people } = (world as DemoWorld).served.tenant.state;
      const person = [...people.values()].find(({ userPrincipalName }) => userPrincipalName.startsWith('elif.demir@'));
      if (person !== undefined) person.deletedAt = (world as DemoWorld).served.tenant.clock.now();
    },
    notes: ['unreadablePrincipals'],
  },
];

describe('exporting an application that was made by hand', () => {
  it.each(applications)('gives $name as a configuration whose plan is empty', async (application) => {
    world = await openDemoWorld();
    await byHand(world, application);
    const trip = await roundTrip(world, application.name);
    expectEmpty(trip);
    expect(trip.configuration).toMatchObject({ vendor: application.vendorId, provisioning: 'on' });
    expect(trip.configuration.connection.tenantUrl).toBe(application.baseAddress);
  });

  it.each(oddities)('keeps $what', async ({ on, change, notes }) => {
    world = await openDemoWorld();
    const application = applications.find(({ vendorId }) => vendorId === on) ?? applications[0];
    const made = await byHand(world, application);
    await change(made);
    const trip = await roundTrip(world, application.name);
    expectEmpty(trip);
    expect(trip.notes.map(({ code }) => code)).toEqual(notes ?? []);
  });

  it.each(['Maple Payroll', 'Larkspur Legal'])('refuses %s, which offers no provisioning', async (application) => {
    world = await openDemoWorld();
    const error = await failure(world.call('configuration.export', { application }));
    expect(error).toMatchObject({ code: 'bad_request', reason: 'noProvisioningSupport' });
    expect(error.nextStep).toBeDefined();
  });

  it('says of Payroll Bridge that nothing is set up yet, and a plan asks for what is missing', async () => {
    world = await openDemoWorld();
    const { text, notes } = await world.call('configuration.export', { application: 'Payroll Bridge' });
    expect(notes).toMatchObject([{ code: 'noJob' }]);
    expect(text).toMatch(/^vendor: scim$/m);
  });
});
