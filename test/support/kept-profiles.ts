import type { ProfileSource, ProfileStore } from '#core/ports';

/** A store of profiles in memory; `kept` holds the texts that were kept, by id. */
export interface KeptProfiles extends ProfileStore {
  readonly kept: ReadonlyMap<string, string>;
}

/** Takes where profiles come from; gives a store that keeps others in memory and lists them as the administrator's own. */
export function keptProfiles(source: ProfileSource = { list: async () => [] }): KeptProfiles {
  const kept = new Map<string, string>();
  return {
    kept,
    list: async () => [
      ...(await source.list()).filter((entry) => entry.source === 'built-in' || !kept.has(entry.id)),
      ...[...kept].map(([id, text]) => ({
        id,
        source: 'administrator' as const,
        content: JSON.parse(text) as unknown,
        place: `/own/${id}/profile.json`,
      })),
    ],
    keep: async ({ id, text }) => {
      kept.set(id, text);
      return { place: `/own/${id}/profile.json` };
    },
    remove: async (id) => {
      kept.delete(id);
      return { place: `/own/${id}/profile.previous.json` };
    },
  };
}
