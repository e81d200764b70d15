import { describe, expect, it } from 'vitest';
import { addDuration, durationInWords } from '#core/monitor/secret-care/add-duration';
import { keptAfterSave, lifetimeOf, recordSavedSecrets } from '#core/monitor/secret-care/record-saved';
import {
  expiryOf,
  type KeptSecret,
  keepSecretFacts,
  readKeptSecrets,
  readSecretFacts,
  secretStanding,
} from '#core/monitor/secret-care/secret-facts';
import { firstTokenExpiry, readTokenExpiry } from '#core/monitor/secret-care/token-expiry';
import { CoreError } from '#core/rpc/errors';
import { createMemorySealed } from '#test/support/memory-sealed';

const id = '10000000-0000-4000-8000-000000000001';
const key = { authority: 'https://login.example', graph: 'https://graph.example', tenantId: 't' };
const at = '2026-03-01T12:00:00.000Z';
const now = Date.parse(at);
const day = 86_400_000;

const kept = (change: Partial<KeptSecret> = {}): KeptSecret => ({
  version: 1,
  servicePrincipalId: id,
  application: 'Airstack',
  vendor: 'airstack',
  saved: { at, by: 'ada@example' },
  token: null,
  lifetime: null,
  person: null,
  gone: false,
  ...change,
});

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (payload: unknown, header: unknown = { alg: 'HS256' }): string =>
  `${encoded(header)}.${encoded(payload)}.c2ln`;

describe('a duration after a time', () => {
  it.each([
    ['2026-03-01T12:00:00Z', 'PT8H', '2026-03-01T20:00:00.000Z'],
    ['2026-01-31T00:00:00Z', 'P1M', '2026-02-28T00:00:00.000Z'],
    ['2024-02-29T10:00:00Z', 'P1Y', '2025-02-28T10:00:00.000Z'],
    ['2026-12-15T10:00:00Z', 'P2M', '2027-02-15T10:00:00.000Z'],
    ['2026-03-01T00:00:00+02:00', 'P2W3DT4H5M6S', '2026-03-18T02:05:06.000Z'],
    ['2026-03-01T00:00:00Z', 'eight hours', null],
    ['yesterday', 'PT8H', null],
    ['2026-03-01T00:00:00Z', 'P999999999Y', null],
  ])('%s and %s are %s', (from, duration, expected) => expect(addDuration(from, duration)).toBe(expected));
});

describe('a duration in words', () => {
  it.each([
    ['PT8H', '8 hours'],
    ['P1DT1M', '1 day, 1 minute'],
    ['P0D', 'P0D'],
    ['forever', 'forever'],
  ])('%s is %s', (duration, words) => expect(durationInWords(duration)).toBe(words));
});

describe('a token', () => {
  const exp = now / 1_000;
  it.each([
    ['a JWT with an end', jwt({ exp }), { kind: 'token', expiresAt: at }],
    ['with "Bearer" before it and blanks around', `  Bearer ${jwt({ exp })}\n`, { kind: 'token', expiresAt: at }],
    ['with a fraction of a second', jwt({ exp: exp + 0.9 }), { kind: 'token', expiresAt: at }],
    ['without an end', jwt({ iat: exp }), { kind: 'silent' }],
    ['whose end is a text', jwt({ exp: '2027' }), { kind: 'silent' }],
    ['whose end is in milliseconds', jwt({ exp: now * 1_000 }), { kind: 'silent' }],
    ['whose end is negative', jwt({ exp: -5 }), { kind: 'silent' }],
    ['whose payload is a list', jwt([exp]), { kind: 'silent' }],
    ['without an algorithm', jwt({ exp }, { typ: 'JWT' }), { kind: 'opaque' }],
    ['with five parts', `${jwt({ exp })}.a.b`, { kind: 'opaque' }],
    ['with a header that is no base64url', `!!.${encoded({ exp })}.x`, { kind: 'opaque' }],
    ['with a header that is no JSON', `YWJj.${encoded({ exp })}.x`, { kind: 'opaque' }],
    ['with a payload of a length that cannot be', `${encoded({ alg: 'x' })}.abcde.x`, { kind: 'silent' }],
    ['that is no JWT', 'a1b2c3d4', { kind: 'opaque' }],
    ['that is empty', '', { kind: 'opaque' }],
  ])('%s', (_name, token, expected) => expect(readTokenExpiry(token)).toEqual(expected));

  it('that ends first counts among several', () => {
    expect(firstTokenExpiry(['opaque', jwt({ exp: exp + 60 }), jwt({ exp })])).toEqual({
      kind: 'token',
      expiresAt: at,
    });
    expect(firstTokenExpiry(['opaque', jwt({})])).toEqual({ kind: 'silent' });
    expect(firstTokenExpiry([])).toEqual({ kind: 'opaque' });
  });
});

describe('the end of a secret', () => {
  const token = { kind: 'token', expiresAt: '2026-06-01T00:00:00.000Z' } as const;
  const person = (end: string | null) => ({ at: end, by: 'ada@example', enteredAt: at });
  it.each<[string, Partial<KeptSecret>, ReturnType<typeof expiryOf>]>([
    ['is unknown when nobody says it', {}, { expiresAt: null, source: 'none' }],
    ['is what the token says', { token }, { expiresAt: token.expiresAt, source: 'token' }],
    [
      'is what a person says',
      { person: person('2026-05-01T00:00:00.000Z') },
      { expiresAt: '2026-05-01T00:00:00.000Z', source: 'person' },
    ],
    [
      'is the earlier of both',
      { token, person: person('2026-07-01T00:00:00.000Z') },
      { expiresAt: token.expiresAt, source: 'token' },
    ],
    ['is never when a person says so', { person: person(null) }, { expiresAt: null, source: 'person' }],
    [
      'is what the token says, whatever a person says of never',
      { token, person: person(null) },
      { expiresAt: token.expiresAt, source: 'token' },
    ],
    [
      'follows from the lifetime of the profile',
      { lifetime: 'P90D' },
      { expiresAt: '2026-05-30T12:00:00.000Z', source: 'profile' },
    ],
    [
      'does not follow from it where nobody knows when it was saved',
      { lifetime: 'P90D', saved: null },
      { expiresAt: null, source: 'none' },
    ],
  ])('%s', (_name, change, expected) => expect(expiryOf(kept(change))).toEqual(expected));

  it.each([
    [-1, 'expired', -1],
    [0, 'expired', 0],
    [1, 'in1Day', 1],
    [1.5, 'in7Days', 1],
    [7, 'in7Days', 7],
    [14, 'in14Days', 14],
    [30, 'in30Days', 30],
    [30.1, 'later', 30],
  ])('%s days ahead is %s', (days, level, daysLeft) => {
    const expiresAt = new Date(now + days * day).toISOString();
    const standing = secretStanding(
      { savedAt: new Date(now - 3.5 * day).toISOString(), expiresAt, source: 'token' },
      now,
    );
    expect(standing).toEqual({ ageDays: 3, daysLeft, level });
  });

  it('of a secret that nothing is known of is unknown', () =>
    expect(secretStanding(undefined, now)).toEqual({ ageDays: null, daysLeft: null, level: 'unknown' }));
});

describe('what is kept', () => {
  it('is read back by application, and what cannot be read is counted', async () => {
    const sealed = createMemorySealed();
    await keepSecretFacts(sealed, key, kept({ lifetime: 'P30D' }));
    await sealed.write({ key, kind: 'secret-care' }, { id: 'secret-broken', head: '{', body: '{' });
    const facts = await readSecretFacts({ sealed, key });
    expect([...facts]).toEqual([
      [
        id,
        {
          servicePrincipalId: id,
          application: 'Airstack',
          vendor: 'airstack',
          savedAt: at,
          savedBy: 'ada@example',
          expiresAt: '2026-03-31T12:00:00.000Z',
          source: 'profile',
        },
      ],
    ]);
    expect((await readKeptSecrets(sealed, key)).unread).toBe(1);
  });

  const field = (lifetime: string | undefined, secret = true) =>
    ({ key: 'SecretToken', label: '', secret, required: true, value: { kind: 'fromVendor', lifetime } }) as never;
  const profileWith = (...fields: readonly never[]) => ({ connection: { fields } }) as never;
  const savedNow = (isNew: boolean) => ({
    servicePrincipal: { id, displayName: 'Airstack' },
    vendor: 'airstack',
    profile: profileWith(field('P1Y'), field('P30D'), field('PT1H', false)),
    values: [jwt({ exp: now / 1_000 })],
    isNew,
  });

  it('after a save is times and nothing of the value; a new secret ends what a person said of the old one', () => {
    const before = kept({ person: { at: null, by: 'ada@example', enteredAt: at } });
    const when = { at, by: 'ada@example' };
    const after = keptAfterSave(before, savedNow(true), when);
    expect(after).toEqual(kept({ token: { kind: 'token', expiresAt: at }, lifetime: 'P30D', saved: when }));
    expect(keptAfterSave(before, savedNow(false), when).person).toEqual(before.person);
    expect(lifetimeOf(profileWith(field(undefined)))).toBeNull();
  });

  it.each([
    ['a full disk', new CoreError('storage_full', 'The disk is full.'), ': The disk is full.'],
    ['something unforeseen', new TypeError(`cannot read ${jwt({ exp: 1 })}`), 'when it ends.'],
  ])('is a warning and no fault with %s', async (_name, cause, words) => {
    const logged: unknown[] = [];
    const sealed = { ...createMemorySealed(), write: () => Promise.reject(cause) };
    const ports = {
      sealed,
      clock: { now: () => now, sleep: async () => undefined },
      log: { write: (...line: unknown[]) => void logged.push(line) },
      identity: { cloud: key },
    } as never;
    const warnings = await recordSavedSecrets(
      { ports, account: { tenantId: 't', username: 'ada' } as never },
      savedNow(true),
    );
    expect(warnings).toMatchObject([{ code: 'secretDateNotKept', message: expect.stringContaining(words) }]);
    expect(JSON.stringify([warnings, logged])).not.toContain('eyJ');
  });
});
