import { describe, expect, it } from 'vitest';
import { definitionOf, dialectOf, SeedVendor } from '#emulator/directory/seed-vendor';
import { createDefaultSchema } from '#emulator/provisioning/default-schema';
import { createTemplate } from '#emulator/provisioning/synchronization-templates';

const seed = SeedVendor.parse({
  vendorId: 'heron-hr',
  displayName: 'Heron HR',
  origins: ['https://api.heron.example'],
  basePath: '/scim',
  userMappings: [
    { target: 'userName', expression: '[userPrincipalName]', matchingPriority: 1 },
    { target: 'title', expression: '[jobTitle]' },
  ],
  unmappedUserAttributes: ['nickName'],
  groupMappings: null,
});

describe('a vendor that a seed describes', () => {
  it('is known to the provisioning service by its mappings and attributes', () => {
    const schema = createDefaultSchema(definitionOf(seed));
    const [mapping, ...others] = schema.synchronizationRules?.[0]?.objectMappings ?? [];
    expect(others).toEqual([]);
    expect(mapping?.attributeMappings?.map(({ targetAttributeName }) => targetAttributeName)).toEqual([
      'userName',
      'title',
    ]);
    const target = schema.directories?.find(({ name }) => name === 'Heron HR');
    expect(target?.objects?.[0]?.attributes?.map(({ name }) => name)).toEqual(['id', 'userName', 'title', 'nickName']);
  });

  it('asks for address and token unless the seed says otherwise', () => {
    const fieldsOf = (vendor: SeedVendor): unknown =>
      JSON.parse(
        createTemplate(definitionOf(vendor), 'id').metadata.find(({ key }) => key === 'configurationFields')?.value ??
          '',
      );
    expect(fieldsOf(seed)).toEqual([{ name: 'baseaddress' }, { name: 'secrettoken', secret: true }]);
    const fields = [{ name: 'username' }, { name: 'password', secret: true }];
    expect(fieldsOf({ ...seed, fields })).toEqual(fields);
  });

  it('has a server that keeps what its application maps and nothing else', () => {
    expect(dialectOf(seed)).toMatchObject({
      origins: ['https://api.heron.example'],
      user: { attributes: ['userName', 'title', 'nickName'], unknown: 'ignore' },
      group: null,
    });
  });

  it.each([
    { vendorId: '../heron' },
    { origins: [] },
    { origins: ['heron'] },
    { userMappings: [] },
    { groupMappings: [] },
    { secret: 'x' },
  ])('is refused with %j', (change) => {
    expect(SeedVendor.safeParse({ ...seed, ...change }).success).toBe(false);
  });
});
