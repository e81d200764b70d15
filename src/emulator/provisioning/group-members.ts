import type { EntryError } from './entry-event.ts';
import { entryFailureOf } from './entry-failure.ts';
import type { EntryLink } from './entry-link.ts';
import { type EntryWork, recordExport } from './entry-work.ts';
import { memberBodies, type ValueChange } from './scim-messages.ts';

/** What became of a group's members. */
export interface MembersResult {
  readonly changes: readonly ValueChange[];
  readonly error: EntryError | null;
}

/**
 * Brings a group's members in the target up to date.
 * Takes the work and the group's link. Direct members that are people and exist in the target become references; groups
 * inside the group are not expanded; a member who failed waits, is logged as unresolved, and is tried in each cycle. On
 * demand only the members that were asked for are added or removed.
 * Members that somebody else added in the target are left alone. Raises ConnectionFailure.
 */
export async function syncMembers(work: EntryWork, link: EntryLink): Promise<MembersResult> {
  const { kindRun, entry, recorder } = work;
  const { run, mapping } = kindRun;
  const mapped = mapping.attributes.some((each) => each.target === 'members');
  const group = run.state.groups.get(entry.id);
  if (!mapped || group === undefined || !mapping.flow.update) return { changes: [], error: null };

  const wanted = new Set<string>();
  const unresolved: string[] = [];
  const concerned = run.onDemandMembers;
  for (const member of group.members) {
    if (member.kind !== 'user' || (concerned !== null && !concerned.has(member.id))) continue;
    const target = run.runtime.links.User.get(member.id);
    if (target !== undefined) wanted.add(target.targetId);
    else if (run.runtime.escrows.has(member.id)) unresolved.push(member.id);
  }
  if (unresolved.length === 0) run.runtime.pendingMembers.delete(entry.id);
  else {
    run.runtime.pendingMembers.add(entry.id);
    recorder.step({
      name: 'EntryReferenceResolution',
      type: 'referenceResolution',
      status: 'skipped',
      description: `${unresolved.length} members of '${entry.displayName}' do not exist in the target yet and are tried again in the next cycle`,
      details: { UnableToResolveReferenceAttributeValue: unresolved.join(',') },
    });
  }
  const perhaps = new Set([...link.members, ...link.unsureMembers]);
  const add = [...wanted].filter((id) => !link.members.has(id) || link.unsureMembers.has(id));
  const removable = concerned === null ? perhaps : targetIdsOf(work, concerned);
  const remove = [...perhaps].filter((id) => !wanted.has(id) && removable.has(id));
  return sendMembers(work, link, { add, remove });
}

function targetIdsOf({ kindRun }: EntryWork, people: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...people].flatMap((id) => kindRun.run.runtime.links.User.get(id)?.targetId ?? []));
}

async function sendMembers(
  work: EntryWork,
  link: EntryLink,
  members: { readonly add: readonly string[]; readonly remove: readonly string[] },
): Promise<MembersResult> {
  const { run } = work.kindRun;
  const before = [...link.members];
  const path = `/Groups/${encodeURIComponent(link.targetId)}`;
  for (const id of [...members.add, ...members.remove]) link.unsureMembers.add(id);
  for (const body of memberBodies(members, run.optimizedPatch)) {
    const answer = await run.client.send('PATCH', path, body);
    if (answer.status < 300) continue;
    recordExport(work, { action: 'update', ok: false, verb: 'updated' });
    const targetName = run.origin.targetSystem.displayName;
    return { changes: [], error: entryFailureOf(answer, { method: 'PATCH', targetName }) };
  }
  if (members.add.length + members.remove.length === 0) return { changes: [], error: null };
  for (const id of [...members.add, ...members.remove]) link.unsureMembers.delete(id);
  for (const id of members.add) link.members.add(id);
  for (const id of members.remove) link.members.delete(id);
  recordExport(work, { action: 'update', ok: true, verb: 'updated with its members' });
  const change = { target: 'members', oldValue: before.length === 0 ? null : before, newValue: [...link.members] };
  return { changes: [change], error: null };
}
