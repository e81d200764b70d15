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
        { id: coreUserSchema, name: 'User', attributes: attributeNames(dialect.user.attributes) },
        ...(dialect.group === null
          ? []
          : [{ id: coreGroupSchema, name: 'Group', attributes: attributeNames(dialect.group.attributes) }]),
      ]);
    default:
      return null;
  }
}

function attributeNames(attributes: readonly string[] | 'any'): readonly { readonly name: string }[] {
  if (attributes === 'any') return [{ name: 'userName' }, { name: 'displayName' }];
  const roots = attributes.map((each) => (each.startsWith('urn:') ? each : (each.split(/[.[]/)[0] ?? each)));
  return [...new Set(roots)].map((name) => ({ name }));
}
