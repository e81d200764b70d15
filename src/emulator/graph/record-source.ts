import { GeneratedMap } from '#emulator/directory/generated-map';
import type { ResourceSource } from './odata/collection.ts';
import type { Resource } from './odata/evaluate-filter.ts';

/**
 * The records of the directory as resources, made one by one as they are read: a large directory is never held whole.
 * Takes the records by id and how one becomes a resource; null leaves a record out. `isListed` says the same of a record without
 * making the resource.
 */
export function recordSource<T extends { readonly id: string }>(
  records: ReadonlyMap<string, T>,
  toResource: (record: T) => Resource | null,
  isListed?: (record: T) => boolean,
): ResourceSource {
  return {
    ...(isListed === undefined ? {} : { count: () => countOf(records.values(), isListed) }),
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

function countOf<T>(records: Iterable<T>, isListed: (record: T) => boolean): number {
  let count = 0;
  for (const record of records) if (isListed(record)) count += 1;
  return count;
}
