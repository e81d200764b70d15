import { z } from 'zod';
import { type DeletedPerson, findDeletedPeople } from '#core/graph/calls/deleted-people';
import { readPerson, searchPeople } from '#core/graph/calls/directory';
import { findUsersByMail } from '#core/graph/calls/people-by-mail';
import { orNullWhenMissing } from '#core/graph/calls/reading';
import type { Graph } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import type { DirectoryObject } from '#core/graph/shapes';
import { CoreError } from '#core/rpc/errors';
import { type PersonFacts, reading } from './facts.ts';

/** Who is looked for, and whether people can be read in full. */
export interface PersonQuestion {
  readonly name: string;
  readonly full: boolean;
  readonly signal: AbortSignal;
}

/** The permission to read people with: where the larger one is there, the smaller one may never have been asked for. */
export const peopleScope = (full: boolean): string => (full ? scopes.peopleInFull : scopes.people);

const basic = ['id', 'displayName', 'userPrincipalName', 'mail'];

/** The mark that the directory puts into the user principal name of everybody who was invited. Source: learn.microsoft.com/entra/external-id/user-properties */
const guestMark = '#EXT#';

/** Takes the user type, null where it cannot be read, and the user principal name; says whether it is a guest. Pure. */
export function isGuest(userType: unknown, userPrincipalName: string | null | undefined): boolean | null {
  if (typeof userType === 'string') return userType.toLowerCase() === 'guest';
  return userPrincipalName?.toUpperCase().includes(guestMark) === true ? true : null;
}

/** Takes somebody of the directory; gives what gates need. Without the right to read it the account's state is not known. Pure. */
export const personFacts = (found: DirectoryObject, full: boolean): PersonFacts => ({
  id: found.id,
  displayName: found.displayName ?? found.userPrincipalName ?? found.id,
  userPrincipalName: found.userPrincipalName ?? null,
  found: 'directory',
  deletedAt: null,
  enabled: full ? (found.accountEnabled ?? null) : null,
  guest: isGuest(full ? found.userType : null, found.userPrincipalName),
});

const deletedFacts = (found: DeletedPerson): PersonFacts => ({
  id: found.id,
  displayName: found.displayName ?? found.userPrincipalName ?? found.id,
  userPrincipalName: found.userPrincipalName,
  found: 'deleted',
  deletedAt: found.deletedAt,
  enabled: null,
  guest: isGuest(null, found.userPrincipalName),
});

const label = (one: { readonly id: string; readonly userPrincipalName?: string | null | undefined }): string =>
  one.userPrincipalName ?? one.id;

const ambiguous = (name: string, labels: readonly string[]): CoreError =>
  new CoreError('conflict', `"${name}" fits ${labels.length} people.`, {
    reason: 'ambiguousPerson',
    nextStep: `Give one of these instead: ${labels.join(', ')}.`,
  });

function onlyOne<T extends { readonly id: string; readonly userPrincipalName?: string | null | undefined }>(
  name: string,
  found: readonly T[],
): T | null {
  const [only, ...others] = found;
  if (others.length > 0) throw ambiguous(name, found.map(label));
  return only ?? null;
}

const isId = (name: string): boolean => z.guid().safeParse(name).success;

async function inDirectory(graph: Graph, { name, full, signal }: PersonQuestion): Promise<DirectoryObject | null> {
  const read = (user: string) =>
    orNullWhenMissing(
      readPerson(graph, {
        user,
        select: full ? [...basic, 'accountEnabled', 'userType'] : basic,
        scope: peopleScope(full),
        signal,
      }),
    );
  const again = async (found: DirectoryObject | null) => (found === null ? null : read(found.id));
  if (isId(name)) return read(name);
  if (name.includes('@')) {
    const byMail = async () => onlyOne(name, (await findUsersByMail(graph, { names: [name], signal })).get(name) ?? []);
    return (await read(name)) ?? again(await byMail());
  }
  const { found } = await searchPeople(graph, { search: name, signal });
  const exact = found.filter(({ displayName }) => displayName?.toLowerCase() === name.toLowerCase());
  return again(onlyOne(name, exact.length > 0 ? exact : found));
}

/**
 * Takes a user principal name, mail address, object id or display name; gives the person, also one who was deleted, or null.
 * Without User.Read.All nobody who was deleted is found. Raises `conflict` (ambiguousPerson) and what Graph raises.
 */
export async function findPerson(graph: Graph, question: PersonQuestion): Promise<PersonFacts | null> {
  const { name, full, signal } = question;
  const found = await inDirectory(graph, question);
  if (found !== null) return personFacts(found, full);
  if (!full) return null;
  // Who was deleted may still be in the log, so a fault here is no reason to end.
  const deleted = await reading(findDeletedPeople(graph, { name, signal }));
  if (!deleted.ok) return null;
  const only = onlyOne(name, deleted.value);
  return only === null ? null : deletedFacts(only);
}
