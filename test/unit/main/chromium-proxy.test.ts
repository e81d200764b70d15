import { describe, expect, it } from 'vitest';
import { asksForPassword, chromiumProxy } from '#main/chromium-proxy';

describe("Chromium's proxy", () => {
  it.each([
    ['nothing', {}],
    ['empty variables', { HTTPS_PROXY: '', no_proxy: '' }],
  ])("is the system's for %s", (_what, env) => {
    expect(chromiumProxy(env)).toEqual({ mode: 'system' });
  });

  it.each([
    [{ HTTPS_PROXY: 'http://proxy.contoso.com:8080' }, 'http://proxy.contoso.com:8080'],
    [{ https_proxy: 'lower.example:1', HTTPS_PROXY: 'http://upper.example:2' }, 'http://lower.example:1'],
    [{ HTTP_PROXY: 'http://only.example:3128' }, 'http://only.example:3128'],
    [{ https_proxy: 'http://ada:pass@proxy.example:8080' }, 'http://proxy.example:8080'],
  ])('is the one of %j', (env, proxyRules) => {
    expect(chromiumProxy(env)).toMatchObject({ mode: 'fixed_servers', proxyRules });
  });

  it('goes around what NO_PROXY names, subdomains included', () => {
    const env = {
      https_proxy: 'http://proxy.example:8080',
      no_proxy: 'contoso.com, .fabrikam.com *.example.org,host:8443',
    };
    expect(chromiumProxy(env)).toMatchObject({
      proxyBypassRules:
        '<local>,contoso.com,*.contoso.com,fabrikam.com,*.fabrikam.com,example.org,*.example.org,host:8443,*.host:8443',
    });
  });

  it('is none where NO_PROXY names everything', () => {
    expect(chromiumProxy({ https_proxy: 'http://proxy.example:8080', NO_PROXY: '*' })).toEqual({ mode: 'direct' });
  });

  it('is refused where it is no proxy', () => {
    expect(() => chromiumProxy({ HTTPS_PROXY: 'ftp://proxy.example' })).toThrow('proxy');
  });

  it('is left to Node where it asks for a password', () => {
    expect(asksForPassword({ https_proxy: 'http://ada:pass@proxy.example:8080' })).toBe(true);
    expect(asksForPassword({ https_proxy: 'http://proxy.example:8080' })).toBe(false);
    expect(asksForPassword({})).toBe(false);
  });
});
