import { GeneratedMap } from '#emulator/directory/generated-map';
import type { ResourceSource } from './odata/collection.ts';
import type { Resource } from './odata/evaluate-filter.ts';

/**
 * The records of the directory as resources, made one by one as they are read: a large directory is never held whole.
 * Takes the records by id and how one becomes a resource; null leaves a record out.
 */
export function recordSource<T extends { readonly id: string }>(
  records: ReadonlyMap<string, T>,
  toResource: (record: T) => Resource | null,
): ResourceSource {
  return {
    [Symbol.iterator]: () => resourcesOf(records.values(), toResource),
    after(id) {
      const rest = records instanceof GeneratedMap ? (records.valuesAfter(id) as Iterable<T> | null) : null;
      return rest === null ? null : resourcesOf(rest, toResource);
    },
  };
}

function* resourcesOf<T>(records: Iterable<T>, toResource: (record: T) => Resource | null): Generator<Resource> {
  for (const record of records) {
    const resource = toResource(record);
    if (resource !== null) yield resource;
  }
}
