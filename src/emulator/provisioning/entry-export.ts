import { isRecord } from '#emulator/scim/scim-types';
import { evaluateMappings, type MappingProblem, type TargetValues } from './compiled-mapping.ts';
import { endpointOf, type KindRun } from './cycle-run.ts';
import { entryError, entryFailureOf } from './entry-failure.ts';
import { createEntryLink, type EntryLink } from './entry-link.ts';
import { claimMatch, findInTarget } from './entry-matching.ts';
import { type EntryWork, recordExport } from './entry-work.ts';
import type { EntryEnd } from './event-recorder.ts';
import { syncMembers } from './group-members.ts';
import { changesBetween, createBody, patchBody, readTargetValues, type ValueChange } from './scim-messages.ts';
import type { SourceEntry } from './source-entry.ts';

/**
 * Creates an object in the target, or brings the linked or matched one up to date.
 * Takes the work; gives how it ended, or null when nothing had to be done and nothing is to be logged.
 * Raises ConnectionFailure.
 */
export async function exportEntry(work: EntryWork): Promise<EntryEnd | null> {
  const { kindRun, entry } = work;
  const link = kindRun.run.runtime.links[kindRun.kind].get(entry.id);
  const evaluated = evaluate(kindRun, entry, link === undefined);
  const problem = evaluated.problems[0];
  if (problem !== undefined) return failedMapping(problem);
  if (link !== undefined) return updateLinked(work, link, evaluated.values);
  const duplicate = claimMatch(kindRun, entry.id, evaluated.values);
  if (duplicate !== null) return { action: 'other', status: 'failure', error: duplicate };
  const match = await findInTarget(kindRun, evaluated.values);
  switch (match.kind) {
    case 'failed':
      return { action: 'other', status: 'failure', error: match.error };
    case 'noValue':
      return importSkipped(work, match.attributes);
    case 'found':
      return linkFound(work, match.resource);
    case 'none':
      return createInTarget(work, evaluated.values);
  }
}

function evaluate(kindRun: KindRun, entry: SourceEntry, creating: boolean) {
  const { run, mapping } = kindRun;
  const result = evaluateMappings(mapping, {
    attributes: entry.attributes(false),
    now: run.now(),
    roles: entry.roles,
    creating,
    defaultDomain: run.state.domain,
  });
  return { ...result, values: resolveReferences(kindRun, entry, result.values) };
}

/** A reference flows as the target's id; one without a target waits until the person it names was provisioned. */
function resolveReferences({ run, mapping }: KindRun, entry: SourceEntry, values: TargetValues): TargetValues {
  run.runtime.pendingReferences.delete(entry.id);
  const references = mapping.attributes.filter(({ type, multivalued, target }) => {
    return type === 'Reference' && !multivalued && values[target] !== undefined;
  });
  if (references.length === 0) return values;
  const resolved: TargetValues = {};
  for (const [target, value] of Object.entries(values)) {
    if (!references.some((each) => each.target === target)) {
      resolved[target] = value;
      continue;
    }
    const link = run.runtime.links.User.get(String(value));
    if (link === undefined) run.runtime.pendingReferences.add(entry.id);
    else resolved[target] = link.targetId;
  }
  return resolved;
}

function failedMapping(problem: MappingProblem): EntryEnd {
  const code = problem.code === 'SchemaPropertyCanOnlyAcceptValue' ? problem.code : 'InvalidMappingExpression';
  return {
    action: 'other',
    status: 'failure',
    error: entryError(code, `The mapping to ${problem.target} could not be evaluated: ${problem.message}`),
  };
}

function importSkipped({ recorder, entry }: EntryWork, attributes: readonly string[]): EntryEnd {
  const reason = `${entry.kind} '${entry.reportableIdentifier}' has no value for any matching attribute (${attributes.join(', ')}).`;
  recorder.step({
    name: 'EntrySynchronizationSkip',
    type: 'matching',
    status: 'skipped',
    description: reason,
    details: { SkipReason: 'ImportSkipped' },
  });
  return { action: 'other', status: 'skipped', error: entryError('ImportSkipped', reason) };
}

async function createInTarget(work: EntryWork, values: TargetValues): Promise<EntryEnd | null> {
  const { kindRun, entry, recorder } = work;
  const { run, kind, mapping } = kindRun;
  const target = run.origin.targetSystem.displayName;
  if (!mapping.flow.add) {
    const reason = `The target object action Create is switched off for ${entry.kind} objects.`;
    return { action: 'other', status: 'skipped', error: entryError('EntrySynchronizationSkipped', reason) };
  }
  recorder.step({
    name: 'EntrySynchronizationAdd',
    type: 'matching',
    status: 'success',
    description: `${kind} '${entry.reportableIdentifier}' will be created in ${target} (${kind} is active and assigned in ${run.origin.sourceSystem.displayName}, but no matching ${kind} was found in ${target})`,
    details: {},
  });
  const answer = await run.client.send('POST', endpointOf(kind), createBody(kind, values));
  const id = isRecord(answer.body) ? answer.body.id : undefined;
  const ok = answer.status < 300 && typeof id === 'string';
  recordExport(work, { action: 'create', ok, verb: 'created' });
  if (typeof id !== 'string' || !ok) {
    return {
      action: 'create',
      status: 'failure',
      error: entryFailureOf(answer, { method: 'POST', targetName: target }),
    };
  }
  const link = createEntryLink(id, values);
  run.runtime.links[kind].set(entry.id, link);
  recorder.setTargetId(id);
  const changes = Object.entries(values).map(([name, newValue]) => ({ target: name, oldValue: null, newValue }));
  return withMembers(work, link, { action: 'create', status: 'success', changes });
}

async function linkFound(
  work: EntryWork,
  resource: Record<string, unknown> & { id: string },
): Promise<EntryEnd | null> {
  const { kindRun, entry, recorder } = work;
  const existing = readTargetValues(resource, kindRun.mapping);
  recorder.step({
    name: 'EntryImport',
    type: 'matching',
    status: 'success',
    description: `Retrieved ${entry.kind} '${entry.reportableIdentifier}' from ${kindRun.run.origin.targetSystem.displayName}`,
    details: { id: resource.id, ...textValues(existing) },
  });
  const link = createEntryLink(resource.id, existing);
  kindRun.run.runtime.links[kindRun.kind].set(entry.id, link);
  // Default values apply on create only, so the values are worked out again for an update.
  return updateLinked(work, link, evaluate(kindRun, entry, false).values);
}

const textValues = (values: TargetValues): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

async function updateLinked(work: EntryWork, link: EntryLink, values: TargetValues): Promise<EntryEnd | null> {
  const { kindRun, entry, recorder } = work;
  const { run, kind, mapping } = kindRun;
  recorder.setTargetId(link.targetId);
  claimMatch(kindRun, entry.id, values);
  const unread = link.unsure ? await readAgain(work, link) : null;
  if (unread !== null) return unread;
  const changes = mapping.flow.update ? changesBetween(mapping, link.values, values) : [];
  if (changes.length === 0) return withMembers(work, link, null);
  const path = `${endpointOf(kind)}/${encodeURIComponent(link.targetId)}`;
  link.unsure = true;
  // Whoever may be active by now is disabled again when that is wanted.
  link.active ||= changes.some(({ target }) => target === 'active');
  const answer = await run.client.send('PATCH', path, patchBody(changes, run.optimizedPatch));
  const ok = answer.status < 300;
  recordExport(work, { action: 'update', ok, verb: 'updated' });
  if (!ok) {
    const targetName = run.origin.targetSystem.displayName;
    return { action: 'update', status: 'failure', error: entryFailureOf(answer, { method: 'PATCH', targetName }) };
  }
  const updated: TargetValues = { ...link.values };
  for (const change of changes) updated[change.target] = change.newValue;
  link.values = updated;
  link.active = updated.active !== false;
  link.unsure = false;
  return withMembers(work, link, { action: 'update', status: 'success', changes });
}

/** Reads what the target has, after a change of which nobody knows whether it was made; gives the failure, or null. */
async function readAgain({ kindRun }: EntryWork, link: EntryLink): Promise<EntryEnd | null> {
  const { run, kind, mapping } = kindRun;
  const more = kind === 'Group' ? '?excludedAttributes=members' : '';
  const answer = await run.client.send('GET', `${endpointOf(kind)}/${encodeURIComponent(link.targetId)}${more}`);
  if (answer.status >= 300 || !isRecord(answer.body)) {
    const targetName = run.origin.targetSystem.displayName;
    return { action: 'update', status: 'failure', error: entryFailureOf(answer, { method: 'GET', targetName }) };
  }
  link.values = readTargetValues(answer.body, mapping);
  link.active = link.values.active !== false;
  link.unsure = false;
  return null;
}

/** Groups go on to their members; what is left unchanged ends as redundant. */
async function withMembers(work: EntryWork, link: EntryLink, end: EntryEnd | null): Promise<EntryEnd | null> {
  const members = work.kindRun.kind === 'Group' ? await syncMembers(work, link) : null;
  if (members?.error != null) return { action: end?.action ?? 'update', status: 'failure', error: members.error };
  const changes: readonly ValueChange[] = [...(end?.changes ?? []), ...(members?.changes ?? [])];
  if (changes.length > 0) return { action: end?.action ?? 'update', status: 'success', changes };
  return end ?? redundant(work);
}

function redundant({ recorder, entry, kindRun }: EntryWork): EntryEnd | null {
  if (!kindRun.run.full) return null;
  const description = `The state of the ${entry.kind} in both the source and target systems already match. No change to the ${entry.kind} '${entry.reportableIdentifier}' currently needs to be made.`;
  recorder.step({
    name: 'EntrySynchronizationSkip',
    type: 'export',
    status: 'skipped',
    description,
    details: { SkipReason: 'RedundantExport' },
  });
  return {
    action: 'other',
    status: 'skipped',
    error: { code: 'RedundantExport', reason: description, category: 'nonServiceFailure', recommendedAction: null },
  };
}
