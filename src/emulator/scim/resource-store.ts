import type { ScimResource } from './scim-types.ts';

/**
 * Resources of one type with indexes on the attributes that Entra matches by.
 * Without them each match is a scan: 5,000 users took 90 s instead of 1 s.
 */
export interface ResourceStore {
  get(id: string): ScimResource | undefined;
  all(): readonly ScimResource[];
  /** Resources whose attribute has this value; null when the attribute is not indexed. */
  find(attribute: string, value: string): readonly ScimResource[] | null;
  put(resource: ScimResource): void;
  remove(id: string): void;
  /** Another resource that holds this value of a unique attribute. */
  holderOf(attribute: string, value: unknown, exceptId: string | null): ScimResource | undefined;
}

interface Index {
  readonly attribute: string;
  readonly caseExact: boolean;
  /** Nearly every value belongs to one resource, so a set is made only for the others. */
  readonly ids: Map<string, string | Set<string>>;
}

const keyOf = (index: Index, value: string): string => (index.caseExact ? value : value.toLowerCase());

function unindex(index: Index, resource: ScimResource): void {
  const value = resource[index.attribute];
  if (typeof value !== 'string') return;
  const key = keyOf(index, value);
  const ids = index.ids.get(key);
  if (ids === resource.id) index.ids.delete(key);
  if (typeof ids !== 'object') return;
  ids.delete(resource.id);
  if (ids.size === 0) index.ids.delete(key);
}

function addToIndex(index: Index, resource: ScimResource): void {
  const value = resource[index.attribute];
  if (typeof value !== 'string') return;
  const key = keyOf(index, value);
  const ids = index.ids.get(key);
  if (ids === undefined) index.ids.set(key, resource.id);
  else if (typeof ids === 'object') ids.add(resource.id);
  else if (ids !== resource.id) index.ids.set(key, new Set([ids, resource.id]));
}

function idsIn(index: Index, value: string): readonly string[] {
  const ids = index.ids.get(keyOf(index, value));
  if (ids === undefined) return [];
  return typeof ids === 'string' ? [ids] : [...ids];
}

// A target holds as many people as the tenant does. An object takes twice the memory of its JSON, and a text with one
// letter outside Latin-1 again twice that, so each byte of the JSON in UTF-8 is a character of the text that is kept.
const pack = (resource: ScimResource): string => Buffer.from(JSON.stringify(resource)).toString('latin1');
const unpack = (packed: string): ScimResource =>
  JSON.parse(Buffer.from(packed, 'latin1').toString('utf8')) as ScimResource;

/**
 * Makes an empty store.
 * Takes the indexed attributes; `caseExact` false compares their values in any case. Gives the store; raises nothing.
 */
export function createResourceStore(
  indexed: readonly { readonly attribute: string; readonly caseExact: boolean }[],
): ResourceStore {
  const resources = new Map<string, string>();
  const indexes: readonly Index[] = indexed.map((each) => ({ ...each, ids: new Map() }));

  const get = (id: string): ScimResource | undefined => {
    const packed = resources.get(id);
    return packed === undefined ? undefined : unpack(packed);
  };
  const find = (attribute: string, value: string): readonly ScimResource[] | null => {
    const index = indexes.find((each) => each.attribute.toLowerCase() === attribute.toLowerCase());
    return index === undefined ? null : idsIn(index, value).flatMap((id) => get(id) ?? []);
  };

  return {
    get,
    all: () => [...resources.values()].map(unpack),
    find,
    put(resource) {
      const previous = get(resource.id);
      for (const index of indexes) {
        if (previous !== undefined) unindex(index, previous);
        addToIndex(index, resource);
      }
      resources.set(resource.id, pack(resource));
    },
    remove(id) {
      const previous = get(id);
      if (previous === undefined) return;
      for (const index of indexes) unindex(index, previous);
      resources.delete(id);
    },
    holderOf(attribute, value, exceptId) {
      if (typeof value !== 'string') return undefined;
      return find(attribute, value)?.find((each) => each.id !== exceptId);
    },
  };
}
