import type { EntryEvent, EntryStep, ScopeVerdict } from './entry-event.ts';
import { logText, scopingDetails } from './log-row.ts';

/** The two documented forms of the answer. */
export type OnDemandShape = 'object' | 'array';

const pascal = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const named = (value: boolean): string => (value ? 'True' : 'False');

/** Names of the scoping details in the first documented form; the second has those of the log. */
function onDemandScoping(verdict: ScopeVerdict): Record<string, string> {
  return {
    IsActive: named(verdict.active),
    Assigned: named(verdict.assigned),
    IsEffectivelyEntitledForProvisioning: named(verdict.assigned && verdict.hasRole),
    IsInProvisioningScopeDisplayName: named(verdict.filterPassed),
    ScopeEvaluationResult: JSON.stringify(verdict.clauses),
  };
}

function stepOf(step: EntryStep, verdict: ScopeVerdict | null, shape: OnDemandShape): Record<string, unknown> {
  const isScoping = step.name === 'EntrySynchronizationScoping' && verdict !== null;
  const scoping = !isScoping ? null : shape === 'object' ? onDemandScoping(verdict) : scopingDetails(verdict);
  return {
    // On demand the import is one object read, not a change from a delta.
    name: step.type === 'import' ? 'EntryImport' : step.name,
    type: pascal(step.type),
    status: pascal(step.status),
    description: step.description,
    timestamp: new Date(step.at).toISOString(),
    details: scoping ?? step.details,
  };
}

function detailsOf(event: EntryEvent, shape: OnDemandShape): Record<string, unknown> {
  const { error } = event;
  const isRedundant = error?.code === 'RedundantExport';
  return {
    action: pascal(event.action),
    changeId: event.changeId,
    endTime: new Date(event.endedAt).toISOString(),
    modifiedProperties: event.changes.map((change) => ({
      displayName: change.target,
      oldValue: logText(change.oldValue),
      newValue: logText(change.newValue),
    })),
    provisioningSteps: event.steps.map((step) => stepOf(step, event.verdict, shape)),
    reportableIdentifier: event.reportableIdentifier,
    startTime: new Date(event.startedAt).toISOString(),
    statusInfo: {
      status: pascal(event.status),
      errorCode: isRedundant ? null : (error?.code ?? null),
      reason: isRedundant ? null : (error?.reason ?? null),
      additionalDetails: null,
      errorCategory: error === null || isRedundant ? null : pascal(error.category),
      recommendedAction: error?.recommendedAction ?? null,
    },
    sourceIdentity: { id: event.source.id, type: event.source.type, displayName: null, details: null },
    sourceSystem: { id: null, name: event.origin.sourceSystem.displayName, details: null },
    targetIdentity: { id: event.target.id || null, type: event.target.type, displayName: null, details: null },
    targetSystem: { id: null, name: event.origin.targetSystem.displayName, details: null },
  };
}

/**
 * The answer of provisionOnDemand: two texts that hold JSON.
 * Takes the event of the subject first, then those of its members, and the form: `object` has the result in the key and
 * one object as value, `array` a type name in the key and a list as value.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand
 */
export function toOnDemandAnswer(
  events: readonly [EntryEvent, ...EntryEvent[]],
  shape: OnDemandShape,
): { readonly key: string; readonly value: string } {
  const [subject] = events;
  if (shape === 'array') {
    return {
      key: 'Microsoft.Identity.Health.CPP.Common.DataContracts.SyncFabric.StatusInfo',
      value: JSON.stringify(events.map((event) => detailsOf(event, shape))),
    };
  }
  const result = pascal(subject.status);
  const details = subject.error === null ? null : { errorCode: subject.error.code, errorMessage: subject.error.reason };
  return { key: JSON.stringify({ result, details }), value: JSON.stringify(detailsOf(subject, shape)) };
}
