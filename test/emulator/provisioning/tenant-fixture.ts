import {
  createProvisioningService,
  type EmulatedProvisioningService,
} from '#emulator/provisioning/provisioning-service';
import { nonGalleryTemplateId } from '#emulator/provisioning/vendor-definitions';
import { type ClosableTargetNetwork, createTargetNetwork } from '#emulator/scim/serve-target-network';
import { createVendorTargets, findVendorTarget } from '#emulator/scim/vendor-targets';
import type { AppRoleRecord, AssignmentRecord, Group, JobRecord, Person, TenantState } from '#emulator/state';
import type { TargetNetwork, VendorTarget } from '#emulator/vendor-target';
import { type LoopbackServer, startLoopbackServer } from '#test/emulator/scim/loopback-server';

export const minute = 60_000;
export const hour = 60 * minute;
export const defaultAccess = '00000000-0000-0000-0000-000000000000';
export const tenantId = '5f4a3c9e-7d21-4b86-a3f5-0c2e91d7b6a8';
const startAt = Date.parse('2026-03-02T08:00:00Z');

/** Where each vendor's SCIM root is. */
export const tenantUrls: Record<string, string> = {
  airstack: 'https://api-as.lenovosoftware.com/0/as/common/scim',
  'cloud-academy-sso': 'https://app.qa.com/webhooks/ad/v1/scim',
  askspoke: 'https://fabrikam.askspoke.com/scim/v2',
  'schoolstream-asa': 'https://contoso.schoolstream.example/scim',
  atea: 'https://scim.atea.example/scim/v2',
  scim: 'https://scim.demo.example/scim',
};

export interface TestTenant {
  readonly state: TenantState;
  readonly service: EmulatedProvisioningService;
  readonly network: ClosableTargetNetwork;
  readonly server: LoopbackServer;
  /** The most requests to targets that were under way at once. */
  peak(): number;
  readonly targets: readonly VendorTarget[];
  target(vendorId: string): VendorTarget;
  now(): number;
  /** Moves time forward and runs what is due, once. */
  pass(milliseconds: number): Promise<void>;
  addPerson(name: string, more?: Partial<Person>): Person;
  addGroup(name: string, members: readonly (Person | Group)[]): Group;
  /** An application of a vendor with its job; saves a working token unless `token` says otherwise. */
  addApp(vendorId: string, more?: { appRoles?: AppRoleRecord[]; settings?: Record<string, string> }): JobRecord;
  assign(job: JobRecord, principal: Person | Group, appRoleId?: string): AssignmentRecord;
  unassign(assignment: AssignmentRecord): void;
  secrets(job: JobRecord): Map<string, string>;
  status(job: JobRecord): Record<string, never>;
  rowsOf(personOrGroup: { readonly id: string }): readonly LogRow[];
  close(): Promise<void>;
}

/** The part of a log row that tests look at. */
export interface LogRow {
  readonly provisioningAction: string;
  readonly provisioningStatusInfo: {
    readonly status: string;
    readonly errorInformation: { readonly errorCode: string } | null;
  };
  readonly provisioningSteps: readonly {
    readonly name: string;
    readonly provisioningStepType: string;
    readonly status: string;
    readonly details: Record<string, string>;
  }[];
  readonly modifiedProperties: readonly {
    readonly displayName: string;
    readonly oldValue: string | null;
    readonly newValue: string | null;
  }[];
  readonly sourceIdentity: { readonly id: string };
}

function createIds(): () => string {
  let next = 0;
  return () => {
    next += 1;
    return `00000000-0000-4000-8000-${String(next).padStart(12, '0')}`;
  };
}

export function appRole(more: Partial<AppRoleRecord> = {}): AppRoleRecord {
  return {
    id: '11111111-1111-4111-8111-111111111111',
    displayName: 'User',
    description: 'User',
    value: null,
    isEnabled: true,
    allowedMemberTypes: ['User'],
    ...more,
  };
}

export function emptyState(): TenantState {
  return {
    tenantId,
    tenantName: 'Contoso',
    domain: 'contoso.demo.example',
    premium: true,
    people: new Map(),
    groups: new Map(),
    galleryTemplates: new Map(),
    applications: new Map(),
    servicePrincipals: new Map(),
    assignments: new Map(),
    removedAssignments: [],
    jobs: new Map(),
    secrets: new Map(),
  };
}

function countUnderWay(network: TargetNetwork): { network: TargetNetwork; peak: () => number } {
  let underWay = 0;
  let peak = 0;
  return {
    network: {
      async fetch(url, init) {
        underWay += 1;
        peak = Math.max(peak, underWay);
        return network.fetch(url, init).finally(() => {
          underWay -= 1;
        });
      },
    },
    peak: () => peak,
  };
}

/** A small tenant whose targets are real HTTP servers on this machine; its time stands still but for `pass`. */
export async function createTestTenant(): Promise<TestTenant> {
  let time = startAt;
  const clock = { now: () => time };
  const newId = createIds();
  const state = emptyState();
  const targets = createVendorTargets({ clock, newId });
  const server = await startLoopbackServer(async (request) => {
    const target = findVendorTarget(targets, `https://${request.headers.get('host') ?? ''}`);
    return target === undefined ? new Response(null, { status: 502 }) : target.fetch(request);
  });
  const network = createTargetNetwork({
    resolve: (origin) => (findVendorTarget(targets, origin) === undefined ? undefined : server.url),
    timeoutMs: 300,
  });
  const counted = countUnderWay(network);
  const service = createProvisioningService({ state, clock, network: counted.network, newId });
  const target = (vendorId: string): VendorTarget => {
    const found = targets.find((each) => each.vendorId === vendorId);
    if (found === undefined) throw new Error(`There is no target ${vendorId}.`);
    return found;
  };

  return {
    state,
    service,
    network,
    server,
    peak: counted.peak,
    targets,
    target,
    now: clock.now,
    async pass(milliseconds) {
      time += milliseconds;
      await service.runDueCycles();
    },
    addPerson: (name, more = {}) => addPerson({ state, newId, now: time }, name, more),
    addGroup(displayName, members) {
      const group: Group = {
        id: newId(),
        displayName,
        securityEnabled: true,
        mailEnabled: false,
        attributes: {},
        members: members.map((each) => ({ id: each.id, kind: 'displayName' in each ? 'group' : 'user' })),
        deletedAt: null,
        changedAt: time,
      };
      state.groups.set(group.id, group);
      return group;
    },
    addApp(vendorId, more = {}) {
      const job = addApplication({ state, service, newId, now: time }, vendorId, more.appRoles ?? []);
      const secrets = new Map(Object.entries({ SyncAll: 'false', ...more.settings }));
      if (vendorId !== 'atea') {
        secrets.set('BaseAddress', more.settings?.BaseAddress ?? tenantUrls[vendorId] ?? '');
        secrets.set('SecretToken', target(vendorId).mintToken());
      }
      state.secrets.set(job.servicePrincipalId, secrets);
      return job;
    },
    assign(job, principal, appRoleId = defaultAccess) {
      const assignment: AssignmentRecord = {
        id: newId(),
        servicePrincipalId: job.servicePrincipalId,
        principalId: principal.id,
        principalKind: 'displayName' in principal ? 'group' : 'user',
        appRoleId,
        createdAt: time,
      };
      state.assignments.set(assignment.id, assignment);
      return assignment;
    },
    unassign(assignment) {
      state.assignments.delete(assignment.id);
      state.removedAssignments.push({
        servicePrincipalId: assignment.servicePrincipalId,
        principalId: assignment.principalId,
        at: time,
      });
    },
    secrets: (job) => state.secrets.get(job.servicePrincipalId) ?? new Map(),
    status: (job) => service.jobResource(job).status as Record<string, never>,
    rowsOf: ({ id }) => ([...service.logRows()] as unknown as LogRow[]).filter((row) => row.sourceIdentity.id === id),
    async close() {
      network.close();
      await server.close();
    },
  };
}

interface Place {
  readonly state: TenantState;
  readonly newId: () => string;
  readonly now: number;
}

function addPerson({ state, newId, now }: Place, name: string, more: Partial<Person>): Person {
  const [givenName = name, surname = ''] = name.split(' ');
  const account = name.toLowerCase().replaceAll(' ', '.');
  const person: Person = {
    id: newId(),
    userPrincipalName: `${account}@contoso.demo.example`,
    accountEnabled: true,
    managerId: null,
    deletedAt: null,
    changedAt: now,
    roles: [],
    customRoleActions: [],
    guestOf: [],
    ...more,
    attributes: {
      displayName: name,
      givenName,
      surname,
      mail: `${account}@contoso.demo.example`,
      mailNickname: account.replace('.', ''),
      department: 'Sales',
      jobTitle: 'Clerk',
      city: 'Oslo',
      country: 'Norway',
      preferredLanguage: 'nb-NO',
      mobilePhone: '+47 400 00 000',
      ...more.attributes,
    },
  };
  state.people.set(person.id, person);
  return person;
}

/** An application of a vendor, with its job. */
export function addApplication(
  place: Place & { readonly service: EmulatedProvisioningService },
  vendorId: string,
  appRoles: AppRoleRecord[],
): JobRecord {
  const { state, service, newId, now } = place;
  const templateId = vendorId === 'scim' ? nonGalleryTemplateId : newId();
  const common = { displayName: vendorId, createdAt: now, visibleAt: now };
  state.galleryTemplates.set(templateId, {
    id: templateId,
    displayName: vendorId,
    publisher: vendorId,
    categories: [],
    homePageUrl: null,
    supportedProvisioningTypes: ['sync'],
    supportedSingleSignOnModes: [],
    vendorId: vendorId === 'scim' ? null : vendorId,
  });
  const application = { ...common, id: newId(), appId: newId(), applicationTemplateId: templateId, appRoles };
  state.applications.set(application.id, application);
  const servicePrincipal = {
    ...common,
    id: newId(),
    appId: application.appId,
    applicationTemplateId: templateId,
    applicationObjectId: application.id,
    preferredSingleSignOnMode: null,
    owners: [],
  };
  state.servicePrincipals.set(servicePrincipal.id, servicePrincipal);
  const [template] = service.templatesOf(servicePrincipal);
  if (template === undefined) throw new Error(`${vendorId} offers no template.`);
  return service.createJob(servicePrincipal.id, template.id);
}
