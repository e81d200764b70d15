import { searchApplicationTemplates } from '#core/graph/calls/application-templates';
import type { Graph } from '#core/graph/graph';
import type { ApplicationTemplate } from '#core/graph/shapes';
import type { EffectiveProfile } from '#core/profiles/effective-profile';

interface Search {
  readonly profile: Pick<EffectiveProfile, 'displayName' | 'aliases'>;
  readonly signal?: AbortSignal | undefined;
}

const supportsProvisioning = ({ supportedProvisioningTypes }: ApplicationTemplate): boolean =>
  supportedProvisioningTypes?.some((type) => type.toLowerCase() === 'sync') ?? false;

/**
 * Takes a profile; gives the gallery templates of its name, or, where there is none, those of its other names that support
 * provisioning: applications are renamed, and another name alone may belong to somebody else. Raises what Graph raises.
 */
export async function searchGalleryByNames(
  graph: Graph,
  { profile, signal }: Search,
): Promise<readonly ApplicationTemplate[]> {
  const search = (displayName: string) => searchApplicationTemplates(graph, { displayName, match: 'exact', signal });
  const named = await search(profile.displayName);
  if (named.length > 0) return named;
  for (const alias of profile.aliases) {
    const found = (await search(alias)).filter(supportsProvisioning);
    if (found.length > 0) return found;
  }
  return [];
}
