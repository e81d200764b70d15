import type { DraftStore, JournalKey } from '#core/ports';

/** Drafts in memory, apart for each tenant. */
export function createMemoryDrafts(): DraftStore & { readonly texts: () => readonly string[] } {
  const kept = new Map<string, Map<string, string>>();
  const folder = (key: JournalKey): Map<string, string> => {
    const name = JSON.stringify([key.authority, key.graph, key.tenantId]);
    const found = kept.get(name) ?? new Map<string, string>();
    kept.set(name, found);
    return found;
  };
  return {
    texts: () => [...kept.values()].flatMap((drafts) => [...drafts.values()]),
    list: async (key) => [...folder(key)].map(([id, text]) => ({ id, text })),
    read: async (key, id) => folder(key).get(id) ?? null,
    write: async (key, { id, text }) => {
      folder(key).set(id, text);
    },
    remove: async (key, id) => folder(key).delete(id),
  };
}
