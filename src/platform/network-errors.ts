import { CoreError } from '#core/rpc/errors';
import type { ProxyServer } from './network-proxy.ts';

/** What a request was doing when it failed. */
export interface FailedRequest {
  readonly hostname: string;
  readonly proxy: ProxyServer | null;
  /** Name of the issuer of a certificate that was not trusted, when it is known. */
  readonly issuer?: string | null;
}

const untrustedCodes = [
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
];

const tlsTexts: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet; the clock of this machine may be wrong',
  CERT_REVOKED: 'its certificate was revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

const refusedTexts: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections',
  EHOSTUNREACH: 'cannot be reached from this network',
  ENETUNREACH: 'cannot be reached from this network',
  EADDRNOTAVAIL: 'cannot be reached from this machine',
};

const timeoutCodes = ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'];
const resetCodes = ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'];
const tryAgain = 'Check the network connection and try again.';

/** Takes anything thrown by a request; gives the code that Node or undici put on it, the innermost one, or ''. */
export function errorCodeOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return '';
  // Several addresses of a host fail together; the first one stands for all.
  if (cause instanceof AggregateError && cause.errors.length > 0) return errorCodeOf(cause.errors[0]);
  const inner = 'cause' in cause ? errorCodeOf(cause.cause) : '';
  if (inner !== '') return inner;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}

/** Takes anything thrown by a request; says whether the certificate's issuer was the fault. */
export const isUntrusted = (cause: unknown): boolean => untrustedCodes.includes(errorCodeOf(cause));

/** Takes anything thrown by a request; gives the status with which a proxy refused to make a tunnel, or null. */
export function proxyStatusOf(cause: unknown): number | null {
  const message = cause instanceof Error ? cause.message : '';
  const status = /^Proxy response \((\d{3})\) !== 200/.exec(message)?.[1];
  return status === undefined ? null : Number(status);
}

/**
 * Takes what a request threw and what it was doing; gives the `CoreError` with a reason of its own, or the cause itself
 * when it is not a fault of the network.
 */
export function toNetworkError(cause: unknown, failed: FailedRequest): unknown {
  return proxyError(cause, failed) ?? tlsError(cause, failed) ?? connectionError(cause, failed) ?? cause;
}

function offline(
  reason: string,
  message: string,
  details: { readonly nextStep?: string; readonly cause: unknown },
): CoreError {
  return new CoreError('offline', message, { reason, nextStep: tryAgain, ...details });
}

function proxyError(cause: unknown, { hostname, proxy }: FailedRequest): CoreError | null {
  if (proxy === null) return null;
  const status = proxyStatusOf(cause);
  if (status !== null) {
    const nextStep =
      status === 407
        ? 'Put a user name and password into HTTPS_PROXY, as http://user:password@host:port.'
        : `Ask whoever runs the proxy to allow ${hostname}, or name the host in NO_PROXY.`;
    const message = `The proxy ${proxy.shown} refused to connect to ${hostname} (status ${status}).`;
    return offline('proxyRefused', message, { nextStep, cause });
  }
  const code = errorCodeOf(cause);
  if (!['ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'].includes(code) && !Object.hasOwn(refusedTexts, code))
    return null;
  return offline('proxyUnreachable', `The proxy ${proxy.shown} cannot be reached (${code}).`, {
    nextStep: 'Check HTTPS_PROXY and the network connection.',
    cause,
  });
}

function tlsError(cause: unknown, { hostname, proxy, issuer }: FailedRequest): CoreError | null {
  const code = errorCodeOf(cause);
  const through = proxy === null ? '' : ` through the proxy ${proxy.shown}`;
  if (untrustedCodes.includes(code)) {
    const named = issuer === undefined || issuer === null ? 'an unknown issuer' : `"${issuer}"`;
    const message = `The certificate of ${hostname}${through} was issued by ${named}, which is not trusted here.`;
    return offline('tlsUntrusted', message, {
      nextStep: 'If your organisation runs that issuer, give its certificate with --ca FILE; otherwise do not go on.',
      cause,
    });
  }
  const text = tlsTexts[code] ?? (/^(ERR_SSL_|ERR_TLS_|EPROTO|CERT_|UND_ERR_PRX_TLS)/.test(code) ? code : undefined);
  if (text === undefined) return null;
  return offline('tlsFailure', `No secure connection to ${hostname}${through}: ${text}.`, {
    nextStep: 'Nothing was sent. Try another network, or ask whoever runs the host or the proxy.',
    cause,
  });
}

function connectionError(cause: unknown, { hostname }: FailedRequest): CoreError | null {
  const code = errorCodeOf(cause);
  if (timeoutCodes.includes(code)) {
    return new CoreError('timeout', `${hostname} did not answer in time.`, {
      reason: 'noAnswer',
      nextStep: tryAgain,
      cause,
    });
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return offline('dnsFailure', `The host ${hostname} cannot be found (DNS).`, { cause });
  }
  const refused = refusedTexts[code];
  if (refused !== undefined) return offline('connectionRefused', `${hostname} ${refused}.`, { cause });
  if (resetCodes.includes(code)) {
    return offline('connectionReset', `The connection to ${hostname} broke before the answer was complete.`, { cause });
  }
  if (code.startsWith('HPE_') || (cause instanceof Error && cause.name === 'HTTPParserError')) {
    return offline('connectionReset', `${hostname} answered with something that is not HTTP.`, { cause });
  }
  return null;
}
