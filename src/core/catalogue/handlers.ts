import { searchApplicationTemplates } from '#core/graph/calls/application-templates';
import type { Graph } from '#core/graph/graph';
import type { Ports } from '#core/ports';
import { findProfile, type LoadedProfile, loadProfiles } from '#core/profiles/load-profiles';
import type { Handlers } from '#core/rpc/dispatch';
import { galleryEntryOf, searchVendors } from './vendor-search.ts';

type CataloguePath = 'vendors.list' | 'vendors.show' | 'gallery.search';

/**
 * Takes the ports and the way to Graph; gives the handlers of all procedures about vendor profiles and the gallery. A profile file
 * that cannot be read is left out of lists, with a warning in the log; asked for by its id it raises `bad_request`.
 */
export function createCatalogueHandlers({
  ports,
  graph,
}: {
  readonly ports: Ports;
  readonly graph: Graph;
}): Pick<Handlers, CataloguePath> {
  const usableProfiles = async (): Promise<readonly LoadedProfile[]> => {
    const { profiles, faults } = await loadProfiles(ports.profiles);
    for (const fault of faults) ports.log.write('warn', 'vendor profile left out', { ...fault });
    return profiles;
  };
  return {
    'vendors.list': async ({ search }) => ({ vendors: searchVendors(await usableProfiles(), search) }),
    'vendors.show': async ({ vendor }) => {
      const { file, source, profile } = await findProfile(ports.profiles, vendor);
      return {
        profile: { ...file },
        source,
        replaces: profile.override === null ? null : [...profile.override.differences],
      };
    },
    'gallery.search': async ({ search, provisioningOnly }, { signal }) => {
      const [templates, profiles] = await Promise.all([
        searchApplicationTemplates(graph, { displayName: search, match: 'contains', signal }),
        usableProfiles(),
      ]);
      const entries = templates.map((template) => galleryEntryOf(template, profiles));
      return { entries: provisioningOnly ? entries.filter((entry) => entry.supportsProvisioning) : entries };
    },
  };
}
