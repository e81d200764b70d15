import { describe, expect, it } from 'vitest';
import { attributePath, describedSchemas, isDescribed } from '#core/monitor/preflight/attribute-coverage';
import { judgeProvider, judgeResourceTypes, judgeSchemas } from '#core/monitor/preflight/check-discovery';
import { judgeFilter } from '#core/monitor/preflight/check-filter';
import { judgeLatency, judgePaging, judgeRate } from '#core/monitor/preflight/check-pace';
import { judgeTls } from '#core/monitor/preflight/check-reach';
import { judgeExpiry } from '#core/monitor/preflight/check-token';
import { type ScimAnswer, scimAnswer } from '#core/monitor/preflight/scim-answer';
import { retryAfterMs } from '#core/monitor/preflight/target-asker';
import { soundTls } from '#test/support/scripted-probe';
import { people } from './preflight-world.ts';

const listUrn = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

const answer = (status: number, body: unknown, more: Partial<Parameters<typeof scimAnswer>[0]> = {}): ScimAnswer =>
  scimAnswer({
    status,
    headers: new Headers({ 'content-type': 'application/scim+json' }),
    body: typeof body === 'string' ? body : JSON.stringify(body),
    cut: false,
    garbled: false,
    tookMs: 1,
    ...more,
  });

const list = (totalResults: unknown, resources: readonly unknown[] | undefined, more: object = {}) =>
  answer(200, { schemas: [listUrn], totalResults, Resources: resources, ...more });

describe('the answer to a filter for nobody', () => {
  const empty = { schemas: [listUrn], totalResults: 0, Resources: [] };
  it.each([
    ['an empty list', answer(200, empty), 'passed', null],
    ['an empty list without entries', list(0, undefined), 'passed', null],
    ['an empty list after a byte order mark', answer(200, `\uFEFF${JSON.stringify(empty)}`), 'passed', null],
    ['no number of results', list(undefined, []), 'warning', 'totalResultsMissing'],
    ['a number that is a text', list('0', []), 'warning', 'totalResultsMissing'],
    ['a list that does not say so', answer(200, { totalResults: 0, Resources: [] }), 'warning', 'listSchemaMissing'],
    ['everybody', list(812, [{ id: '1' }]), 'failed', 'filterIgnored'],
    ['somebody who is not counted', list(0, [{ id: '1' }]), 'failed', 'filterIgnored'],
    ['a bare array', answer(200, []), 'failed', 'notAListResponse'],
    ['a page', answer(200, '<html>'), 'failed', 'notAListResponse'],
    ['nothing', answer(204, ''), 'failed', 'emptyAnswer'],
    ['404', answer(404, {}), 'failed', 'filterNotFound'],
    ['400', answer(400, { scimType: 'invalidFilter' }), 'failed', 'filterRefused'],
    ['501', answer(501, {}), 'failed', 'filterNotSupported'],
    ['403', answer(403, {}), 'failed', 'filterForbidden'],
    ['500', answer(500, {}), 'failed', 'targetFault'],
    ['429', answer(429, {}), 'unknown', 'throttled'],
    ['a body without end', answer(200, '', { cut: true }), 'failed', 'answerTooLarge'],
    ['a body that cannot be unpacked', answer(200, '', { garbled: true }), 'failed', 'answerTooLarge'],
  ] as const)('%s', (...[, given, verdict, finding]) => {
    expect(judgeFilter(given, 'userName eq "nobody"', [])).toMatchObject({ verdict, finding });
  });

  it('quotes what the target says in one short line', () => {
    const said = { scimType: 'invalidFilter', detail: `no\n\u202eevil ${'x'.repeat(500)}` };
    const { seen } = judgeFilter(answer(400, said), 'userName eq "nobody"', []);
    expect(seen).toContain('invalidFilter: “no evil xxx');
    expect(seen.length).toBeLessThan(300);
  });
});

describe('what a target describes', () => {
  it.each([
    ['userName', null, 'userName', null],
    ['name.givenName', null, 'name', 'givenName'],
    ['emails[type eq "work"].value', null, 'emails', 'value'],
    [
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
      'department',
      null,
    ],
    [
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
      'manager',
      'value',
    ],
  ])('%s is taken apart', (...[name, schema, attribute, subAttribute]) => {
    expect(attributePath(name)).toEqual({ schema, attribute, subAttribute });
  });

  const schemas = [
    {
      id: 'urn:ietf:params:scim:schemas:core:2.0:User',
      attributes: [{ name: 'userName' }, { name: 'name', subAttributes: [{ name: 'givenName' }] }, { name: 'emails' }],
    },
    { id: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', attributes: [{ name: 'Department' }] },
  ];
  it.each([
    ['USERNAME', true],
    ['name.givenName', true],
    ['name.middleName', false],
    ['emails[type eq "work"].value', true],
    ['nickName', false],
    ['externalId', true],
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', true],
    ['urn:ietf:params:scim:schemas:extension:custom:2.0:User:department', false],
  ])('%s is described: %s', (name, expected) => {
    expect(isDescribed(describedSchemas({ Resources: schemas }) ?? [], 'User', name)).toBe(expected);
  });

  it('names mapped attributes that are missing, and does not guess where nothing is described', () => {
    const given = answer(200, { totalResults: 2, Resources: schemas });
    expect(judgeSchemas(given, [people])).toMatchObject({ verdict: 'warning', finding: 'attributesMissing' });
    expect(judgeSchemas(given, [{ ...people, attributes: ['userName'] }]).verdict).toBe('passed');
    expect(judgeSchemas(given, [{ ...people, attributes: [] }])).toMatchObject({ verdict: 'unknown' });
    for (const silent of [answer(404, {}), answer(200, '<html>'), answer(200, []), answer(501, {})])
      expect(judgeSchemas(silent, [people])).toMatchObject({ verdict: 'unknown', finding: 'notDescribed' });
  });

  it.each([
    [{ patch: { supported: true }, filter: { supported: true, maxResults: 200 } }, 'passed', null],
    [{ patch: { supported: 'true' }, filter: { supported: 'True' } }, 'passed', null],
    [{ patch: { supported: false }, filter: { supported: true } }, 'failed', 'patchNotSupported'],
    [{ patch: { supported: true }, filter: { supported: false } }, 'failed', 'filterNotSupported'],
    [{ patch: {}, filter: { supported: true } }, 'failed', 'patchNotSupported'],
    [{ patch: { supported: true } }, 'unknown', 'abilitiesNotSaid'],
    [{}, 'unknown', 'notDescribed'],
    ['<html>', 'unknown', 'notDescribed'],
  ])('abilities %j', (body, verdict, finding) => {
    expect(judgeProvider(answer(200, body))).toMatchObject({ verdict, finding });
  });

  it('wants /Users and /Groups among the resource types where they are mapped', () => {
    const given = list(1, [{ id: 'User', endpoint: '/scim/Users/' }]);
    expect(judgeResourceTypes(given, ['/Users']).verdict).toBe('passed');
    expect(judgeResourceTypes(given, ['/Users', '/Groups'])).toMatchObject({
      verdict: 'failed',
      finding: 'endpointMissing',
    });
    expect(judgeResourceTypes(answer(404, {}), ['/Users']).verdict).toBe('unknown');
  });
});

describe('pages', () => {
  const one = { id: 'a' };
  const other = { id: 'b' };
  it.each([
    ['two pages', list(9, [one], { itemsPerPage: 1 }), list(9, [other]), 'passed', null],
    ['everybody on each', list(9, [one, other]), list(9, [one, other]), 'warning', 'countIgnored'],
    ['the first page twice', list(9, [one]), list(9, [one]), 'warning', 'startIndexIgnored'],
    ['a total that changes', list(9, [one]), list(8, [other]), 'warning', 'totalResultsChanges'],
    ['no total', list(undefined, [one]), list(undefined, [other]), 'warning', 'totalResultsMissing'],
    ['a wrong size', list(9, [one], { itemsPerPage: 100 }), list(9, [other]), 'warning', 'itemsPerPageWrong'],
    ['nobody', list(0, []), list(0, []), 'unknown', 'nobodyThere'],
    ['one person', list(1, [one]), list(1, []), 'passed', null],
    ['an empty second page', list(9, [one]), list(9, []), 'warning', 'secondPageEmpty'],
    ['a refusal', answer(403, {}), answer(403, {}), 'unknown', 'noPages'],
    ['too much', answer(200, '', { cut: true }), list(0, []), 'warning', 'answerTooLarge'],
  ] as const)('%s', (...[, first, second, verdict, finding]) => {
    expect(judgePaging(first, second)).toMatchObject({ verdict, finding });
  });
});

describe('rate, time, certificate and token', () => {
  it('tells what was refused and that the rate of the service was not tried', () => {
    expect(judgeRate(20, { throttled: [], refused: false }).seen).toContain('were not tried');
    const throttled = [{ retryAfterMs: null }, { retryAfterMs: 1_500 }];
    expect(judgeRate(20, { throttled, refused: false })).toMatchObject({ verdict: 'warning', finding: 'throttled' });
    expect(judgeRate(20, { throttled, refused: true }).verdict).toBe('failed');
  });

  it.each([
    ['3', 3_000],
    ['Mon, 01 Jun 2026 00:00:10 GMT', 10_000],
    ['Mon, 01 Jun 2020 00:00:10 GMT', 0],
    ['soon', null],
    [null, null],
  ])('reads Retry-After %s', (value, expected) => {
    expect(retryAfterMs(value, Date.UTC(2026, 5, 1))).toBe(expected);
  });

  it('warns of slow answers', () => {
    expect(judgeLatency([]).verdict).toBe('skipped');
    expect(judgeLatency([20, 9_000, 30]).verdict).toBe('passed');
    expect(judgeLatency([3_000, 9_000, 30])).toMatchObject({ verdict: 'warning', finding: 'slow' });
  });

  const now = Date.UTC(2026, 5, 1);
  it.each([
    ['sound', {}, 'passed', null],
    ['soon at its end', { validTo: now + 10 * 86_400_000 }, 'warning', 'certificateEndsSoon'],
    ['trusted by an added issuer only', { publiclyTrusted: false }, 'warning', 'trustedHereOnly'],
    ['for another host', { fault: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'failed', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('a certificate that is %s', (...[, facts, verdict, finding]) => {
    expect(judgeTls({ ...soundTls, ...facts }, now)).toMatchObject({ verdict, finding });
  });

  it.each([
    [{ kind: 'token', expiresAt: '2026-05-31T23:59:59.000Z' }, null, 'failed', 'tokenExpired'],
    [{ kind: 'token', expiresAt: '2026-06-20T00:00:00.000Z' }, null, 'warning', 'tokenEndsSoon'],
    [{ kind: 'token', expiresAt: '2027-06-01T00:00:00.000Z' }, 'P30D', 'passed', null],
    [{ kind: 'opaque' }, 'P365D', 'unknown', 'lifetimeOnly'],
    [{ kind: 'silent' }, null, 'unknown', 'expiryUnknown'],
  ] as const)('the end of a token: %j with %s', (...[expiry, lifetime, verdict, finding]) => {
    expect(judgeExpiry(expiry, lifetime, now)).toMatchObject({ verdict, finding });
  });
});
