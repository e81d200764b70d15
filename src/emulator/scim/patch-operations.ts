import { type ScimResource as PatchableResource, type ScimPatchOperation, scimPatch } from 'scim-patch';
import { type AttributePath, parseAttributePath } from './attribute-path.ts';
import { isRecord, ScimFault, type ScimResource, toBoolean } from './scim-types.ts';

interface Operation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string | null;
  readonly value: unknown;
}

/** How the vendor takes PATCH. */
export interface PatchOptions {
  readonly acceptsPathlessPatch: boolean;
}

/**
 * Applies the operations of a PATCH body to a resource, understanding what Entra sends: capital operation names,
 * "True" and "False", an element that does not exist yet, a manager as plain id, members to remove as a list.
 * Takes the resource (it is changed in place), the `Operations` and the vendor's options; gives the resource.
 * Raises ScimFault 400 for an operation it cannot apply.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups
 */
export function applyPatch(resource: ScimResource, operations: unknown, options: PatchOptions): ScimResource {
  if (!Array.isArray(operations)) throw new ScimFault(400, 'The body has no list of Operations.', 'invalidSyntax');
  let patched = resource;
  for (const raw of operations) {
    for (const operation of expand(raw, options)) patched = applyOne(patched, operation);
  }
  return patched;
}

function expand(raw: unknown, options: PatchOptions): readonly Operation[] {
  if (!isRecord(raw)) throw new ScimFault(400, 'An operation must be an object.', 'invalidSyntax');
  const op = String(raw.op).toLowerCase();
  if (op !== 'add' && op !== 'replace' && op !== 'remove') {
    throw new ScimFault(400, `Unknown operation '${String(raw.op)}'.`, 'invalidSyntax');
  }
  if (typeof raw.path === 'string' && raw.path !== '') return [{ op, path: raw.path, value: raw.value }];
  if (!options.acceptsPathlessPatch) throw new ScimFault(400, 'An operation must have a path.', 'invalidPath');
  if (op === 'remove' || !isRecord(raw.value)) {
    throw new ScimFault(400, 'An operation without a path needs an object of attributes.', 'noTarget');
  }
  return Object.entries(raw.value).map(([path, value]) => ({ op, path, value }));
}

function applyOne(resource: ScimResource, operation: Operation): ScimResource {
  const path = operation.path === null ? null : parseAttributePath(operation.path);
  if (path !== null && path.schema === null && path.attribute === 'members') {
    const done = applyMembers(resource, operation, path);
    if (done !== null) return done;
  }
  if (path?.selector != null && applyToElement(resource, operation, path)) return resource;
  return applyByLibrary(resource, { ...operation, value: normaliseValue(operation, path) });
}

function normaliseValue(operation: Operation, path: AttributePath | null): unknown {
  const { value } = operation;
  const last = path?.sub ?? path?.attribute ?? '';
  if (last === 'active' || last === 'primary') return toBoolean(value);
  if (path?.schema !== null && path?.attribute === 'manager' && path.sub === null) return toManager(value);
  return value;
}

/** Entra sends the manager as an id, as `{value}` or as a list of one. */
export function toManager(value: unknown): unknown {
  if (typeof value === 'string') return { value };
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return isRecord(first) && typeof first.value === 'string' ? { value: first.value } : first;
}

function applyByLibrary(resource: ScimResource, operation: Operation): ScimResource {
  const request = {
    op: operation.op,
    ...(operation.path === null ? {} : { path: operation.path }),
    ...(operation.value === undefined ? {} : { value: operation.value }),
  };
  try {
    // The library wants dates in `meta`, which it never reads.
    return scimPatch(resource as unknown as PatchableResource, [request as ScimPatchOperation], {
      mutateDocument: true,
      treatMissingAsAdd: true,
    }) as unknown as ScimResource;
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ScimFault(400, detail, 'invalidPath');
  }
}

function listAt(resource: Record<string, unknown>, attribute: string): unknown[] {
  const existing = resource[attribute];
  if (Array.isArray(existing)) return existing;
  const fresh: unknown[] = [];
  resource[attribute] = fresh;
  return fresh;
}

/** True when the operation was about one element of a list and has been done. */
function applyToElement(resource: ScimResource, operation: Operation, path: AttributePath): boolean {
  const { selector, sub } = path;
  if (selector === null || path.schema !== null) return false;
  const elements = listAt(resource, path.attribute);
  const wanted = selector.value.toLowerCase();
  const element = elements.find((each) => isRecord(each) && String(each[selector.attribute]).toLowerCase() === wanted);
  if (operation.op === 'remove') return element === undefined;
  if (sub === null) return false;
  const value = sub === 'primary' ? toBoolean(operation.value) : operation.value;
  if (isRecord(element)) element[sub] = value;
  else elements.push({ [selector.attribute]: toBoolean(selector.value), [sub]: value });
  return true;
}

const memberIdOf = (member: unknown): string | null =>
  isRecord(member) && typeof member.value === 'string' ? member.value : typeof member === 'string' ? member : null;

function applyMembers(resource: ScimResource, operation: Operation, path: AttributePath): ScimResource | null {
  if (path.sub !== null) return null;
  const members = listAt(resource, 'members');
  const values = (Array.isArray(operation.value) ? operation.value : [operation.value]).flatMap(
    (each) => memberIdOf(each) ?? [],
  );
  if (operation.op === 'remove') {
    const gone = new Set(path.selector === null ? values : [path.selector.value]);
    const all = path.selector === null && operation.value === undefined;
    resource.members = all ? [] : members.filter((each) => !gone.has(memberIdOf(each) ?? ''));
    return resource;
  }
  if (path.selector !== null) return null;
  const kept = operation.op === 'replace' ? [] : members;
  const have = new Set(kept.map(memberIdOf));
  for (const value of values) {
    if (have.has(value)) continue;
    have.add(value);
    kept.push({ value });
  }
  resource.members = kept;
  return resource;
}
