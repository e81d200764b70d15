import { addressKind } from '#core/preparation/address-kind';
import { isPrivateHost } from '#core/preparation/private-host';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { CoreError } from '#core/rpc/errors';
import { checkTenantUrl, tenantUrlWarning } from '#core/setup/tenant-url';
import { failed, passed, unknown, warned } from './finding.ts';
import type { TlsFacts } from './probe-port.ts';
import type { CheckOutcome, PreflightRun } from './run-state.ts';

/** Takes a tenant URL as a person wrote it, and the vendor's profile; judges its form. Sends nothing. Pure. */
export function checkUrl(text: string, profile: EffectiveProfile): CheckOutcome {
  try {
    checkTenantUrl(text);
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    const { reason = 'tenantUrlInvalid', nextStep } = cause.details;
    const fix = nextStep === undefined ? {} : { fix: nextStep };
    return { ...failed({ finding: reason, seen: cause.message, ...fix }), stops: 'The tenant URL cannot be used.' };
  }
  const url = new URL(text);
  const facts = { host: url.host, path: url.pathname, query: url.search === '' ? null : 'present' };
  if (/\/(Users|Groups|Schemas|ServiceProviderConfig|ResourceTypes)\/?$/i.test(url.pathname)) {
    return failed({
      finding: 'tenantUrlNamesResource',
      seen: `The path ends in ${url.pathname.split('/').findLast((part) => part !== '') ?? ''}, which the service adds by itself.`,
      fix: 'Give the address above it, to which /Users is added.',
      facts,
    });
  }
  const field = profile.connection.fields.find(({ key }) => key === 'BaseAddress');
  const warning = field === undefined ? null : tenantUrlWarning(text, field.value, profile.displayName);
  if (warning === null) return passed('It is an https address without a user name or a fragment.', facts);
  const fix = warning.nextStep === undefined ? {} : { fix: warning.nextStep };
  return warned({ finding: warning.code, seen: warning.message, ...fix, facts });
}

const nothingSent = 'Nothing was sent to it.';

function refusedAddresses(run: PreflightRun, refused: readonly string[]): CheckOutcome {
  const seen = run.addresses.map(({ address, kind }) => `${address} (${kind})`).join(', ');
  return {
    ...failed({
      finding: 'privateAddress',
      seen: `${run.tenantUrl.hostname} leads to ${seen}. ${nothingSent}`,
      fix: `The provisioning service cannot reach ${refused.join(', ')}. If you want to look at it from here all the same, confirm exactly that.`,
    }),
    stops: 'The address waits for confirmation.',
  };
}

async function lookUp(run: PreflightRun): Promise<readonly string[] | null> {
  try {
    return await run.probe.addressesOf(run.tenantUrl.hostname, run.signal);
  } catch (cause) {
    // A proxy looks names up by itself; this machine need not know them.
    if (run.route.kind === 'proxy' && cause instanceof CoreError && cause.code === 'offline') return null;
    throw cause;
  }
}

/** Takes a run; looks its host up and judges every address. An address that is not of the internet ends the run until a person confirms it. */
export async function checkAddress(run: PreflightRun): Promise<CheckOutcome> {
  const { route, tenantUrl } = run;
  if (route.kind === 'standIn') {
    const seen = `On a demo tenant a server on this machine stands in for ${tenantUrl.hostname}; no name is looked up.`;
    return passed(seen, { 'stand-in': route.address });
  }
  if (isPrivateHost(tenantUrl.hostname) && !/^[[\d]/.test(tenantUrl.hostname) && route.kind === 'proxy') {
    return {
      ...failed({
        finding: 'privateName',
        seen: `${tenantUrl.hostname} is a name of a private network, and a proxy would look it up. ${nothingSent}`,
        fix: 'Use an address that can be reached from the internet.',
      }),
      stops: 'The host is not one of the internet.',
    };
  }
  const found = await lookUp(run);
  run.addresses = (found ?? []).map((address) => {
    const kind = addressKind(address);
    return { address, kind, confirmed: kind !== 'public' && run.allowPrivate.includes(address) };
  });
  const refused = run.addresses.filter(({ kind, confirmed }) => kind !== 'public' && !confirmed);
  if (refused.length > 0)
    return refusedAddresses(
      run,
      refused.map(({ address }) => address),
    );
  const addresses = run.addresses.map(({ address }) => address).join(', ');
  if (route.kind === 'proxy') {
    const known =
      found === null ? 'This machine cannot look the name up.' : `This machine looks it up as ${addresses}.`;
    return unknown({
      finding: 'hiddenByProxy',
      seen: `The proxy ${route.proxy} makes the connection and chooses the address, so it is not known which one is asked. ${known}`,
      facts: { proxy: route.proxy, addresses: addresses === '' ? null : addresses },
    });
  }
  if (run.addresses.some(({ confirmed }) => confirmed)) {
    return warned({
      finding: 'privateAddressConfirmed',
      seen: `${tenantUrl.hostname} leads to ${addresses}; it is asked because a person confirmed that.`,
      fix: 'The provisioning service cannot reach it: give the application an address of the internet.',
      facts: { addresses },
    });
  }
  return passed(`${tenantUrl.hostname} leads to ${addresses}.`, { addresses });
}

const dayMs = 86_400_000;
const soonDays = 30;
const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Source: nodejs.org/api/tls.html#x509-certificate-error-codes */
const faultWords: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet, or the clock of this machine is wrong',
  CERT_REVOKED: 'its certificate was revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for other names',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody but itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its authority is not trusted here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'it does not send the certificates between its own and its authority',
  UNABLE_TO_GET_ISSUER_CERT: 'its authority is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its authority is not trusted here, or it leaves certificates of the chain out',
};

/** Takes what a handshake showed and the time; judges it. Pure. */
export function judgeTls(facts: TlsFacts, now: number): CheckOutcome {
  const names = facts.names.slice(0, 8).join(', ');
  const shown = {
    protocol: facts.protocol,
    subject: facts.subject,
    issuer: facts.issuer,
    names: names === '' ? null : names,
    'valid from': facts.validFrom === null ? null : day(facts.validFrom),
    'valid to': facts.validTo === null ? null : day(facts.validTo),
  };
  if (facts.fault !== null) {
    const words = faultWords[facts.fault] ?? facts.fault;
    return {
      ...failed({
        finding: facts.fault,
        seen: `The certificate is not accepted: ${words}. The token was not sent.`,
        fix: 'Ask the vendor for a valid certificate of a public authority, with its whole chain.',
        facts: shown,
      }),
      stops: 'The certificate is not accepted.',
    };
  }
  if (facts.publiclyTrusted === false) {
    return warned({
      finding: 'trustedHereOnly',
      seen: `The certificate is trusted here only because of an issuer that was added on this machine (${facts.issuer ?? 'unknown'}).`,
      fix: 'The service will see another certificate, or none that it trusts: an issuer of your own, or an inspecting firewall, stands between.',
      facts: shown,
    });
  }
  const left = facts.validTo === null ? null : Math.floor((facts.validTo - now) / dayMs);
  if (left !== null && left < soonDays) {
    return warned({
      finding: 'certificateEndsSoon',
      seen: `The certificate ends in ${left} days, on ${day(facts.validTo ?? now)}.`,
      fix: 'Ask the vendor to renew it; when it ends, provisioning stops.',
      facts: shown,
    });
  }
  return passed(`${facts.protocol ?? 'TLS'} with a certificate that is trusted.`, shown);
}

const tryNext = new Set(['connectionRefused', 'connectionReset']);

/** Takes a run whose addresses are known; makes a handshake with the first one that answers, which is the one that is asked from then on. */
export async function checkTls(run: PreflightRun): Promise<CheckOutcome> {
  if (run.route.kind === 'standIn') {
    return { ...unknown({ finding: 'standIn', seen: 'The stand-in of a demo tenant has no certificate to look at.' }) };
  }
  const addresses = run.route.kind === 'proxy' ? [null] : run.addresses.map(({ address }) => address);
  let fault: unknown = null;
  for (const address of addresses) {
    try {
      const facts = await run.probe.handshake({ url: run.tenantUrl.href, address, signal: run.signal });
      run.asker.goTo(address);
      run.asker.spend(facts.tookMs);
      const judged = judgeTls(facts, run.clock.now());
      const asked = address === null ? [] : [{ name: 'asked', value: address }];
      return { ...judged, facts: [...asked, ...judged.facts] };
    } catch (cause) {
      const goesOn =
        cause instanceof CoreError && (cause.code === 'timeout' || tryNext.has(cause.details.reason ?? ''));
      if (!goesOn) throw cause;
      fault = cause;
    }
  }
  throw fault;
}
