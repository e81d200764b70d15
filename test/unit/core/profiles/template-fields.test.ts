import { describe, expect, it } from 'vitest';
import type { SynchronizationTemplate } from '#core/graph/shapes';
import type { ConnectionField } from '#core/profiles/connection-facts';
import { templateCredentials, withLiveFields } from '#core/profiles/template-fields';
import { shippedProfile } from '#test/unit/core/setup/profile-files';

const template = (fields: unknown, oauth?: string): SynchronizationTemplate => ({
  id: 'x',
  metadata: [
    { key: 'configurationFields', value: typeof fields === 'string' ? fields : JSON.stringify(fields) },
    ...(oauth === undefined ? [] : [{ key: 'isOAuthEnabled', value: oauth }]),
  ],
});

const words = ({ key, secret, required }: ConnectionField): string =>
  [key, ...(secret ? ['secret'] : []), ...(required ? ['needed'] : [])].join(' ');

const fieldsWith = async (one: SynchronizationTemplate | null): Promise<readonly string[]> =>
  withLiveFields(await shippedProfile('airstack'), one).connection.fields.map(words);

const ofProfile = ['BaseAddress needed', 'SecretToken secret needed'];

describe('the fields that an application has', () => {
  it.each([
    ['the same, spelled otherwise', [{ name: 'baseaddress' }, { name: 'SECRETTOKEN' }], ofProfile],
    [
      'one more',
      [{ name: 'BaseAddress' }, { name: 'SecretToken' }, { name: 'companyid' }],
      [...ofProfile, 'CompanyId'],
    ],
    ['one less', [{ name: 'SecretToken' }], ['BaseAddress', 'SecretToken secret needed']],
    [
      'those of several ways to sign in',
      [{ name: 'username' }, { name: 'password', secret: true }, { name: 'secrettoken', secret: true }],
      ['BaseAddress', 'SecretToken secret needed', 'UserName', 'Password secret'],
    ],
    [
      'others altogether',
      [{ name: 'UserName' }, { name: 'Password', secret: true }],
      ['BaseAddress', 'SecretToken secret', 'UserName needed', 'Password secret needed'],
    ],
    ['one that nobody knows', [{ name: 'BaseAddress' }, { name: 'SecretToken' }, { name: 'Moonphase' }], ofProfile],
    ['nothing', [], ofProfile],
    ['what cannot be read', '{', ofProfile],
  ])('are asked for: %s', async (_what, fields, expected) => {
    expect(await fieldsWith(template(fields))).toEqual(expected);
  });

  it('leave the profile alone without a template, with OAuth, and where a person authorizes', async () => {
    expect(await fieldsWith(null)).toEqual(ofProfile);
    expect(await fieldsWith(template([{ name: 'UserName' }], 'True'))).toEqual(ofProfile);
    const atea = await shippedProfile('atea');
    expect(withLiveFields(atea, template([{ name: 'UserName' }]))).toBe(atea);
  });

  it('are read without case, and an OAuth flag that is missing is not known', () => {
    expect(templateCredentials({ id: 'x' })).toEqual({ fields: null, oauth: null });
    expect(templateCredentials(template([], 'TRUE')).oauth).toBe(true);
  });
});
