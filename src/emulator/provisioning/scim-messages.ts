import { parseAttributePath } from '#emulator/scim/attribute-path';
import { readPath } from '#emulator/scim/resource-rules';
import {
  coreGroupSchema,
  coreUserSchema,
  enterpriseUserSchema,
  isRecord,
  patchSchema,
} from '#emulator/scim/scim-types';
import type { CompiledObjectMapping, TargetValue, TargetValues } from './compiled-mapping.ts';

/** One value that differs between what the target has and what it should have. */
export interface ValueChange {
  readonly target: string;
  readonly oldValue: TargetValue | null;
  readonly newValue: TargetValue;
}

/**
 * The body with which Entra creates a resource.
 * Takes the resource type and the values by target attribute; gives a JSON body with nested attributes.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups
 */
export function createBody(type: 'User' | 'Group', values: TargetValues): Record<string, unknown> {
  const schemas = new Set(type === 'User' ? [coreUserSchema, enterpriseUserSchema] : [coreGroupSchema]);
  const body: Record<string, unknown> = { meta: { resourceType: type } };
  for (const [target, value] of Object.entries(values)) {
    const schema = parseAttributePath(target)?.schema;
    if (schema != null) schemas.add(schema);
    writePath(body, target, value);
  }
  return { schemas: [...schemas], ...body };
}

function writePath(body: Record<string, unknown>, target: string, value: TargetValue): void {
  const path = parseAttributePath(target);
  if (path === null) {
    body[target] = value;
    return;
  }
  const root = path.schema === null ? body : child(body, path.schema);
  if (path.selector !== null) {
    const { attribute, value: wanted } = path.selector;
    const list = Array.isArray(root[path.attribute]) ? (root[path.attribute] as Record<string, unknown>[]) : [];
    root[path.attribute] = list;
    let element = list.find((each) => each[attribute] === wanted);
    if (element === undefined) {
      element = { [attribute]: wanted, ...(path.attribute === 'emails' && list.length === 0 ? { primary: true } : {}) };
      list.push(element);
    }
    element[path.sub ?? 'value'] = value;
  } else if (path.sub !== null) {
    child(root, path.attribute)[path.sub] = value;
  } else {
    root[path.attribute] = value;
  }
}

function child(parent: Record<string, unknown>, name: string): Record<string, unknown> {
  const existing = parent[name];
  if (isRecord(existing)) return existing;
  const made: Record<string, unknown> = {};
  parent[name] = made;
  return made;
}

/**
 * The body with which Entra changes a user or a group's attributes.
 * Takes the changes and whether the flag aadOptscim062020 is set: without it each attribute is one Add or Replace and
 * booleans are the texts "True" and "False"; with it simple attributes share one operation without a path.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility
 */
export function patchBody(changes: readonly ValueChange[], optimized: boolean): Record<string, unknown> {
  return { schemas: [patchSchema], Operations: optimized ? optimizedOperations(changes) : plainOperations(changes) };
}

const operationFor = (change: ValueChange): 'Add' | 'Replace' => (change.oldValue === null ? 'Add' : 'Replace');
const legacyValue = (value: TargetValue): unknown => (typeof value === 'boolean' ? (value ? 'True' : 'False') : value);

function plainOperations(changes: readonly ValueChange[]): readonly unknown[] {
  return changes.map((each) => ({ op: operationFor(each), path: each.target, value: legacyValue(each.newValue) }));
}

function optimizedOperations(changes: readonly ValueChange[]): readonly unknown[] {
  const operations: unknown[] = [];
  const shared: Record<'add' | 'replace', Record<string, unknown>> = { add: {}, replace: {} };
  for (const each of changes) {
    const op = each.oldValue === null ? 'add' : 'replace';
    if (each.target.includes('[')) operations.push({ op, path: each.target, value: each.newValue });
    else shared[op][each.target] = each.target.endsWith(':manager') ? { value: each.newValue } : each.newValue;
  }
  for (const op of ['replace', 'add'] as const) {
    if (Object.keys(shared[op]).length > 0) operations.unshift({ op, value: shared[op] });
  }
  return operations;
}

/**
 * The bodies with which Entra changes a group's members.
 * Takes the target ids to add and to remove; gives one PATCH body for each 100 members.
 */
export function memberBodies(
  members: { readonly add: readonly string[]; readonly remove: readonly string[] },
  optimized: boolean,
): readonly Record<string, unknown>[] {
  const bodies: Record<string, unknown>[] = [];
  const push = (operations: readonly unknown[]): void =>
    void bodies.push({ schemas: [patchSchema], Operations: operations });
  for (const part of chunks(members.add)) {
    push([{ op: optimized ? 'add' : 'Add', path: 'members', value: part.map((value) => ({ value })) }]);
  }
  for (const part of chunks(members.remove)) {
    push(
      optimized
        ? part.map((value) => ({ op: 'remove', path: `members[value eq "${value}"]` }))
        : [{ op: 'Remove', path: 'members', value: part.map((value) => ({ value })) }],
    );
  }
  return bodies;
}

// The service changes the members of large groups in several requests; the number is not documented.
const membersPerRequest = 100;

function chunks(items: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  for (let start = 0; start < items.length; start += membersPerRequest) {
    parts.push(items.slice(start, start + membersPerRequest));
  }
  return parts;
}

/**
 * The values a resource of the target has for the mapped attributes.
 * Takes a SCIM resource as the target returned it; gives values by target attribute, absent ones left out.
 */
export function readTargetValues(resource: Record<string, unknown>, mapping: CompiledObjectMapping): TargetValues {
  const values: TargetValues = {};
  for (const each of mapping.attributes) {
    if (each.multivalued && each.type === 'Reference') continue;
    let value = readPath(resource, each.target);
    if (each.type === 'Reference' && isRecord(value)) value = value.value;
    if (value !== undefined && value !== null) values[each.target] = value as TargetValue;
  }
  return values;
}

/**
 * What has to change.
 * Takes the mapping, what the target has, and what it should have; mappings that apply only on create are left out,
 * and a value that became empty changes nothing, because nulls are not provisioned.
 */
export function changesBetween(
  mapping: CompiledObjectMapping,
  existing: TargetValues,
  wanted: TargetValues,
): readonly ValueChange[] {
  const changes: ValueChange[] = [];
  const always: ValueChange[] = [];
  for (const each of mapping.attributes) {
    const newValue = wanted[each.target];
    if (newValue === undefined || each.onCreateOnly) continue;
    const oldValue = existing[each.target] ?? null;
    if (each.onlyIntoEmpty && oldValue !== null) continue;
    const change = { target: each.target, oldValue, newValue };
    if (!sameValue(oldValue, newValue)) changes.push(change);
    else if (each.flowAlways) always.push(change);
  }
  return changes.length === 0 ? [] : [...changes, ...always];
}

function sameValue(left: TargetValue | null, right: TargetValue): boolean {
  if (left === right) return true;
  if (typeof left === 'object' || typeof right === 'object') return JSON.stringify(left) === JSON.stringify(right);
  return left !== null && String(left) === String(right);
}
