import { afterEach, describe, expect, it } from 'vitest';
import { parseCertificates, trustedIssuers } from '#platform/network-trust';
import {
  closeOpened,
  failureOf,
  get,
  httpServer,
  httpsServer,
  network,
  privateCa,
  tlsFile,
} from './network-fixture.ts';

afterEach(closeOpened);

describe('the network port and certificates', () => {
  it('names the issuer and the host when an issuer is unknown, and says --ca', async () => {
    const port = await httpsServer('server.crt');
    const failed = await failureOf(network(port).fetch(get(`https://127.0.0.1:${port}/`)));
    expect([failed.code, failed.reason]).toEqual(['offline', 'tlsUntrusted']);
    expect(failed.message).toContain('Contoso Test Root');
    expect(failed.message).toContain('127.0.0.1');
    expect(failed.nextStep).toContain('--ca');
  });

  it('connects when the issuer is given', async () => {
    const port = await httpsServer('server.crt');
    const made = network(port, { trust: trustedIssuers(tlsFile('private-ca.crt')) });
    expect((await made.fetch(get(`https://127.0.0.1:${port}/`))).status).toBe(200);
  });

  it.each([
    ['expired.crt', 'server.key', 'has expired'],
    ['other-host.crt', 'other-host.key', 'another host'],
  ])('refuses %s in words of its own, without asking for --ca', async (certificate, key, words) => {
    const port = await httpsServer(certificate, key);
    const failed = await failureOf(network(port, { trust: [privateCa] }).fetch(get(`https://127.0.0.1:${port}/`)));
    expect(failed.reason).toBe('tlsFailure');
    expect(failed.message).toContain(words);
    expect(failed.nextStep).not.toContain('--ca');
  });

  it('says that a server which speaks no TLS gave no secure connection', async () => {
    const port = await httpServer();
    const failed = await failureOf(network(port).fetch(get(`https://127.0.0.1:${port}/`)));
    expect(failed.reason).toBe('tlsFailure');
  });

  it('reads PEM with several certificates and DER, and refuses what is none', () => {
    const der = Buffer.from(privateCa.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    expect(parseCertificates(Buffer.from(`a comment\n${privateCa}\n${privateCa}`))).toHaveLength(2);
    expect(parseCertificates(der)).toEqual([privateCa]);
    expect(() => parseCertificates(Buffer.from('hello'))).toThrow('no certificate');
    expect(() => trustedIssuers(tlsFile('missing.crt'))).toThrow('cannot be read');
  });

  it('adds an issuer to those that Node trusts instead of replacing them', () => {
    expect(trustedIssuers(tlsFile('private-ca.crt')).length).toBe(trustedIssuers(null).length + 1);
  });
});
