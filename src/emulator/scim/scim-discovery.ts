import { describedSchemas } from './described-schemas.ts';
import type { VendorDialect } from './dialect.ts';
import { coreGroupSchema, coreUserSchema, enterpriseUserSchema, listResponseSchema } from './scim-types.ts';

const listOf = (resources: readonly unknown[]): Record<string, unknown> => ({
  schemas: [listResponseSchema],
  totalResults: resources.length,
  startIndex: 1,
  itemsPerPage: resources.length,
  Resources: resources,
});

/**
 * What a server says about itself.
 * Takes the last part of the path and the dialect; gives the body, or null for a path that is no discovery endpoint.
 * Source: RFC 7644 section 4
 */
export function discoveryAnswer(kind: string, dialect: VendorDialect): Record<string, unknown> | null {
  switch (kind) {
    case 'ServiceProviderConfig':
      return {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
        patch: { supported: true },
        bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
        filter: { supported: true, maxResults: dialect.maxPageSize },
        changePassword: { supported: false },
        sort: { supported: false },
        etag: { supported: false },
        authenticationSchemes: [
          { type: 'oauthbearertoken', name: 'OAuth Bearer Token', description: 'A bearer token in the header.' },
        ],
      };
    case 'ResourceTypes':
      return listOf([
        {
          id: 'User',
          name: 'User',
          endpoint: '/Users',
          schema: coreUserSchema,
          schemaExtensions: [{ schema: enterpriseUserSchema, required: false }],
        },
        ...(dialect.group === null
          ? []
          : [{ id: 'Group', name: 'Group', endpoint: '/Groups', schema: coreGroupSchema }]),
      ]);
    case 'Schemas':
      return listOf([
        ...describedSchemas(dialect.user.attributes, 'User'),
        ...(dialect.group === null ? [] : describedSchemas(dialect.group.attributes, 'Group')),
      ]);
    default:
      return null;
  }
}
