import { describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import { soundTls } from '#test/support/scripted-probe';
import { preflightWorld, resultOf, troubles } from './preflight-world.ts';

describe('a preflight', () => {
  it('finds nothing wrong with a server that is right, slowly and without writing', async () => {
    const { run, sent, clock, target } = preflightWorld();
    const report = await run();
    expect(troubles(report)).toEqual([]);
    expect([report.verdict, report.requests]).toEqual(['ready', sent.length]);
    expect(new Set(sent.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(clock.sleeps.every((wait) => wait <= 250)).toBe(true);
    expect(clock.sleeps.length).toBe(sent.length - 1);
    expect(target.users()).toEqual([]);
  });

  it('sends every request to the address that was looked up, and the token to no other origin', async () => {
    const { run, sent, token } = preflightWorld();
    await run();
    expect(new Set(sent.map(({ address }) => address))).toEqual(new Set(['93.184.215.14']));
    expect(new Set(sent.map(({ url }) => new URL(url).origin))).toEqual(new Set(['https://scim.demo.example']));
    const [first, second] = sent.map(({ headers }) => headers.Authorization);
    expect(first).toBeUndefined();
    expect(second).not.toContain(token);
    expect(sent.every(({ url, body }) => !`${url}${body}`.includes(token))).toBe(true);
  });

  it.each([
    'http://scim.demo.example/scim',
    'https://ada:secret@scim.demo.example/scim',
    'https://scim.demo.example/scim#part',
    'nonsense',
    '',
  ])('asks nothing of "%s"', async (tenantUrl) => {
    const { run, sent } = preflightWorld();
    const report = await run({ tenantUrl });
    expect([report.verdict, resultOf(report, 'url').verdict, sent.length]).toEqual(['notReady', 'failed', 0]);
    expect(resultOf(report, 'address').verdict).toBe('skipped');
  });

  it('keeps the flag of the service out of requests and other members of the query in them', async () => {
    const { run, sent } = preflightWorld();
    await run({ tenantUrl: 'https://scim.demo.example/scim/?aadOptscim062020&tenant=a b' });
    expect(sent.every(({ url }) => url.includes('/scim/Users?tenant=a%20b&') || !url.includes('/Users'))).toBe(true);
    expect(sent.some(({ url }) => url.includes('aadOptscim'))).toBe(false);
  });

  it.each([
    ['a name that leads to a private address', ['10.0.0.5']],
    ['a public and a private address together', ['93.184.215.14', '127.0.0.1']],
    ['the metadata address of a cloud', ['169.254.169.254']],
    ['an IPv4 address in IPv6 clothes', ['::ffff:93.184.215.14']],
  ])('waits for confirmation with %s, then asks exactly that', async (_what, addresses) => {
    const { run, sent } = preflightWorld({ probe: { addressesOf: async () => addresses } });
    const report = await run();
    expect([troubles(report), sent.length]).toEqual([['address: privateAddress'], 0]);
    const [waiting] = report.toConfirm;
    expect((await run({ allowPrivate: ['10.9.9.9'] })).toConfirm).toEqual(report.toConfirm);
    expect(sent).toEqual([]);
    const confirmed = await run({ allowPrivate: report.toConfirm });
    expect(troubles(confirmed)).toEqual(['address: privateAddressConfirmed']);
    expect(new Set(sent.map(({ address }) => address))).toEqual(new Set([addresses[0]]));
    expect(addresses).toContain(waiting);
  });

  it('says when a proxy hides the address, and looks no private name up through it', async () => {
    const route = { routeTo: () => ({ kind: 'proxy', proxy: 'http://proxy.example:8080' }) as const };
    const { run, sent } = preflightWorld({ probe: route });
    const report = await run();
    expect(resultOf(report, 'address')).toMatchObject({ verdict: 'unknown', finding: 'hiddenByProxy' });
    expect(new Set(sent.map(({ address }) => address))).toEqual(new Set([null]));
    const hidden = preflightWorld({ probe: route });
    expect(troubles(await hidden.run({ tenantUrl: 'https://scim.local/v2' }))).toEqual(['address: privateName']);
    expect(hidden.sent).toEqual([]);
  });

  it('goes on with the next address when one does not answer', async () => {
    const asked: (string | null)[] = [];
    const { run, sent } = preflightWorld({
      probe: {
        addressesOf: async () => ['2606:2800:220:1::1', '93.184.215.14'],
        handshake: async ({ address }) => {
          asked.push(address);
          if (asked.length === 1) throw new CoreError('offline', 'It refuses.', { reason: 'connectionRefused' });
          return soundTls;
        },
      },
    });
    expect((await run()).verdict).toBe('ready');
    expect(asked).toEqual(['2606:2800:220:1::1', '93.184.215.14']);
    expect(sent.every(({ address }) => address === '93.184.215.14')).toBe(true);
  });

  it.each([
    ['CERT_HAS_EXPIRED', 'expired'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'nobody but itself'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'other names'],
    ['SOMETHING_NEW', 'SOMETHING_NEW'],
  ])('ends at a certificate that is not accepted: %s', async (fault, words) => {
    const { run, sent } = preflightWorld({ probe: { handshake: async () => ({ ...soundTls, fault }) } });
    const report = await run();
    expect(resultOf(report, 'tls')).toMatchObject({ verdict: 'failed', finding: fault });
    expect(resultOf(report, 'tls').seen).toContain(words);
    expect(sent).toEqual([]);
  });

  it('reports a redirect before the token is sent, and does not follow it', async () => {
    const location = 'https://ada:pw@elsewhere.example/login?token=secret';
    const { run, sent, token } = preflightWorld({
      answer: () => new Response(null, { status: 307, headers: { location } }),
    });
    const report = await run();
    expect(troubles(report)).toEqual(['redirect: redirectElsewhere']);
    expect(resultOf(report, 'redirect').seen).toContain('https://elsewhere.example/login (HTTP 307)');
    expect(JSON.stringify(report)).not.toMatch(/pw@|token=secret/);
    expect(sent.map(({ url }) => new URL(url).host)).toEqual(['scim.demo.example']);
    expect(JSON.stringify(sent)).not.toContain(token);
  });

  it('obeys Retry-After, and gives up when everything is refused', async () => {
    const storm = preflightWorld({
      answer: () => new Response(null, { status: 429, headers: { 'retry-after': '2' } }),
    });
    const report = await storm.run();
    expect(troubles(report)).toEqual(['rate: throttledThroughout']);
    expect([report.verdict, report.requests]).toEqual(['notReady', 3]);
    expect(storm.clock.sleeps.filter((wait) => wait === 2_000)).toHaveLength(2);
    const once = preflightWorld({
      answer: (_request, calls) =>
        calls === 9 ? new Response(null, { status: 429, headers: { 'retry-after': '7' } }) : null,
    });
    expect(troubles(await once.run())).toEqual(['rate: throttled']);
    expect(once.clock.sleeps).toContain(7_000);
    const forEver = preflightWorld({
      answer: () => new Response(null, { status: 429, headers: { 'retry-after': '86400' } }),
    });
    expect((await forEver.run()).requests).toBe(1);
  });

  it('names a target that does not answer, and asks it nothing more', async () => {
    const { run, sent } = preflightWorld({
      answer: () => Promise.reject(new CoreError('timeout', 'No answer came.', { reason: 'noAnswer' })),
    });
    const report = await run();
    expect([troubles(report), sent.length]).toEqual([['redirect: noAnswer'], 1]);
    expect(resultOf(report, 'tokenExpiry').verdict).toBe('unknown');
  });

  it('looks at what needs no token when there is none, and does not call that ready', async () => {
    const report = await preflightWorld().run({ token: null });
    expect(report.verdict).toBe('incomplete');
    expect(resultOf(report, 'refusal').verdict).toBe('passed');
    expect(resultOf(report, 'filter')).toMatchObject({ verdict: 'skipped', seen: 'No token was handed over.' });
  });

  it('shows nothing of a token that is echoed, whole or in pieces', async () => {
    const world = preflightWorld({
      answer: (request) => {
        const sentToken = request.headers.get('authorization') ?? '';
        if (!sentToken.includes('CANARY')) return null;
        const detail = `bad ${sentToken}; ${btoa(sentToken.slice(7))}; ${sentToken.slice(12, 30)}`;
        return Response.json({ detail, scimType: 'sensitive' }, { status: 401 });
      },
    });
    const report = await world.run();
    expect(troubles(report)).toEqual(['authentication: tokenRefused']);
    expect(resultOf(report, 'authentication').seen).toContain('sensitive');
    const told = JSON.stringify([report, world.progress]);
    for (let start = 0; start + 12 <= world.token.length; start += 1)
      expect(told).not.toContain(world.token.slice(start, start + 12));
  });

  it('is cancelled between two requests', async () => {
    const { run, sent, controller } = preflightWorld({
      answer: (_request, calls) => {
        if (calls === 4) controller.abort();
        return null;
      },
    });
    await expect(run()).rejects.toMatchObject({ name: 'AbortError' });
    expect(sent.length).toBe(4);
  });
});
