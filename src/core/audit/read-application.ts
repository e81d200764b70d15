import { countMembers, listCountedAssignments, listOwners, type MemberCounts } from '#core/graph/calls/evidence';
import { readSchema } from '#core/graph/calls/synchronization-schema';
import type { Graph } from '#core/graph/graph';
import type { DirectoryObject, ServicePrincipal, SynchronizationJob, SynchronizationSchema } from '#core/graph/shapes';
import type { ProfileSource } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import type { ExportInput } from '#core/setup/export-configuration';
import { readExportInput } from '#core/setup/read-export';
import type { Warning } from '#shared/model/plan';

/** Everything that was read of one application, as the service said it; what could not be read is null, with a reason. */
export interface GatheredApplication {
  readonly servicePrincipal: ServicePrincipal;
  readonly exported: { readonly input: ExportInput; readonly notes: readonly Warning[] };
  readonly jobs: readonly SynchronizationJob[];
  /** By job id; a job whose schema could not be read is not in it. */
  readonly schemas: ReadonlyMap<string, SynchronizationSchema>;
  readonly owners: readonly DirectoryObject[] | null;
  /** By object id of the group. */
  readonly members: ReadonlyMap<string, MemberCounts>;
  /** What could not be read, in words. */
  readonly missing: readonly string[];
}

/** Faults that concern one question: the rest of the application is still worth reading. */
const partial: ReadonlySet<string> = new Set([
  'forbidden',
  'role_missing',
  'not_found',
  'bad_request',
  'graph_error',
  'timeout',
  'throttled',
  'license_required',
  'unsupported_in_cloud',
]);

/** Takes what was raised while evidence was read; says whether the rest can still be gathered and the evidence be called partial. Pure. */
export const isPartialFault = (cause: unknown): cause is CoreError =>
  cause instanceof CoreError && partial.has(cause.code);

/** Takes a fault; gives it as a reason for a partial export, with Graph's own id of the request. Pure. */
export const faultWords = (what: string, { message, details }: CoreError): string =>
  `${what} could not be read: ${message}${details.requestId === undefined ? '' : ` (request ${details.requestId})`}`;

async function orMissing<T>(what: string, missing: string[], read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (cause) {
    if (!isPartialFault(cause)) throw cause;
    missing.push(faultWords(what, cause));
    return null;
  }
}

interface Reading {
  readonly graph: Graph;
  readonly profiles: ProfileSource;
  /** Counts of groups that were read before, by id; groups are often assigned to many applications. */
  readonly knownGroups: Map<string, MemberCounts>;
  readonly signal: AbortSignal;
  /** Whether members of assigned groups are counted, which large groups make slow; left out = yes. */
  readonly countsGroups?: boolean;
}

async function membersOf(
  { graph, knownGroups, signal }: Reading,
  assignments: ExportInput['assignments'],
  missing: string[],
): Promise<ReadonlyMap<string, MemberCounts>> {
  const ids = assignments.filter(({ principalType }) => principalType === 'Group').map((one) => one.principalId);
  const members = new Map<string, MemberCounts>();
  for (const id of new Set(ids)) {
    const counts =
      knownGroups.get(id) ??
      (await orMissing(`The members of the group ${id}`, missing, countMembers(graph, { groupId: id, signal })));
    if (counts === null) continue;
    knownGroups.set(id, counts);
    members.set(id, counts);
  }
  return members;
}

/**
 * Takes a service principal; reads everything of it that evidence holds. What is refused is named in `missing`; raises what makes the
 * rest worthless too: a cancelled call, no network, no sign-in.
 */
export async function readApplication(
  reading: Reading,
  servicePrincipal: ServicePrincipal,
): Promise<GatheredApplication> {
  const { graph, profiles, signal } = reading;
  const options = { servicePrincipalId: servicePrincipal.id, signal };
  const missing: string[] = [];
  const assignmentsRead = listCountedAssignments(graph, options);
  const [exported, owners] = await Promise.all([
    readExportInput({ graph, profiles }, { servicePrincipal, signal, assignments: assignmentsRead }),
    orMissing('The owners', missing, listOwners(graph, options)),
  ]);
  const { input, jobs, notes } = exported;
  const schemas = new Map<string, SynchronizationSchema>();
  for (const job of jobs) {
    const known = job.id === input.job?.id ? input.schema : null;
    const what = `The schema of the job ${job.id}`;
    const schema = known ?? (await orMissing(what, missing, readSchema(graph, { ...options, jobId: job.id })));
    if (schema !== null) schemas.set(job.id, schema);
  }
  const members = reading.countsGroups === false ? new Map() : await membersOf(reading, input.assignments, missing);
  const unread = input.assignments.filter(
    ({ principalType, principalId }) => principalType !== 'ServicePrincipal' && !input.people.has(principalId),
  );
  if (unread.length > 0)
    missing.push(`${unread.length} assigned people or groups could not be read: they were deleted, or are hidden.`);
  return { servicePrincipal, exported: { input, notes }, jobs, schemas, owners, members, missing };
}
