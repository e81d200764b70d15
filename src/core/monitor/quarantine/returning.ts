import { findGroups, findUsers } from '#core/graph/calls/directory';
import type { Graph } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import type { IdentityPort } from '#core/ports';
import { entitledPrincipals } from '#core/scope/entitled';
import { hasConsent, type LiveScope } from '#core/scope/read-scope';
import { memberPages } from '#core/scope/scope-pages';
import type { HeldObject } from '#shared/model/quarantine';

/**
 * Where somebody stands now whose deletion is held back; `throughGroup`: not assigned, but a member of a group that is held back too and
 * can be assigned again; `gone`: deleted, disabled, or neither person nor group.
 */
export type Standing = 'assigned' | 'notAssigned' | 'throughGroup' | 'gone' | 'unknown';

/** What is known about those whose deletions are held back. */
export interface Whereabouts {
  /** Object ids of people and groups that are assigned, members of assigned groups among them as far as they can be read. */
  readonly assigned: ReadonlySet<string>;
  /** False: groups and their members could not be read. */
  readonly members: boolean;
  /** Object ids of people whose accounts are there and not seen to be disabled, and of groups; null = they could not be asked for. */
  readonly people: ReadonlySet<string> | null;
  readonly groups: ReadonlySet<string> | null;
  /** Members of groups that are held back, not assigned, and there. */
  readonly ofHeldGroups: ReadonlySet<string>;
}

/** Takes somebody and what is known; gives where they stand. Pure. */
export function standingOf({ id, kind }: Pick<HeldObject, 'id' | 'kind'>, around: Whereabouts): Standing {
  const there = kind === 'group' ? around.groups : around.people;
  if (kind === 'other') return 'gone';
  if (there === null) return 'unknown';
  if (!there.has(id)) return 'gone';
  if (around.assigned.has(id)) return 'assigned';
  if (around.ofHeldGroups.has(id)) return 'throughGroup';
  return around.members ? 'notAssigned' : 'unknown';
}

interface Reader {
  readonly graph: Graph;
  readonly identity: IdentityPort;
}

async function membersOf(graph: Graph, groups: Iterable<string>, signal: AbortSignal): Promise<readonly string[]> {
  const options = { select: ['id'], permissions: [scopes.groups], signal };
  const ids: string[] = [];
  for (const group of groups)
    for await (const page of memberPages(graph, group, options)) ids.push(...page.map(({ id }) => String(id)));
  return ids;
}

interface Asked {
  readonly held: readonly HeldObject[];
  readonly signal: AbortSignal;
}

const idsOf = (held: readonly HeldObject[], kind: HeldObject['kind']): readonly string[] =>
  held.filter((one) => one.kind === kind).map(({ id }) => id);

async function peopleThere({ graph, identity }: Reader, { held, signal }: Asked): Promise<ReadonlySet<string> | null> {
  if (!(await hasConsent(identity, { scope: scopes.people, signal }))) return null;
  const found = await findUsers(graph, { names: idsOf(held, 'person'), signal });
  return new Set([...found.values()].filter(({ accountEnabled }) => accountEnabled !== false).map(({ id }) => id));
}

/** Takes the application's scope and who is held back; reads where they stand now. What may not be read stays unknown. */
export async function readWhereabouts(
  reader: Reader,
  live: Pick<LiveScope, 'assignments' | 'roles'>,
  asked: Asked,
): Promise<Whereabouts> {
  const { graph, identity } = reader;
  const { held, signal } = asked;
  const entitled = entitledPrincipals(live.assignments, live.roles);
  const assigned = new Set([...entitled.people, ...entitled.groups]);
  const heldGroups = idsOf(held, 'group');
  const people = await peopleThere(reader, asked);
  if (entitled.groups.size === 0 && heldGroups.length === 0)
    return { assigned, members: true, people, groups: new Set(), ofHeldGroups: new Set() };
  if (!(await hasConsent(identity, { scope: scopes.groups, signal })))
    return { assigned, members: entitled.groups.size === 0, people, groups: null, ofHeldGroups: new Set() };
  for (const id of await membersOf(graph, entitled.groups, signal)) assigned.add(id);
  const found = await findGroups(graph, { names: heldGroups, signal });
  const groups = new Set([...found.values()].flatMap((some) => some.map(({ id }) => id as string)));
  const back = [...groups].filter((id) => !assigned.has(id));
  return { assigned, members: true, people, groups, ofHeldGroups: new Set(await membersOf(graph, back, signal)) };
}
