import { describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import { factsOf } from './articles.ts';
import { type ArticleParts, groupTable, writeArticle } from './write-article.ts';

const name = 'Kestrel Hub';
const facts = (parts: Partial<ArticleParts>) => factsOf(writeArticle({ name, ...parts }));
const warned = (parts: Partial<ArticleParts>) => facts(parts).importWarnings.map(({ code }) => code);
const row = (of: {
  readonly name: string;
  readonly type: string;
  readonly filterable: boolean | null;
  readonly required: boolean | null;
}) => [of.name, of.type, of.filterable, of.required] as const;
const users = (parts: Partial<ArticleParts>) => facts(parts).objectMappings[0]?.attributes.map(row);

describe('a table of attributes', () => {
  it.each([
    [
      'all four columns',
      '|Attribute|Type|Supported for filtering|Required by X|\n|--|--|--|--|\n|userName|String|&check;|&check;|\n|active|Boolean|||',
      true,
      true,
    ],
    [
      'no column of filters',
      '|Attribute|Type|Required by X|\n|--|--|--|\n|userName|String|&check;|\n|active|Boolean||',
      null,
      true,
    ],
    ['two columns', '|Attribute|Type|\n|--|--|\n|userName|String|\n|active|Boolean|', null, null],
    [
      'other words in the header',
      '|Attribute name|Data type|Supported For Filtering|Notes|\n|--|--|--|--|\n|userName|string|Yes|unique|\n|active|Bool|No||',
      true,
      null,
    ],
    [
      'no pipes at the ends',
      'Attribute|Type|Supported for filtering\n--|--|--\nuserName|String|✓\nactive|Boolean|',
      true,
      null,
    ],
    ['no header', '|---|---|---|\n|userName|String|&check;|\n|active|Boolean||', true, null],
    ['no pipes at all', 'Attribute Type Supported for filtering\nuserName String &check;\nactive Boolean', true, null],
  ])('is read with %s', (...[, table, filterable, required]) => {
    expect(users({ users: table })).toEqual([
      ['userName', 'String', filterable, required],
      ['active', 'Boolean', filterable === null ? null : false, required === null ? null : false],
    ]);
  });

  it('leaves out tables of other things', () => {
    const table =
      '|Attribute|Value|\n|--|--|\n|nameid|user.upn|\n\n|Setting|Type|\n|--|--|\n|x|String|\n\n|Attribute|Type|\n|--|--|\n|userName|String|';
    expect(users({ users: table })).toEqual([['userName', 'String', null, null]]);
  });

  it('keeps what is malformed as it stands, with a warning and its line', () => {
    const names = [
      'emails[type eq “work”].value',
      'emails[type eq "work"]',
      'urn:scim:schemas:extension:enterprise:1.0.department',
      'UserName',
      'phoneNumbers[type eq "x".value',
    ];
    const table = `|Attribute|Type|\n|--|--|\n${names.map((one) => `|${one}|String|`).join('\n')}`;
    const found = facts({ users: table });
    expect(found.objectMappings[0]?.attributes.map((one) => one.name)).toEqual(names);
    expect(
      found.importWarnings.filter(({ code, line }) => code === 'malformedAttribute' && line !== undefined),
    ).toHaveLength(names.length);
  });

  it('reads a type that is misspelt, and says so', () => {
    const parts = { users: '|Attribute|Type|\n|--|--|\n|userName|Sting|\n|manager|Refernce|\n|x|Complex|' };
    expect(users(parts)?.map(([, type]) => type)).toEqual(['String', 'Reference', 'String']);
    expect(warned(parts).filter((code) => code === 'malformedAttribute')).toHaveLength(3);
  });

  it('keeps a row that is there twice, with a warning', () => {
    const parts = { users: '|Attribute|Type|\n|--|--|\n|title|String|\n|userName|String|\n|title|String|' };
    expect(users(parts)?.map(([one]) => one)).toEqual(['title', 'userName', 'title']);
    expect(warned(parts)).toContain('duplicateAttribute');
  });

  it('that is only a picture leaves the attributes to the live schema', () => {
    const parts = { users: '   ![attributes](media/kestrel\\users.png)' };
    expect(facts(parts).objectMappings[0]).toMatchObject({
      attributesSource: 'image',
      image: 'media/kestrel/users.png',
      attributes: [],
    });
    expect(warned(parts)).toContain('attributesOnlyInImage');
  });
});

describe('groups', () => {
  it.each<readonly [string, Partial<ArticleParts>, string, readonly string[]]>([
    ['a table', { groups: groupTable, capabilities: null }, 'full', []],
    ['nothing', {}, 'none', []],
    [
      'boilerplate alone',
      { intro: 'Microsoft Entra ID provisions users and groups to Kestrel Hub.' },
      'none',
      ['staleBoilerplate'],
    ],
    [
      'a refusal',
      { groups: groupTable, tail: '## Connector limitations\n* Group provisioning is not supported.' },
      'none',
      ['contradictoryGroups'],
    ],
    [
      'updates only',
      { groups: groupTable, tail: '## Connector limitations\n* Groups must already exist in Kestrel Hub.' },
      'updateOnly',
      [],
    ],
  ])('are decided by %s', (...[, parts, groups, codes]) => {
    expect(facts(parts).capabilities.groups).toBe(groups);
    expect(warned(parts).filter((code) => codes.includes(code))).toEqual(codes);
  });
});

describe('names', () => {
  it('are those of the applications list, whatever the title says', () => {
    const found = facts({ title: 'Configure Osprey for automatic user provisioning' });
    expect([found.displayName, found.aliases]).toEqual([name, ['Osprey']]);
    expect(found.importWarnings).toMatchObject([{ code: 'renamedApplication', line: 6 }]);
  });

  it('of templates and of other vendors are not taken for this one', () => {
    const text = writeArticle({ name })
      .replace('users to Kestrel Hub**', 'users to Osprey**')
      .replace('list, select **Kestrel Hub**', 'list, select **TestApp**');
    const found = factsOf(text);
    expect(found.displayName).toBe(name);
    expect(found.importWarnings.map(({ code }) => code)).toEqual(['placeholderAppName', 'wrongVendorName']);
  });

  it('survive a bold mark that is not closed', () => {
    expect(
      factsOf(writeArticle({ name }).replace('list, select **Kestrel Hub**', 'list, select **Kestrel Hub')).displayName,
    ).toBe(name);
  });
});

describe('the rest', () => {
  it('is read by kind', () => {
    const found = facts({
      prerequisites:
        '* A Microsoft Entra tenant\n* A Kestrel Hub Enterprise plan\n* [Single sign-on](x.md) is configured.\n* A verified domain\n* Version 9.2 or later',
      scope: '* Users with the **Default Access** role are excluded from provisioning.',
      tail: '## Connector limitations\n* Rate limit is 25 requests per second.\n* Users are deactivated instead of being deleted.\n\n## Change log\n* 02/28/2024 - Added support for "nickName".\n* 13/45/2024 - Nonsense.',
      gallery: '1. Select **Kestrel Hub** from results panel and then **Sign up for the app**.',
      intro: '> [!NOTE]\n> This app is offered in the US Government Cloud and is in public preview.',
    });
    expect(found.prerequisites.map(({ kind }) => kind)).toEqual([
      'entraTenant',
      'vendorPlan',
      'ssoConfigured',
      'verifiedDomain',
      'version',
    ]);
    expect(found).toMatchObject({
      assignment: { defaultAccessExcluded: true },
      limitations: [
        'The vendor limits the rate of requests: 25 requests per second',
        'Removing people works in its own way at the vendor',
      ],
      deprovisioning: { attribute: 'active', behaviour: 'disableOnly' },
      changeLog: [{ date: '2024-02-28', text: 'Attributes or features added: nickName' }],
      addMethod: 'oidcSignUp',
      cloudEnvironments: ['public', 'usGov'],
      status: { state: 'preview' },
      provenance: { documentDate: '2025-02-03', template: 'sixStep' },
    });
  });

  it('warns of an include whose content is not known', () => {
    const parts = {
      scope: '[!INCLUDE [kestrel-secrets.md](includes/kestrel-secrets.md)]\n[!INCLUDE [monitor-deployment.md](x.md)]',
    };
    expect(warned(parts)).toEqual(['unresolvedInclude']);
  });

  it('says that an integration is over', () => {
    const parts = { intro: '> [!IMPORTANT]\n> This integration is deprecated and no longer available.' };
    expect(facts(parts).status.state).toBe('deprecated');
    expect(warned(parts)).toContain('deprecatedIntegration');
  });

  it('reads a mapping that has to be added', () => {
    const form =
      '1. Select **Add New Mapping**.\n1. In the dialog:\n   * In **Mapping type**, select **Direct**.\n   * In **Source attribute**, select **employeeId**.\n   * In **Target attribute**, select **externalId**.\n   * In **Apply this mapping**, select **Only during object creation**.\n';
    expect(facts({ users: form }).objectMappings[0]?.extraAttributeMappings).toEqual([
      {
        action: 'add',
        targetAttributeName: 'externalId',
        source: { type: 'Attribute', name: 'employeeId', expression: '[employeeId]' },
        flowType: 'ObjectAddOnly',
      },
    ]);
  });

  it('turns the direction of an HR article, and sees its agent', () => {
    const text =
      '# Tutorial: Configure Plover HR for automatic user provisioning\n\nProvision worker profiles from Plover HR to Active Directory.\n\n## Prerequisites\n1. Install the provisioning agent.\n\n## Configure provisioning\n1. In the applications list, select **Plover HR**.\n1. Set the **Provisioning Mode** to **Automatic**\n1. Under **Admin Credentials**, enter the **Admin Username** and **Admin Password**. **Test Connection**.\n1. **Notification Email**\n';
    expect(factsOf(text)).toMatchObject({
      direction: 'inbound',
      connectivity: 'onPremisesAgent',
      provenance: { template: 'hr' },
      objectMappings: [{ sourceObjectName: 'Worker' }],
    });
  });
});

describe('what is no such article', () => {
  const reasonOf = (text: string): string | undefined => {
    try {
      factsOf(text);
      return undefined;
    } catch (cause) {
      if (cause instanceof CoreError) return cause.details.reason;
      throw cause;
    }
  };

  it.each([
    ['nothing', '', 'emptyDocument'],
    ['front matter alone', '---\ntitle: x\n---\n', 'emptyDocument'],
    ['something else', '# Cooking\n\n1. Cut.\n', 'notAProvisioningArticle'],
    [
      'single sign-on',
      '# SSO integration with Heron\n1. In the applications list, select **Heron**.\n1. Select **Single sign-on**.\n\nHeron supports user provisioning, see [here](./heron-provisioning-tutorial.md).',
      'notAProvisioningArticle',
    ],
    [
      'provisioning in general',
      '# Plan an automatic user provisioning deployment\n1. Set **Provisioning Mode**.\n1. Enter **Tenant URL** and **Secret Token**.\n1. **Test Connection**.',
      'notAProvisioningArticle',
    ],
    [
      'a signpost',
      '# Configure Heron for automatic user provisioning\n\n- [OIDC](heron-provisioning-oidc-tutorial.md)\n- [SAML](heron-provisioning-saml-tutorial.md)',
      'routesToAnotherArticle',
    ],
  ])('is refused with a reason: %s', (_name, text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });

  it('does not refuse any of the other templates', () => {
    expect(reasonOf(writeArticle({ name, heading: (_step, words) => `## ${words}` }))).toBeUndefined();
    expect(reasonOf(writeArticle({ name, heading: (step, words) => `Step ${step}: ${words}` }))).toBeUndefined();
  });
});
