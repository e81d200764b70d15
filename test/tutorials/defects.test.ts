import { describe, expect, it } from 'vitest';
import type { VendorFacts } from '#core/profiles/profile-schema';
import { factsOf } from './articles.ts';
import { type ArticleParts, groupTable, userTable, writeArticle } from './write-article.ts';

type Warning = VendorFacts['importWarnings'][number];

const name = 'Kestrel Hub';

/** A defect that articles of the family have: how to write it, the code it has to get, and words of the line it has to name. */
interface Defect {
  readonly defect: string;
  readonly parts: Partial<ArticleParts>;
  readonly code: Warning['code'];
  /** Words on the line that the warning names; null for a defect of the whole article. */
  readonly at: string | null;
}

const table = (rows: string): string => `   |Attribute|Type|Supported for filtering|\n   |---|---|---|\n${rows}`;

const defects: readonly Defect[] = [
  {
    defect: 'a placeholder where the name belongs',
    parts: { tail: '## Notes\nIt creates users and groups in TestApp, based on user and group assignments.' },
    code: 'placeholderAppName',
    at: 'TestApp',
  },
  {
    defect: "another vendor's name pasted in",
    parts: { vendor: '1. Copy the **Token**. It goes into the Provisioning tab of your Osprey application.' },
    code: 'wrongVendorName',
    at: 'Osprey',
  },
  {
    defect: 'a link whose words name another vendor than its address',
    parts: {
      vendor:
        '1. Sign in to [Osprey](https://app.kestrelhub.test/login).\n1. Copy the **Tenant URL** and the **Token**.',
    },
    code: 'wrongVendorName',
    at: 'Osprey',
  },
  {
    defect: 'a title that names another application than the steps',
    parts: { title: 'Configure Osprey for automatic user provisioning' },
    code: 'renamedApplication',
    at: '# Configure Osprey',
  },
  {
    defect: 'an application that was renamed',
    parts: { intro: 'Microsoft Entra ID provisions users to Kestrel Hub, formerly known as Hobby Hub.' },
    code: 'renamedApplication',
    at: 'Hobby Hub',
  },
  {
    defect: 'boilerplate over another kind of credentials',
    parts: {
      vendor: '1. Copy the **Client ID** and **Client Secret**.',
      credentials:
        '1. Select **+ New configuration**.\n\n1. In the **Tenant URL** field, enter your Kestrel Hub Tenant URL and Secret Token. Select **Test Connection**.',
    },
    code: 'contradictoryCredentials',
    at: 'Tenant URL and Secret Token',
  },
  {
    defect: 'both Authorize and a secret token',
    parts: {
      credentials:
        '1. Under **Admin Credentials**, enter the **Secret Token** and select **Authorize**. **Test Connection**.',
    },
    code: 'contradictoryCredentials',
    at: 'Authorize',
  },
  {
    defect: 'groups that are mapped and refused',
    parts: { groups: groupTable, tail: '## Connector limitations\n* Kestrel Hub does not support group provisioning.' },
    code: 'contradictoryGroups',
    at: 'does not support group provisioning',
  },
  {
    defect: 'groups in the list of capabilities that no step maps',
    parts: { capabilities: ['Create users in Kestrel Hub', 'Provision groups and group memberships in Kestrel Hub'] },
    code: 'contradictoryGroups',
    at: 'Provision groups',
  },
  {
    defect: '"users and groups" where only users are meant',
    parts: { intro: 'Microsoft Entra ID automatically provisions users and groups to Kestrel Hub.' },
    code: 'staleBoilerplate',
    at: 'users and groups',
  },
  {
    defect: 'a row that is there twice',
    parts: { users: table('   |userName|String|&check;|\n   |title|String||\n   |title|Boolean||') },
    code: 'duplicateAttribute',
    at: '|title|Boolean',
  },
  {
    defect: 'a filter without what it selects',
    parts: { users: table('   |userName|String|&check;|\n   |emails[type eq "work"]|String||') },
    code: 'malformedAttribute',
    at: 'emails[type',
  },
  {
    defect: 'quotes of another language',
    parts: { users: table('   |userName|String|&check;|\n   |emails[type eq „work“].value|String||') },
    code: 'malformedAttribute',
    at: 'emails[type',
  },
  {
    defect: 'a dotted name of SCIM 1.x',
    parts: {
      users: table('   |userName|String|&check;|\n   |urn:scim:schemas:extension:enterprise:1.0.department|String||'),
    },
    code: 'malformedAttribute',
    at: 'urn:scim',
  },
  {
    defect: 'a name in the wrong case',
    parts: { users: table('   |username|String|&check;|') },
    code: 'malformedAttribute',
    at: '|username|',
  },
  {
    defect: 'a type that does not exist',
    parts: { users: table('   |userName|String|&check;|\n   |roles|Array||') },
    code: 'malformedAttribute',
    at: '|roles|',
  },
  {
    defect: 'a row without its closing pipe',
    parts: { users: table('   |userName|String|&check;\n   |active|Boolean||') },
    code: 'malformedTable',
    at: '|userName|String|',
  },
  {
    defect: 'a row of nothing but a pipe',
    parts: { users: table('   |userName|String|&check;|\n   |\n   |active|Boolean||') },
    code: 'malformedTable',
    at: '|',
  },
  {
    defect: 'a table without the column of filters',
    parts: { users: '   |Attribute|Type|\n   |---|---|\n   |userName|String|' },
    code: 'missingFilterColumn',
    at: '|Attribute|Type|',
  },
  {
    defect: 'attributes only in a picture',
    parts: { users: '   ![Attributes](media/kestrel/users.png)' },
    code: 'attributesOnlyInImage',
    at: 'users.png',
  },
  { defect: 'no attributes at all', parts: { users: '' }, code: 'noAttributeTable', at: null },
  {
    defect: 'the address of a test system',
    parts: { vendor: '1. Copy the token. The Tenant URL is `https://qa.kestrel.test/scim`.' },
    code: 'nonProductionUrl',
    at: 'qa.kestrel.test',
  },
  {
    defect: 'an address whose path names a test system',
    parts: { vendor: '1. Copy the token. The Tenant URL is `https://scim.kestrel.test/KESTREL_TST/v2`.' },
    code: 'nonProductionUrl',
    at: 'KESTREL_TST',
  },
  {
    defect: 'an address that is only a sample',
    parts: { vendor: '1. Copy the **SCIM URL**, such as `https://acme.kestrel.test/scim`, and the token.' },
    code: 'exampleUrlOnly',
    at: 'acme.kestrel.test',
  },
  {
    defect: 'an address that is not stated',
    parts: { vendor: '1. Copy the token.' },
    code: 'tenantUrlNotStated',
    at: 'Tenant URL and Secret Token',
  },
  {
    defect: 'an integration that is over',
    parts: { intro: '> [!WARNING]\n> This provisioning integration is no longer supported.' },
    code: 'deprecatedIntegration',
    at: '[!WARNING]',
  },
  {
    defect: 'an included text that is not known',
    parts: { scope: '[!INCLUDE [kestrel-extra.md](includes/kestrel-extra.md)]' },
    code: 'unresolvedInclude',
    at: 'kestrel-extra',
  },
  {
    defect: 'a set-up that is a request to the vendor',
    parts: {
      vendor: 'Contact [Kestrel support](mailto:help@kestrel.test). They send you the Tenant URL and Secret Token.',
    },
    code: 'contactVendorOnly',
    at: 'help@kestrel.test',
  },
];

describe('a defect of an article has a code, a message and its line', () => {
  it.each(defects)('$defect: $code', ({ parts, code, at }) => {
    const text = writeArticle({ name, ...parts });
    const found = factsOf(text).importWarnings.filter((one) => one.code === code);
    expect(found.length).toBeGreaterThan(0);
    const lines = text.split('\n');
    const said = found.map(({ line }) => (line === undefined ? null : (lines[line - 1] ?? '')));
    if (at === null) expect(said).toEqual([null]);
    else expect(said.some((line) => line?.includes(at))).toBe(true);
    for (const { message } of found) expect(message).toMatch(/^\S.{10,}/);
  });

  it('and an article without one has no warning', () => {
    expect(factsOf(writeArticle({ name, users: userTable })).importWarnings).toEqual([]);
  });

  it('every code that a profile may carry is tried here, but the one that is a refusal', () => {
    const tried = new Set(defects.map(({ code }) => code));
    const known: readonly Warning['code'][] = [
      'wrongVendorName',
      'placeholderAppName',
      'attributesOnlyInImage',
      'noAttributeTable',
      'missingFilterColumn',
      'contradictoryCredentials',
      'contradictoryGroups',
      'duplicateAttribute',
      'malformedAttribute',
      'malformedTable',
      'staleBoilerplate',
      'exampleUrlOnly',
      'tenantUrlNotStated',
      'nonProductionUrl',
      'deprecatedIntegration',
      'renamedApplication',
      'unresolvedInclude',
      'contactVendorOnly',
    ];
    expect([...tried].sort()).toEqual([...known].sort());
  });
});

describe('broken Markdown is read as it was meant', () => {
  const whole = writeArticle({ name });
  const facts = (text: string) => {
    const { displayName, connection, objectMappings, capabilities } = factsOf(text);
    return { displayName, connection, objectMappings, capabilities };
  };

  it.each<readonly [string, (text: string) => string]>([
    ['a bold mark that is not closed', (text) => text.replace('select **Kestrel Hub**', 'select **Kestrel Hub')],
    ['a heading right under an anchor', (text) => text.replace(/^## Step 5/m, "<a name='step-5'></a>\n## Step 5")],
    ['headings behind blanks or a tab', (text) => text.replaceAll(/^## /gm, '\t## ')],
    ['headings without a blank after the mark', (text) => text.replaceAll(/^## /gm, '##')],
    ['headings without marks', (text) => text.replaceAll(/^## (Step \d)/gm, '$1')],
    ['steps that count wrongly', (text) => text.replaceAll(/^1\. /gm, '9. ')],
    ['a code block that is not closed', (text) => `${text}\n\n\`\`\`\nunfinished`],
  ])('%s', (_name, broken) => {
    expect(broken(whole)).not.toBe(whole);
    expect(facts(broken(whole))).toEqual(facts(whole));
  });
});
