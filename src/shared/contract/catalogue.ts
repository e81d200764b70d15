import { z } from 'zod';
import { VendorId } from '#shared/model/ids';
import { query } from './define.ts';

/** A vendor profile in one line. */
export const VendorSummary = z.strictObject({
  id: z.string(),
  displayName: z.string(),
  aliases: z.array(z.string()),
  authentication: z.string(),
  groups: z.string(),
  source: z.enum(['built-in', 'administrator']),
});
export type VendorSummary = z.infer<typeof VendorSummary>;

/** A gallery template in one line. Source: learn.microsoft.com/graph/api/resources/applicationtemplate */
export const GalleryEntry = z.strictObject({
  templateId: z.string(),
  displayName: z.string(),
  publisher: z.string().nullable(),
  supportsProvisioning: z.boolean(),
  categories: z.array(z.string()),
  vendorProfile: z.string().nullable(),
});
export type GalleryEntry = z.infer<typeof GalleryEntry>;

/** Procedures about vendor profiles and the gallery. */
export const catalogueContract = {
  'vendors.list': query({
    summary: 'Vendor profiles that are known here',
    input: z.strictObject({ search: z.string().max(120).default('') }),
    output: z.strictObject({ vendors: z.array(VendorSummary) }),
  }),
  'vendors.show': query({
    summary: 'One vendor profile, whole',
    input: z.strictObject({ vendor: VendorId }),
    output: z.strictObject({
      profile: z.record(z.string(), z.unknown()),
      source: z.enum(['built-in', 'administrator']),
      /** How an administrator's own profile differs in host, fields and roles from the built-in one that it replaces; null: it replaces none. */
      replaces: z.array(z.string()).nullable(),
    }),
  }),
  'gallery.search': query({
    summary: 'Search the application gallery of the tenant',
    input: z.strictObject({ search: z.string().min(1).max(120), provisioningOnly: z.boolean().default(false) }),
    output: z.strictObject({ entries: z.array(GalleryEntry) }),
  }),
} as const;
