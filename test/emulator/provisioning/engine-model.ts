import { createProvisioningService } from '#emulator/provisioning/provisioning-service';
import { createVendorTargets } from '#emulator/scim/vendor-targets';
import type { Group, JobRecord, Person, TenantState } from '#emulator/state';
import { differencesOf, userMappingOf } from './engine-differences.ts';
import type { Step } from './engine-steps.ts';
import { createFaultyNetwork } from './faulty-network.ts';
import { addApplication, defaultAccess, emptyState, hour, tenantUrls } from './tenant-fixture.ts';

/** A tenant with one job, and what is to be in its target. */
export interface ModelWorld {
  take(step: Step): Promise<void>;
  /** Ends faults, lifts a quarantine, and lets cycles run until nothing is left to do. */
  settle(): Promise<void>;
  /** How the target differs from the model; empty when it does not. */
  differences(): readonly string[];
}

const vendorId = 'scim';

/** Makes a tenant of three people and two groups, whose job was started and has not run. */
export function createModelWorld(): ModelWorld {
  let time = Date.parse('2026-03-02T08:00:00Z');
  let made = 0;
  const newId = (): string => {
    made += 1;
    return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  };
  const clock = { now: () => time };
  const state = emptyState();
  const targets = createVendorTargets({ clock, newId });
  const network = createFaultyNetwork(targets);
  const service = createProvisioningService({ state, clock, network, newId });
  const job = addApplication({ state, service, newId, now: time }, vendorId, []);
  const target = targets.find((each) => each.vendorId === vendorId);
  if (target === undefined) throw new Error(`There is no target ${vendorId}.`);
  const credentials = { BaseAddress: tenantUrls[vendorId] ?? '', SecretToken: target.mintToken(), SyncAll: 'false' };
  state.secrets.set(job.servicePrincipalId, new Map(Object.entries(credentials)));
  const directory = { state, job, newId, now: () => time };
  let hasGivenUp = false;
  for (const kind of ['addPerson', 'addPerson', 'addPerson', 'addGroup', 'addGroup'] as const)
    change(directory, { kind });
  service.start(job);

  const pass = async (milliseconds: number): Promise<void> => {
    time += milliseconds;
    await service.runDueCycles();
  };
  const actOnJob: Readonly<Record<string, (step: Step) => Promise<void> | void>> = {
    cycle: () => pass(hour),
    pause: () => service.pause(job),
    start: () => void service.start(job),
    restart(step) {
      const scope = step.kind === 'restart' ? step.scope : '';
      hasGivenUp ||= scope === 'Escrows';
      service.restart(job, new Set(scope === '' ? [] : [scope]));
    },
    toggleFilter() {
      toggleFilter(job);
      service.schemaChanged(job);
    },
    storm(step) {
      network.seed = step.kind === 'storm' ? step.seed : null;
    },
    calm() {
      network.seed = null;
    },
  };

  return {
    async take(step) {
      const act = actOnJob[step.kind];
      if (act === undefined) change(directory, step);
      else await act(step);
    },
    async settle() {
      network.seed = null;
      service.start(job);
      // Who restarts with Escrows gives up what failed so far, until everybody is looked at again.
      service.restart(job, new Set(hasGivenUp ? ['QuarantineState', 'Watermark'] : ['QuarantineState']));
      for (let cycle = 0; cycle < 4; cycle += 1) await pass(hour);
    },
    differences: () => [
      ...unrestOf(service.jobResource(job)),
      ...differencesOf({ state, job, ghosts: network.ghosts, users: target.users(), groups: target.groups() }),
    ],
  };
}

/** What a job says that has work left although nothing changed since its last cycle. */
function unrestOf({ status }: Record<string, unknown>): readonly string[] {
  const { code, lastExecution } = status as { code: string; lastExecution: Record<string, unknown> };
  const { state, countExported, countEscrowed } = lastExecution;
  const told = JSON.stringify({ code, state, countExported, countEscrowed });
  const rest = JSON.stringify({ code: 'Active', state: 'Succeeded', countExported: 0, countEscrowed: 0 });
  return told === rest ? [] : [`the job does not rest: ${told}`];
}

function toggleFilter(job: JobRecord): void {
  const mapping = userMappingOf(job);
  if (mapping === undefined) throw new Error('The schema has no mapping of people.');
  const clause = { operatorName: 'EQUALS', sourceOperandName: 'department', targetOperand: { values: ['Sales'] } };
  mapping.scope = mapping.scope == null ? { groups: [{ name: 'Sales only', clauses: [clause] }] } : null;
}

interface Directory {
  readonly state: TenantState;
  readonly job: JobRecord;
  readonly newId: () => string;
  readonly now: () => number;
}

const nth = <T>(records: ReadonlyMap<string, T>, which: number): T | undefined =>
  [...records.values()][which % Math.max(1, records.size)];

function change({ state, job, newId, now }: Directory, step: Step): void {
  if (step.kind === 'addPerson') {
    addPerson({ state, job, newId, now });
    return;
  }
  if (step.kind === 'addGroup') {
    addGroup({ state, job, newId, now });
    return;
  }
  if (!('which' in step)) return;
  const person = nth(state.people, step.which);
  const group = nth(state.groups, step.which);
  if (step.kind === 'toggleGroupAssigned' && group !== undefined) toggleAssignment({ state, job, newId, now }, group);
  if (step.kind === 'toggleMember' && group !== undefined) toggleMember(group, nth(state.people, step.other));
  if (person === undefined || step.kind === 'toggleMember' || step.kind === 'toggleGroupAssigned') return;
  // An assignment is no change of the person.
  if (step.kind === 'toggleAssigned') {
    toggleAssignment({ state, job, newId, now }, person);
    return;
  }
  if (step.kind === 'purge') state.people.delete(person.id);
  if (step.kind === 'changeTitle') person.attributes.jobTitle = `Title ${newId().slice(-4)}`;
  if (step.kind === 'clearTitle') person.attributes.jobTitle = null;
  if (step.kind === 'rename') person.userPrincipalName = `renamed.${newId().slice(-6)}@contoso.demo.example`;
  if (step.kind === 'toggleEnabled') person.accountEnabled = !person.accountEnabled;
  if (step.kind === 'toggleDeleted') person.deletedAt = person.deletedAt === null ? now() : null;
  if (step.kind === 'toggleDepartment')
    person.attributes.department = person.attributes.department === 'Sales' ? 'IT' : 'Sales';
  if (step.kind === 'setManager') person.managerId = nth(state.people, step.other)?.id ?? null;
  person.changedAt = now();
}

function addPerson(directory: Directory): void {
  const id = directory.newId();
  const account = `person.${id.slice(-6)}`;
  const person: Person = {
    id,
    userPrincipalName: `${account}@contoso.demo.example`,
    accountEnabled: true,
    attributes: { displayName: account, jobTitle: 'Clerk', mailNickname: account, department: 'Sales' },
    managerId: null,
    deletedAt: null,
    changedAt: directory.now(),
    roles: [],
    customRoleActions: [],
    guestOf: [],
  };
  directory.state.people.set(id, person);
  toggleAssignment(directory, person);
}

function addGroup(directory: Directory): void {
  const id = directory.newId();
  const displayName = `Group ${id.slice(-6)}`;
  const common = { securityEnabled: true, mailEnabled: false, attributes: {}, members: [], deletedAt: null };
  const group: Group = { ...common, id, displayName, changedAt: directory.now() };
  directory.state.groups.set(id, group);
  toggleAssignment(directory, group);
}

function toggleMember(group: Group, person: Person | undefined): void {
  if (person === undefined) return;
  const isMember = group.members.some(({ id }) => id === person.id);
  group.members = isMember
    ? group.members.filter(({ id }) => id !== person.id)
    : [...group.members, { id: person.id, kind: 'user' }];
}

function toggleAssignment({ state, job, newId, now }: Directory, principal: Person | Group): void {
  const { servicePrincipalId } = job;
  const existing = [...state.assignments.values()].find(({ principalId }) => principalId === principal.id);
  if (existing !== undefined) {
    state.assignments.delete(existing.id);
    return;
  }
  const principalKind = 'members' in principal ? ('group' as const) : ('user' as const);
  const id = newId();
  const given = { id, servicePrincipalId, principalId: principal.id, principalKind, appRoleId: defaultAccess };
  state.assignments.set(id, { ...given, createdAt: now() });
}
