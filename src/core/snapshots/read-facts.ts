import { listAssignments } from '#core/graph/calls/service-principals';
import { listJobs, listSynchronizationTemplates } from '#core/graph/calls/synchronization-jobs';
import { readSchema } from '#core/graph/calls/synchronization-schema';
import { readSecrets } from '#core/graph/calls/synchronization-secrets';
import type { Graph } from '#core/graph/graph';
import type { ServicePrincipal } from '#core/graph/shapes';
import type { ProfileSource } from '#core/ports';
import { type LoadedProfile, loadProfiles } from '#core/profiles/load-profiles';
import { CoreError } from '#core/rpc/errors';
import { preferredTemplate } from '#core/setup/choose-job';
import { isOAuth, saysOAuth } from '#core/setup/plan/authorize-step';
import { VendorId } from '#shared/model/ids';
import type { MissingPart } from '#shared/model/snapshot';
import type { ContentFacts } from './content.ts';

/** Where an application and its profile are read. */
export interface FactServices {
  readonly graph: Graph;
  readonly profiles: ProfileSource;
}

/** The service said no, or something that cannot be used; whoever pauses provisioning in haste must not fail on that. */
const refusals: ReadonlySet<string> = new Set([
  'role_missing',
  'forbidden',
  'not_found',
  'unsupported_in_cloud',
  'graph_error',
  'consent_required',
]);

const anyVendor = VendorId.parse('scim');

const profileFor = (profiles: readonly LoadedProfile[], { applicationTemplateId, displayName }: ServicePrincipal) =>
  profiles.find(({ profile }) =>
    Object.values(profile.applicationTemplateIds).some((id) => id === (applicationTemplateId ?? '')),
  ) ?? profiles.find(({ profile }) => [profile.displayName, ...profile.aliases].includes(displayName));

/** An application of no known vendor is one of the profile for any SCIM application. */
async function vendorOf(source: ProfileSource, servicePrincipal: ServicePrincipal) {
  const { profiles } = await loadProfiles(source);
  const profile = profileFor(profiles, servicePrincipal)?.profile ?? null;
  return { profile, vendor: profile === null ? anyVendor : VendorId.parse(profile.id) };
}

/** Which application is read. */
export interface FactsOf {
  /** The service principal, or the read that gives it: everything else is asked for beside that. */
  readonly servicePrincipal: Promise<ServicePrincipal>;
  readonly servicePrincipalId: string;
  /** Its job, where it is known: its schema is then read beside the rest. */
  readonly jobId?: string | undefined;
  readonly signal: AbortSignal;
}

/** What was read, with the ids of all jobs: a snapshot is about one. */
export interface ReadFacts extends ContentFacts {
  readonly jobIds: readonly string[];
}

/** Keeps what the service refuses as a missing part; raises everything else. */
function createMissingParts() {
  const missing: MissingPart[] = [];
  const orMissing = async <T>(part: string, read: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await read;
    } catch (cause) {
      if (!(cause instanceof CoreError) || !refusals.has(cause.code)) throw cause;
      missing.push({ part, reason: cause.message });
      return otherwise;
    }
  };
  return { orMissing, missing: () => missing.sort((one, other) => (one.part < other.part ? -1 : 1)) };
}

/**
 * Takes an application; reads everything that a snapshot is made of, about six requests. A part that the service refuses
 * is named in `missing`. Raises `not_found` for an application that is gone, and what keeps every call from working:
 * `offline`, `timeout`, `unauthenticated`, an AbortError.
 */
export async function readFacts({ graph, profiles }: FactServices, of: FactsOf): Promise<ReadFacts> {
  const { orMissing, missing } = createMissingParts();
  const target = { servicePrincipalId: of.servicePrincipalId, signal: of.signal };
  const schemaOf = (jobId: string) => orMissing('schema', readSchema(graph, { ...target, jobId }), null);
  const [servicePrincipal, templates, jobs, secrets, assignments, early] = await Promise.all([
    of.servicePrincipal,
    orMissing('synchronization templates', listSynchronizationTemplates(graph, target), []),
    orMissing('job', listJobs(graph, target), []),
    orMissing('settings', readSecrets(graph, target), []),
    orMissing('assignments', listAssignments(graph, target), []),
    of.jobId === undefined ? null : schemaOf(of.jobId),
  ]);
  const { profile, vendor } = await vendorOf(profiles, servicePrincipal);
  const job = jobs.find(({ id }) => of.jobId === undefined || id === of.jobId) ?? null;
  const schema = early ?? (job === null || of.jobId !== undefined ? null : await schemaOf(job.id));
  const template = preferredTemplate(templates, job?.templateId ?? profile?.synchronizationTemplateId ?? null) ?? null;
  return {
    vendor,
    servicePrincipalId: servicePrincipal.id,
    name: servicePrincipal.displayName,
    roles: servicePrincipal.appRoles ?? [],
    job,
    jobIds: jobs.map(({ id }) => id),
    schema,
    secrets,
    assignments,
    oauth: profile === null ? saysOAuth(template) : isOAuth(profile, template),
    missing: missing(),
  };
}
