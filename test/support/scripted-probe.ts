import type { ProbePort, ProbeRequest, TlsFacts } from '#core/monitor/preflight/probe-port';
import type { NetworkFetch } from '#core/ports';

/** A certificate that nobody minds. */
export const soundTls: TlsFacts = {
  protocol: 'TLSv1.3',
  subject: 'scim.vendor.example',
  issuer: 'Public Authority',
  names: ['scim.vendor.example'],
  validFrom: Date.UTC(2026, 0, 1),
  validTo: Date.UTC(2099, 0, 1),
  fault: null,
  publiclyTrusted: true,
  tookMs: 20,
};

/** Takes a network; gives a probe of a host of the internet that answers with it, and what it was sent. */
export function probeOver(
  network: NetworkFetch,
  overrides: Partial<ProbePort> = {},
): ProbePort & { readonly sent: ProbeRequest[] } {
  const sent: ProbeRequest[] = [];
  return {
    sent,
    routeTo: () => ({ kind: 'direct' }),
    addressesOf: async () => ['93.184.215.14'],
    handshake: async () => soundTls,
    send: async (request) => {
      request.signal.throwIfAborted();
      sent.push(request);
      const answer = await network(request);
      const body = await answer.text();
      return { status: answer.status, headers: answer.headers, body, cut: false, garbled: false, tookMs: 10 };
    },
    ...overrides,
  };
}

/** A probe of a machine without a network. */
export const noProbe: ProbePort = probeOver(async () => {
  throw new Error('unexpected request to a target');
});
