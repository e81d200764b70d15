import { z } from 'zod';
import type { VendorDefinition } from '#emulator/provisioning/vendor-definitions';
import type { VendorDialect } from '#emulator/scim/dialect';

const Mapping = z.strictObject({
  target: z.string().min(1),
  /** Source expression, for example `[mail]`. */
  expression: z.string().min(1),
  matchingPriority: z.number().int().optional(),
});

/** A vendor of a seed: a gallery application with a SCIM server behind it, described by data alone. */
export const SeedVendor = z.strictObject({
  /** Named by a gallery template. */
  vendorId: z.string().regex(/^[a-z0-9-]+$/),
  displayName: z.string().min(1),
  origins: z.array(z.url()).min(1),
  /** Path of the SCIM root, without a slash at its end. */
  basePath: z.string(),
  userMappings: z.array(Mapping).min(1),
  /** Target attributes that exist without a default mapping. */
  unmappedUserAttributes: z.array(z.string()).default([]),
  /** null: the vendor has no groups. */
  groupMappings: z.array(Mapping).min(1).nullable(),
  /** Credential fields that the template asks for; left out: address and token. */
  fields: z.array(z.strictObject({ name: z.string(), secret: z.boolean().optional() })).optional(),
});
export type SeedVendor = z.infer<typeof SeedVendor>;

const templateIdOf = (vendorId: string): string =>
  vendorId.replaceAll(/-([a-z0-9])/g, (_whole, letter: string) => letter.toUpperCase());

type Mappings = VendorDefinition['userMappings'];

const mappingsOf = (mappings: readonly z.infer<typeof Mapping>[]): Mappings =>
  mappings.map(({ target, expression, matchingPriority }) => ({
    target,
    expression,
    ...(matchingPriority === undefined ? {} : { matchingPriority }),
  }));

/** Takes a vendor of a seed; gives what the provisioning service knows about its application. */
export const definitionOf = (seed: SeedVendor): VendorDefinition => ({
  vendorId: seed.vendorId,
  templateId: templateIdOf(seed.vendorId),
  targetDirectoryName: seed.displayName,
  galleryKey: seed.vendorId.replaceAll('-', ''),
  userObjectName: 'User',
  userMappings: mappingsOf(seed.userMappings),
  unmappedUserAttributes: seed.unmappedUserAttributes,
  groupObjectName: 'Group',
  groupMappings: seed.groupMappings === null ? null : mappingsOf(seed.groupMappings),
  oauth: null,
  ...(seed.fields === undefined
    ? {}
    : { fields: seed.fields.map(({ name, secret }) => ({ name, ...(secret === true ? { secret } : {}) })) }),
});

/** Takes a vendor of a seed; gives what its server takes: the attributes that its application maps, and nothing else. */
export const dialectOf = (seed: SeedVendor): VendorDialect => ({
  vendorId: seed.vendorId,
  displayName: seed.displayName,
  origins: seed.origins,
  basePath: seed.basePath,
  user: {
    attributes: [...seed.userMappings.map(({ target }) => target), ...seed.unmappedUserAttributes],
    required: ['userName'],
    filterable: ['userName'],
    unknown: 'ignore',
  },
  group:
    seed.groupMappings === null
      ? null
      : {
          attributes: seed.groupMappings.map(({ target }) => target),
          required: ['displayName'],
          filterable: ['displayName'],
          unknown: 'ignore',
        },
  acceptsPathlessPatch: true,
  userNameCaseExact: false,
  maxPageSize: 200,
  tokenOverlapMs: null,
  jwtLifetimeMs: null,
  oauth: null,
});
