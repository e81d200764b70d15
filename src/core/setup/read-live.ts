import { getApplicationByAppId } from '#core/graph/calls/applications';
import { orNullWhenMissing } from '#core/graph/calls/reading';
import {
  getServicePrincipal,
  listAssignments,
  listServicePrincipalsByName,
  listServicePrincipalsByTemplate,
} from '#core/graph/calls/service-principals';
import { getJob, listJobs, listSynchronizationTemplates } from '#core/graph/calls/synchronization-jobs';
import { readSchema } from '#core/graph/calls/synchronization-schema';
import { readSecrets, validateSavedCredentials } from '#core/graph/calls/synchronization-secrets';
import type { Graph } from '#core/graph/graph';
import type { ServicePrincipal, SynchronizationJob, SynchronizationSecret } from '#core/graph/shapes';
import { isBeingRemoved, type JournalFacts, type MadeObject } from '#core/journal/facts';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { CoreError } from '#core/rpc/errors';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import { applicationName, chooseApplication } from './choose-application.ts';
import { chooseJob, preferredTemplate } from './choose-job.ts';
import type { ApplicationChoice, LiveApplication, LiveState, SavedCredentials, TemplateFacts } from './live-state.ts';
import { readPrincipals } from './read-principals.ts';
import { readTemplate } from './read-template.ts';
import { leftOfLimit, type Made, replicationToleranceMs, withUnlisted } from './read-unlisted.ts';

/** What the gatherer needs to know. */
export interface GatherInput {
  readonly configuration: ProvisioningConfiguration;
  readonly profile: EffectiveProfile;
  readonly facts: JournalFacts;
  readonly tenantId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly signal: AbortSignal;
  /** Told when reading has to wait for something. */
  readonly waiting: (message: string) => void;
}

async function readInstances(
  graph: Graph,
  input: GatherInput,
  template: TemplateFacts | null,
): Promise<readonly ServicePrincipal[]> {
  const { configuration, profile, facts, signal, now } = input;
  // The application is called as the gallery calls it, which may be another name than the profile's.
  const name = configuration.application.name ?? template?.displayName ?? profile.displayName;
  const listed =
    template === null
      ? await listServicePrincipalsByName(graph, { displayName: name, signal })
      : await listServicePrincipalsByTemplate(graph, { templateId: template.id, signal });
  const made = facts.created
    .filter(
      (object) =>
        object.type === 'application' && object.vendor === configuration.vendor && object.displayName === name,
    )
    // What is not listed any more after such a request is gone, not late.
    .filter(({ servicePrincipalId }) => !isBeingRemoved(facts, servicePrincipalId))
    .map(({ servicePrincipalId, at, seen }) => ({ id: servicePrincipalId, at, seen }));
  const look = (servicePrincipalId: string, replicationToleranceMs: number) =>
    getServicePrincipal(graph, { servicePrincipalId, replicationToleranceMs, signal });
  const all = await withUnlisted(listed, made, { look, what: `"${name}"`, now, waiting: input.waiting });
  // Every application of one's own is made from the same template; only the name tells them apart.
  return profile.addMethod === 'nonGallery' ? all.filter((instance) => instance.displayName === name) : all;
}

function checkSameTemplate(
  servicePrincipal: ServicePrincipal,
  template: TemplateFacts | null,
  profile: EffectiveProfile,
): void {
  const own = servicePrincipal.applicationTemplateId;
  if (template === null || own === null || own === undefined || own === template.id) return;
  throw new CoreError(
    'bad_request',
    `The service principal ${servicePrincipal.id} ("${servicePrincipal.displayName}") is not an application of ${profile.displayName}.`,
    {
      reason: 'otherApplication',
      nextStep: 'Correct application.servicePrincipalId or the vendor in the configuration.',
      location: { path: 'application.servicePrincipalId' },
    },
  );
}

const unknownServicePrincipal = (servicePrincipalId: string): CoreError =>
  new CoreError('not_found', `This tenant has no service principal ${servicePrincipalId}.`, {
    reason: 'unknownApplication',
    nextStep: 'Give the object id of the enterprise application; its application (client) id is another one.',
    location: { path: 'application.servicePrincipalId' },
  });

async function readChoice(graph: Graph, input: GatherInput, template: TemplateFacts | null) {
  const { configuration, profile, facts, signal } = input;
  const { servicePrincipalId } = configuration.application;
  if (servicePrincipalId !== undefined) {
    const servicePrincipal = await orNullWhenMissing(getServicePrincipal(graph, { servicePrincipalId, signal }));
    if (servicePrincipal === null) throw unknownServicePrincipal(servicePrincipalId);
    checkSameTemplate(servicePrincipal, template, profile);
    const choice: ApplicationChoice = { kind: 'use', servicePrincipal, adopts: null };
    return { instances: [servicePrincipal], choice };
  }
  const displayName = applicationName(
    configuration,
    template ?? { id: '', displayName: profile.displayName, supportsProvisioning: null },
    profile.addMethod !== 'nonGallery',
  );
  const instances = await readInstances(graph, input, template);
  return { instances, choice: chooseApplication({ configuration, displayName, instances, facts }) };
}

/** Takes a job that has saved settings; says what a test with them came to. Raises what says nothing about the target. */
async function proveSaved(
  graph: Graph,
  job: {
    readonly servicePrincipalId: string;
    readonly jobId: string;
    readonly replicationToleranceMs: number;
    readonly signal: AbortSignal;
  },
  secrets: readonly SynchronizationSecret[],
): Promise<SavedCredentials> {
  if (secrets.length === 0) return { kind: 'notTried' };
  try {
    const { requestId } = await validateSavedCredentials(graph, job);
    return { kind: 'proven', requestId };
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    const { requestId } = cause.details;
    if (cause.code === 'target_refused') return { kind: 'refused', message: cause.message, requestId };
    if (cause.code === 'target_unreachable') return { kind: 'unreachable', message: cause.message, requestId };
    throw cause;
  }
}

/** New objects answer 404 or 403 for a while; old ones mean it. */
const toleranceFor = (servicePrincipal: ServicePrincipal, input: GatherInput, adopted: boolean): number => {
  if (adopted) return replicationToleranceMs;
  const made = input.facts.created.find(
    (object) => object.type === 'application' && object.servicePrincipalId === servicePrincipal.id,
  );
  return made === undefined ? 0 : Math.min(replicationToleranceMs, leftOfLimit(made.at, input.now));
};

const madeJobs = (facts: JournalFacts, servicePrincipalId: string): readonly Made[] =>
  facts.created
    .filter(
      (object): object is MadeObject & { type: 'job' } =>
        object.type === 'job' && object.servicePrincipalId === servicePrincipalId,
    )
    .filter(({ jobId }) => !isBeingRemoved(facts, jobId))
    .map(({ jobId, at, seen }) => ({ id: jobId, at, seen }));

async function readLiveApplication(
  graph: Graph,
  input: GatherInput,
  used: { readonly servicePrincipal: ServicePrincipal; readonly adopted: boolean },
): Promise<LiveApplication> {
  const { servicePrincipal } = used;
  const { signal, facts, profile, now } = input;
  const tolerance = toleranceFor(servicePrincipal, input, used.adopted);
  const options = { servicePrincipalId: servicePrincipal.id, replicationToleranceMs: tolerance, signal };
  const lookAtJob = (jobId: string, left: number): Promise<SynchronizationJob> =>
    getJob(graph, { ...options, jobId, replicationToleranceMs: left });
  const [application, templates, jobs, secrets, assignments] = await Promise.all([
    // An application that was signed up for has its registration in the vendor's tenant.
    orNullWhenMissing(
      getApplicationByAppId(graph, { appId: servicePrincipal.appId, replicationToleranceMs: tolerance, signal }),
    ),
    listSynchronizationTemplates(graph, options),
    listJobs(graph, options).then((listed) =>
      withUnlisted(listed, madeJobs(facts, servicePrincipal.id), {
        look: lookAtJob,
        what: 'a synchronization job',
        now,
        waiting: input.waiting,
      }),
    ),
    readSecrets(graph, options),
    listAssignments(graph, options),
  ]);
  const templateId = preferredTemplate(templates, profile.synchronizationTemplateId)?.id;
  const job = chooseJob(jobs, { servicePrincipalId: servicePrincipal.id, templateId, facts });
  if (job.kind === 'create') {
    return {
      application,
      templates,
      jobs,
      job,
      secrets,
      assignments,
      schema: null,
      savedCredentials: { kind: 'notTried' },
    };
  }
  const jobOptions = {
    ...options,
    jobId: job.job.id,
    replicationToleranceMs: job.adopts === null ? tolerance : replicationToleranceMs,
  };
  const [schema, savedCredentials] = await Promise.all([
    readSchema(graph, jobOptions),
    proveSaved(graph, jobOptions, secrets),
  ]);
  return { application, templates, jobs, job, secrets, assignments, schema, savedCredentials };
}

/**
 * Takes a Graph, a configuration, its profile and what the journal says; reads everything a plan is computed from, as one
 * value; writes nothing. Independent reads run beside each other. Raises `conflict` when it cannot be told which application
 * or job is meant, `not_found`, `bad_request`, and what Graph raises.
 */
export async function readLive(graph: Graph, input: GatherInput): Promise<LiveState> {
  const { configuration, profile, tenantId, now, signal } = input;
  const principalsRead = readPrincipals(graph, { assignments: configuration.assignments, signal });
  const applicationRead = (async () => {
    const template = await readTemplate(graph, { profile, configuration, signal });
    const { instances, choice } = await readChoice(graph, input, template);
    const live =
      choice.kind === 'use'
        ? await readLiveApplication(graph, input, {
            servicePrincipal: choice.servicePrincipal,
            adopted: choice.adopts !== null,
          })
        : null;
    return { template, instances, choice, live };
  })();
  const [principals, application] = await Promise.all([principalsRead, applicationRead]);
  return { tenantId, gatheredAt: now, principals, ...application };
}
