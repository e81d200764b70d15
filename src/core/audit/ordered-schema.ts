import { canonicalJson } from '#core/journal/canonical-json';

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members that change without anybody having changed anything: they go to the observations. */
const volatile: ReadonlySet<string> = new Set(['version', 'discoveryDateTime']);

/** Lists whose order means nothing to the service, with what their items are ordered by. All other lists keep their order. */
const orderedBy: Readonly<Record<string, readonly string[]>> = {
  synchronizationRules: ['priority', 'name', 'id'],
  objectMappings: ['sourceObjectName', 'targetObjectName', 'name'],
  attributeMappings: ['targetAttributeName', 'matchingPriority'],
  directories: ['name', 'id'],
  objects: ['name'],
  attributes: ['name'],
  metadata: ['key'],
  groups: [],
  inputFilterGroups: [],
  categoryFilterGroups: [],
  clauses: [],
  referencedObjects: ['referencedObjectName'],
  supportedApis: [],
  apiExpressions: [],
};

/** Texts of the service in which order means nothing. Source: learn.microsoft.com/graph/api/resources/synchronization-objectmapping (flowTypes) */
const flags: ReadonlySet<string> = new Set(['flowTypes', 'discoverabilities']);

const keyOf = (item: unknown, names: readonly string[]): string =>
  isRecord(item) ? canonicalJson([...names.map((name) => item[name] ?? null), item]) : canonicalJson(item);

function orderedList(items: readonly unknown[], names: readonly string[] | undefined): unknown[] {
  const inner = items.map(orderedValue);
  if (names === undefined) return inner;
  const keyed = inner.map((item) => ({ item, key: keyOf(item, names) }));
  return keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0)).map(({ item }) => item);
}

const orderedFlags = (value: string): string =>
  value
    .split(',')
    .map((flag) => flag.trim())
    .filter((flag) => flag !== '')
    .sort()
    .join(', ');

function orderedMember(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return orderedList(value, Object.hasOwn(orderedBy, name) ? orderedBy[name] : undefined);
  if (typeof value === 'string' && flags.has(name)) return orderedFlags(value);
  return orderedValue(value);
}

function orderedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(orderedValue);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !volatile.has(name) && !name.includes('@odata.'))
      .map(([name, member]) => [name, orderedMember(name, member)]),
  );
}

/**
 * Takes a synchronization schema as JSON; gives the one form of it that any reading of an unchanged schema has: lists whose order
 * means nothing in an order of their own, without version, times of discovery and `@odata` members. Pure.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationschema
 */
export const orderedSchema = (schema: unknown): unknown => orderedValue(schema);
