import type { ResourceDialect, VendorDialect } from './dialect.ts';
import { selectByFilter } from './filter-query.ts';
import { applyPatch } from './patch-operations.ts';
import { keepKnownAttributes, normaliseResource, requireAttributes } from './resource-rules.ts';
import type { ResourceStore } from './resource-store.ts';
import { isRecord, listResponseSchema, ScimFault, type ScimResource, type ScimResourceType } from './scim-types.ts';

/** What a request is answered with, before it becomes a Response. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly location?: string;
}

/** The resources of one type with the rules for them. */
export interface Collection {
  readonly type: ScimResourceType;
  readonly store: ResourceStore;
  readonly dialect: ResourceDialect;
}

/** One request, read. */
export interface Call {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** What the handler needs from the server. */
export interface ResourceHandlerOptions {
  readonly dialect: VendorDialect;
  readonly now: () => number;
  readonly newId: () => string;
}

type ResourceHandler = (collection: Collection, call: Call, id: string | null) => Answer;

/**
 * The verbs on /Users and /Groups.
 * Takes the vendor's dialect, the time and an id maker; gives a function from (collection, request, id) to an answer,
 * which raises ScimFault for everything it refuses. Source: RFC 7644 section 3
 */
export function createResourceHandler(options: ResourceHandlerOptions): ResourceHandler {
  return (collection, call, id) => {
    if (id === null) {
      if (call.method === 'GET')
        return { status: 200, body: list(collection, call.query, options.dialect.maxPageSize) };
      if (call.method === 'POST') return replace({ collection, options, previous: null }, call.body);
      throw new ScimFault(405, `${call.method} is not allowed here.`);
    }
    const resource = collection.store.get(id);
    if (resource === undefined) throw new ScimFault(404, `There is no ${collection.type} ${id}.`);
    switch (call.method) {
      case 'GET':
        return { status: 200, body: project(resource, call.query) };
      case 'PUT':
        return replace({ collection, options, previous: resource }, call.body);
      case 'PATCH':
        return patch({ collection, options, previous: resource }, resource, call.body);
      case 'DELETE':
        collection.store.remove(id);
        return { status: 204 };
      default:
        throw new ScimFault(405, `${call.method} is not allowed here.`);
    }
  };
}

interface Change {
  readonly collection: Collection;
  readonly options: ResourceHandlerOptions;
  readonly previous: ScimResource | null;
}

function requireUnique({ collection, previous }: Change, resource: Record<string, unknown>): void {
  if (collection.type !== 'User') return;
  if (collection.store.holderOf('userName', resource.userName, previous?.id ?? null) === undefined) return;
  throw new ScimFault(409, `A user with the userName '${String(resource.userName)}' exists already.`, 'uniqueness');
}

function store(
  { collection, options, previous }: Change,
  body: Record<string, unknown>,
): { resource: ScimResource; location: string } {
  const now = new Date(options.now()).toISOString();
  const id = previous?.id ?? options.newId();
  const location = `${options.dialect.origins[0] ?? ''}${options.dialect.basePath}/${collection.type}s/${id}`;
  const created = isRecord(previous?.meta) ? previous.meta.created : now;
  const meta = { resourceType: collection.type, created, lastModified: now, location };
  const resource = keepKnownAttributes({ ...body, id, meta }, collection.dialect);
  if (collection.type === 'Group' && !Array.isArray(resource.members)) resource.members = [];
  collection.store.put(resource);
  return { resource, location };
}

function replace(change: Change, body: unknown): Answer {
  if (!isRecord(body)) throw new ScimFault(400, 'The body must be a resource.', 'invalidSyntax');
  const normalised = normaliseResource(body);
  requireAttributes(normalised, change.collection.dialect);
  requireUnique(change, normalised);
  const { resource, location } = store(change, normalised);
  return { status: change.previous === null ? 201 : 200, body: resource, location };
}

function patch(change: Change, previous: ScimResource, body: unknown): Answer {
  const operations = isRecord(body) ? body.Operations : undefined;
  const patched = applyPatch(previous, operations, change.options.dialect);
  requireUnique(change, patched);
  const { resource } = store(change, patched);
  // A group may have very many members: Entra asks for 204 on group changes.
  return change.collection.type === 'Group' ? { status: 204 } : { status: 200, body: resource };
}

function list(collection: Collection, query: URLSearchParams, maxPageSize: number): Record<string, unknown> {
  const text = query.get('filter');
  const { store, dialect } = collection;
  const rows = text === null || text === '' ? store.all() : selectByFilter({ text, store, dialect });
  const startIndex = Math.max(1, wholeNumber(query.get('startIndex'), 1));
  const count = Math.min(maxPageSize, Math.max(0, wholeNumber(query.get('count'), maxPageSize)));
  const page = rows.slice(startIndex - 1, startIndex - 1 + count).map((each) => project(each, query));
  return {
    schemas: [listResponseSchema],
    totalResults: rows.length,
    startIndex,
    itemsPerPage: page.length,
    Resources: page,
  };
}

function wholeNumber(text: string | null, fallback: number): number {
  if (text === null) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value)) throw new ScimFault(400, `'${text}' is not a whole number.`, 'invalidValue');
  return value;
}

const namesIn = (query: URLSearchParams, parameter: string): readonly string[] =>
  (query.get(parameter) ?? '').split(',').flatMap((each) => each.trim().split('.')[0] || []);

const alwaysReturned = new Set(['id', 'schemas', 'meta']);

function project(resource: ScimResource, query: URLSearchParams): Record<string, unknown> {
  const wanted = namesIn(query, 'attributes');
  const excluded = namesIn(query, 'excludedAttributes');
  if (wanted.length === 0 && excluded.length === 0) return resource;
  const entries = Object.entries(resource).filter(
    ([name]) =>
      alwaysReturned.has(name) || ((wanted.length === 0 || wanted.includes(name)) && !excluded.includes(name)),
  );
  return Object.fromEntries(entries);
}
