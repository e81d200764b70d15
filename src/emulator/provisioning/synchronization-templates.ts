import type { ServicePrincipalRecord, SynchronizationTemplateRecord, TenantState } from '#emulator/state';
import { createDefaultSchema } from './default-schema.ts';
import { nonGalleryTemplateId, type VendorDefinition, vendorDefinitions } from './vendor-definitions.ts';

/**
 * What the service knows about the application behind a service principal.
 * Takes the service principal and the tenant; gives null when the application supports no provisioning.
 */
export function vendorOf(
  servicePrincipal: ServicePrincipalRecord,
  { galleryTemplates: gallery, seededVendors = [] }: Pick<TenantState, 'galleryTemplates' | 'seededVendors'>,
): VendorDefinition | null {
  const { applicationTemplateId } = servicePrincipal;
  if (applicationTemplateId === null) return null;
  const vendorId =
    applicationTemplateId === nonGalleryTemplateId ? 'scim' : gallery.get(applicationTemplateId)?.vendorId;
  return [...vendorDefinitions, ...seededVendors].find((each) => each.vendorId === vendorId) ?? null;
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
  const usual = [{ name: 'baseaddress' }, { name: 'secrettoken', secret: true }];
  const fields = oauth === null ? (vendor.fields ?? usual) : [];
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
