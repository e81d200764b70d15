import type { CollectionPolicy } from '#emulator/graph/odata/collection';
import type { Resource } from '#emulator/graph/odata/evaluate-filter';
import type { GalleryTemplateRecord } from '#emulator/state';

/** How the gallery answers: filters on displayName and categories only. Source: learn.microsoft.com/graph/api/applicationtemplate-list */
export const galleryPolicy: CollectionPolicy = {
  typeName: 'ApplicationTemplate',
  filterable: {
    displayName: ['eq', 'contains', 'startswith'],
    categories: ['any'],
  },
  orderable: ['displayName', 'id'],
  advancedQueries: false,
  caseSensitive: false,
  defaultPageSize: 100,
  maxPageSize: 999,
  supportsCount: true,
  defaultSelect: null,
  alwaysId: true,
};

/** A gallery template as the resource `applicationTemplate`. Source: learn.microsoft.com/graph/api/resources/applicationtemplate */
export function galleryTemplateResource(template: GalleryTemplateRecord): Resource {
  return {
    id: template.id,
    displayName: template.displayName,
    homePageUrl: template.homePageUrl,
    supportedSingleSignOnModes: template.supportedSingleSignOnModes,
    supportedProvisioningTypes: template.supportedProvisioningTypes,
    logoUrl: template.logoUrl ?? null,
    categories: template.categories,
    publisher: template.publisher,
    description: template.description ?? null,
  };
}
