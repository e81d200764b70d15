import type { GalleryTemplateRecord, ServicePrincipalRecord, SynchronizationTemplateRecord } from '#emulator/state';
import { createDefaultSchema } from './default-schema.ts';
import { nonGalleryTemplateId, type VendorDefinition, vendorDefinitions } from './vendor-definitions.ts';

/**
 * What the service knows about the application behind a service principal.
 * Takes the service principal and the gallery; gives null when the application supports no provisioning.
 */
export function vendorOf(
  servicePrincipal: ServicePrincipalRecord,
  gallery: ReadonlyMap<string, GalleryTemplateRecord>,
): VendorDefinition | null {
  const { applicationTemplateId } = servicePrincipal;
  if (applicationTemplateId === null) return null;
  const vendorId =
    applicationTemplateId === nonGalleryTemplateId ? 'scim' : gallery.get(applicationTemplateId)?.vendorId;
  return vendorDefinitions.find((each) => each.vendorId === vendorId) ?? null;
}

/**
 * The synchronization template of an application.
 * Takes the vendor's definition and the gallery template's id; gives a new record with its own schema.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationtemplate
 */
export function createTemplate(vendor: VendorDefinition, applicationId: string): SynchronizationTemplateRecord {
  return {
    id: vendor.templateId,
    applicationId,
    isDefault: true,
    factoryTag: vendor.templateId,
    description: null,
    metadata: templateMetadata(vendor, applicationId),
    schema: createDefaultSchema(vendor),
  };
}

function templateMetadata(vendor: VendorDefinition, applicationId: string): { key: string; value: string }[] {
  const { oauth } = vendor;
  const fields = oauth === null ? [{ name: 'baseaddress' }, { name: 'secrettoken', secret: true }] : [];
  return [
    { key: 'galleryApplicationIdentifier', value: applicationId },
    { key: 'galleryApplicationKey', value: vendor.galleryKey },
    { key: 'isOAuthEnabled', value: String(oauth !== null) },
    { key: 'isSynchronizationAgentRequired', value: 'false' },
    { key: 'isSynchronizationAgentAssignmentRequired', value: 'false' },
    { key: 'isSynchronizationInPreview', value: 'false' },
    { key: 'synchronizationLearnMoreIbizaFwLink', value: '' },
    { key: 'configurationFields', value: JSON.stringify(fields) },
    ...(oauth === null ? [] : [{ key: 'oAuthSettings', value: JSON.stringify(oauth) }]),
  ];
}
