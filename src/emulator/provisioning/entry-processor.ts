import { endpointOf, type KindRun } from './cycle-run.ts';
import type { EntryDecision, SkipReason } from './entry-decision.ts';
import type { EntryEvent, ScopeVerdict } from './entry-event.ts';
import { exportEntry } from './entry-export.ts';
import { entryFailureOf } from './entry-failure.ts';
import { decide } from './entry-scope.ts';
import { type EntryWork, recordExport } from './entry-work.ts';
import { createEventRecorder, type EntryEnd } from './event-recorder.ts';
import { patchBody } from './scim-messages.ts';
import type { SourceEntry } from './source-entry.ts';

/**
 * Takes one object through import, scope, match and export, sends what is needed, and logs it.
 * Takes the run with its mapping and the object; gives the logged event, or null when nothing was worth a row.
 * Raises ConnectionFailure when the target as a whole fails; a refusal of this object is a failed event.
 */
export async function processEntry(kindRun: KindRun, entry: SourceEntry): Promise<EntryEvent | null> {
  const { run, mapping } = kindRun;
  const { verdict, decision } = decide(kindRun, entry);
  const recorder = createEventRecorder({ ...run, entry, targetType: mapping.targetObjectName });
  recordScope({ recorder, kindRun, entry }, verdict);
  const end = await carryOut({ recorder, kindRun, entry }, decision, verdict);
  if (end?.status === 'failure') run.runtime.escrows.set(entry.id, end.error?.code ?? 'InternalError');
  else run.runtime.escrows.delete(entry.id);
  if (end === null) return null;
  const event = recorder.end(end);
  run.log(event);
  return event;
}

function recordScope({ recorder, kindRun, entry }: EntryWork, verdict: ScopeVerdict): void {
  const linked = kindRun.run.runtime.links[kindRun.kind].get(entry.id);
  if (linked !== undefined) recorder.setTargetId(linked.targetId);
  const change = linked === undefined ? 'Add' : entry.exists ? 'Update' : 'Delete';
  recorder.step({
    name: `EntryImport${change}`,
    type: 'import',
    status: 'success',
    description: `Received ${entry.kind} '${entry.reportableIdentifier}' change of type (${change}) from ${kindRun.run.origin.sourceSystem.displayName}`,
    details: importDetails(entry),
  });
  recorder.setVerdict(verdict);
  recorder.step({
    name: 'EntrySynchronizationScoping',
    type: 'scoping',
    status: 'success',
    description: `Determine if ${entry.kind} in scope by evaluating against each scoping filter`,
    details: {},
  });
}

const importedNames = [
  'objectId',
  'accountEnabled',
  'department',
  'displayName',
  'mail',
  'mailNickname',
  'userPrincipalName',
  'IsSoftDeleted',
  'securityEnabled',
  'mailEnabled',
];

function importDetails(entry: SourceEntry): Record<string, string> {
  const attributes = entry.attributes(!entry.active);
  const details: Record<string, string> = {};
  for (const name of importedNames) {
    const value = attributes[name];
    if (value !== undefined && value !== null) details[name] = String(value);
  }
  if (entry.roles.length > 0) details.appRoleAssignments = entry.roles.map((role) => role.displayName).join(', ');
  return details;
}

async function carryOut(work: EntryWork, decision: EntryDecision, verdict: ScopeVerdict): Promise<EntryEnd | null> {
  switch (decision.kind) {
    case 'export':
      return exportEntry(work);
    case 'disable':
      return disableEntry(work);
    case 'delete':
      return deleteEntry(work);
    case 'skip':
      return skipEntry(work, decision.reason, verdict);
  }
}

const skipTexts: Readonly<Record<Exclude<SkipReason, 'Gone'>, string>> = {
  NotEffectivelyEntitled: 'is not effectively entitled for provisioning',
  ScopingFilter: 'does not pass the scoping filter',
  NotActive: 'is not active in the source system',
  AlreadyDisabled: 'is already disabled in the target system',
  SkipOutOfScopeDeletions: 'is out of scope, and out-of-scope deletions are switched off',
  ActionNotAllowed: 'needs an action that the target object actions of the mapping do not allow',
};

function skipEntry(work: EntryWork, reason: SkipReason, verdict: ScopeVerdict): EntryEnd | null {
  if (reason === 'Gone') return null;
  // Groups are looked at in every cycle; only a full one says again that they are out of scope.
  const quiet = !work.kindRun.run.full && (reason === 'AlreadyDisabled' || work.entry.kind === 'Group');
  if (quiet) return null;
  const { entry, recorder } = work;
  const notAssigned = reason === 'NotEffectivelyEntitled' && !verdict.assigned;
  const description = `The ${entry.kind} '${entry.reportableIdentifier}' will be skipped: it ${skipTexts[reason]}${
    notAssigned ? ' (it is not assigned to the application)' : ''
  }.`;
  recorder.step({
    name: 'EntrySynchronizationSkip',
    type: 'scoping',
    status: 'skipped',
    description,
    details: { SkipReason: reason },
  });
  return {
    action: 'other',
    status: 'skipped',
    error: {
      code: 'EntrySynchronizationSkipped',
      reason: description,
      category: 'nonServiceFailure',
      recommendedAction: null,
    },
  };
}

async function disableEntry(work: EntryWork): Promise<EntryEnd> {
  const { kindRun, entry, recorder } = work;
  const { run, kind } = kindRun;
  const link = run.runtime.links[kind].get(entry.id);
  if (link === undefined) return { action: 'disable', status: 'skipped' };
  const change = { target: 'active', oldValue: true, newValue: false } as const;
  const path = `${endpointOf(kind)}/${encodeURIComponent(link.targetId)}`;
  link.unsure = true;
  const answer = await run.client.send('PATCH', path, patchBody([change], run.optimizedPatch));
  const targetName = run.origin.targetSystem.displayName;
  recordExport(work, { action: 'disable', ok: answer.status < 300, verb: 'disabled' });
  if (answer.status >= 300) {
    return { action: 'disable', status: 'failure', error: entryFailureOf(answer, { method: 'PATCH', targetName }) };
  }
  link.active = false;
  link.values = { ...link.values, active: false };
  link.unsure = false;
  recorder.setTargetId(link.targetId);
  return { action: 'disable', status: 'success', changes: [change] };
}

async function deleteEntry(work: EntryWork): Promise<EntryEnd> {
  const { kindRun, entry } = work;
  const { run, kind } = kindRun;
  const link = run.runtime.links[kind].get(entry.id);
  if (link === undefined) return { action: 'delete', status: 'skipped' };
  const answer = await run.client.send('DELETE', `${endpointOf(kind)}/${encodeURIComponent(link.targetId)}`);
  // Somebody may have deleted it in the target already; the goal is reached either way.
  const ok = answer.status < 300 || answer.status === 404;
  recordExport(work, { action: 'delete', ok, verb: 'deleted' });
  if (!ok) {
    const targetName = run.origin.targetSystem.displayName;
    return { action: 'delete', status: 'failure', error: entryFailureOf(answer, { method: 'DELETE', targetName }) };
  }
  run.runtime.links[kind].delete(entry.id);
  run.runtime.pendingReferences.delete(entry.id);
  run.runtime.pendingMembers.delete(entry.id);
  return { action: 'delete', status: 'success' };
}
