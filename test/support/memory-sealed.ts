import type { SealedPlace, SealedRecord, SealedStore } from '#core/ports';

/** Sealed records in memory, apart for each tenant and kind; `texts` gives everything that was ever kept. */
export function createMemorySealed(): SealedStore & { readonly texts: () => readonly string[] } {
  const kept = new Map<string, Map<string, SealedRecord>>();
  const written: string[] = [];
  const folder = ({ key, kind }: SealedPlace): Map<string, SealedRecord> => {
    const name = JSON.stringify([kind, key.authority, key.graph, key.tenantId]);
    const found = kept.get(name) ?? new Map<string, SealedRecord>();
    kept.set(name, found);
    return found;
  };
  return {
    texts: () => written,
    protection: async () => ({ kind: 'none', reason: 'memory' }),
    list: async (place) => ({
      records: [...folder(place).values()].map(({ id, head }) => ({ id, head })),
      setAside: [],
      locked: 0,
    }),
    read: async (place, id) => folder(place).get(id)?.body ?? null,
    write: async (place, record) => {
      folder(place).set(record.id, record);
      written.push(record.head, record.body);
    },
  };
}

/** Takes records and forgets them, as the journal beside it does. */
export const forgetfulSealed: SealedStore = {
  protection: async () => ({ kind: 'none', reason: 'nothing is kept' }),
  list: async () => ({ records: [], setAside: [], locked: 0 }),
  read: async () => null,
  write: async () => undefined,
};
