import type { GraphCall, GraphTenant } from '#emulator/graph/graph-tenant';
import type { ServicePrincipalRecord } from '#emulator/state';

/** Activities of the audit log that concern provisioning. Source: learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities */
export type ProvisioningActivity =
  | 'Update provisioning setting or credentials'
  | 'Enable/start provisioning configuration'
  | 'Disable/pause provisioning configuration'
  | 'Enable/restart provisioning configuration'
  | 'Update attribute mappings or scope'
  | 'Add provisioning configuration'
  | 'Delete provisioning configuration';

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
