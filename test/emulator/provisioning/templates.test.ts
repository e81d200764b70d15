import { describe, expect, it } from 'vitest';
import { fromAttributeMappingSource } from '#core/expressions/attribute-mapping-source';
import { SynchronizationSchema } from '#core/graph/shapes';
import { createTemplate } from '#emulator/provisioning/synchronization-templates';
import { vendorDefinitions } from '#emulator/provisioning/vendor-definitions';
import { vendorDialects } from '#emulator/scim/vendor-dialects';

const vendorIds = vendorDefinitions.map((each) => each.vendorId);
const templateOf = (vendorId: string) => {
  const vendor = vendorDefinitions.find((each) => each.vendorId === vendorId);
  if (vendor === undefined) throw new Error(`There is no vendor ${vendorId}.`);
  return createTemplate(vendor, 'gallery-id');
};
const targetsOf = (vendorId: string, source: string): readonly string[] =>
  (templateOf(vendorId).schema.synchronizationRules?.[0]?.objectMappings ?? [])
    .filter((each) => each.sourceObjectName === source)
    .flatMap((each) => (each.attributeMappings ?? []).map((mapping) => mapping.targetAttributeName))
    .toSorted();

describe('the default schema', () => {
  it.each(vendorIds)('of %s is a schema whose mappings name attributes of its directories', (vendorId) => {
    const { schema } = templateOf(vendorId);
    expect(SynchronizationSchema.parse(schema)).toEqual(schema);
    const [source, target] = schema.directories ?? [];
    expect(source?.name).toBe('Azure Active Directory');
    for (const mapping of schema.synchronizationRules?.[0]?.objectMappings ?? []) {
      const known = (directory: typeof source, name: string) =>
        directory?.objects?.find((each) => each.name === name)?.attributes?.map((each) => each.name);
      const targets = (mapping.attributeMappings ?? []).map((each) => each.targetAttributeName);
      expect(known(target, mapping.targetObjectName)).toEqual(expect.arrayContaining(targets));
      for (const each of mapping.attributeMappings ?? []) {
        if (each.source?.type !== 'Attribute') continue;
        expect(known(source, mapping.sourceObjectName)).toContain(each.source.name);
      }
    }
  });

  it.each(vendorIds)('of %s matches by userName first and can be evaluated', (vendorId) => {
    const mappings = templateOf(vendorId).schema.synchronizationRules?.[0]?.objectMappings ?? [];
    const users = mappings.find((each) => each.sourceObjectName === 'User')?.attributeMappings ?? [];
    expect(users.filter((each) => each.matchingPriority === 1).map((each) => each.targetAttributeName)).toEqual([
      'userName',
    ]);
    for (const each of users) {
      if (each.source !== null) expect(fromAttributeMappingSource(each.source).diagnostics).toEqual([]);
    }
  });

  // The vendors' own tables; startDate and organization have no default source.
  it.each(vendorDialects.filter((each) => each.user.attributes !== 'any'))(
    'of $vendorId maps no attribute that the vendor does not keep',
    ({ vendorId, user, group }) => {
      expect(user.attributes).toEqual(expect.arrayContaining([...targetsOf(vendorId, 'User')]));
      if (group === null) expect(targetsOf(vendorId, 'Group')).toEqual([]);
      else expect(group.attributes).toEqual(expect.arrayContaining([...targetsOf(vendorId, 'Group')]));
    },
  );

  it('of SchoolStream ASA has the organization as an attribute but no mapping for it', () => {
    const organization = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization';
    expect(targetsOf('schoolstream-asa', 'User')).not.toContain(organization);
    const target = templateOf('schoolstream-asa').schema.directories?.[1]?.objects?.[0]?.attributes;
    expect(target?.map((each) => each.name)).toContain(organization);
  });

  it('keeps rule ids from one template to the next', () => {
    const idOf = () => templateOf('airstack').schema.synchronizationRules?.[0]?.id;
    expect(idOf()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(idOf()).toBe(idOf());
  });
});

describe('template metadata', () => {
  const metadataOf = (vendorId: string, key: string) =>
    templateOf(vendorId).metadata.find((each) => each.key === key)?.value;

  it('names the fields of the credential form', () => {
    expect(JSON.parse(metadataOf('airstack', 'configurationFields') ?? '')).toEqual([
      { name: 'baseaddress' },
      { name: 'secrettoken', secret: true },
    ]);
    expect(metadataOf('airstack', 'isOAuthEnabled')).toBe('false');
    expect(metadataOf('airstack', 'galleryApplicationIdentifier')).toBe('gallery-id');
  });

  it('says that Atea uses OAuth and has no fields', () => {
    expect(metadataOf('atea', 'isOAuthEnabled')).toBe('true');
    expect(metadataOf('atea', 'configurationFields')).toBe('[]');
  });
});
