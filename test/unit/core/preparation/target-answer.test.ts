import { describe, expect, it } from 'vitest';
import { isPrivateHost } from '#core/preparation/private-host';
import { answerCheck, networkChecks } from '#core/preparation/target-answer';
import { CoreError } from '#core/rpc/errors';

const list = (totalResults: number): string => JSON.stringify({ totalResults, Resources: [] });
const scim = 'application/scim+json';

describe('an answer of a target', () => {
  const rows = [
    { name: 'an empty list', status: 200, body: list(0), state: 'passed', says: /HTTP 200/ },
    { name: 'a list without a count', status: 200, body: '{"Resources":[]}', state: 'passed', says: /as it should/ },
    { name: 'somebody who does not exist', status: 200, body: list(3), state: 'failed', says: /ignores the filter/ },
    { name: 'a web page', status: 200, body: '<html>', state: 'failed', says: /not SCIM/ },
    { name: 'nothing', status: 204, body: '', state: 'failed', says: /not SCIM/ },
    { name: 'a list that is an array', status: 200, body: '[]', state: 'failed', says: /not SCIM/ },
    { name: 'another address', status: 302, body: '', state: 'failed', says: /does not follow/ },
    { name: 'a question not understood', status: 400, body: '', state: 'failed', says: /HTTP 400/ },
    { name: 'a refusal', status: 401, body: '', state: 'failed', says: /refused the token/ },
    { name: 'another refusal', status: 403, body: '', state: 'failed', says: /refused the token/ },
    { name: 'nothing there', status: 404, body: '', state: 'failed', says: /nothing at that address/ },
    { name: 'a request to wait', status: 429, body: '', state: 'warning', says: /slow down/ },
    { name: 'a fault of its own', status: 503, body: '', state: 'failed', says: /fault of its own/ },
  ] as const;
  it.each(rows)('that is $name is $state', ({ status, body, state, says }) => {
    const check = answerCheck({ status, contentType: scim, body });
    expect(check).toMatchObject({ layer: 'answer', state });
    expect(check.detail).toMatch(says);
  });

  it.each([200, 401, 500])('never repeats its text (HTTP %d)', (status) => {
    const echo = 'Authorization: Bearer CANARY';
    expect(JSON.stringify(answerCheck({ status, contentType: 'text/html', body: echo }))).not.toContain('CANARY');
  });
});

describe('a network that failed', () => {
  const rows = [
    { reason: 'dnsFailure', states: ['failed', 'notTried', 'notTried'] },
    { reason: 'connectionRefused', states: ['passed', 'failed', 'notTried'] },
    { reason: 'connectionReset', states: ['passed', 'failed', 'notTried'] },
    { reason: 'proxyRefused', states: ['passed', 'failed', 'notTried'] },
    { reason: 'tlsUntrusted', states: ['passed', 'passed', 'failed'] },
    { reason: 'tlsFailure', states: ['passed', 'passed', 'failed'] },
    { reason: '__proto__', states: ['passed', 'failed', 'notTried'] },
  ] as const;
  it.each(rows)('with $reason is told layer by layer', ({ reason, states }) => {
    const checks = networkChecks(new CoreError('offline', 'It broke.', { reason, nextStep: 'Mend it.' }));
    expect(checks.map(({ layer }) => layer)).toEqual(['name', 'connection', 'tls']);
    expect(checks.map(({ state }) => state)).toEqual(states);
    expect(checks.find(({ state }) => state === 'failed')).toMatchObject({ detail: 'It broke.', nextStep: 'Mend it.' });
  });

  it('that was only slow failed in its connection', () => {
    const [, connection] = networkChecks(new CoreError('timeout', 'No answer in time.'));
    expect(connection).toMatchObject({ layer: 'connection', state: 'failed' });
  });

  it.each([new Error('a defect'), new CoreError('cancelled', 'Given up.')])('is told apart from %s', (cause) => {
    expect(() => networkChecks(cause)).toThrow(cause);
  });
});

describe('a private host', () => {
  const urls: readonly (readonly [string, boolean])[] = [
    ['https://localhost/scim', true],
    ['https://a.localhost/', true],
    ['https://printer.local/', true],
    ['https://db.internal/', true],
    ['https://127.0.0.1/', true],
    ['https://2130706433/', true],
    ['https://0x7f.1/', true],
    ['https://10.1.2.3/', true],
    ['https://172.16.0.1/', true],
    ['https://172.32.0.1/', false],
    ['https://192.168.1.1:8443/', true],
    ['https://169.254.169.254/', true],
    ['https://100.64.0.1/', true],
    ['https://[::1]/', true],
    ['https://[fe80::1]/', true],
    ['https://[fd00::1]/', true],
    ['https://[::ffff:10.0.0.1]/', true],
    ['https://[2606:4700::1111]/', false],
    ['https://8.8.8.8/', false],
    ['https://10.example.com/', false],
    ['https://localhost.example.com/', false],
    ['https://api.vendor.example/', false],
  ];
  it.each(urls)('%s is one: %s', (url, isPrivate) => {
    expect(isPrivateHost(new URL(url).hostname)).toBe(isPrivate);
  });
});
