import { isRecord } from '#emulator/scim/scim-types';

/** A failure that ends the whole cycle: the target cannot be reached or does not let the service in. */
export class ConnectionFailure extends Error {
  /** Code in the service's words. */
  readonly code: string;
  /** False when trying again may be enough (the target's own 5xx, a timeout). */
  readonly tenantActionable: boolean;
  constructor(failure: { readonly code: string; readonly message: string; readonly tenantActionable: boolean }) {
    super(failure.message);
    this.name = 'ConnectionFailure';
    this.code = failure.code;
    this.tenantActionable = failure.tenantActionable;
  }
}

const prefix = 'SystemForCrossDomainIdentityManagement';

/** Node's codes of failed connections in the service's words. */
const networkFailures: ReadonlyMap<string, { code: string; reason: string }> = new Map([
  ['ENOTFOUND', { code: 'WebExceptionNameResolutionFailure', reason: 'the remote name could not be resolved' }],
  ['ECONNREFUSED', { code: 'WebExceptionConnectFailure', reason: 'the remote server refused the connection' }],
  ['ECONNRESET', { code: 'WebExceptionConnectionClosed', reason: 'the connection was closed unexpectedly' }],
  ['ETIMEDOUT', { code: 'WebExceptionTimeout', reason: 'the operation has timed out' }],
  [
    'CERT_HAS_EXPIRED',
    {
      code: 'WebExceptionTrustFailure',
      reason: 'could not establish trust for the TLS channel: the certificate of the server has expired',
    },
  ],
  [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    {
      code: 'WebExceptionTrustFailure',
      reason: 'could not establish trust for the TLS channel: the certificate of the server is self-signed',
    },
  ],
]);

/**
 * Failure of a request that got no answer.
 * Takes what the network rejected with and the URL that was called; gives the failure to throw.
 */
export function networkFailure(cause: unknown, url: string): ConnectionFailure {
  const nodeCode = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const known = networkFailures.get(nodeCode);
  const reason = known?.reason ?? (cause instanceof Error ? cause.message : 'unknown failure');
  return new ConnectionFailure({
    code: known?.code ?? 'WebExceptionConnectFailure',
    message: `We could not connect to your application at ${new URL(url).origin}: ${reason}. Check the Tenant URL.`,
    tenantActionable: nodeCode !== 'ETIMEDOUT',
  });
}

/** An answer that says something about the connection. */
export interface SuspectAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly isJson: boolean;
  readonly method: string;
  readonly url: string;
}

const received = (answer: SuspectAnswer): string =>
  `We received this unexpected response from your application: ${answer.method} ${new URL(answer.url).origin}` +
  `${new URL(answer.url).pathname} answered ${answer.status}.${detailOf(answer.body)}`;

/** The service quotes what the target said about its refusal. */
export const detailOf = (body: unknown): string =>
  isRecord(body) && typeof body.detail === 'string' ? ` ${body.detail}` : '';

/**
 * Whether an answer means that the connection as a whole is broken.
 * Takes the answer; gives the failure, or null when only this entry is concerned.
 */
export function connectionFailureOf(answer: SuspectAnswer): ConnectionFailure | null {
  if (answer.status === 401) {
    return new ConnectionFailure({
      code: `${prefix}InvalidCredentials`,
      message: `${received(answer)} Your credentials are invalid. Get a new Secret Token from the application and save it.`,
      tenantActionable: true,
    });
  }
  if (!answer.isJson && answer.status < 300 && answer.status !== 204) {
    return new ConnectionFailure({
      code: `${prefix}ServiceIncompatible`,
      message: `${received(answer)} It is not a SCIM response (HTML instead of JSON). Check that the Tenant URL is the SCIM endpoint.`,
      tenantActionable: true,
    });
  }
  return null;
}

/**
 * What a wrong answer to the connection test means.
 * Takes the answer; gives the failure, or null for an answer below 300 that is SCIM.
 */
export function probeFailureOf(answer: SuspectAnswer): ConnectionFailure | null {
  const broken = connectionFailureOf(answer);
  if (broken !== null) return broken;
  if (answer.status < 300) return null;
  if (answer.status === 403) {
    return new ConnectionFailure({
      code: `${prefix}InsufficientRights`,
      message: `${received(answer)} The account behind the Secret Token has no rights to manage users.`,
      tenantActionable: true,
    });
  }
  if (answer.status === 404) {
    return new ConnectionFailure({
      code: `${prefix}EndpointNotFound`,
      message: `${received(answer)} A filter that finds nobody must be answered with 200 and an empty list. Check the Tenant URL.`,
      tenantActionable: true,
    });
  }
  return new ConnectionFailure({
    code: `${prefix}CredentialValidationUnavailable`,
    message: `${received(answer)} Please check the service and try again.`,
    tenantActionable: answer.status < 500 && answer.status !== 429,
  });
}

/** The connection test found somebody for a name that nobody has. */
export function wrongFilterFailure(url: string, total: number): ConnectionFailure {
  return new ConnectionFailure({
    code: `${prefix}UnexpectedEntriesInResponse`,
    message:
      `${new URL(url).origin} returned ${total} user${total === 1 ? '' : 's'} for a filter that matches nobody. ` +
      'The application must support filtering by the matching attribute.',
    tenantActionable: true,
  });
}
