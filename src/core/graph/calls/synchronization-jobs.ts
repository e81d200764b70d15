import { z } from 'zod';
import type { BatchOutcome, Graph, GraphRequest } from '#core/graph/graph';
import { jobPath, synchronizationPath } from '#core/graph/paths';
import { scopes } from '#core/graph/permissions';
import { SynchronizationJob, SynchronizationTemplate } from '#core/graph/shapes';
import { CoreError } from '#core/rpc/errors';
import {
  type Acknowledged,
  acknowledged,
  type CallOptions,
  type JobOptions,
  readAll,
  readAs,
  readOne,
  type ServicePrincipalOptions,
  type TolerantCallOptions,
} from './reading.ts';

/** Provisioning one object takes up to half a minute and answers only at its end. */
const onDemandTimeoutMs = 90_000;

const syncScopes = [scopes.synchronization] as const;
const job = { schema: SynchronizationJob, what: 'a synchronization job' };

/** Takes a service principal; gives the synchronization templates it offers, none when it supports no provisioning. Source: learn.microsoft.com/graph/api/synchronization-synchronization-list-templates */
export const listSynchronizationTemplates = (
  graph: Graph,
  options: ServicePrincipalOptions & TolerantCallOptions,
): Promise<SynchronizationTemplate[]> =>
  readAll(
    graph,
    {
      method: 'GET',
      path: `${synchronizationPath(options.servicePrincipalId)}/templates`,
      scopes: syncScopes,
      replicationToleranceMs: options.replicationToleranceMs,
      signal: options.signal,
    },
    { schema: SynchronizationTemplate, what: 'the synchronization templates' },
  );

/** Takes a service principal; gives its synchronization jobs, usually one or none. Source: learn.microsoft.com/graph/api/synchronization-synchronization-list-jobs */
export const listJobs = (
  graph: Graph,
  options: ServicePrincipalOptions & TolerantCallOptions,
): Promise<SynchronizationJob[]> =>
  readAll(
    graph,
    {
      method: 'GET',
      path: `${synchronizationPath(options.servicePrincipalId)}/jobs`,
      scopes: syncScopes,
      replicationToleranceMs: options.replicationToleranceMs,
      signal: options.signal,
    },
    job,
  );

/** Refusals that mean: this application has nothing to synchronize. */
const noJobs: ReadonlySet<string> = new Set(['not_found', 'bad_request', 'unsupported_in_cloud']);

const JobList = z.looseObject({ value: z.array(SynchronizationJob) });

/** Takes what the request for an application's jobs came to; gives them, or what the service said instead. Pure. */
export function jobsIn(outcome: BatchOutcome): readonly SynchronizationJob[] | { readonly fault: string } {
  if (outcome.ok) {
    const { body, requestId } = outcome.reply;
    return readAs(JobList, body, { what: 'the synchronization jobs', requestId }).value;
  }
  const { error } = outcome;
  if (!(error instanceof CoreError)) throw error;
  return noJobs.has(error.code) ? [] : { fault: error.message };
}

/** Takes an application's object id; gives the request for its jobs. Source: learn.microsoft.com/graph/api/synchronization-synchronization-list-jobs */
export const jobsRequest = (servicePrincipalId: string): GraphRequest => ({
  method: 'GET',
  path: `${synchronizationPath(servicePrincipalId)}/jobs`,
  scopes: syncScopes,
});

/**
 * Takes any number of service principals; gives the synchronization jobs of each, in order: none where there is nothing to
 * synchronize, else what the service said instead. Source: learn.microsoft.com/graph/api/synchronization-synchronization-list-jobs
 */
export async function batchReadJobs(
  graph: Graph,
  { servicePrincipalIds, signal }: { readonly servicePrincipalIds: readonly string[] } & CallOptions,
): Promise<readonly (readonly SynchronizationJob[] | { readonly fault: string })[]> {
  const requests = servicePrincipalIds.map(jobsRequest);
  return requests.length === 0 ? [] : (await graph.batch(requests, { signal })).map(jobsIn);
}

/** Takes a job's ids; gives the job with its status. Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-get */
export const getJob = (graph: Graph, options: JobOptions & TolerantCallOptions): Promise<SynchronizationJob> =>
  readOne(
    graph,
    {
      method: 'GET',
      path: jobPath(options),
      scopes: syncScopes,
      replicationToleranceMs: options.replicationToleranceMs,
      signal: options.signal,
    },
    job,
  );

interface CreateJobOptions extends ServicePrincipalOptions, TolerantCallOptions {
  readonly templateId: string;
}

/**
 * Takes a service principal and a synchronization template id; gives the new job, disabled and with its default schema.
 * Never sent twice: raises reason `ambiguousCreate` when the answer was lost, so that the caller looks it up first.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronization-post-jobs
 */
export async function createJob(
  graph: Graph,
  options: CreateJobOptions,
): Promise<{ readonly job: SynchronizationJob; readonly requestId: string | undefined }> {
  const reply = await graph.request({
    method: 'POST',
    path: `${synchronizationPath(options.servicePrincipalId)}/jobs`,
    body: { templateId: options.templateId },
    scopes: syncScopes,
    create: true,
    replicationToleranceMs: options.replicationToleranceMs,
    signal: options.signal,
  });
  return {
    job: readAs(job.schema, reply.body, { what: job.what, requestId: reply.requestId }),
    requestId: reply.requestId,
  };
}

/** Takes a job's ids; deletes the job and all its state; accounts in the target stay. Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-delete */
export async function deleteJob(graph: Graph, options: JobOptions): Promise<Acknowledged> {
  return acknowledged(
    await graph.request({ method: 'DELETE', path: jobPath(options), scopes: syncScopes, signal: options.signal }),
  );
}

const act = async (
  graph: Graph,
  options: JobOptions,
  action: { readonly name: string; readonly body?: unknown },
): Promise<Acknowledged> =>
  acknowledged(
    await graph.request({
      method: 'POST',
      path: `${jobPath(options)}/${action.name}`,
      body: action.body,
      scopes: syncScopes,
      signal: options.signal,
    }),
  );

/**
 * Takes a job's ids; starts the job and ends its quarantine. Only for a job that is paused or in quarantine.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-start
 */
export const startJob = (graph: Graph, options: JobOptions): Promise<Acknowledged> =>
  act(graph, options, { name: 'start' });

/** Takes a job's ids; pauses the job: state is kept, the cycle that runs ends first. Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-pause */
export const pauseJob = (graph: Graph, options: JobOptions): Promise<Acknowledged> =>
  act(graph, options, { name: 'pause' });

/**
 * Takes a job's ids and the reset scope as it is sent, flags joined by a comma; restarts the job.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-restart
 */
export const restartJob = (
  graph: Graph,
  options: JobOptions & { readonly resetScope: string },
): Promise<Acknowledged> =>
  act(graph, options, { name: 'restart', body: { criteria: { resetScope: options.resetScope } } });

/** An object to provision now, by object id and type (`User`, `Group`), with up to five members of a group. */
export interface OnDemandSubject {
  readonly objectId: string;
  readonly objectTypeName: string;
  readonly members?: readonly { readonly objectId: string; readonly objectTypeName: string }[] | undefined;
}

interface OnDemandOptions extends JobOptions {
  readonly ruleId: string;
  readonly subject: OnDemandSubject;
}

/**
 * Takes a job, a synchronization rule id and an object; gives the raw answer `{key, value}`, both strings that hold JSON, and
 * the request-id. A 200 does not mean success: what it came to stands in the answer.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand
 */
export async function provisionOnDemand(
  graph: Graph,
  options: OnDemandOptions,
): Promise<Acknowledged & { readonly raw: unknown }> {
  const { objectId, objectTypeName, members } = options.subject;
  const links = members === undefined || members.length === 0 ? {} : { links: { members } };
  const reply = await graph.request({
    method: 'POST',
    path: `${jobPath(options)}/provisionOnDemand`,
    body: { parameters: [{ ruleId: options.ruleId, subjects: [{ objectId, objectTypeName, ...links }] }] },
    scopes: syncScopes,
    limit: 'onDemand',
    timeoutMs: onDemandTimeoutMs,
    signal: options.signal,
  });
  return { ...acknowledged(reply), raw: reply.body };
}
