import { describe, expect, it } from 'vitest';
import { maskedFilter, maskedMapping, maskedSchema } from '#core/audit/mask-schema';
import { auditEventOf } from '#core/audit/observations';
import {
  cleanValue,
  credentialsIn,
  keptSetting,
  masked,
  type RedactionRule,
  withoutUrlSecrets,
} from '#core/audit/redaction';

const counted: RedactionRule[] = [];
const count = (rule: RedactionRule): void => void counted.push(rule);
const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl';

describe('settings', () => {
  it.each([
    ['SecretToken', 'abc', '(not kept)'],
    ['ApiKey', 'abc', '(not kept)'],
    ['SomethingNew', 'abc', '(not kept)'],
    ['BaseAddress', 'https://scim.example/v2', 'https://scim.example/v2'],
    ['SyncAll', 'true', 'true'],
    ['SecretToken', '', null],
  ])('%s = %s is kept as %s', (key, value, kept) => expect(keptSetting(key, value, count)).toBe(kept));
});

describe('addresses', () => {
  it.each([
    ['https://user:pass@scim.example/v2', `https://${masked}@scim.example/v2`],
    ['https://token@scim.example', `https://${masked}@scim.example`],
    ['https://scim.example/v2?api_key=abc&x=1', `https://scim.example/v2?${masked}`],
    ['https://scim.example/v2?aadOptscim062020', 'https://scim.example/v2?aadOptscim062020'],
    ['https://scim.example/v2?aadOptscim062020&key=abc', `https://scim.example/v2?aadOptscim062020&${masked}`],
    ['https://scim.example/v2#access_token=abc', `https://scim.example/v2#${masked}`],
    [
      'see https://a:b@c.example/ and https://d.example/?e=f.',
      `see https://${masked}@c.example/ and https://d.example/?${masked}`,
    ],
    ['https://scim.example/v2', 'https://scim.example/v2'],
    ['urn:ietf:params:scim:schemas:core:2.0:User', 'urn:ietf:params:scim:schemas:core:2.0:User'],
  ])('%s', (text, kept) => expect(withoutUrlSecrets(text, count)).toBe(kept));
});

describe('texts that look like a credential', () => {
  it.each([
    ['a JSON web token', token],
    ['an authorization header', 'Authorization: Bearer abcdef0123456789abcdef'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----'],
    ['a client secret in a parameter', 'grant_type=x&client_secret=s3cr3tvalue'],
    ['a connection string', 'Endpoint=sb://x/;SharedAccessKey=abcdefghijkl'],
  ])('%s is masked wherever it stands', (_what, secret) => {
    const cleaned = JSON.stringify(cleanValue({ deep: [{ name: `before ${secret} after` }] }, count));
    const piece = secret.replaceAll('\n', '\\n').slice(-12);
    expect(cleaned).not.toContain(piece);
    expect(credentialsIn(cleaned)).toEqual([]);
    expect(credentialsIn(secret).length).toBeGreaterThan(0);
  });

  it('leaves ordinary sentences alone', () => {
    const text = 'The bearer token is missing; the password was changed by Ada. See User.Read.All';
    expect(cleanValue(text, count)).toBe(text);
  });
});

describe('mappings of secret attributes', () => {
  const canary = 'Canary-7Q';
  const mapping = (source: unknown, more: object = {}) => ({ targetAttributeName: 'password', source, ...more });

  it.each([
    ['a constant', mapping({ type: 'Constant', name: canary, expression: `"${canary}"` })],
    ['a default value', mapping({ type: 'Attribute', name: 'mail', expression: '[mail]' }, { defaultValue: canary })],
    [
      'a text in a function',
      mapping({
        type: 'Function',
        name: 'Join',
        expression: `Join("${canary}", [mail])`,
        parameters: [{ key: 'separator', value: { type: 'Constant', name: canary, expression: `"${canary}"` } }],
      }),
    ],
  ])('%s is masked', (_what, one) => {
    const kept = JSON.stringify(maskedMapping(one, count));
    expect(kept).not.toContain(canary);
    expect(kept).toContain('password');
  });

  it('keeps which attributes are read, and other mappings as they are', () => {
    expect(
      JSON.stringify(maskedMapping(mapping({ type: 'Attribute', name: 'mail', expression: '[mail]' }), count)),
    ).toContain('[mail]');
    const title = { targetAttributeName: 'title', source: { type: 'Constant', name: 'Clerk', expression: '"Clerk"' } };
    expect(maskedMapping(title, count)).toEqual(title);
  });

  it('masks filters, metadata and definitions of such attributes', () => {
    const clause = { operatorName: 'EQUALS', sourceOperandName: 'apiToken', targetOperand: { values: [canary] } };
    expect(JSON.stringify(maskedFilter({ groups: [{ clauses: [clause] }] }, count))).not.toContain(canary);
    const schema = {
      synchronizationRules: [{ metadata: [{ key: 'sharedSecret', value: canary }], objectMappings: [] }],
      directories: [
        { name: 'x', objects: [{ name: 'User', attributes: [{ name: 'password', defaultValue: canary }] }] },
      ],
    };
    expect(JSON.stringify(maskedSchema(schema, count))).not.toContain(canary);
  });
});

describe('audit events', () => {
  it('lose old and new values of secret properties', () => {
    const event = {
      id: '1',
      activityDateTime: '2026-01-31T00:00:00Z',
      targetResources: [
        {
          displayName: 'Airstack',
          modifiedProperties: [
            { displayName: 'SecretToken', oldValue: 'Canary-old', newValue: 'Canary-new' },
            { displayName: 'SyncAll', oldValue: 'false', newValue: 'true' },
          ],
        },
      ],
      additionalDetails: [{ key: 'client_secret', value: 'Canary-detail' }],
    };
    const kept = JSON.stringify(auditEventOf(event, count));
    expect(kept).not.toContain('Canary');
    expect(kept).toContain('"newValue":"true"');
  });
});
