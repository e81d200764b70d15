import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ClosableTargetNetwork, createTargetNetwork } from '#emulator/scim/serve-target-network';
import { type LoopbackServer, startLoopbackServer } from './loopback-server.ts';

let server: LoopbackServer;
let network: ClosableTargetNetwork;

beforeEach(async () => {
  server = await startLoopbackServer(async (request) => {
    if (request.url.endsWith('/hang')) return new Promise<Response>(() => {});
    if (request.method === 'DELETE') return new Response(null, { status: 204 });
    return new Response(`${request.headers.get('host')} ${await request.text()}`, { headers: { 'x-seen': 'yes' } });
  });
  const addresses: Record<string, string> = {
    'https://good.example': server.url,
    'https://elsewhere.example': 'http://192.0.2.1:80',
    'https://secure.example': 'https://127.0.0.1:1',
    'https://closed.example': 'http://127.0.0.1:1',
  };
  network = createTargetNetwork({
    resolve: (origin) => addresses[origin],
    broken: new Map([['https://dead.example', 'ECONNREFUSED']]),
    timeoutMs: 100,
  });
});
afterEach(async () => {
  network.close();
  await server.close();
});

const get = (url: string) => network.fetch(url, { method: 'GET', headers: {} });

describe('the network to targets', () => {
  it('sends real requests with the public host', async () => {
    const answer = await network.fetch('https://good.example/a?b=c', { method: 'POST', headers: {}, body: 'Grüße' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-seen')).toBe('yes');
    expect(await answer.text()).toBe('good.example Grüße');
    expect(server.requests).toEqual([{ method: 'POST', path: '/a?b=c', body: 'Grüße' }]);
  });

  it('gives answers without a body', async () => {
    const answer = await network.fetch('https://good.example/a', { method: 'DELETE', headers: {} });
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe('');
  });

  it.each([
    ['https://nobody.example/', 'ENOTFOUND'],
    ['https://dead.example/', 'ECONNREFUSED'],
    ['https://closed.example/', 'ECONNREFUSED'],
    ['https://expired.demo.example/', 'CERT_HAS_EXPIRED'],
    ['https://selfsigned.demo.example/', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['https://refused.demo.example/', 'ECONNREFUSED'],
    ['https://good.example/hang', 'ETIMEDOUT'],
  ])('rejects %s with %s', async (url, code) => {
    await expect(get(url)).rejects.toMatchObject({ code });
  });

  it.each(['https://elsewhere.example/', 'https://secure.example/'])('never leaves this machine: %s', async (url) => {
    await expect(get(url)).rejects.toMatchObject({ message: expect.stringContaining('may only lead to this machine') });
  });
});
