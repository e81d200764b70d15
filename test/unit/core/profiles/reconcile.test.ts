import { describe, expect, it } from 'vitest';
import type { SynchronizationSchema, SynchronizationTemplate } from '#core/graph/shapes';
import { filledAttributes, reconcile, type TenantFacts } from '#core/profiles/reconcile';
import { shippedProfile } from '#test/unit/core/setup/profile-files';

const templateOf = (fields: readonly object[] | string, oauth = 'false'): SynchronizationTemplate => ({
  id: 'x',
  metadata: [
    { key: 'ConfigurationFields', value: typeof fields === 'string' ? fields : JSON.stringify(fields) },
    { key: 'isOAuthEnabled', value: oauth },
  ],
});

const schemaOf = (attributes: readonly { readonly name: string; readonly type: string }[]): SynchronizationSchema => ({
  synchronizationRules: [
    {
      id: 'r',
      targetDirectoryName: 'Target',
      objectMappings: [{ sourceObjectName: 'User', targetObjectName: 'urn:user' }],
    },
  ],
  directories: [{ name: 'Target', objects: [{ name: 'urn:user', attributes: [...attributes] }] }],
});

const tenant = (facts: Partial<TenantFacts> & { readonly names?: readonly string[] }): TenantFacts => ({
  gallery: (facts.names ?? ['Atea']).map((displayName, at) => ({ id: String(at), displayName })),
  template: facts.template ?? null,
  schema: facts.schema ?? null,
});

describe('a profile and the tenant', () => {
  it.each([
    [['Atea'], []],
    [['ATEA'], ['The gallery spells the name in another way.']],
    [['Atea Next'], ['The gallery knows the application by another name of the profile: it was renamed.']],
    [[], ['The gallery of this tenant has no application of this name or of another name of the profile.']],
  ])('compare names: the gallery has %j', async (names, explanations) => {
    const found = reconcile(await shippedProfile('atea'), tenant({ names }));
    expect(found.map(({ explanation }) => explanation)).toEqual(explanations);
  });

  it.each([
    ['the same fields', templateOf([{ name: 'baseaddress' }, { name: 'secrettoken', secret: true }]), []],
    [
      'another field',
      templateOf([{ name: 'BaseAddress' }, { name: 'SecretToken' }, { name: 'CompanyId' }]),
      [['CompanyId', null, 'CompanyId']],
    ],
    ['one field less', templateOf([{ name: 'SecretToken' }]), [['BaseAddress', 'BaseAddress', null]]],
    ['an Authorize button', templateOf([], 'true'), [['way to sign in', 'bearerToken', 'Authorize button']]],
    ['metadata that cannot be read', templateOf('{not json'), []],
    ['metadata of another shape', templateOf('{"a":1}'), []],
  ])('compare fields: the template has %s', async (_name, template, expected) => {
    const found = reconcile(await shippedProfile('airstack'), tenant({ names: ['Airstack'], template }));
    expect(found.map(({ what, profile, tenant: live }) => [what, profile, live])).toEqual(expected);
  });

  it('compare attributes, and the live schema wins', async () => {
    const profile = await shippedProfile('cloud-academy-sso');
    const schema = schemaOf([
      { name: 'userName', type: 'String' },
      { name: 'active', type: 'String' },
      { name: 'name.givenName', type: 'string' },
      { name: 'name.familyName', type: 'String' },
    ]);
    const found = reconcile(profile, tenant({ names: ['Cloud Academy - SSO'], schema }));
    expect(found.map(({ what, profile: stated, tenant: live }) => [what, stated, live])).toEqual([
      ['User: externalId', 'String', null],
      ['User: active', 'Boolean', 'String'],
    ]);
  });

  it('let the live schema fill in what an article shows only as a picture', async () => {
    const schema = schemaOf([{ name: 'userName', type: 'String' }]);
    expect(filledAttributes(await shippedProfile('airstack'), schema)).toEqual([
      { sourceObjectName: 'User', attributes: [{ name: 'userName', type: 'String', required: null }] },
    ]);
    expect(filledAttributes(await shippedProfile('atea'), schema)).toEqual([]);
  });
});
