import { describe, expect, it } from 'vitest';
import { proxyFor } from '#platform/network-proxy';

const graph = new URL('https://graph.example.com/v1.0/me');
const proxied = { HTTPS_PROXY: 'http://proxy.example:8080' };

describe('proxyFor', () => {
  const cases: readonly [string, Record<string, string>, string | null][] = [
    ['no variable', {}, null],
    ['HTTPS_PROXY', proxied, 'http://proxy.example:8080'],
    ['HTTP_PROXY alone', { HTTP_PROXY: 'http://p:1' }, 'http://p:1'],
    ['HTTPS_PROXY before HTTP_PROXY', { ...proxied, HTTP_PROXY: 'http://p:1' }, 'http://proxy.example:8080'],
    ['lower case before upper case', { ...proxied, https_proxy: 'http://low:2' }, 'http://low:2'],
    ['an empty lower case turns it off', { ...proxied, https_proxy: '' }, null],
    ['a proxy without a scheme', { HTTPS_PROXY: 'proxy.example:8080' }, 'http://proxy.example:8080'],
    ['a proxy with TLS', { HTTPS_PROXY: 'https://proxy.example' }, 'https://proxy.example'],
    ['NO_PROXY with the host', { ...proxied, NO_PROXY: 'graph.example.com' }, null],
    ['NO_PROXY with the domain', { ...proxied, NO_PROXY: 'other.example, example.com' }, null],
    ['NO_PROXY with a leading dot', { ...proxied, NO_PROXY: '.example.com' }, null],
    ['NO_PROXY with a star', { ...proxied, NO_PROXY: '*.example.com' }, null],
    ['NO_PROXY with only a star', { ...proxied, NO_PROXY: '*' }, null],
    ['NO_PROXY in capitals', { ...proxied, NO_PROXY: 'GRAPH.EXAMPLE.COM' }, null],
    ['NO_PROXY with the port', { ...proxied, NO_PROXY: 'graph.example.com:443' }, null],
    ['NO_PROXY with another port', { ...proxied, NO_PROXY: 'graph.example.com:8443' }, 'http://proxy.example:8080'],
    ['NO_PROXY with the end of a name', { ...proxied, NO_PROXY: 'ample.com' }, 'http://proxy.example:8080'],
    ['NO_PROXY with only a port', { ...proxied, NO_PROXY: ':443' }, 'http://proxy.example:8080'],
  ];
  it.each(cases)('%s', (_what, env, expected) => {
    expect(proxyFor(graph, env)?.url ?? null).toBe(expected);
  });

  it('takes user name and password out of what is shown and into the authorization', () => {
    const proxy = proxyFor(graph, { HTTPS_PROXY: 'http://ada:p%40ss@proxy.example:8080' });
    expect(proxy?.shown).toBe('http://proxy.example:8080');
    expect(proxy?.authorization).toBe(`Basic ${btoa('ada:p@ss')}`);
  });

  it.each(['socks5://proxy.example', 'http://', '::', 'file:///etc'])('refuses %s', (url) => {
    expect(() => proxyFor(graph, { HTTPS_PROXY: url })).toThrow('not an http or https URL');
  });
});
