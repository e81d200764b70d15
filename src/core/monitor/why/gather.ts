import { getApplicationByAppId } from '#core/graph/calls/applications';
import { readPerson } from '#core/graph/calls/directory';
import { type AssignedGroup, readAssignedGroups } from '#core/graph/calls/group-facts';
import { type Memberships, readMemberships } from '#core/graph/calls/memberships';
import { orNullWhenMissing } from '#core/graph/calls/reading';
import { listAssignments } from '#core/graph/calls/service-principals';
import { listJobs } from '#core/graph/calls/synchronization-jobs';
import { readSchema } from '#core/graph/calls/synchronization-schema';
import { readSecrets } from '#core/graph/calls/synchronization-secrets';
import type { Graph } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import type {
  Application,
  AppRoleAssignment,
  ServicePrincipal,
  SynchronizationJob,
  SynchronizationSchema,
} from '#core/graph/shapes';
import { jobViewOf } from '#core/monitor/job-view';
import { selectApplication } from '#core/operations/select-application';
import type { Ports } from '#core/ports';
import type { CallContext } from '#core/rpc/dispatch';
import { principalKind } from '#core/scope/entitled';
import { missingOne, missingPermissions } from '#core/scope/missing-permissions';
import { hasConsent, scopeSettings } from '#core/scope/read-scope';
import { sourceReading } from '#core/scope/source-values';
import { mergedRoles } from '#core/setup/plan/access';
import { profileOf } from '#core/setup/read-export';
import { savedSettings } from '#core/setup/settings';
import type { JobView } from '#shared/model/job';
import type { MissingPermission } from '#shared/model/scope';
import { type LogFacts, type PersonFacts, type PersonValues, type Reading, reading, type WhyFacts } from './facts.ts';
import { findPerson, peopleScope } from './find-person.ts';
import { attributesLookedAt, personObject } from './person-object.ts';
import { personOfLog, readPersonLog } from './read-person-log.ts';

/** What explaining needs. */
export interface WhyServices {
  readonly ports: Ports;
  readonly graph: Graph;
}

interface Question {
  readonly application: string;
  readonly person: string;
}

interface Gathering extends WhyServices {
  readonly application: ServicePrincipal;
  readonly full: boolean;
  readonly members: boolean;
  readonly signal: AbortSignal;
}

type Assignments = Reading<readonly AppRoleAssignment[]>;

/** Assigned groups that the person is in, directly or through others: only these can make a difference. */
async function readGroups(
  { graph, signal }: Gathering,
  assignments: Assignments,
  memberships: Reading<Memberships> | null,
): Promise<ReadonlyMap<string, AssignedGroup>> {
  if (!assignments.ok || memberships === null || !memberships.ok) return new Map();
  const { all } = memberships.value;
  const ids = assignments.value
    .filter((one) => principalKind(one) === 'group' && all.has(one.principalId))
    .map(({ principalId }) => principalId);
  if (ids.length === 0) return new Map();
  const groups = await reading(readAssignedGroups(graph, { ids: [...new Set(ids)], signal }));
  return groups.ok ? groups.value : new Map();
}

async function readScopeOf(gathering: Gathering, person: PersonFacts) {
  const { graph, application, full, members, signal } = gathering;
  const ask = members && person.found === 'directory' ? person.id : null;
  const [assignments, registration, memberships] = await Promise.all([
    reading(listAssignments(graph, { servicePrincipalId: application.id, signal })),
    reading(orNullWhenMissing<Application>(getApplicationByAppId(graph, { appId: application.appId, signal }))),
    ask === null ? null : reading(readMemberships(graph, { user: ask, scope: peopleScope(full), signal })),
  ]);
  const declared = registration.ok ? registration.value?.appRoles : null;
  return {
    assignments,
    memberships,
    roles: mergedRoles(application.appRoles, declared),
    groups: await readGroups(gathering, assignments, memberships),
  };
}

async function readJobOf({ ports, graph, application, signal }: Gathering) {
  const options = { servicePrincipalId: application.id, signal };
  const [listed, settings] = await Promise.all([
    reading(listJobs(graph, options)),
    reading(readSecrets(graph, options)),
  ]);
  const secrets = settings.ok ? settings.value : null;
  const view = (job: SynchronizationJob): JobView =>
    jobViewOf({
      job,
      application: { servicePrincipalId: application.id, displayName: application.displayName },
      secrets,
      now: ports.clock.now(),
    });
  const jobs: Reading<readonly JobView[]> = listed.ok ? { ok: true, value: listed.value.map(view) } : listed;
  const job = (jobs.ok ? jobs.value[0] : undefined) ?? null;
  const schema: Reading<SynchronizationSchema> | null =
    job === null ? null : await reading(readSchema(graph, { ...options, jobId: job.jobId }));
  return { jobs, job, schema, everyone: secrets === null ? null : scopeSettings(savedSettings(secrets).open).everyone };
}

async function readValues(
  { graph, full, signal }: Gathering,
  person: PersonFacts,
  schema: Reading<SynchronizationSchema> | null,
): Promise<Reading<PersonValues> | null> {
  if (person.found !== 'directory' || person.id === null || schema?.ok !== true) return null;
  const found = personObject(schema.value);
  const source = sourceReading(found === null ? [] : attributesLookedAt(found), { kind: 'person', full });
  const user = person.id;
  return reading(
    readPerson(graph, { user, select: source.select, scope: peopleScope(full), signal }).then((record) => ({
      record,
      reading: source,
    })),
  );
}

async function documentedOf({ ports, graph, application, signal }: Gathering): Promise<readonly string[]> {
  const { profiles } = ports;
  const read = await reading(profileOf({ graph, profiles }, application, signal));
  if (!read.ok) return [];
  const mapping = read.value.profile.objectMappings.find((one) => one.sourceObjectName.toLowerCase() === 'user');
  return (mapping?.attributes ?? []).filter(({ required }) => required === true).map(({ name }) => name);
}

const ofLog = (found: { readonly id: string | null; readonly displayName: string }): PersonFacts => ({
  ...found,
  userPrincipalName: null,
  found: 'log',
  deletedAt: null,
  enabled: null,
  guest: null,
});

/** Whoever the directory does not know by that name is looked for in the log, which keeps names that were changed or deleted. */
async function readPersonAndLog(
  gathering: Gathering,
  name: string,
  progress: CallContext['progress'],
): Promise<{ readonly person: PersonFacts; readonly log: Promise<LogFacts> }> {
  const { graph, full, signal, application } = gathering;
  const read = (personId: string | null) =>
    readPersonLog(gathering, { servicePrincipalId: application.id, personId, name, signal });
  const found = await findPerson(graph, { name, full, signal });
  if (found !== null) {
    const log = read(found.id);
    // Its fault is raised where it is waited for.
    log.catch(() => undefined);
    return { person: found, log };
  }
  progress({ state: 'running', message: `The directory does not know "${name}"; looking through the log` });
  const log = await read(null);
  const known = personOfLog(name, log);
  const now = known.id === null ? null : await findPerson(graph, { name: known.id, full, signal });
  return { person: now ?? ofLog(known), log: Promise.resolve(log) };
}

/** What was read, and which permissions would have shown more. */
export interface Gathered {
  readonly facts: WhyFacts;
  readonly missing: readonly MissingPermission[];
}

async function missingForLog({ ports }: WhyServices, signal: AbortSignal): Promise<readonly MissingPermission[]> {
  if (await hasConsent(ports.identity, { scope: scopes.provisioningLogs, signal })) return [];
  return [
    missingOne(scopes.provisioningLogs, 'what the service did for this person, and what it wrote to the application.'),
  ];
}

/**
 * Takes an application and a person; reads everything that decides whether the person is provisioned. A source that cannot be
 * read leaves its gates open and does not end the others. Raises `not_found` (unknownApplication, unknownPerson), `conflict`
 * (ambiguousApplication, ambiguousPerson) and `consent_required` when not even names of people can be read.
 */
export async function gatherWhy(
  services: WhyServices,
  question: Question,
  { signal, progress }: CallContext,
): Promise<Gathered> {
  const { ports, graph } = services;
  const [application, access, missingLog] = await Promise.all([
    selectApplication(graph, { application: question.application, signal }),
    missingPermissions(ports.identity, { groups: true }, signal),
    missingForLog(services, signal),
  ]);
  const gathering = { ...services, application, full: access.full, members: access.members, signal };
  const { person, log } = await readPersonAndLog(gathering, question.person, progress);
  progress({ state: 'running', message: `Reading what decides about ${person.displayName}` });
  const [scope, job, documented] = await Promise.all([
    readScopeOf(gathering, person),
    readJobOf(gathering),
    documentedOf(gathering),
  ]);
  const values = await readValues(gathering, person, job.schema);
  const { full, members, missing } = access;
  const facts: WhyFacts = {
    application,
    person,
    ...job,
    ...scope,
    documented,
    values,
    log: await log,
    access: { full, members },
    now: ports.clock.now(),
  };
  return { facts, missing: [...missing, ...missingLog] };
}
