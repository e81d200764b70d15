import { coreGroupSchema, coreUserSchema, enterpriseUserSchema, type ScimResourceType } from './scim-types.ts';

interface Described {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'complex';
  readonly multiValued: boolean;
  readonly subAttributes?: readonly { readonly name: string; readonly type: 'string' }[];
}

interface DescribedSchema {
  readonly id: string;
  readonly name: string;
  readonly attributes: readonly Described[];
}

const many = new Set([
  'emails',
  'phoneNumbers',
  'ims',
  'photos',
  'addresses',
  'groups',
  'entitlements',
  'roles',
  'members',
]);

/** What a server that keeps everything describes. Source: RFC 7643, 4 */
const everything: Readonly<Record<ScimResourceType, readonly string[]>> = {
  User: [
    ...['userName', 'displayName', 'nickName', 'profileUrl', 'title', 'userType', 'preferredLanguage', 'locale'],
    ...['timezone', 'active'],
    ...['formatted', 'familyName', 'givenName', 'middleName', 'honorificPrefix', 'honorificSuffix'].map(
      (part) => `name.${part}`,
    ),
    ...['emails', 'phoneNumbers', 'ims', 'photos', 'entitlements', 'roles'].flatMap((name) => [
      `${name}.value`,
      `${name}.type`,
    ]),
    ...['formatted', 'streetAddress', 'locality', 'region', 'postalCode', 'country', 'type'].map(
      (part) => `addresses.${part}`,
    ),
    ...['employeeNumber', 'costCenter', 'organization', 'division', 'department', 'manager'].map(
      (name) => `${enterpriseUserSchema}:${name}`,
    ),
  ],
  Group: ['displayName', 'members.value', 'members.type'],
};

const coreSchemas = { User: coreUserSchema, Group: coreGroupSchema } as const;

/**
 * What a server says about the attributes of one kind of resource, one schema each.
 * Takes the attribute paths that a vendor keeps, or `any`, and the kind; gives the schemas. Source: RFC 7643, 7
 */
export function describedSchemas(attributes: readonly string[] | 'any', kind: ScimResourceType): DescribedSchema[] {
  const schemas = new Map<string, Map<string, Set<string>>>();
  for (const path of attributes === 'any' ? everything[kind] : attributes) {
    const plain = path.replace(/\[[^\]]*\]/g, '');
    const end = plain.startsWith('urn:') ? plain.lastIndexOf(':') : -1;
    const id = end === -1 ? coreSchemas[kind] : plain.slice(0, end);
    const [name = '', part] = plain.slice(end + 1).split('.');
    const described = schemas.get(id) ?? new Map<string, Set<string>>();
    const parts = described.get(name) ?? new Set<string>();
    if (part !== undefined) parts.add(part);
    described.set(name, parts);
    schemas.set(id, described);
  }
  return [...schemas].map(([id, described]) => ({
    id,
    name: id === enterpriseUserSchema ? 'EnterpriseUser' : (id.split(':').at(-1) ?? kind),
    attributes: [...described].map(([name, parts]) => describe(name, parts)),
  }));
}

const describe = (name: string, parts: ReadonlySet<string>): Described => ({
  name,
  type: parts.size > 0 ? 'complex' : name === 'active' ? 'boolean' : 'string',
  multiValued: many.has(name),
  ...(parts.size === 0 ? {} : { subAttributes: [...parts].map((part) => ({ name: part, type: 'string' as const })) }),
});
