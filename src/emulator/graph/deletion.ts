import type { ApplicationRecord, ServicePrincipalRecord } from '#emulator/state';
import type { GraphTenant } from './graph-tenant.ts';
import { applicationResource, servicePrincipalResource } from './resources/application.ts';

/**
 * Deletes a service principal with what hangs on it: its jobs with all their state, secrets and assignments. Accounts at
 * the target stay. It is listed among the deleted items.
 * Source: learn.microsoft.com/graph/api/serviceprincipal-delete
 */
export function deleteServicePrincipalRecord(tenant: GraphTenant, record: ServicePrincipalRecord): void {
  const { state, memory, provisioning } = tenant;
  for (const job of [...state.jobs.values()]) {
    if (job.servicePrincipalId !== record.id) continue;
    provisioning.deleteJob(job);
    state.jobs.delete(job.id);
  }
  for (const assignment of [...state.assignments.values()]) {
    if (assignment.servicePrincipalId === record.id) state.assignments.delete(assignment.id);
  }
  state.secrets.delete(record.id);
  state.servicePrincipals.delete(record.id);
  const application = state.applications.get(record.applicationObjectId);
  memory.deletedItems.set(record.id, {
    kind: 'servicePrincipal',
    deletedAt: tenant.clock.now(),
    resource: servicePrincipalResource(record, application, state.tenantId),
  });
}

/**
 * Deletes an application registration and with it the service principals of this tenant.
 * Source: learn.microsoft.com/graph/api/application-delete
 */
export function deleteApplicationRecord(tenant: GraphTenant, application: ApplicationRecord): void {
  for (const record of [...tenant.state.servicePrincipals.values()]) {
    if (record.applicationObjectId === application.id) deleteServicePrincipalRecord(tenant, record);
  }
  tenant.state.applications.delete(application.id);
  tenant.memory.deletedItems.set(application.id, {
    kind: 'application',
    deletedAt: tenant.clock.now(),
    resource: applicationResource(application),
  });
}
