import { drawOf } from '#emulator/faults/random';
import type { ApplicationRecord, JobRecord, ServicePrincipalRecord } from '#emulator/state';
import { notReplicated, resourceNotFound } from './graph-fault.ts';
import { type GraphCall, type GraphTenant, parameterOf } from './graph-tenant.ts';

/** True once a record has reached the replica that answers. */
export function isVisible(record: { readonly visibleAt: number }, tenant: GraphTenant): boolean {
  return tenant.clock.now() >= record.visibleAt;
}

/** Finds a service principal by object id, or by `appId=…` as in `servicePrincipals(appId='…')`; not what is too new. */
export function visibleServicePrincipal(call: GraphCall, tenant: GraphTenant): ServicePrincipalRecord {
  const key = parameterOf(call, 'servicePrincipalId');
  const record = servicePrincipalByKey(tenant, key);
  if (record === null || !isVisible(record, tenant)) throw resourceNotFound(key);
  return record;
}

/**
 * The same for calls under `/synchronization`, which answer right after a create now with 404, now with 403, and a write
 * now with 409; which of them follows from the seed, the request and its attempt.
 * Source: hashicorp/terraform-provider-azuread, internal/services/synchronization (retries on both)
 */
export function synchronizedServicePrincipal(call: GraphCall, tenant: GraphTenant): ServicePrincipalRecord {
  const id = parameterOf(call, 'servicePrincipalId');
  const record = tenant.state.servicePrincipals.get(id);
  if (record === undefined) throw resourceNotFound(id);
  if (!isVisible(record, tenant)) {
    throw notReplicated(earlyStatus(call, tenant), id);
  }
  return record;
}

function earlyStatus(call: GraphCall, tenant: GraphTenant): 403 | 404 | 409 {
  const { method, route, object } = call.identify();
  const key = `${method}\n${route}\n${object}`;
  const attempt = (tenant.memory.earlyAttempts.get(key) ?? 0) + 1;
  tenant.memory.earlyAttempts.set(key, attempt);
  const draw = drawOf(tenant.faults.seed, 'replication', key, attempt);
  if (draw < 0.5) return 404;
  return method === 'GET' || draw < 0.75 ? 403 : 409;
}

/** Finds the job of the path under its service principal. Raises a GraphFault 404 when it is missing or too new. */
export function visibleJob(call: GraphCall, tenant: GraphTenant): JobRecord {
  const servicePrincipal = synchronizedServicePrincipal(call, tenant);
  const jobId = parameterOf(call, 'jobId');
  const job = tenant.state.jobs.get(jobId);
  if (job === undefined || job.servicePrincipalId !== servicePrincipal.id || !isVisible(job, tenant)) {
    throw resourceNotFound(jobId);
  }
  return job;
}

/** Finds an application registration by object id, or by `appId=…`. Raises a GraphFault 404 as above. */
export function visibleApplication(call: GraphCall, tenant: GraphTenant): ApplicationRecord {
  const key = parameterOf(call, 'applicationId');
  const appId = appIdOfKey(key);
  const record =
    appId === null
      ? tenant.state.applications.get(key)
      : [...tenant.state.applications.values()].find((application) => application.appId === appId);
  if (record === undefined || !isVisible(record, tenant)) throw resourceNotFound(key);
  return record;
}

/** Finds a service principal by key, visible or not; null when there is none. */
export function servicePrincipalByKey(tenant: GraphTenant, key: string): ServicePrincipalRecord | null {
  const appId = appIdOfKey(key);
  if (appId === null) return tenant.state.servicePrincipals.get(key) ?? null;
  return [...tenant.state.servicePrincipals.values()].find((record) => record.appId === appId) ?? null;
}

function appIdOfKey(key: string): string | null {
  return key.startsWith('appId=') ? key.slice('appId='.length) : null;
}
