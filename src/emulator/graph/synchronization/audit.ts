import type { DirectoryAudit, GraphCall, GraphTenant } from '#emulator/graph/graph-tenant';
import type { QuarantineRecord, ServicePrincipalRecord } from '#emulator/state';

/** Activities of the audit log that concern provisioning. Source: learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities */
export type ProvisioningActivity =
  | 'Update provisioning setting or credentials'
  | 'Enable/start provisioning configuration'
  | 'Disable/pause provisioning configuration'
  | 'Enable/restart provisioning configuration'
  | 'Update attribute mappings or scope'
  | 'Add provisioning configuration'
  | 'Delete provisioning configuration';

/**
 * Takes a quarantine that began; gives it as a row of the directory audit log.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status (Activity "Quarantine")
 */
export const quarantineAudit = (event: QuarantineRecord, displayName: string | null): DirectoryAudit => ({
  id: `Sync_${event.id}`,
  category: 'ProvisioningManagement',
  correlationId: event.correlationId,
  result: 'failure',
  resultReason: `This run profile is being quarantined because of: ${event.reason}${event.error === null ? '' : `; Error: ${event.error.message}`}`,
  activityDisplayName: 'Quarantine',
  activityDateTime: new Date(event.at).toISOString(),
  loggedByService: 'Account Provisioning',
  operationType: '',
  initiatedBy: { user: null, app: { appId: null, displayName: 'Azure AD Cloud Sync', servicePrincipalId: null } },
  targetResources: [{ id: event.servicePrincipalId, displayName, type: 'ServicePrincipal', modifiedProperties: [] }],
  additionalDetails: [],
});

/** Writes one row of the directory audit log, as the newest. */
export function recordAudit(
  call: GraphCall,
  tenant: GraphTenant,
  entry: { readonly activity: ProvisioningActivity; readonly servicePrincipal: ServicePrincipalRecord },
): void {
  const { person } = call;
  tenant.memory.audits.unshift({
    id: `Sync_${tenant.newId()}`,
    category: 'ProvisioningManagement',
    correlationId: tenant.newId(),
    result: 'success',
    resultReason: '',
    activityDisplayName: entry.activity,
    activityDateTime: new Date(tenant.clock.now()).toISOString(),
    loggedByService: 'Account Provisioning',
    operationType: '',
    initiatedBy: {
      app: null,
      user: { id: person.id, displayName: null, userPrincipalName: person.userPrincipalName, ipAddress: '' },
    },
    targetResources: [
      {
        id: entry.servicePrincipal.id,
        displayName: entry.servicePrincipal.displayName,
        type: 'ServicePrincipal',
        modifiedProperties: [],
      },
    ],
    additionalDetails: [],
  });
}
