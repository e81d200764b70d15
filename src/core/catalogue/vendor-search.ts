import type { ApplicationTemplate } from '#core/graph/shapes';
import type { LoadedProfile } from '#core/profiles/load-profiles';
import type { GalleryEntry, VendorSummary } from '#shared/contract/catalogue';

/** Case and marks above letters do not matter to a person who searches. */
const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Takes a loaded profile; gives it in one line. */
export function vendorSummaryOf({ profile, source }: LoadedProfile): VendorSummary {
  return {
    id: profile.id,
    displayName: profile.displayName,
    aliases: [...profile.aliases],
    authentication: profile.connection.authenticationType,
    groups: profile.capabilities.groups,
    source,
  };
}

/** Takes profiles and a search text; gives those whose id, name or alias has it, all for an empty text. */
export function searchVendors(profiles: readonly LoadedProfile[], search: string): VendorSummary[] {
  const wanted = folded(search.trim());
  return profiles
    .map(vendorSummaryOf)
    .filter((vendor) =>
      [vendor.id, vendor.displayName, ...vendor.aliases].some((name) => folded(name).includes(wanted)),
    );
}

/** Takes a gallery template and the profiles; gives the id of the profile that is about it by id, name or another name, or null. */
export function profileIdOf(template: ApplicationTemplate, profiles: readonly LoadedProfile[]): string | null {
  const byId = profiles.find(({ profile }) => Object.values(profile.applicationTemplateIds).includes(template.id));
  const name = folded(template.displayName);
  const named = profiles.find(({ profile }) => folded(profile.displayName) === name);
  // Another name alone may belong to somebody else, so it counts only where one profile has it.
  const [alias, ...others] = profiles.filter(({ profile }) => profile.aliases.some((one) => folded(one) === name));
  const found = byId ?? named ?? (others.length === 0 ? alias : undefined);
  return found?.profile.id ?? null;
}

/** The one value that says a template supports automatic provisioning. Source: learn.microsoft.com/graph/api/resources/applicationtemplate */
const provisioningType = 'sync';

/** Takes a gallery template and the profiles; gives it in one line. */
export const galleryEntryOf = (template: ApplicationTemplate, profiles: readonly LoadedProfile[]): GalleryEntry => ({
  templateId: template.id,
  displayName: template.displayName,
  publisher: template.publisher ?? null,
  supportsProvisioning: (template.supportedProvisioningTypes ?? []).some(
    (type) => type.toLowerCase() === provisioningType,
  ),
  categories: [...(template.categories ?? [])],
  vendorProfile: profileIdOf(template, profiles),
});
