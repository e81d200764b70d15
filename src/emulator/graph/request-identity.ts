import type { FaultyRequest } from '#emulator/faults/switchboard';
import type { TenantState } from '#emulator/state';
import { readSkipToken } from './odata/skip-token.ts';
import { findRoute } from './route-table.ts';

/** A request before anything is known about its caller. */
export interface BareRequest {
  readonly method: string;
  readonly url: URL;
  /** Path after the version. */
  readonly path: string;
  /** Text of the body, or the body of a batch item. */
  readonly body: unknown;
}

const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const assignmentId = /(\/appRoleAssignedTo\/)([A-Za-z0-9_-]+)/g;
const identifyingMembers = new Set(['principalId', 'templateId', 'displayName', 'objectId', 'url']);
const deepestMember = 8;

/**
 * Says what a request is, in words that are the same whenever the same thing is done to the same tenant: ids made by
 * chance are replaced by the name of what they stand for, and a body counts by the members that say what it is about.
 */
export function identifyRequest(request: BareRequest, state: TenantState): FaultyRequest {
  const { method, path } = request;
  const route = findRoute(method, path)?.route.pattern ?? path;
  const about = [path, optionsOf(request.url), method === 'GET' ? '' : membersOf(request.body)];
  const object = about
    .filter((part) => part !== '')
    .join(' ')
    .replace(assignmentId, (_, root: string, id: string) => `${root}${assignmentName(id, state)}`)
    .replace(guid, (id) => stableName(id.toLowerCase(), state));
  return { method, path, route, object };
}

/** People, groups and templates keep their ids from run to run; what is created bears the name that it was given. */
function stableName(id: string, state: TenantState): string {
  if (state.people.has(id) || state.groups.has(id) || state.galleryTemplates.has(id)) return id;
  const named = state.servicePrincipals.get(id) ?? state.applications.get(id);
  return named?.displayName ?? '*';
}

/** An assignment is known by whom it assigns. */
function assignmentName(id: string, state: TenantState): string {
  const assignment = state.assignments.get(id);
  return assignment === undefined ? '*' : assignment.principalId;
}

function optionsOf(url: URL): string {
  const options = [...url.searchParams].map(([name, value]) =>
    /skiptoken$/i.test(name) ? `${name}=${pageOf(value)}` : `${name}=${value}`,
  );
  return options.length === 0 ? '' : `?${options.toSorted().join('&')}`;
}

/** A skiptoken tells when it was issued; only the page that it leads to counts here. */
function pageOf(token: string): string {
  try {
    return String(readSkipToken(token).index);
  } catch {
    // A token that is not ours is a bad request, and the route says so.
    return 'unreadable';
  }
}

function membersOf(body: unknown): string {
  const found: string[] = [];
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > deepestMember) return;
    for (const [name, member] of Object.entries(value)) {
      if (identifyingMembers.has(name) && typeof member === 'string') found.push(`${name}=${member}`);
      else visit(member, depth + 1);
    }
  };
  visit(typeof body === 'string' ? jsonOrNull(body) : body, 0);
  return found.join(' ');
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A body that is no JSON is refused later, with its own words.
    return null;
  }
}
