import { describe, expect, it } from 'vitest';
import type { ConnectionFacts, FieldValue } from '#core/profiles/connection-facts';
import { factsOf } from './articles.ts';
import { type ArticleParts, writeArticle } from './write-article.ts';

const name = 'Kestrel Hub';
const facts = (parts: Partial<ArticleParts>) => factsOf(writeArticle({ name, ...parts }));
const codes = (parts: Partial<ArticleParts>) => facts(parts).importWarnings.map(({ code }) => code);
const address = ({ connection }: { readonly connection: ConnectionFacts }): FieldValue | undefined =>
  connection.fields.find(({ key }) => key === 'BaseAddress')?.value;

const newConfiguration =
  '1. Select **+ New configuration**.\n\n1. In the **Tenant URL** field, enter your Kestrel Hub Tenant URL and Secret Token. Select **Test Connection**.';

describe('the kind of credentials', () => {
  it.each<readonly [string, Partial<ArticleParts>, ConnectionFacts['authenticationType'], readonly string[]]>([
    ['a token and an address', {}, 'bearerToken', ['BaseAddress', 'SecretToken']],
    [
      'an Authorize button',
      { credentials: '5. In the **Admin Credentials** section, select **Authorize**. It opens a login dialog box.' },
      'oauth2AuthorizationCode',
      [],
    ],
    [
      'an address and an Authorize button',
      { credentials: '5. Under **Admin Credentials**, input your **Tenant URL**, then click **Authorize**.' },
      'oauth2AuthorizationCode',
      ['BaseAddress'],
    ],
    [
      'user name and password',
      {
        credentials: '5. Under the **Admin Credentials** section, input the **Admin Username** and **Admin Password**.',
      },
      'basic',
      ['UserName', 'Password'],
    ],
    [
      'an instance name beside them',
      {
        credentials:
          '5. Under the **Admin Credentials** section:\n   * In the **Instance Name** box, enter it.\n   * In the **Admin User Name** box, enter it.\n   * In the **Admin Password** box, enter it.',
      },
      'basic',
      ['InstanceName', 'UserName', 'Password'],
    ],
    [
      'user name, token and domain',
      {
        credentials: '5. Under **Admin Credentials**, enter the **Admin Username**, **Secret Token**, and **Domain**.',
      },
      'vendorSpecific',
      ['Domain', 'UserName', 'SecretToken'],
    ],
    [
      'client identifier and secret',
      {
        credentials:
          '5. Under **Admin Credentials**, input **Tenant URL**, **Token Endpoint**, **Client Identifier** and **Client Secret**.',
      },
      'oauth2ClientCredentials',
      ['BaseAddress', 'Oauth2TokenExchangeUri', 'ClientIdentifier', 'ClientSecret'],
    ],
    [
      'only an address',
      { credentials: '5. Under **Admin Credentials**, input your **Tenant URL**. Select **Test Connection**.' },
      'tenantUrlOnly',
      ['BaseAddress'],
    ],
  ])('is read from the portal step: %s', (...[, parts, kind, keys]) => {
    const { connection } = facts(parts);
    expect([connection.authenticationType, connection.fields.map(({ key }) => key)]).toEqual([kind, keys]);
    expect(connection.interactiveAuthorization).toBe(kind === 'oauth2AuthorizationCode');
  });

  it.each<readonly [string, string, ConnectionFacts['authenticationType']]>([
    ['a client', '1. Create a client.\n1. Copy the **Client ID** and **Client Secret**.', 'oauth2ClientCredentials'],
    ['authorizing', '1. An administrator has to select **Authorize** later.', 'oauth2AuthorizationCode'],
  ])('is that of the vendor where boilerplate was put over it: %s', (_name, vendor, kind) => {
    const parts = { vendor, credentials: newConfiguration };
    expect(facts(parts).connection.authenticationType).toBe(kind);
    expect(codes(parts)).toContain('contradictoryCredentials');
  });

  it('names the choice that the article picks among several', () => {
    const { connection } = facts({
      credentials: `1. In **Select authentication method**, select **Bearer authentication**.\n${newConfiguration}`,
    });
    expect(connection.authenticationChoices).toEqual(['Bearer authentication']);
  });

  it('knows a token that is made of an id and a secret', () => {
    const { connection } = facts({
      vendor: '1. Copy the **Client ID** and the **Client Secret** and encode id:secret in Base64.',
    });
    expect(connection.fields.find(({ key }) => key === 'SecretToken')?.value.encoding).toBe('base64UserColonPassword');
  });

  it('knows how long a token works and how long the old one works beside it', () => {
    const { connection } = facts({
      vendor:
        '1. Copy the **SCIM token**. The token expires after one year.\n\n> [!NOTE]\n> The previous token stays valid for 24 hours.',
    });
    expect(connection.fields.find(({ key }) => key === 'SecretToken')).toMatchObject({
      vendorLabel: 'SCIM token',
      value: { lifetime: 'P1Y' },
    });
    expect(connection.tokenOverlap).toBe('PT24H');
  });
});

describe('the tenant URL', () => {
  const vendor = (sentence: string): Partial<ArticleParts> => ({ vendor: `1. Copy the token.\n1. ${sentence}` });

  it.each<readonly [string, string, string]>([
    [
      'pointed brackets in code',
      'The Tenant URL is `https://<your-subdomain>.kestrel.test/scim/v2`.',
      'https://{yourSubdomain}.kestrel.test/scim/v2',
    ],
    [
      'pointed brackets bare',
      'The tenant URL is https://<Your-Domain-ID>.kestrel.test/api/scim.',
      'https://{yourDomainId}.kestrel.test/api/scim',
    ],
    ['one brace', 'The Tenant URL is `https://{domain}.kestrel.test/scim`.', 'https://{domain}.kestrel.test/scim'],
    ['two braces', 'The SCIM URL is ```https://{{domain}}.kestrel.test/scim```.', 'https://{domain}.kestrel.test/scim'],
    [
      'square brackets',
      'The Tenant URL is **https://api.kestrel.test/v1/[YOUR ORG]/scim**.',
      'https://api.kestrel.test/v1/{yourOrg}/scim',
    ],
    [
      'a bare word',
      'Your tenant URL is `https://yourcompany.kestrel.test/scim`.',
      'https://{yourcompany}.kestrel.test/scim',
    ],
    [
      'a word in capitals',
      'The SCIM endpoint is https://kestrel.test/scim/TENANT_ID/v2',
      'https://kestrel.test/scim/{tenantId}/v2',
    ],
    [
      'a suffix',
      'The Tenant URL is your Kestrel Hub domain followed by `/scim/v2/`.',
      'https://{kestrelHubDomain}/scim/v2/',
    ],
    ['a suffix to a URL', 'The Tenant URL is your Kestrel URL followed by **/scim**.', '{kestrelUrl}/scim'],
    [
      'a word that the text tells to replace',
      'The Tenant URL is `https://acme.kestrel.test/scim/12`, where `acme` is your subdomain. Replace 12 with your number.',
      'https://{acme}.kestrel.test/scim/{12}',
    ],
  ])('is a pattern: %s', (_name, sentence, template) => {
    expect(address(facts(vendor(sentence)))).toMatchObject({ kind: 'template', template });
  });

  it.each([
    ['in code', 'The Tenant URL is `https://api.kestrel.test/scim/v2`.'],
    ['bare, with a full stop', 'The SCIM endpoint is https://api.kestrel.test/scim/v2.'],
    ['in bold', 'Enter **https://api.kestrel.test/scim/v2** as Tenant URL.'],
    ['in a block of its own', 'The SCIM endpoint is:\n\n   ```\n   https://api.kestrel.test/scim/v2\n   ```\n'],
    ['without its scheme', 'The Tenant URL is `api.kestrel.test/scim/v2`.'],
    [
      'in a table of fields',
      'Enter:\n\n|Field|Value|\n|---|---|\n|Tenant URL|`https://api.kestrel.test/scim/v2`|\n|Secret Token|the token|\n',
    ],
  ])('is fixed: %s', (_name, sentence) => {
    expect(address(facts(vendor(sentence)))).toEqual({ kind: 'fixed', value: 'https://api.kestrel.test/scim/v2' });
  });

  it.each([
    ['joined by or', 'The Tenant URL is `https://us.kestrel.test/scim` or `https://eu.kestrel.test/scim` by region.'],
    [
      'as a list',
      'Use one of the following Tenant URLs:\n   * US: `https://us.kestrel.test/scim`\n   * EU: `https://eu.kestrel.test/scim`',
    ],
    [
      'as a table',
      'Copy it.\n\n|Region|Tenant URL|\n|---|---|\n|US|https://us.kestrel.test/scim|\n|EU|https://eu.kestrel.test/scim|\n',
    ],
  ])('is a choice: %s', (_name, sentence) => {
    const value = address(facts(vendor(sentence)));
    expect(value?.kind).toBe('choice');
    expect(value?.choices?.map((choice) => choice.value)).toEqual([
      'https://us.kestrel.test/scim',
      'https://eu.kestrel.test/scim',
    ]);
  });

  it.each([
    [
      'an illustration',
      '1. Copy the **SCIM URL** (for example, `https://acme.kestrel.test/scim`) and the token.',
      'exampleUrlOnly',
    ],
    [
      'an illustration with a plain host',
      '1. Copy the **Tenant URL**, e.g. https://blue.kestrel.test/scim, and the token.',
      'exampleUrlOnly',
    ],
    ['a test system', '1. Copy the token. The Tenant URL is `https://staging.kestrel.test/scim`.', 'nonProductionUrl'],
    [
      'a development host',
      '1. Copy the token. The Tenant URL is `https://api-dev.kestrel.test/scim`.',
      'nonProductionUrl',
    ],
  ])('is not made of %s', (_name, text, code) => {
    const value = address(facts({ vendor: text }));
    expect(value?.value ?? value?.choices ?? value?.template).toBeUndefined();
    expect(value?.examples).toHaveLength(1);
    expect(codes({ vendor: text })).toContain(code);
  });

  it.each([
    [
      'an address to sign in',
      '1. Open `https://login.kestrel.test/oauth2/authorize?client_id=1&response_type=code`.\n1. Copy the token.',
    ],
    ['an address of single sign-on', '1. Enter the Reply URL `https://kestrel.test/saml/acs`.\n1. Copy the token.'],
    ['the console', '1. Sign in at https://console.kestrel.test/login.\n1. Copy the token.'],
  ])('is not taken from %s', (_name, text) => {
    expect(address(facts({ vendor: text }))).toEqual({ kind: 'free' });
    expect(codes({ vendor: text })).toContain('tenantUrlNotStated');
  });

  it('is not the long address of a sign-in, nor a page of Microsoft, that stands beside the words', () => {
    const text =
      '1. Copy the **Tenant URL** and the token from `https://login.kestrel.test/oauth2/authorize?client_id=1&response_type=code`, or see the Tenant URL at https://learn.microsoft.com/scim.';
    expect(address(facts({ vendor: text }))).toEqual({ kind: 'fromVendor' });
  });

  it('is not taken from troubleshooting', () => {
    expect(
      address(
        facts({
          vendor: '1. Copy the token.',
          tail: '## Troubleshooting\nThe Tenant URL https://old.kestrel.test/scim is asked first.',
        }),
      ),
    ).toEqual({ kind: 'free' });
  });

  it('comes from support where support sends it', () => {
    const parts = {
      vendor:
        'Contact [Kestrel support](mailto:help@kestrel.test) with your Microsoft Entra tenant ID. They will send you the Tenant URL and Secret Token.',
    };
    const { vendorSetup, ...rest } = facts(parts);
    expect(address(rest)).toEqual({ kind: 'fromVendor' });
    expect(vendorSetup).toMatchObject({
      mode: 'contactVendor',
      contact: { email: 'help@kestrel.test' },
      giveToVendor: ['entraTenantId'],
    });
    expect(codes(parts)).toEqual(['tenantUrlNotStated', 'contactVendorOnly']);
  });

  it('is not an address of a company that the article never speaks of, where the vendor shows a Tenant URL', () => {
    const parts = { credentials: '1. Under **Admin Credentials**, input `https://other.test/scim` in **Tenant URL**.' };
    expect(address(facts(parts))).toEqual({ kind: 'fromVendor', examples: ['https://other.test/scim'] });
    expect(codes(parts)).toEqual(['wrongVendorName']);
    expect(address(facts({ ...parts, vendor: '1. Copy the **Secret Token**.' }))).toMatchObject({ kind: 'fixed' });
    expect(
      address(facts({ ...parts, vendor: '1. Sign in to Other, then copy the **Tenant URL** and the token.' })),
    ).toMatchObject({ kind: 'fixed' });
  });

  it('stands in a note where the portal’s step is boilerplate over a user name and password', () => {
    const parts = {
      vendor: '1. Save the username and password of the administrator for later.',
      credentials:
        '1. In the **Tenant URL** field, enter your Kestrel Hub Tenant URL and Secret Token.\n   > [!NOTE]\n   > Enter `https://api.kestrel.test/scim` in the **Tenant URL**.',
    };
    const { connection } = facts(parts);
    expect(connection.authenticationType).toBe('basic');
    expect(connection.fields.map(({ key }) => key)).toEqual(['BaseAddress', 'UserName', 'Password']);
    expect(connection.fields[0]?.value).toEqual({ kind: 'fixed', value: 'https://api.kestrel.test/scim' });
  });
});
