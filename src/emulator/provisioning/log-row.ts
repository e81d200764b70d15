import type { EntryEvent, ScopeVerdict } from './entry-event.ts';
import type { ValueChange } from './scim-messages.ts';

const named = (verdict: boolean): string => (verdict ? 'True' : 'False');

/** What a value looks like in logs. */
export function logText(value: ValueChange['oldValue']): string | null {
  if (value === null) return null;
  if (typeof value === 'boolean') return named(value);
  return typeof value === 'object'
    ? value.map((each) => (typeof each === 'string' ? each : each.value)).join(', ')
    : String(value);
}

/**
 * Scoping details as the log prints them.
 * Takes the verdict; gives texts by the names an administrator reads.
 */
export function scopingDetails(verdict: ScopeVerdict): Record<string, string> {
  return {
    'Active in the source system': named(verdict.active),
    'Assigned to the application': named(verdict.assigned),
    'User has the required role': named(verdict.hasRole),
    'Scoping filter evaluation passed': named(verdict.filterPassed),
    ScopeEvaluationResult: JSON.stringify(verdict.clauses),
  };
}

/**
 * The provisioningObjectSummary of one event.
 * Takes an event; gives the row as GET /auditLogs/provisioning returns it.
 * Source: learn.microsoft.com/graph/api/resources/provisioningobjectsummary
 */
export function toLogRow(event: EntryEvent): Record<string, unknown> {
  const { origin, error } = event;
  return {
    id: event.id,
    activityDateTime: new Date(event.endedAt).toISOString(),
    tenantId: origin.tenantId,
    jobId: origin.jobId,
    cycleId: origin.cycleId,
    changeId: event.changeId,
    provisioningAction: event.action,
    durationInMilliseconds: event.durationMs,
    servicePrincipal: { id: origin.servicePrincipal.id, displayName: origin.servicePrincipal.displayName },
    sourceSystem: { ...origin.sourceSystem, details: {} },
    targetSystem: {
      ...origin.targetSystem,
      details: {
        ApplicationId: origin.servicePrincipal.appId,
        ServicePrincipalId: origin.servicePrincipal.id,
        ServicePrincipalDisplayName: origin.servicePrincipal.displayName,
      },
    },
    initiatedBy: { id: '', displayName: 'Azure AD Provisioning Service', initiatorType: 'system' },
    sourceIdentity: {
      id: event.source.id,
      displayName: event.source.displayName,
      identityType: event.source.type,
      details: event.source.details,
    },
    targetIdentity: { id: event.target.id, displayName: '', identityType: event.source.type, details: {} },
    provisioningStatusInfo: {
      status: event.status,
      errorInformation:
        error === null
          ? null
          : {
              errorCode: error.code,
              reason: error.reason,
              additionalDetails: null,
              errorCategory: error.category,
              recommendedAction: error.recommendedAction,
            },
    },
    provisioningSteps: event.steps.map((step) => ({
      name: step.name,
      provisioningStepType: step.type,
      status: step.status,
      description: step.description,
      details:
        step.name === 'EntrySynchronizationScoping' && event.verdict !== null
          ? scopingDetails(event.verdict)
          : step.details,
    })),
    modifiedProperties: event.changes.map((change) => ({
      displayName: change.target,
      oldValue: logText(change.oldValue),
      newValue: logText(change.newValue),
    })),
  };
}
