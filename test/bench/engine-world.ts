import { vendorDefinitions } from '#emulator/provisioning/vendor-definitions';
import { type ClosableTargetNetwork, createTargetNetwork } from '#emulator/scim/serve-target-network';
import type { AssignmentRecord, JobRecord, Person } from '#emulator/state';
import { createTenant, type Tenant } from '#emulator/tenant';
import { type LoopbackServer, startLoopbackServer } from '#test/emulator/scim/loopback-server';

const vendorId = 'airstack';
const origin = 'https://api-as.lenovosoftware.com';
const defaultAccess = '00000000-0000-0000-0000-000000000000';

/** A tenant whose SCIM target is a real HTTP server of this process, which writes down what it is asked. */
export interface EngineWorld {
  readonly tenant: Tenant;
  readonly server: LoopbackServer;
  readonly network: ClosableTargetNetwork;
  /** Address of the SCIM root, as the service knows it. */
  readonly baseAddress: string;
  readonly token: string;
  accounts(): number;
  close(): Promise<void>;
}

/** Starts a world whose time stands still but for what is advanced. */
export async function startEngineWorld(): Promise<EngineWorld> {
  const server = await startLoopbackServer((request) => {
    const { pathname, search } = new URL(request.url);
    return tenant.fetch(new Request(`${origin}${pathname}${search}`, request));
  });
  const network = createTargetNetwork({ resolve: () => server.url });
  const tenant = createTenant({ clockMode: 'warp', network });
  const target = tenant.targets.find((each) => each.vendorId === vendorId);
  if (target === undefined) throw new Error(`The tenant has no vendor ${vendorId}.`);
  return {
    tenant,
    server,
    network,
    baseAddress: `${origin}/0/as/common/scim`,
    token: target.mintToken(),
    accounts: () => target.users().length,
    async close() {
      network.close();
      await server.close();
    },
  };
}

/** A person in the sixteen attributes that a directory usually keeps; `index` tells them apart. */
export function createPerson(index: number, changedAt: number): Person {
  const account = `person.${index}`;
  return {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    userPrincipalName: `${account}@contoso.demo.example`,
    accountEnabled: true,
    attributes: {
      displayName: `Person ${index}`,
      givenName: `Given ${index % 97}`,
      surname: `Surname ${index % 89}`,
      mail: `${account}@contoso.demo.example`,
      mailNickname: account,
      department: index % 3 === 0 ? 'Sales' : 'Finance',
      jobTitle: 'Clerk',
      city: 'Oslo',
      country: 'Norway',
      streetAddress: `Karl Johans gate ${index}`,
      postalCode: '0154',
      preferredLanguage: 'nb-NO',
      mobilePhone: '+47 400 00 000',
      businessPhones: ['+47 22 00 00 00'],
      officeLocation: 'Oslo HQ',
      employeeId: String(10_000 + index),
    },
    managerId: null,
    deletedAt: null,
    changedAt,
    roles: [],
    customRoleActions: [],
    guestOf: [],
  };
}

/** A job of the vendor with saved credentials, for the people who are assigned. */
export function createJob({ tenant, baseAddress, token }: EngineWorld): JobRecord {
  const { state, provisioning } = tenant;
  const template = [...state.galleryTemplates.values()].find((each) => each.vendorId === vendorId);
  const definition = vendorDefinitions.find((each) => each.vendorId === vendorId);
  if (template === undefined || definition === undefined) throw new Error(`The gallery has no ${vendorId}.`);
  const common = {
    appId: 'app',
    displayName: vendorId,
    applicationTemplateId: template.id,
    createdAt: 0,
    visibleAt: 0,
  };
  const servicePrincipal = {
    ...common,
    id: 'sp',
    applicationObjectId: 'a',
    preferredSingleSignOnMode: null,
    owners: [],
  };
  state.applications.set('a', { ...common, id: 'a', appRoles: [] });
  state.servicePrincipals.set(servicePrincipal.id, servicePrincipal);
  state.secrets.set('sp', new Map(Object.entries({ SyncAll: 'false', BaseAddress: baseAddress, SecretToken: token })));
  return provisioning.createJob(servicePrincipal.id, definition.templateId);
}

/** Adds people and assigns them to the job's application; gives them. */
export function addAssignedPeople({ tenant }: EngineWorld, job: JobRecord, count: number): readonly Person[] {
  const now = tenant.clock.now();
  return Array.from({ length: count }, (_, index) => {
    const person = createPerson(index, now - 1);
    const assignment: AssignmentRecord = {
      id: `assignment-${index}`,
      servicePrincipalId: job.servicePrincipalId,
      principalId: person.id,
      principalKind: 'user',
      appRoleId: defaultAccess,
      createdAt: now,
    };
    tenant.state.people.set(person.id, person);
    tenant.state.assignments.set(assignment.id, assignment);
    return person;
  });
}
