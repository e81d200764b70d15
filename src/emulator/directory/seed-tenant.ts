import { z } from 'zod';
import { FaultSwitch } from '#emulator/faults/fault-switch';
import { SeedVendor } from './seed-vendor.ts';

const AttributeValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

const SeedPerson = z.strictObject({
  id: z.guid(),
  userPrincipalName: z.string().min(3),
  accountEnabled: z.boolean(),
  attributes: z.record(z.string(), AttributeValue),
  /** User principal name of the manager. */
  manager: z.string().optional(),
  /** Days before the start of the tenant at which the person was soft-deleted. */
  deletedDaysAgo: z.number().min(0).optional(),
  roles: z.array(z.strictObject({ displayName: z.string(), templateId: z.guid() })).default([]),
  customRoleActions: z.array(z.string()).default([]),
  guestOf: z.array(z.guid()).default([]),
});

const SeedGroup = z.strictObject({
  id: z.guid(),
  displayName: z.string().min(1),
  securityEnabled: z.boolean(),
  mailEnabled: z.boolean(),
  attributes: z.record(z.string(), AttributeValue),
  members: z.array(z.union([z.strictObject({ user: z.string() }), z.strictObject({ group: z.string() })])),
});

const SeedGalleryTemplate = z.strictObject({
  id: z.guid(),
  displayName: z.string().min(1),
  publisher: z.string(),
  categories: z.array(z.string()),
  homePageUrl: z.string().nullable(),
  logoUrl: z.string().nullable(),
  description: z.string().nullable(),
  supportedProvisioningTypes: z.array(z.string()),
  supportedSingleSignOnModes: z.array(z.string()),
  vendorId: z.string().nullable(),
  appRoles: z.enum(['none', 'msiam_access', 'user']),
});

const SeedApplication = z.strictObject({
  displayName: z.string().min(1),
  applicationTemplateId: z.guid(),
  applicationObjectId: z.guid(),
  appId: z.guid(),
  servicePrincipalId: z.guid(),
  createdDaysAgo: z.number().min(0),
  /** User principal names. */
  owners: z.array(z.string()),
  appRoles: z.array(
    z.strictObject({
      id: z.guid(),
      displayName: z.string(),
      description: z.string(),
      value: z.string().nullable(),
      isEnabled: z.boolean(),
      allowedMemberTypes: z.array(z.string()),
    }),
  ),
  preferredSingleSignOnMode: z.string().nullable(),
});

/** A seed tenant as kept in assets/tenants: a directory, a gallery and a few applications that are there already. */
export const SeedTenant = z.strictObject({
  tenantId: z.guid(),
  tenantName: z.string().min(1),
  domain: z.string().min(1),
  premium: z.boolean(),
  /** Days that logs are kept; left out = 30 with a premium licence, else 7. A licence of yesterday still has 7. */
  logRetentionDays: z.union([z.literal(7), z.literal(30)]).optional(),
  /** Tenants in which people of this one are guests; they have a name and a sign-in, nothing else. */
  otherTenants: z.array(z.strictObject({ tenantId: z.guid(), tenantName: z.string(), domain: z.string() })),
  people: z.array(SeedPerson),
  groups: z.array(SeedGroup),
  galleryTemplates: z.array(SeedGalleryTemplate),
  /** Vendors beside those that the program plays by itself, each named by a gallery template. */
  vendors: z.array(SeedVendor).default([]),
  applications: z.array(SeedApplication),
  /** Faults that are on from the start. */
  faults: z.array(FaultSwitch).default([]),
});
export type SeedTenant = z.infer<typeof SeedTenant>;
