type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function sameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (!sameValue(one[index], other[index])) return false;
  return true;
}

function sameRecord(one: Json, other: Json): boolean {
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  for (const name of names) if (!Object.hasOwn(other, name) || !sameValue(one[name], other[name])) return false;
  return true;
}

/** Takes two JSON values; says whether they are equal, whatever the order of members. Pure. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one)) return Array.isArray(other) && sameList(one, other);
  return isRecord(one) && isRecord(other) && sameRecord(one, other);
}

/** Lists of a schema whose items are told apart by these members; an item that is equal on both sides says nothing. */
const keys: Readonly<Record<string, readonly string[]>> = {
  synchronizationRules: ['sourceDirectoryName', 'targetDirectoryName', 'name'],
  objectMappings: ['sourceObjectName', 'targetObjectName', 'name'],
  attributeMappings: ['targetAttributeName'],
  directories: ['name'],
  objects: ['name'],
  attributes: ['name'],
};

/** Rules and directories stay even when they are equal: how many there are decides how differences are named. */
const alwaysKept: ReadonlySet<string> = new Set(['synchronizationRules', 'directories']);

const keyOf = (item: unknown, names: readonly string[]): string | null => {
  if (!isRecord(item)) return null;
  const values = names.map((name) => item[name]);
  return values.every((value) => value === null || value === undefined || typeof value === 'string')
    ? values.map((value) => String(value ?? '')).join('\n')
    : null;
};

/** Items by key; null where a key is missing or stands for several, so that nothing is guessed. */
function keyed(items: readonly unknown[], names: readonly string[]): ReadonlyMap<string, unknown> | null {
  const byKey = new Map<string, unknown>();
  for (const item of items) {
    const key = keyOf(item, names);
    if (key === null || byKey.has(key)) return null;
    byKey.set(key, item);
  }
  return byKey;
}

type Sides = readonly [unknown, unknown];

function differingList(name: string, before: readonly unknown[], after: readonly unknown[]): Sides {
  const names = keys[name];
  const [one, other] = names === undefined ? [null, null] : [keyed(before, names), keyed(after, names)];
  if (one === null || other === null) return [before, after];
  const left: unknown[] = [];
  const right: unknown[] = [];
  for (const [key, item] of one) {
    if (!other.has(key)) left.push(item);
    else if (alwaysKept.has(name) || !sameValue(item, other.get(key))) {
      const [first, second] = differingParts(item, other.get(key));
      left.push(first);
      right.push(second);
    }
  }
  for (const [key, item] of other) if (!one.has(key)) right.push(item);
  return [left, right];
}

/** What names a thing, or has to be there for it to be one. */
const alwaysThere: ReadonlySet<string> = new Set([
  'id',
  'name',
  'source',
  'sourceDirectoryName',
  'targetDirectoryName',
  'sourceObjectName',
  'targetObjectName',
  'targetAttributeName',
]);

/**
 * Takes two schemas as JSON; gives both without the members and the items of lists that are equal on both sides, so that comparing their
 * meaning has little to look at. What differs, what names it, and what cannot be told apart by a name, stays. Pure.
 */
export function differingParts(before: unknown, after: unknown): Sides {
  if (!isRecord(before) || !isRecord(after)) return [before, after];
  const one: Record<string, unknown> = {};
  const other: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [left, right] = [before[name], after[name]];
    if (Object.hasOwn(keys, name) && Array.isArray(left) && Array.isArray(right)) {
      [one[name], other[name]] = differingList(name, left, right);
      continue;
    }
    if (!alwaysThere.has(name) && Object.hasOwn(before, name) && Object.hasOwn(after, name) && sameValue(left, right))
      continue;
    if (Object.hasOwn(before, name)) one[name] = left;
    if (Object.hasOwn(after, name)) other[name] = right;
  }
  return [one, other];
}
