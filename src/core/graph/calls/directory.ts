import { z } from 'zod';
import type { BatchOutcome, Graph, GraphRequest } from '#core/graph/graph';
import { odataString } from '#core/graph/paths';
import { scopes } from '#core/graph/permissions';
import { DirectoryObject } from '#core/graph/shapes';
import { CoreError } from '#core/rpc/errors';
import { type CallOptions, readAll, readAs, readOne } from './reading.ts';

const personMembers = 'id,displayName,userPrincipalName,accountEnabled';
const groupMembers = 'id,displayName,securityEnabled';

/** An Entra role of the signed-in person. */
export interface DirectoryRole {
  readonly displayName: string;
  readonly roleTemplateId: string | null;
}

const Organization = z.looseObject({ id: z.string(), displayName: z.string().nullish() });

const Membership = z.looseObject({
  '@odata.type': z.string().nullish(),
  id: z.string(),
  displayName: z.string().nullish(),
  roleTemplateId: z.string().nullish(),
});

/** Gives the signed-in person. Source: learn.microsoft.com/graph/api/user-get */
export const getMe = (graph: Graph, options: CallOptions = {}): Promise<DirectoryObject> =>
  readOne(
    graph,
    { method: 'GET', path: '/me', query: { $select: personMembers }, scopes: [scopes.signIn], signal: options.signal },
    { schema: DirectoryObject, what: 'your own account' },
  );

/** Gives id and display name of the tenant. Source: learn.microsoft.com/graph/api/organization-list */
export async function getOrganization(
  graph: Graph,
  options: CallOptions = {},
): Promise<{ readonly id: string; readonly displayName: string }> {
  const [first] = await readAll(
    graph,
    { method: 'GET', path: '/organization', scopes: [scopes.signIn], signal: options.signal },
    { schema: Organization, what: 'the tenant' },
  );
  if (first === undefined) {
    throw new CoreError('graph_error', 'Microsoft Graph named no tenant for this sign-in.', {
      reason: 'noOrganization',
      nextStep: 'Sign in with a work or school account of the tenant.',
    });
  }
  return { id: first.id, displayName: first.displayName ?? first.id };
}

/**
 * Gives the built-in Entra roles of the signed-in person, as far as the service shows them: custom roles, roles over one
 * application and ownership are not among them.
 * Source: learn.microsoft.com/graph/api/user-list-memberof
 */
export async function listMyRoles(graph: Graph, options: CallOptions = {}): Promise<DirectoryRole[]> {
  const memberships = await readAll(
    graph,
    { method: 'GET', path: '/me/memberOf', scopes: [scopes.signIn], signal: options.signal },
    { schema: Membership, what: 'your roles' },
  );
  return memberships
    .filter((entry) => entry['@odata.type'] === '#microsoft.graph.directoryRole')
    .map((entry) => ({
      displayName: entry.displayName ?? entry.roleTemplateId ?? entry.id,
      roleTemplateId: entry.roleTemplateId ?? null,
    }));
}

const isMissing = (outcome: BatchOutcome): boolean =>
  !outcome.ok && outcome.error instanceof CoreError && outcome.error.code === 'not_found';

/** Answers of a batch by name; a name that the directory does not know is left out, any other fault is raised. */
async function lookUp<T>(
  graph: Graph,
  search: {
    readonly names: readonly string[];
    readonly request: (name: string) => GraphRequest;
    readonly signal: AbortSignal | undefined;
  },
  read: (body: unknown, requestId: string | undefined) => T,
): Promise<Map<string, T>> {
  const names = [...new Set(search.names)];
  const outcomes = await graph.batch(names.map(search.request), { signal: search.signal });
  const found = new Map<string, T>();
  for (const [index, name] of names.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined || isMissing(outcome)) continue;
    if (!outcome.ok) throw outcome.error;
    found.set(name, read(outcome.reply.body, outcome.reply.requestId));
  }
  return found;
}

interface NamesOptions extends CallOptions {
  readonly names: readonly string[];
}

/** Takes user principal names or object ids; gives the people by the name they were asked for; unknown names are absent. Source: learn.microsoft.com/graph/api/user-get */
export const findUsers = (graph: Graph, options: NamesOptions): Promise<Map<string, DirectoryObject>> =>
  lookUp(
    graph,
    {
      names: options.names,
      signal: options.signal,
      request: (name) => ({
        method: 'GET',
        path: `/users/${encodeURIComponent(name)}`,
        query: { $select: personMembers },
        scopes: [scopes.people],
      }),
    },
    (body, requestId) => readAs(DirectoryObject, body, { what: 'a person', requestId }),
  );

/** Takes a person's object id or user principal name, the properties to read and the permission to read them with; gives the person. Source: learn.microsoft.com/graph/api/user-get */
export const readPerson = (
  graph: Graph,
  options: CallOptions & { readonly user: string; readonly select: readonly string[]; readonly scope: string },
): Promise<DirectoryObject> =>
  readOne(
    graph,
    {
      method: 'GET',
      path: `/users/${encodeURIComponent(options.user)}`,
      query: { $select: options.select.join(',') },
      scopes: [options.scope],
      signal: options.signal,
    },
    { schema: DirectoryObject, what: 'a person' },
  );

const isObjectId = (name: string): boolean => z.guid().safeParse(name).success;

const GroupList = z.looseObject({ value: z.array(DirectoryObject) });

const groupRequest = (name: string): GraphRequest =>
  isObjectId(name)
    ? {
        method: 'GET',
        path: `/groups/${encodeURIComponent(name)}`,
        query: { $select: groupMembers },
        scopes: [scopes.groups],
      }
    : {
        method: 'GET',
        path: '/groups',
        query: { $filter: `displayName eq ${odataString(name)}`, $select: groupMembers },
        scopes: [scopes.groups],
      };

/**
 * Takes display names or object ids of groups; gives the groups by the name they were asked for. Several groups may share
 * a name: more than one result is ambiguous. Unknown names are absent.
 * Source: learn.microsoft.com/graph/api/group-list
 */
export async function findGroups(graph: Graph, options: NamesOptions): Promise<Map<string, DirectoryObject[]>> {
  const found = await lookUp(
    graph,
    { names: options.names, signal: options.signal, request: groupRequest },
    (body, requestId): DirectoryObject[] => {
      const list = GroupList.safeParse(body);
      return list.success ? list.data.value : [readAs(DirectoryObject, body, { what: 'a group', requestId })];
    },
  );
  for (const [name, groups] of found) if (groups.length === 0) found.delete(name);
  return found;
}

/** How many people or groups a search gives at most: more is a longer search text's work. */
export const searchLimit = 15;

const Found = z.looseObject({ value: z.array(DirectoryObject), '@odata.nextLink': z.string().nullish() });

interface SearchOptions extends CallOptions {
  readonly search: string;
}

/** What a search gave; `complete` is false when there are more than {@link searchLimit}. */
export interface DirectorySearch {
  readonly found: readonly DirectoryObject[];
  readonly complete: boolean;
}

const startsWith = (members: readonly string[], search: string): string =>
  members.map((member) => `startswith(${member},${odataString(search)})`).join(' or ');

async function searchIn(graph: Graph, request: GraphRequest, what: string): Promise<DirectorySearch> {
  const body = await readOne(graph, request, { schema: Found, what });
  return { found: body.value, complete: body['@odata.nextLink'] == null };
}

/** Takes the beginning of a name, user principal name or mail address; gives the first people it fits. Source: learn.microsoft.com/graph/api/user-list */
export const searchPeople = (graph: Graph, { search, signal }: SearchOptions): Promise<DirectorySearch> =>
  searchIn(
    graph,
    {
      method: 'GET',
      path: '/users',
      query: {
        $filter: startsWith(['displayName', 'givenName', 'surname', 'userPrincipalName', 'mail'], search),
        $select: personMembers,
        $top: String(searchLimit),
      },
      scopes: [scopes.people],
      signal,
    },
    'a search for people',
  );

/** Takes the beginning of a display name; gives the first groups it fits. Source: learn.microsoft.com/graph/api/group-list */
export const searchGroups = (graph: Graph, { search, signal }: SearchOptions): Promise<DirectorySearch> =>
  searchIn(
    graph,
    {
      method: 'GET',
      path: '/groups',
      query: { $filter: startsWith(['displayName'], search), $select: groupMembers, $top: String(searchLimit) },
      scopes: [scopes.groups],
      signal,
    },
    'a search for groups',
  );
