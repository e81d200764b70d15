import { afterEach, describe, expect, it } from 'vitest';
import { closeOpened, connectProxy, failureOf, get, httpsServer, network, privateCa } from './network-fixture.ts';

afterEach(closeOpened);

describe('the network port and proxies', () => {
  it('goes through the tunnel of a proxy, with its credentials', async () => {
    const port = await httpsServer('server.crt');
    const proxy = await connectProxy(200);
    const env = { HTTPS_PROXY: proxy.url.replace('//', '//ada:secret@') };
    const made = network(port, { trust: [privateCa], env });
    expect((await made.fetch(get(`https://127.0.0.1:${port}/`))).status).toBe(200);
    expect(proxy.asked).toEqual([`127.0.0.1:${port}`]);
    expect(proxy.credentials).toEqual([`Basic ${btoa('ada:secret')}`]);
  });

  it('leaves the proxy out for hosts of NO_PROXY', async () => {
    const port = await httpsServer('server.crt');
    const proxy = await connectProxy(403);
    const made = network(port, { trust: [privateCa], env: { HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' } });
    expect((await made.fetch(get(`https://127.0.0.1:${port}/`))).status).toBe(200);
  });

  it.each([
    [403, 'NO_PROXY'],
    [407, 'user name and password'],
    [502, 'NO_PROXY'],
  ])('names the proxy and its status %d when it refuses', async (status, words) => {
    const proxy = await connectProxy(status);
    const made = network(8443, { env: { HTTPS_PROXY: proxy.url.replace('//', '//ada:hunter22@') } });
    const failed = await failureOf(made.fetch(get('https://127.0.0.1:8443/')));
    expect([failed.code, failed.reason]).toEqual(['offline', 'proxyRefused']);
    expect(failed.message).toContain(`${proxy.url} refused`);
    expect(failed.message).toContain(String(status));
    expect(failed.nextStep).toContain(words);
    expect(JSON.stringify(failed)).not.toContain('hunter22');
  });

  it('says that the proxy cannot be reached, not that the host cannot', async () => {
    const failed = await failureOf(
      network(8443, { env: { HTTPS_PROXY: 'http://127.0.0.1:1' } }).fetch(get('https://127.0.0.1:8443/')),
    );
    expect([failed.code, failed.reason]).toEqual(['offline', 'proxyUnreachable']);
    expect(failed.message).toContain('http://127.0.0.1:1');
  });

  it('names the issuer of a certificate that was seen through the proxy', async () => {
    const port = await httpsServer('server.crt');
    const proxy = await connectProxy(200);
    const failed = await failureOf(
      network(port, { env: { HTTPS_PROXY: proxy.url } }).fetch(get(`https://127.0.0.1:${port}/`)),
    );
    expect(failed.reason).toBe('tlsUntrusted');
    expect(failed.message).toContain('Contoso Test Root');
    expect(failed.message).toContain(`through the proxy ${proxy.url}`);
  });
});
