import { describe, expect, it } from 'vitest';
import type { SynchronizationSchema, SynchronizationTemplate } from '#core/graph/shapes';
import { composeProfile } from '#core/library/compose-profile';
import { type ApplicationFacts, draftProfile } from '#core/library/draft-profile';
import { checkProfile } from '#core/profiles/check-profile';
import type { ProfileDraft } from '#shared/model/profile-draft';

const template = (fields: unknown, oauth = 'false'): SynchronizationTemplate => ({
  id: 'ledger',
  metadata: [
    { key: 'ConfigurationFields', value: typeof fields === 'string' ? fields : JSON.stringify(fields) },
    { key: 'IsOAuthEnabled', value: oauth },
  ],
});

const schema: SynchronizationSchema = {
  version: 'v3',
  synchronizationRules: [
    {
      id: 'rule',
      targetDirectoryName: 'Ledger',
      objectMappings: [
        {
          sourceObjectName: 'User',
          targetObjectName: 'urn:ledger:User',
          flowTypes: 'Add, Update',
          attributeMappings: [
            { targetAttributeName: 'userName', matchingPriority: 1, source: null },
            { targetAttributeName: 'novel', matchingPriority: 0, source: null },
          ],
        },
        { sourceObjectName: 'Group', targetObjectName: 'Group', flowTypes: 'Update', attributeMappings: [] },
      ],
    },
  ],
  directories: [
    {
      name: 'Ledger',
      objects: [
        {
          name: 'urn:ledger:User',
          attributes: [
            { name: 'userName', type: 'String', required: true },
            { name: 'novel', type: 'Hologram', required: false },
          ],
        },
      ],
    },
  ],
};

const facts = (change: Partial<ApplicationFacts> = {}): ApplicationFacts => ({
  application: 'Ledger of ours',
  galleryName: 'Ledger Cloud',
  homepage: 'https://ledger.example',
  appRoles: ['Clerk'],
  template: template([{ name: 'baseaddress' }, { name: 'secrettoken', secret: true }]),
  schema,
  ...change,
});

describe('a draft from a live application', () => {
  it('takes names, fields, objects and attributes from what the tenant knows', () => {
    const { draft } = draftProfile(facts());
    expect(draft).toMatchObject({
      id: 'ledger-cloud',
      displayName: 'Ledger Cloud',
      addMethod: 'instantiate',
      authenticationType: 'bearerToken',
      createUsers: true,
      updateUsers: true,
      removeUsers: false,
      groups: 'updateOnly',
      appRoles: ['Clerk'],
      origin: { application: 'Ledger of ours', synchronizationTemplateId: 'ledger', schemaVersion: 'v3' },
    });
    expect(draft.fields.map(({ key, secret }) => [key, secret])).toEqual([
      ['BaseAddress', false],
      ['SecretToken', true],
    ]);
    expect(draft.mappings[0]).toEqual({
      source: 'User',
      target: 'urn:ledger:User',
      attributes: [
        { name: 'userName', type: 'String', required: true, matchingPriority: 1 },
        { name: 'novel', type: 'Hologram', required: false, matchingPriority: null },
      ],
    });
  });

  it.each([
    [[{ name: 'UserName' }, { name: 'Password', secret: true }], 'false', 'basic', 0],
    [[{ name: 'ClientIdentifier' }, { name: 'ClientSecret', secret: true }], 'false', 'oauth2ClientCredentials', 0],
    [[{ name: 'BaseAddress' }], 'false', 'tenantUrlOnly', 0],
    [[{ name: 'Domain' }], 'false', 'vendorSpecific', 0],
    [[], 'true', 'oauth2AuthorizationCode', 0],
    ['{not json', 'false', 'bearerToken', 1],
    [[{ name: 'SecretToken', secret: true }, { name: 'Moonphase' }], 'false', 'bearerToken', 1],
  ])('tells from the fields %j (OAuth %s) that the way to sign in is %s', (...row) => {
    const [fields, oauth, expected, doubts] = row;
    const { draft, notes } = draftProfile(facts({ template: template(fields, oauth) }));
    expect(draft.authenticationType).toBe(expected);
    expect(notes).toHaveLength(1 + doubts);
  });

  it('makes nothing up where the application has no template and no schema', () => {
    const { draft, notes } = draftProfile(facts({ galleryName: null, template: null, schema: null }));
    expect(draft).toMatchObject({
      displayName: 'Ledger of ours',
      addMethod: 'nonGallery',
      groups: 'unknown',
      mappings: [],
    });
    expect(notes).toHaveLength(3);
  });
});

const faultsOf = (change: Partial<ProfileDraft>) => {
  const draft = { ...draftProfile(facts()).draft, ...change };
  return checkProfile(composeProfile(draft)).faults.map(({ path }) => path);
};

describe('a profile made of a draft', () => {
  it('passes the check of every other profile and says that a person wrote it', () => {
    const { file, faults, doubts } = checkProfile(composeProfile(draftProfile(facts()).draft));
    expect([faults, doubts]).toEqual([[], []]);
    expect(file?.imported).toBeNull();
    expect(file?.curated.facts?.provenance).toMatchObject({
      template: 'byHand',
      uiGeneration: null,
      file: 'live synchronization schema of Ledger of ours, version v3',
    });
    expect(file?.curated.facts?.objectMappings[0]?.attributes.map(({ type }) => type)).toEqual(['String', 'String']);
  });

  it('reads values, patterns and choices as a person writes them', () => {
    const { draft } = draftProfile(facts());
    const [address, token] = draft.fields;
    if (address === undefined || token === undefined) throw new Error('The draft has fields.');
    const written = (kind: 'choice' | 'template' | 'fixed', value: string) => {
      const edited = { ...draft, fields: [{ ...address, kind, value }, token] };
      return checkProfile(composeProfile(edited)).file?.curated.facts?.connection.fields[0]?.value;
    };
    expect(written('choice', 'Europe = https://eu.example/scim\nhttps://us.example/scim?a=b')).toEqual({
      kind: 'choice',
      choices: [
        { label: 'Europe', value: 'https://eu.example/scim' },
        { label: 'https://us.example/scim?a=b', value: 'https://us.example/scim?a=b' },
      ],
    });
    expect(written('template', 'https://{site}.example/{part}')).toMatchObject({
      template: 'https://{site}.example/{part}',
      variables: [{ name: 'site' }, { name: 'part' }],
    });
    expect(written('fixed', ' https://one.example ')).toEqual({ kind: 'fixed', value: 'https://one.example' });
  });

  it.each([
    [{ id: '../../etc' }, ['id']],
    [{ id: 'Ledger' }, ['id']],
    [{ id: '' }, ['id']],
    [{ displayName: '   ' }, ['curated.facts.displayName']],
  ])('is refused with its place: %j', (change, expected) => {
    expect(faultsOf(change)).toEqual(expected);
  });

  it('has no fields where an administrator authorizes in the browser', () => {
    const { file } = checkProfile(
      composeProfile({ ...draftProfile(facts()).draft, authenticationType: 'oauth2AuthorizationCode' }),
    );
    expect(file?.curated.facts?.connection).toMatchObject({ fields: [], interactiveAuthorization: true });
  });
});
