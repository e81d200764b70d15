import { describe, expect, it } from 'vitest';
import { profileFindings } from '#core/mappings/profile-findings';
import { loadProfiles } from '#core/profiles/load-profiles';
import { attributeView } from '#core/schema/attribute-view';
import { editSchema } from '#core/schema/edit-schema';
import { wantedMappings } from '#core/setup/plan/wanted-mappings';
import { editedMappings, noEdits, withEdit } from '#shared/mappings/edits';
import { sourceOf } from '#shared/mappings/source-kind';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import { ProvisioningConfiguration } from '#shared/model/configuration';
import { shippedProfiles } from '#test/unit/core/setup/profile-files';

const tenantId = '11111111-2222-4333-8444-555555555555';
const organization = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization';

async function profileOf(id: string) {
  const { profiles } = await loadProfiles(shippedProfiles);
  const found = profiles.find(({ profile }) => profile.id === id);
  if (found === undefined) throw new Error(`no profile ${id}`);
  return found.profile;
}

const direct = (target: string, name: string, more: Partial<AttributeMapping> = {}): AttributeMapping => ({
  targetAttributeName: target,
  source: sourceOf('direct', name),
  ...more,
});
const views = (list: readonly (string | { readonly name: string })[]) =>
  list.map((one) => attributeView(typeof one === 'string' ? { name: one } : one));

async function findingsOf(
  id: string,
  live: { readonly mappings: readonly AttributeMapping[]; readonly target?: Parameters<typeof views>[0] },
) {
  const profile = await profileOf(id);
  const bare = ProvisioningConfiguration.parse({ schemaVersion: 1, vendor: id });
  return profileFindings({
    profile,
    facts: profile.objectMappings.find(({ sourceObjectName }) => sourceObjectName === 'User'),
    extras: wantedMappings(bare, profile, tenantId).find(({ source }) => source === 'User'),
    source: 'User',
    mappings: live.mappings,
    targetAttributes: views(live.target ?? []),
    sourceAttributes: [],
  });
}

const schoolStream = [
  direct('userName', 'userPrincipalName', { matchingPriority: 1 }),
  { targetAttributeName: 'active', source: sourceOf('expression', 'Not([IsSoftDeleted])') },
  direct('displayName', 'displayName'),
  direct('emails[type eq "work"].value', 'mail'),
  direct('preferredLanguage', 'preferredLanguage'),
  direct('name.givenName', 'givenName'),
  direct('name.familyName', 'surname'),
  { targetAttributeName: 'name.formatted', source: sourceOf('expression', 'Join(" ", [givenName], [surname])') },
  direct('phoneNumbers[type eq "mobile"].value', 'mobile'),
  direct('externalId', 'mailNickname'),
];

describe('the profile beside the live schema', () => {
  it('offers and explains the mapping that SchoolStream needs, the expression before the default', async () => {
    const [first, ...others] = await findingsOf('schoolstream-asa', { mappings: schoolStream });
    expect(others).toEqual([]);
    expect(first).toMatchObject({ code: 'vendorMapping', attribute: organization });
    expect(first?.explanation).toContain('SchoolStream tells tenants apart');
    expect(first?.repairs.map(({ label }) => label)).toEqual([
      `Add it as Coalesce([extensionAttribute1], "${tenantId}")`,
      'Add it with the default, as the document says',
    ]);
  });

  it.each([0, 1])('finds nothing any more after a repair of it (%s)', async (index) => {
    const [first] = await findingsOf('schoolstream-asa', { mappings: schoolStream });
    const repaired = (first?.repairs[index]?.edits ?? []).reduce(withEdit, noEdits);
    expect(await findingsOf('schoolstream-asa', { mappings: editedMappings(schoolStream, repaired) })).toEqual([]);
  });

  it('finds what is missing and what is too much, each with its repair', async () => {
    const mappings = [...schoolStream.slice(0, -1), direct('nickName', 'mailNickname')];
    const found = await findingsOf('schoolstream-asa', { mappings });
    expect(found.filter(({ code }) => code !== 'vendorMapping')).toMatchObject([
      { code: 'missing', attribute: 'externalId', repairs: [{ label: 'Map it from [mailNickname]' }] },
      { code: 'extra', attribute: 'nickName', repairs: [{ edits: [{ kind: 'removeMapping', target: 'nickName' }] }] },
    ]);
  });

  it('defines an attribute that the list lacks before it maps it', async () => {
    const target = schoolStream.slice(0, -1).map(({ targetAttributeName }) => targetAttributeName);
    const found = await findingsOf('schoolstream-asa', { mappings: schoolStream.slice(0, -1), target });
    const missing = found.find(({ attribute }) => attribute === 'externalId');
    expect(missing?.repairs[0]?.edits.map(({ kind }) => kind)).toEqual(['defineAttribute', 'putMapping']);
  });

  it('finds a wrong type, and corrects it', async () => {
    const target = [
      { name: 'active', type: 'String' },
      { name: 'displayName', type: 'string' },
    ];
    const found = await findingsOf('schoolstream-asa', { mappings: schoolStream, target });
    expect(found.find(({ code }) => code === 'wrongType')).toMatchObject({
      attribute: 'active',
      repairs: [{ edits: [{ kind: 'defineAttribute', definition: { name: 'active', type: 'Boolean' } }] }],
    });
    expect(found.filter(({ code }) => code === 'wrongType')).toHaveLength(1);
  });

  it('moves the matching from an attribute that cannot be searched to one that can', async () => {
    const mappings = schoolStream.map((one) => ({
      ...one,
      matchingPriority: one.targetAttributeName === 'externalId' ? 1 : 0,
    }));
    const found = await findingsOf('schoolstream-asa', { mappings });
    const finding = found.find(({ code }) => code === 'matchingNotFilterable');
    expect(finding).toMatchObject({ attribute: 'externalId', repairs: [{ label: 'Match by "userName" instead' }] });
    const repaired = editedMappings(mappings, (finding?.repairs[0]?.edits ?? []).reduce(withEdit, noEdits));
    const priorities = Object.fromEntries(repaired.map((one) => [one.targetAttributeName, one.matchingPriority]));
    expect(priorities).toMatchObject({ userName: 1, externalId: 0 });
  });

  it('finds a required attribute without a source', async () => {
    const mappings = schoolStream.map((one) =>
      one.targetAttributeName === 'userName' ? { ...one, source: null } : one,
    );
    const target = [{ name: 'userName', required: true }];
    const found = await findingsOf('schoolstream-asa', { mappings, target });
    expect(found.find(({ code }) => code === 'requiredWithoutSource')).toMatchObject({
      attribute: 'userName',
      repairs: [{ label: 'Map it from [userPrincipalName]' }],
    });
  });

  it('offers no repair that the service would refuse to take', async () => {
    const found = await findingsOf('schoolstream-asa', {
      mappings: [direct('nickName', 'x', { matchingPriority: 1 })],
    });
    expect(found.find(({ code, attribute }) => code === 'extra' && attribute === 'nickName')?.repairs).toEqual([]);
  });

  it('makes of a repair a schema edit that says what it does', async () => {
    const [first] = await findingsOf('schoolstream-asa', { mappings: schoolStream });
    const edits = (first?.repairs[0]?.edits ?? []).reduce(withEdit, noEdits);
    const live = {
      synchronizationRules: [
        {
          id: 'r',
          objectMappings: [{ sourceObjectName: 'User', targetObjectName: 'User', attributeMappings: schoolStream }],
        },
      ],
    };
    const wanted = { source: 'User', target: 'User', attributeMappings: [...editedMappings(schoolStream, edits)] };
    expect(editSchema(live, [wanted]).edits[0]?.changes).toEqual([
      {
        what: `User → User: ${organization}`,
        before: null,
        after: `Coalesce([extensionAttribute1], "${tenantId}")`,
      },
    ]);
  });
});
