import { parseAttributePath } from './attribute-path.ts';
import type { ResourceDialect } from './dialect.ts';
import { toManager } from './patch-operations.ts';
import { enterpriseUserSchema, isRecord, ScimFault, type ScimResource, toBoolean } from './scim-types.ts';

// Members every server keeps, whatever its own table says.
const always = new Set(['id', 'schemas', 'meta']);

/**
 * Brings a body into the form the server keeps: booleans out of "True" and "False", the manager as `{value}`.
 * Takes the body of a POST or PUT; gives a new object. Raises nothing.
 */
export function normaliseResource(body: Record<string, unknown>): Record<string, unknown> {
  const resource = structuredClone(body);
  if ('active' in resource) resource.active = toBoolean(resource.active);
  const enterprise = resource[enterpriseUserSchema];
  if (isRecord(enterprise) && enterprise.manager !== undefined) enterprise.manager = toManager(enterprise.manager);
  return resource;
}

/**
 * Value at an attribute path, undefined when there is none.
 * Takes a resource and a path such as `emails[type eq "work"].value`.
 */
export function readPath(resource: Record<string, unknown>, path: string): unknown {
  const parts = parseAttributePath(path);
  if (parts === null) return undefined;
  const root = parts.schema === null ? resource : resource[parts.schema];
  if (!isRecord(root)) return undefined;
  let value: unknown = parts.attribute === '' ? root : root[parts.attribute];
  const { selector } = parts;
  if (selector !== null) {
    value = Array.isArray(value)
      ? value.find(
          (each) => isRecord(each) && String(each[selector.attribute]).toLowerCase() === selector.value.toLowerCase(),
        )
      : undefined;
  }
  return parts.sub === null ? value : isRecord(value) ? value[parts.sub] : undefined;
}

/**
 * Refuses a create that lacks what the vendor requires.
 * Takes the resource and the dialect; raises ScimFault 400 invalidValue naming the attribute.
 */
export function requireAttributes(resource: Record<string, unknown>, dialect: ResourceDialect): void {
  for (const path of dialect.required) {
    const value = readPath(resource, path);
    if (value === undefined || value === null || value === '') {
      throw new ScimFault(400, `The attribute ${path} is required.`, 'invalidValue');
    }
  }
}

/**
 * Takes out what the vendor does not keep.
 * Takes the resource (changed in place) and the dialect; gives the resource.
 * Raises ScimFault 400 when the vendor refuses unknown attributes.
 */
export function keepKnownAttributes(resource: ScimResource, dialect: ResourceDialect): ScimResource {
  if (dialect.attributes === 'any') return resource;
  const dropped: string[] = [];
  prune(resource, knownTree(dialect.attributes), dropped);
  if (dropped.length > 0 && dialect.unknown === 'refuse') {
    throw new ScimFault(400, `Unknown attribute ${dropped.join(', ')}.`, 'invalidValue');
  }
  return resource;
}

/** For each root attribute or extension: its known sub-attributes, or `whole`. */
type KnownTree = Map<string, 'whole' | { readonly subs: Set<string>; readonly types: Set<string> }>;

const trees = new WeakMap<readonly string[], KnownTree>();

function knownTree(attributes: readonly string[]): KnownTree {
  const cached = trees.get(attributes);
  if (cached !== undefined) return cached;
  const tree: KnownTree = new Map();
  for (const path of attributes) {
    const parts = parseAttributePath(path);
    if (parts === null) continue;
    const root = parts.schema ?? parts.attribute;
    const sub = parts.schema === null ? parts.sub : parts.attribute;
    if (sub === null) {
      tree.set(root, 'whole');
      continue;
    }
    const existing = tree.get(root);
    const entry =
      existing === undefined || existing === 'whole' ? { subs: new Set<string>(), types: new Set<string>() } : existing;
    entry.subs.add(sub);
    if (parts.selector !== null) entry.types.add(parts.selector.value);
    tree.set(root, entry);
  }
  trees.set(attributes, tree);
  return tree;
}

function prune(resource: Record<string, unknown>, tree: KnownTree, dropped: string[]): void {
  for (const [name, value] of Object.entries(resource)) {
    if (always.has(name)) continue;
    const known = tree.get(name);
    if (known === 'whole') continue;
    if (known === undefined) {
      // An empty list says nothing that could be lost.
      if (!(Array.isArray(value) && value.length === 0)) dropped.push(name);
      delete resource[name];
    } else if (Array.isArray(value)) {
      resource[name] = value.filter((each) => isKnownElement(each, known.types, { name, dropped }));
      for (const each of value) if (isRecord(each)) pruneSubs(each, known.subs, { name, dropped });
    } else if (isRecord(value)) {
      pruneSubs(value, known.subs, { name, dropped });
    }
  }
}

interface PrunedPlace {
  readonly name: string;
  readonly dropped: string[];
}

function isKnownElement(element: unknown, types: ReadonlySet<string>, place: PrunedPlace): boolean {
  if (!isRecord(element) || types.size === 0) return true;
  const type = String(element.type ?? 'work').toLowerCase();
  if (types.has(type)) return true;
  place.dropped.push(`${place.name}[type eq "${type}"]`);
  return false;
}

const elementMembers = new Set(['type', 'primary', 'display', '$ref']);

function pruneSubs(value: Record<string, unknown>, subs: ReadonlySet<string>, place: PrunedPlace): void {
  for (const sub of Object.keys(value)) {
    if (subs.has(sub) || elementMembers.has(sub)) continue;
    place.dropped.push(`${place.name}.${sub}`);
    delete value[sub];
  }
}
