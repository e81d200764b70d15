import { z } from 'zod';
import type { BatchOutcome, Graph, GraphRequest } from '#core/graph/graph';
import { jobPath, synchronizationPath } from '#core/graph/paths';
import { scopes } from '#core/graph/permissions';
import { isSecretKey } from '#core/graph/secret-keys';
import { SynchronizationSecret } from '#core/graph/shapes';
import { asTargetFault } from '#core/graph/target-fault';
import {
  type Acknowledged,
  acknowledged,
  type JobOptions,
  readAll,
  type ServicePrincipalOptions,
  type TolerantCallOptions,
} from './reading.ts';

/** The service calls the target while we wait, and a slow target may use most of a minute. */
const connectionTestTimeoutMs = 60_000;

/** A synchronization secret or setting that is sent: key in exactly the documented spelling. */
export interface SecretToSend {
  readonly key: string;
  readonly value: string;
}

const secretValues = (values: readonly SecretToSend[]): readonly string[] =>
  values.filter((entry) => isSecretKey(entry.key)).map((entry) => entry.value);

/** Takes a service principal; gives its secrets and settings, secret values masked as `*`. Source: learn.microsoft.com/graph/api/synchronization-serviceprincipal-put-synchronization */
export const readSecrets = (
  graph: Graph,
  options: ServicePrincipalOptions & TolerantCallOptions,
): Promise<SynchronizationSecret[]> =>
  readAll(
    graph,
    {
      method: 'GET',
      path: `${synchronizationPath(options.servicePrincipalId)}/secrets`,
      scopes: [scopes.synchronization],
      replicationToleranceMs: options.replicationToleranceMs,
      signal: options.signal,
    },
    { schema: SynchronizationSecret, what: 'the saved settings' },
  );

/** Takes an application's object id; gives the request for its secrets and settings, to stand in a batch. Source: learn.microsoft.com/graph/api/synchronization-serviceprincipal-put-synchronization */
export const secretsRequest = (servicePrincipalId: string): GraphRequest => ({
  method: 'GET',
  path: `${synchronizationPath(servicePrincipalId)}/secrets`,
  scopes: [scopes.synchronization],
});

const SecretList = z.looseObject({ value: z.array(SynchronizationSecret) });

/** Takes what that request came to; gives the settings, secret values masked, or null where they could not be read. Pure. */
export function secretsIn(outcome: BatchOutcome): readonly SynchronizationSecret[] | null {
  if (!outcome.ok) return null;
  const parsed = SecretList.safeParse(outcome.reply.body);
  return parsed.success ? parsed.data.value : null;
}

interface WriteOptions extends ServicePrincipalOptions, TolerantCallOptions {
  /** The whole set: what is not in it is lost. */
  readonly values: readonly SecretToSend[];
}

/**
 * Takes a service principal and the whole set of its secrets and settings; replaces the set. The service may accept it and
 * store nothing: read it back. Raises errors without any of the values.
 * Source: learn.microsoft.com/graph/api/synchronization-serviceprincipal-put-synchronization
 */
export async function writeSecrets(graph: Graph, options: WriteOptions): Promise<Acknowledged> {
  return acknowledged(
    await graph.request({
      method: 'PUT',
      path: `${synchronizationPath(options.servicePrincipalId)}/secrets`,
      body: { value: options.values.map(({ key, value }) => ({ key, value })) },
      scopes: [scopes.synchronization],
      replicationToleranceMs: options.replicationToleranceMs,
      secretValues: secretValues(options.values),
      signal: options.signal,
    }),
  );
}

async function testConnection(graph: Graph, request: GraphRequest): Promise<Acknowledged> {
  try {
    return acknowledged(await graph.request(request));
  } catch (cause) {
    throw asTargetFault(cause);
  }
}

interface NewCredentialsOptions extends ServicePrincipalOptions, TolerantCallOptions {
  readonly templateId: string;
  readonly credentials: readonly SecretToSend[];
}

/**
 * Takes a service principal, a synchronization template and credentials; lets the service test them before anything is saved.
 * Raises `target_refused` or `target_unreachable` with the service's text, none of the values in it.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-validatecredentials
 */
export const validateNewCredentials = (graph: Graph, options: NewCredentialsOptions): Promise<Acknowledged> =>
  testConnection(graph, {
    method: 'POST',
    path: `${synchronizationPath(options.servicePrincipalId)}/jobs/validateCredentials`,
    body: {
      useSavedCredentials: false,
      templateId: options.templateId,
      credentials: options.credentials.map(({ key, value }) => ({ key, value })),
    },
    scopes: [scopes.synchronization],
    replicationToleranceMs: options.replicationToleranceMs,
    timeoutMs: connectionTestTimeoutMs,
    secretValues: secretValues(options.credentials),
    signal: options.signal,
  });

/**
 * Takes a job's ids; lets the service test the credentials that it has saved.
 * Raises `target_refused` or `target_unreachable` with the service's text.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-validatecredentials
 */
export const validateSavedCredentials = (
  graph: Graph,
  options: JobOptions & TolerantCallOptions,
): Promise<Acknowledged> =>
  testConnection(graph, {
    method: 'POST',
    path: `${jobPath(options)}/validateCredentials`,
    body: { useSavedCredentials: true },
    scopes: [scopes.synchronization],
    replicationToleranceMs: options.replicationToleranceMs,
    timeoutMs: connectionTestTimeoutMs,
    signal: options.signal,
  });
