import { z } from 'zod';
import { findGroups, findUsers } from '#core/graph/calls/directory';
import { findUsersByMail } from '#core/graph/calls/people-by-mail';
import type { Graph } from '#core/graph/graph';
import type { AppRole, AppRoleAssignment, DirectoryObject } from '#core/graph/shapes';
import type { CallContext } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { decideAccess } from '#core/setup/plan/access';
import type { AssignmentRow, RowFault } from '#shared/model/scope';
import { type CsvRow, readAssignmentCsv } from './assignment-csv.ts';
import { anyAssignment } from './change.ts';
import { readScope } from './read-scope.ts';

/** Who was found for the names of a file. */
export interface FoundPrincipals {
  readonly people: ReadonlyMap<string, readonly DirectoryObject[]>;
  readonly groups: ReadonlyMap<string, readonly DirectoryObject[]>;
}

/** What rows are judged against. */
export interface AssignmentFacts extends FoundPrincipals {
  readonly roles: readonly AppRole[];
  readonly assignments: readonly AppRoleAssignment[];
}

type Told = Pick<RowFault, 'code' | 'message' | 'nextStep'>;

type Match = { readonly kind: 'person' | 'group'; readonly found: DirectoryObject };

const idsOf = (found: readonly DirectoryObject[]): string => found.map(({ id }) => id).join(', ');

function matchOf({ who, kind }: CsvRow, facts: AssignmentFacts): Match | Told {
  const people = kind === 'group' ? [] : (facts.people.get(who) ?? []);
  const groups = kind === 'person' ? [] : (facts.groups.get(who) ?? []);
  const [person] = people;
  const [group] = groups;
  if (people.length + groups.length > 1)
    return {
      code: 'ambiguous',
      message: `"${who}" fits ${people.length + groups.length} people or groups.`,
      nextStep: `Give the object id of one: ${idsOf([...people, ...groups])}.`,
    };
  if (person !== undefined) return { kind: 'person', found: person };
  if (group === undefined)
    return {
      code: 'unknown',
      message: `"${who}" is not in this tenant.`,
      nextStep: 'Check the user principal name, mail address, object id or group name.',
    };
  if (group.securityEnabled === false)
    return {
      code: 'groupNotSecurityEnabled',
      message: `The group "${who}" is not security-enabled, so it cannot be assigned to an application.`,
      nextStep: 'Use a security group with the same members.',
    };
  return { kind: 'group', found: group };
}

function judged(row: CsvRow, facts: AssignmentFacts): AssignmentRow | RowFault {
  const { line, text, role } = row;
  const match = matchOf(row, facts);
  if ('code' in match) return { line, text, ...match };
  const { kind, found } = match;
  const displayName = found.displayName ?? row.who;
  const wanted = {
    kind: kind === 'person' ? 'user' : 'group',
    name: row.who,
    principalId: found.id,
    displayName,
    role: role ?? undefined,
    path: '',
  } as const;
  try {
    const { roles, assignments: existing } = facts;
    const { add } = decideAccess({ wanted: [wanted], roles, existing, profile: { assignment: anyAssignment } });
    return { line, kind, principalId: found.id, displayName, role, assigned: add.length === 0 };
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    return { line, text, code: 'unknownAppRole', message: cause.message, nextStep: cause.details.nextStep ?? '' };
  }
}

const isFault = (one: AssignmentRow | RowFault): one is RowFault => 'code' in one;

/** Takes rows and what was found; gives who can be assigned and, by line, which rows cannot be used and why. Pure. */
export function judgeRows(
  rows: readonly CsvRow[],
  facts: AssignmentFacts,
): { readonly rows: readonly AssignmentRow[]; readonly faults: readonly RowFault[] } {
  const all = rows.map((row) => judged(row, facts));
  const first = new Map<string, number>();
  const doubled: RowFault[] = [];
  const unique = all
    .filter((one): one is AssignmentRow => !isFault(one))
    .filter(({ principalId, role, line }) => {
      const key = `${principalId} ${role ?? ''}`;
      const earlier = first.get(key);
      if (earlier === undefined) {
        first.set(key, line);
        return true;
      }
      const text = rows.find((row) => row.line === line)?.text ?? '';
      doubled.push({
        line,
        text,
        code: 'doubled',
        message: `The same as line ${earlier}.`,
        nextStep: 'It is taken once; nothing has to be done.',
      });
      return false;
    });
  const faults = [...all.filter(isFault), ...doubled].sort((a, b) => a.line - b.line);
  return { rows: unique, faults };
}

const isId = (name: string): boolean => z.guid().safeParse(name).success;

async function findPrincipals(graph: Graph, rows: readonly CsvRow[], signal: AbortSignal): Promise<FoundPrincipals> {
  const names = (kind: 'person' | 'group') => [
    ...new Set(rows.filter((row) => row.kind === null || row.kind === kind).map(({ who }) => who)),
  ];
  // Only a name or an id can be a group's; an address is looked for among people.
  const groupNames = names('group').filter(
    (who) => isId(who) || !who.includes('@') || rows.some((row) => row.who === who && row.kind === 'group'),
  );
  const peopleNames = names('person').filter((who) => isId(who) || who.includes('@'));
  const [byKey, groups] = await Promise.all([
    peopleNames.length === 0 ? new Map<string, DirectoryObject>() : findUsers(graph, { names: peopleNames, signal }),
    groupNames.length === 0 ? new Map<string, DirectoryObject[]>() : findGroups(graph, { names: groupNames, signal }),
  ]);
  const people = new Map<string, readonly DirectoryObject[]>([...byKey].map(([name, found]) => [name, [found]]));
  const left = peopleNames.filter((name) => name.includes('@') && !people.has(name));
  const byMail = left.length === 0 ? new Map() : await findUsersByMail(graph, { names: left, signal });
  for (const [name, found] of byMail) people.set(name, found);
  return { people, groups };
}

/**
 * Takes an application and the text of a CSV; finds everybody it names and gives who can be assigned, and each row that cannot
 * be used. Assigns nobody. Raises `bad_request` for a file that is no such CSV, `conflict` (noJob) and what Graph raises.
 */
export async function readAssignments(
  graph: Graph,
  request: { readonly application: string; readonly text: string },
  { signal, progress }: CallContext,
) {
  const csv = readAssignmentCsv(request.text);
  progress({ state: 'running', message: `${csv.rows.length} rows read; looking everybody up in the directory` });
  const [live, found] = await Promise.all([
    readScope(graph, { application: request.application, signal }),
    findPrincipals(graph, csv.rows, signal),
  ]);
  const { rows, faults } = judgeRows(csv.rows, { ...found, roles: live.roles, assignments: live.assignments });
  return { rows: [...rows], faults: [...csv.faults, ...faults].sort((a, b) => a.line - b.line) };
}
