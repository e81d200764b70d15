import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ProfileSource } from '#core/ports';
import { checkProfile } from '#core/profiles/check-profile';
import { compareFacts } from '#core/profiles/compare-facts';
import { findProfile } from '#core/profiles/load-profiles';
import { profileSchemaVersion, type VendorFacts, VendorProfile } from '#core/profiles/profile-schema';
import { upgradeProfile } from '#core/profiles/upgrade-profile';
import { documentWarnings } from '#core/setup/plan/profile-warnings';
import { shippedProfile } from '#test/unit/core/setup/profile-files';

const file = (id: string): VendorProfile =>
  VendorProfile.parse(JSON.parse(readFileSync(`assets/profiles/${id}/profile.json`, 'utf8')));

const factsOf = (id: string): VendorFacts => {
  const { imported } = file(id);
  if (imported === null) throw new Error(`${id} has no article`);
  return imported;
};

describe('a profile file of an older version', () => {
  it('of two halves gets a place for names that a person knows', () => {
    const { curated, ...rest } = file('atea');
    const { aliases: _aliases, ...older } = curated;
    expect(checkProfile({ ...rest, schemaVersion: 1, curated: older })).toEqual({
      file: file('atea'),
      from: 1,
      faults: [],
      doubts: [],
    });
  });

  it('of one half, as the first format had it, becomes two', () => {
    const { addMethod: _method, ...facts } = factsOf('atea');
    const { tokenOverlap: _overlap, ...connection } = facts.connection;
    const { separateAppRecommended: _app, ...assignment } = facts.assignment;
    const flat = {
      ...facts,
      connection,
      assignment,
      schemaVersion: 1,
      id: 'atea',
      applicationTemplateId: '8adf8e6e-67b2-4cf2-a259-e3dc5476c621',
      synchronizationTemplateId: null,
    };
    const { file: upgraded, faults } = checkProfile(flat);
    expect(faults).toEqual([]);
    expect(upgraded?.imported?.objectMappings).toEqual(facts.objectMappings);
    expect(upgraded?.curated.applicationTemplateIds).toEqual({ Global: flat.applicationTemplateId });
  });

  it('of a newer program is refused with what to do', () => {
    const newer = { ...file('atea'), schemaVersion: profileSchemaVersion + 1 };
    expect(checkProfile(newer).faults).toMatchObject([
      { path: 'schemaVersion', message: expect.stringContaining('update') },
    ]);
  });

  it.each([null, 7, 'text', [], {}, { schemaVersion: 'x' }, { schemaVersion: -3 }, { schemaVersion: 1.5 }])(
    'that is none at all is refused and not changed: %j',
    (content) => {
      expect(upgradeProfile(content).content).toBe(content);
      expect(checkProfile(content).file).toBeNull();
    },
  );
});

describe('checking a profile', () => {
  it.each(['airstack', 'askspoke', 'atea', 'cloud-academy-sso', 'schoolstream-asa', 'scim'])(
    'finds nothing wrong with %s',
    (id) => {
      expect(checkProfile(file(id))).toMatchObject({ faults: [], doubts: [] });
    },
  );

  it('names the place of every fault', () => {
    const broken = structuredClone(file('airstack')) as {
      imported: { direction: string; connection: { fields: { key: string }[] } };
    };
    broken.imported.direction = 'sideways';
    const [field] = broken.imported.connection.fields;
    if (field !== undefined) field.key = 'Passwort';
    expect(checkProfile(broken).faults.map(({ path }) => path)).toEqual([
      'imported.direction',
      'imported.connection.fields.0.key',
    ]);
  });

  it('doubts what the format lets through', () => {
    const doubtful = structuredClone(factsOf('askspoke'));
    const [address] = doubtful.connection.fields;
    if (address !== undefined)
      address.value = { kind: 'template', template: 'https://{a}.x/{b}', variables: [{ name: 'a' }, { name: 'c' }] };
    doubtful.objectMappings[0]?.attributes.push(...(doubtful.objectMappings[0]?.attributes.slice(0, 1) ?? []));
    doubtful.capabilities.groups = 'none';
    expect(checkProfile({ ...file('askspoke'), imported: doubtful }).doubts.map(({ message }) => message)).toEqual([
      'the place {b} is not described',
      'the variable c stands nowhere in the pattern',
      'the attribute userName stands there twice',
      'groups are not supported, but there is a mapping of groups',
    ]);
  });

  it('doubts an address that would send a secret unprotected', () => {
    const facts = structuredClone(factsOf('airstack'));
    const [address] = facts.connection.fields;
    if (address !== undefined) address.value = { kind: 'fixed', value: 'http://api.example/scim' };
    expect(checkProfile({ ...file('airstack'), imported: facts }).doubts).toMatchObject([
      { path: 'imported.connection.fields.0.value' },
    ]);
  });
});

describe('an administrator’s own profile', () => {
  const sourceOf = (own: unknown): ProfileSource => ({
    list: async () => [
      { id: 'airstack', source: 'administrator', content: own },
      { id: 'airstack', source: 'built-in', content: file('airstack') },
    ],
  });

  it('is marked, and its other host, fields and roles are listed', async () => {
    const own = structuredClone(file('airstack'));
    const [address, token] = own.imported?.connection.fields ?? [];
    if (own.imported === null || address === undefined || token === undefined)
      throw new Error('The profile has fields.');
    address.value = { kind: 'fixed', value: 'https://elsewhere.example/scim' };
    own.imported.connection.fields.push({ ...token, key: 'Password' });
    own.imported.assignment.appRoles = ['Auditor'];
    const { profile, source } = await findProfile(sourceOf(own), 'airstack');
    expect(source).toBe('administrator');
    expect(profile.override?.differences).toEqual([
      'Hosts: elsewhere.example instead of api-as.lenovosoftware.com',
      'Fields: BaseAddress, SecretToken (secret), Password (secret) instead of BaseAddress, SecretToken (secret)',
      'Roles: Auditor, no Default Access instead of no Default Access',
    ]);
    expect(
      documentWarnings(profile)
        .map(({ code }) => code)
        .slice(0, 4),
    ).toEqual(['ownProfile', 'ownProfileDiffers', 'ownProfileDiffers', 'ownProfileDiffers']);
  });

  it('that says the same is marked and differs in nothing', async () => {
    const { profile } = await findProfile(sourceOf(file('airstack')), 'airstack');
    expect(profile.override).toEqual({ differences: [] });
  });

  it('that replaces nothing has nothing to differ from', async () => {
    expect((await shippedProfile('airstack')).override).toBeNull();
  });
});

describe('two versions of an article', () => {
  it('are the same facts when only words of ours differ', () => {
    const other = structuredClone(factsOf('schoolstream-asa'));
    for (const step of other.vendorSetup.steps) step.text = 'Said in another way';
    for (const warning of other.importWarnings) warning.line = 1;
    expect(compareFacts(factsOf('schoolstream-asa'), other)).toEqual([]);
  });

  it('differ in what a person has to know', () => {
    const before = factsOf('cloud-academy-sso');
    const after = structuredClone(before);
    const [address] = after.connection.fields;
    if (address !== undefined) address.value = { kind: 'fixed', value: 'https://cloudacademy.com/webhooks/ad/v2/scim' };
    after.objectMappings[0]?.attributes.splice(1, 1, {
      name: 'title',
      type: 'String',
      filterable: false,
      required: true,
      matchingPriority: null,
    });
    after.connection.tokenOverlap = null;
    after.provenance.documentDate = '2026-01-01';
    expect(compareFacts(before, after)).toEqual([
      { area: 'credentials', what: 'overlap of tokens', before: 'PT8H', after: null },
      {
        area: 'tenantUrl',
        what: 'tenant URL',
        before: 'choice: https://cloudacademy.com/webhooks/ad/v1/scim or https://app.qa.com/webhooks/ad/v1/scim',
        after: 'fixed: https://cloudacademy.com/webhooks/ad/v2/scim',
      },
      { area: 'attributes', what: 'User: externalId', before: 'String', after: null },
      { area: 'attributes', what: 'User: title', before: null, after: 'String, required' },
      { area: 'document', what: 'date', before: '2022-11-21', after: '2026-01-01' },
    ]);
  });
});
