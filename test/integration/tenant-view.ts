import type { RequestLogEntry } from '#emulator/tenant-options';
import type { VendorTarget } from '#emulator/vendor-target';
import type { DemoWorld } from '#test/support/demo-world';

type Resource = Readonly<Record<string, unknown>>;

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

type Names = ReadonlyMap<unknown, string>;

const namesOf = (target: VendorTarget): Names =>
  new Map(target.users().map((user) => [user.id, String(user.userName)]));

const nameOf = (names: Names, { value }: { readonly value: string }): string => names.get(value) ?? `nobody: ${value}`;

/** A resource as the target keeps it, without what the target itself adds; a manager as user name. */
function content({ id: _id, meta: _meta, ...rest }: Resource, names: Names): Resource {
  const extension = rest[enterprise] as { readonly manager?: { readonly value: string } } | undefined;
  if (extension?.manager === undefined) return rest;
  return { ...rest, [enterprise]: { ...extension, manager: nameOf(names, extension.manager) } };
}

const byName = (resources: readonly Resource[], name: string): readonly Resource[] =>
  [...resources].sort((one, other) => String(one[name]).localeCompare(String(other[name])));

/** The people that a target holds, by user name, each with exactly the attributes that it received. */
export function receivedPeople(target: VendorTarget): Readonly<Record<string, Resource>> {
  const names = namesOf(target);
  return Object.fromEntries(
    byName(target.users(), 'userName').map((user) => [String(user.userName), content(user, names)]),
  );
}

/** The groups that a target holds: what it received, members as user names. */
export function receivedGroups(target: VendorTarget): readonly Resource[] {
  const names = namesOf(target);
  return byName(target.groups(), 'displayName').map((group) => {
    const members = (group.members ?? []) as readonly { readonly value: string }[];
    return { ...content(group, names), members: members.map((member) => nameOf(names, member)).sort() };
  });
}

const asks = [/\/validateCredentials$/, /\/\$batch$/];

/** Requests that change something; a batch is not opened, so look at {@link tenantFacts} as well. */
const isWrite = ({ method, path }: RequestLogEntry): boolean =>
  method !== 'GET' && !asks.some((pattern) => pattern.test(path));

/** What the tenant itself saw being written from a place in its request log on, as `METHOD path status`. */
export const writesSeen = (world: DemoWorld, from: number): readonly string[] =>
  world.served.tenant.requestLog
    .slice(from)
    .filter(isWrite)
    .map(({ method, path, status }) => `${method} ${path.replace('/v1.0', '')} ${status}`);

/** How long the tenant's request log is now. */
export const placeInLog = (world: DemoWorld): number => world.served.tenant.requestLog.length;

const plain = (map: ReadonlyMap<string, unknown>): Resource => structuredClone(Object.fromEntries(map));

/** Everything that a setup may change in the tenant, as plain values that can be compared. */
export function tenantFacts(world: DemoWorld) {
  const { applications, servicePrincipals, assignments, jobs, secrets } = world.served.tenant.state;
  return {
    applications: plain(applications),
    servicePrincipals: plain(servicePrincipals),
    assignments: plain(assignments),
    jobs: plain(jobs),
    secrets: Object.fromEntries([...secrets].map(([id, values]) => [id, Object.fromEntries(values)])),
  };
}
