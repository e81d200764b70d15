import type { Group, JobRecord, Person, TenantState } from '#emulator/state';

/** The mapping of people in a job's schema. */
export const userMappingOf = (job: JobRecord) =>
  job.schema.synchronizationRules?.[0]?.objectMappings?.find((each) => each.sourceObjectName === 'User');

type Resource = Readonly<Record<string, unknown>>;

/** A directory and a target that was brought up to date with it. */
export interface Comparison {
  readonly state: TenantState;
  readonly job: JobRecord;
  /** Objects of which the service may not know that they were created: what they are when out of scope is open. */
  readonly ghosts: ReadonlySet<string>;
  readonly users: readonly Resource[];
  readonly groups: readonly Resource[];
}

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** Takes a directory and a target; says in words how the target differs from what the directory asks for. */
export function differencesOf(comparison: Comparison): readonly string[] {
  const { state, users } = comparison;
  const known = new Set([...state.people.values()].map(({ attributes }) => attributes.mailNickname));
  const strangers = users.filter(({ externalId }) => !known.has(String(externalId)));
  return [
    ...[...state.people.values()].flatMap((person) => personDifferences(comparison, person)),
    ...[...state.groups.values()].flatMap((group) => groupDifferences(comparison, group)),
    ...strangers
      .filter(({ externalId }) => !comparison.ghosts.has(String(externalId)))
      .map(({ externalId }) => `${String(externalId)} is gone from the directory and still in the target`),
  ];
}

function isInScope({ state, job }: Comparison, person: Person): boolean {
  const assigned = new Set([...state.assignments.values()].map(({ principalId }) => principalId));
  const isGiven =
    assigned.has(person.id) ||
    [...state.groups.values()].some(
      (group) => assigned.has(group.id) && group.members.some(({ id }) => id === person.id),
    );
  const passes = userMappingOf(job)?.scope == null || person.attributes.department === 'Sales';
  return isGiven && passes && person.accountEnabled && person.deletedAt === null;
}

const accountsOf = ({ users }: Comparison, { attributes }: Person): readonly Resource[] =>
  users.filter(({ externalId }) => externalId === attributes.mailNickname);

function personDifferences(comparison: Comparison, person: Person): readonly string[] {
  const name = String(person.attributes.mailNickname);
  const accounts = accountsOf(comparison, person);
  if (!isInScope(comparison, person)) {
    if (comparison.ghosts.has(name)) return [];
    return accounts.some(({ active }) => active === true) ? [`${name} is out of scope and active`] : [];
  }
  const [account, ...more] = accounts.filter(({ userName }) => userName === person.userPrincipalName);
  if (account === undefined || more.length > 0) return [`${name} has ${more.length} accounts by its name`];
  const { jobTitle } = person.attributes;
  return [
    ...(account.active === true ? [] : [`${name} is not active`]),
    ...(jobTitle === null || account.title === jobTitle
      ? []
      : [`${name} is ${String(account.title)}, not ${jobTitle}`]),
    ...(accounts.length === 1 || comparison.ghosts.has(name) ? [] : [`${name} has ${accounts.length} accounts`]),
    ...managerDifferences(comparison, person, account),
  ];
}

function managerDifferences(comparison: Comparison, person: Person, account: Resource): readonly string[] {
  const manager = person.managerId === null ? undefined : comparison.state.people.get(person.managerId);
  if (manager === undefined || !isInScope(comparison, manager)) return [];
  const wanted = accountsOf(comparison, manager).map(({ id }) => id);
  const extension = account[enterprise] as { manager?: { value?: string } } | undefined;
  const isRight = wanted.includes(extension?.manager?.value);
  return isRight ? [] : [`${String(person.attributes.mailNickname)} does not report to the manager`];
}

function groupDifferences(comparison: Comparison, group: Group): readonly string[] {
  const found = comparison.groups.filter(({ displayName }) => displayName === group.displayName);
  const isAssigned = [...comparison.state.assignments.values()].some(({ principalId }) => principalId === group.id);
  if (!isAssigned) {
    return found.length === 0 || comparison.ghosts.has(group.displayName) ? [] : [`${group.displayName} is left over`];
  }
  const [resource, ...more] = found;
  if (resource === undefined || more.length > 0) return [`${group.displayName} is there ${found.length} times`];
  const members = new Set(((resource.members ?? []) as { value: string }[]).map(({ value }) => value));
  const people = group.members.flatMap(({ id }) => comparison.state.people.get(id) ?? []);
  const allowed = new Set(people.flatMap((person) => accountsOf(comparison, person).map(({ id }) => id)));
  const missing = people.filter(
    (person) =>
      isInScope(comparison, person) && !accountsOf(comparison, person).some(({ id }) => members.has(String(id))),
  );
  return [
    ...missing.map(({ attributes }) => `${group.displayName} lacks ${String(attributes.mailNickname)}`),
    ...[...members].filter((id) => !allowed.has(id)).map((id) => `${group.displayName} has ${id}, who is no member`),
  ];
}
