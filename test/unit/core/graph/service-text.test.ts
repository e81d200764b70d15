import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '#core/graph/secret-keys';
import { ServiceText, withoutAuthorization } from '#core/graph/service-text';

const token = 'Zq9+ca/"t\\en=%41&~Xw7\'Lk2<Vb8>Rd4';
const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJvaWQiOiIxIn0.c2lnbmF0dXJl';

describe('a text of the service', () => {
  it.each([
    [
      `Cannot process Authorization: Bearer ${token} (debug mode).`,
      'Cannot process Authorization: Bearer (secret) (debug mode).',
    ],
    [`{"authorization":"Bearer ${token}", "x":1}`, '{"authorization":"Bearer (secret) "x":1}'],
    ['Authorization=Basic dXNlcjpwYXNz end', 'Authorization=Basic (secret) end'],
    ['authorization: bearer onlyletters end', 'authorization: bearer (secret) end'],
    ['sent Bearer abc123 to you', 'sent Bearer (secret) to you'],
    [`sent ${jwt}, refused`, 'sent (secret), refused'],
  ])('loses what authorizes: %s', (text, expected) => {
    expect(withoutAuthorization(text)).toBe(expected);
    expect(ServiceText.parse(text)).toBe(expected);
  });

  it.each([
    'The bearer token is missing, wrong or revoked.',
    'Bearer authentication.',
    'Basic attributes were read.',
    'The authorization of this person: none.',
    'eyJ is how some tokens begin',
  ])('stays as it is otherwise: %s', (text) => {
    expect(withoutAuthorization(text)).toBe(text);
  });
});

describe('a text about a request with secrets in it', () => {
  it.each([
    ['raw', token],
    ['URL-encoded', encodeURIComponent(token)],
    ['URL-encoded in lower case', encodeURIComponent(token).replace(/%../g, (code) => code.toLowerCase())],
    ['JSON-escaped', JSON.stringify(token).slice(1, -1)],
    ['JSON in JSON', JSON.stringify(JSON.stringify(token)).slice(1, -1)],
    ['base64', Buffer.from(token).toString('base64')],
    ['a piece', token.slice(5, 20)],
  ])('loses them %s', (_name, form) => {
    const cleaned = withoutSecrets(`before ${form} after`, [token]);
    expect(cleaned).toContain('(secret)');
    expect(cleaned).toMatch(/^before .* after$/);
    for (let start = 0; start + 12 <= form.length; start += 1)
      expect(cleaned).not.toContain(form.slice(start, start + 12));
  });
});
