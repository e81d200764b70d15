import { GraphFault, resourceNotFound } from '#emulator/graph/graph-fault';
import { type GraphCall, type GraphReply, type GraphTenant, objectBody } from '#emulator/graph/graph-tenant';
import type { Route } from '#emulator/graph/route';
import { graphFaultOf } from '#emulator/graph/service-fault';
import { type ProvisioningActivity, recordAudit } from '#emulator/graph/synchronization/audit';
import { readResetScope } from '#emulator/graph/synchronization/reset-scope';
import { missingParameter, readKeyValues } from '#emulator/graph/synchronization/secret-keys';
import { isVisible, synchronizedServicePrincipal, visibleJob } from '#emulator/graph/visibility';
import type { JobRecord, ServicePrincipalRecord } from '#emulator/state';

const read = ['Synchronization.Read.All', 'Synchronization.ReadWrite.All'];
const write = ['Synchronization.ReadWrite.All'];
const jobs = '/servicePrincipals/{servicePrincipalId}/synchronization/jobs';
const job = `${jobs}/{jobId}`;

/** Synchronization jobs. Sources: learn.microsoft.com/graph/api/synchronization-synchronization-list-jobs, -post-jobs, synchronization-synchronizationjob-get, -delete, -start, -pause, -restart, -validatecredentials */
export const synchronizationJobRoutes: readonly Route[] = [
  { method: 'GET', pattern: jobs, scopes: read, right: 'readSynchronization', handle: list },
  { method: 'POST', pattern: jobs, scopes: write, right: 'manageSynchronizationSchema', handle: create },
  { method: 'GET', pattern: job, scopes: read, right: 'readSynchronization', handle: get },
  { method: 'DELETE', pattern: job, scopes: write, right: 'manageSynchronizationSchema', handle: remove },
  { method: 'POST', pattern: `${job}/start`, scopes: write, right: 'manageSynchronizationJobs', handle: start },
  { method: 'POST', pattern: `${job}/pause`, scopes: write, right: 'manageSynchronizationJobs', handle: pause },
  { method: 'POST', pattern: `${job}/restart`, scopes: write, right: 'manageSynchronizationJobs', handle: restart },
  {
    method: 'POST',
    pattern: `${job}/validateCredentials`,
    scopes: write,
    right: 'manageSynchronizationCredentials',
    handle: (call, tenant) => validate(call, tenant, visibleJob(call, tenant).templateId),
  },
  {
    method: 'POST',
    pattern: `${jobs}/validateCredentials`,
    scopes: write,
    right: 'manageSynchronizationCredentials',
    handle: validateWithoutJob,
  },
];

function jobContext(tenant: GraphTenant, servicePrincipalId: string): string {
  return `${tenant.origin}/v1.0/$metadata#servicePrincipals('${servicePrincipalId}')/synchronization/jobs`;
}

function list(call: GraphCall, tenant: GraphTenant): GraphReply {
  const servicePrincipal = synchronizedServicePrincipal(call, tenant);
  const value = [...tenant.state.jobs.values()]
    .filter((record) => record.servicePrincipalId === servicePrincipal.id && isVisible(record, tenant))
    .map((record) => tenant.provisioning.jobResource(record));
  return { status: 200, body: { '@odata.context': jobContext(tenant, servicePrincipal.id), value } };
}

function create(call: GraphCall, tenant: GraphTenant): GraphReply {
  const servicePrincipal = synchronizedServicePrincipal(call, tenant);
  const templateId = templateIdOf(call, tenant, servicePrincipal);
  const record = tenant.provisioning.createJob(servicePrincipal.id, templateId);
  record.visibleAt = tenant.clock.now() + tenant.replicationDelayMs;
  tenant.state.jobs.set(record.id, record);
  recordAudit(call, tenant, { activity: 'Add provisioning configuration', servicePrincipal });
  const context = `${jobContext(tenant, servicePrincipal.id)}/$entity`;
  return { status: 201, body: { '@odata.context': context, ...tenant.provisioning.jobResource(record) } };
}

function templateIdOf(call: GraphCall, tenant: GraphTenant, servicePrincipal: ServicePrincipalRecord): string {
  const templateId = objectBody(call)?.templateId;
  if (typeof templateId !== 'string') throw missingParameter('templateId is required.');
  const offered = tenant.provisioning.templatesOf(servicePrincipal);
  if (!offered.some(({ id }) => id === templateId)) {
    throw new GraphFault(400, 'BadRequest', {
      message: `Template '${templateId}' is not available for service principal '${servicePrincipal.id}'.`,
    });
  }
  return templateId;
}

function get(call: GraphCall, tenant: GraphTenant): GraphReply {
  const record = visibleJob(call, tenant);
  const context = `${jobContext(tenant, record.servicePrincipalId)}/$entity`;
  return { status: 200, body: { '@odata.context': context, ...tenant.provisioning.jobResource(record) } };
}

function remove(call: GraphCall, tenant: GraphTenant): GraphReply {
  const record = visibleJob(call, tenant);
  tenant.provisioning.deleteJob(record);
  tenant.state.jobs.delete(record.id);
  audit(call, tenant, { activity: 'Delete provisioning configuration', record });
  return { status: 204 };
}

function start(call: GraphCall, tenant: GraphTenant): GraphReply {
  const record = visibleJob(call, tenant);
  const fault = tenant.provisioning.start(record);
  if (fault !== null) throw graphFaultOf(fault);
  audit(call, tenant, { activity: 'Enable/start provisioning configuration', record });
  return { status: 204 };
}

function pause(call: GraphCall, tenant: GraphTenant): GraphReply {
  const record = visibleJob(call, tenant);
  tenant.provisioning.pause(record);
  audit(call, tenant, { activity: 'Disable/pause provisioning configuration', record });
  return { status: 204 };
}

function restart(call: GraphCall, tenant: GraphTenant): GraphReply {
  const record = visibleJob(call, tenant);
  const criteria = objectBody(call)?.criteria as Record<string, unknown> | null | undefined;
  const fault = tenant.provisioning.restart(record, readResetScope(criteria?.resetScope));
  if (fault !== null) throw graphFaultOf(fault);
  audit(call, tenant, { activity: 'Enable/restart provisioning configuration', record });
  return { status: 204 };
}

function audit(
  call: GraphCall,
  tenant: GraphTenant,
  { activity, record }: { activity: ProvisioningActivity; record: JobRecord },
): void {
  const servicePrincipal = tenant.state.servicePrincipals.get(record.servicePrincipalId);
  if (servicePrincipal !== undefined) recordAudit(call, tenant, { activity, servicePrincipal });
}

/** After a rotation the service answers 400 for a while, as people report: a part of it still works with what was saved before. */
function areTooFresh({ faults, memory, clock }: GraphTenant, servicePrincipalId: string): boolean {
  const savedAt = memory.secretsSavedAt.get(servicePrincipalId);
  return savedAt !== undefined && clock.now() < savedAt + faults.standing.savedCredentialsDelayMs;
}

const notTakenYet = (): GraphFault =>
  new GraphFault(400, 'SystemForCrossDomainIdentityManagementInvalidCredentials', {
    message: 'Your credentials are invalid. Get a new Secret Token from the application and save it.',
  });

async function validateWithoutJob(call: GraphCall, tenant: GraphTenant): Promise<GraphReply> {
  const servicePrincipal = synchronizedServicePrincipal(call, tenant);
  return validate(call, tenant, templateIdOf(call, tenant, servicePrincipal));
}

async function validate(call: GraphCall, tenant: GraphTenant, templateId: string): Promise<GraphReply> {
  const servicePrincipal = synchronizedServicePrincipal(call, tenant);
  const body = objectBody(call) ?? {};
  const usesSaved = body.useSavedCredentials === true;
  if (!usesSaved && body.credentials === undefined) {
    throw missingParameter('Either credentials or useSavedCredentials is required.');
  }
  if (usesSaved && areTooFresh(tenant, servicePrincipal.id)) throw notTakenYet();
  const credentials = usesSaved
    ? (tenant.state.secrets.get(servicePrincipal.id) ?? new Map<string, string>())
    : readKeyValues(body.credentials);
  const fault = await tenant.provisioning.validateCredentials(servicePrincipal.id, templateId, credentials);
  if (fault !== null) throw graphFaultOf(fault);
  // The test takes time; the application may have been deleted meanwhile.
  if (!tenant.state.servicePrincipals.has(servicePrincipal.id)) throw resourceNotFound(servicePrincipal.id);
  return { status: 204 };
}
