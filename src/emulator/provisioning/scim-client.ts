import type { TargetNetwork } from '#emulator/vendor-target';
import type { TargetConnection } from './job-settings.ts';
import { ConnectionFailure, connectionFailureOf, networkFailure } from './target-failure.ts';

/** An answer of the target, with its body read. */
export interface ScimAnswer {
  readonly status: number;
  /** Parsed JSON; null without a body, the text itself when it is no JSON. */
  readonly body: unknown;
  readonly isJson: boolean;
  /** Set when no answer came to this request: it may have been carried out all the same. */
  readonly lost?: 'Timeout' | 'WebExceptionProtocolError';
}

/** Sends SCIM requests to one target. */
export interface ScimClient {
  readonly connection: TargetConnection;
  /** Raises ConnectionFailure when the target cannot be reached, refuses the token or does not speak SCIM. */
  send(method: string, path: string, body?: unknown): Promise<ScimAnswer>;
  /** Like `send`, but leaves the judgement of the answer to the caller; raises only without any answer. */
  probe(path: string): Promise<ScimAnswer>;
}

type RequestParts = [method: string, path: string, body: unknown];

/** How many requests in a row may stay without an answer before the target as a whole counts as failed. */
const tolerableLosses = 16;

const lostBy: ReadonlyMap<string, NonNullable<ScimAnswer['lost']>> = new Map([
  ['WebExceptionTimeout', 'Timeout'],
  ['WebExceptionConnectionClosed', 'WebExceptionProtocolError'],
]);

/** What the client needs. */
export interface ScimClientOptions {
  readonly network: TargetNetwork;
  readonly connection: TargetConnection;
  /** Gets a new token after a 401, for OAuth applications; null: there is none. */
  readonly renewToken: (() => Promise<string | null>) | null;
}

/**
 * Makes a client for one target.
 * Takes the network, the connection and how to renew its token; gives functions that send requests with the token.
 */
export function createScimClient(options: ScimClientOptions): ScimClient {
  const { connection } = options;
  let { token } = connection;
  let renewing: Promise<string | null> | null = null;

  const once = async (method: string, path: string, body: unknown): Promise<ScimAnswer> => {
    const url = urlOf(connection, path);
    const headers: Record<string, string> = { authorization: `Bearer ${token}`, accept: 'application/scim+json' };
    if (body !== undefined) headers['content-type'] = 'application/scim+json';
    let response: Response;
    try {
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      response = await options.network.fetch(url, init);
    } catch (cause) {
      throw networkFailure(cause, url);
    }
    return readAnswer(response);
  };

  let lostInARow = 0;
  // One answer that never came is the trouble of one object; many in a row are the trouble of the target.
  const onceOrLost = async (method: string, path: string, body: unknown): Promise<ScimAnswer> => {
    try {
      const answer = await once(method, path, body);
      lostInARow = 0;
      return answer;
    } catch (cause) {
      const lost = cause instanceof ConnectionFailure ? lostBy.get(cause.code) : undefined;
      lostInARow += 1;
      if (lost === undefined || lostInARow > tolerableLosses) throw cause;
      return { status: 504, body: null, isJson: true, lost };
    }
  };

  const withRenewal = async (attempt: typeof once, ...[method, path, body]: RequestParts): Promise<ScimAnswer> => {
    const used = token;
    const answer = await attempt(method, path, body);
    if (answer.status !== 401 || options.renewToken === null) return answer;
    // Another request may have renewed the token while this one was on its way.
    if (token === used) {
      renewing ??= options.renewToken().finally(() => {
        renewing = null;
      });
      const renewed = await renewing.catch((cause: unknown) => {
        throw networkFailure(cause, urlOf(connection, path));
      });
      if (renewed === null) return answer;
      token = renewed;
    }
    return attempt(method, path, body);
  };

  return {
    connection,
    async send(method, path, body) {
      const answer = await withRenewal(onceOrLost, method, path, body);
      const failure = connectionFailureOf({ ...answer, method, url: urlOf(connection, path) });
      if (failure !== null) throw failure;
      return answer;
    },
    probe: (path) => withRenewal(once, 'GET', path, undefined),
  };
}

/**
 * The URL of a path below the SCIM root, with the query that the Tenant URL carries.
 * Takes the connection and a path such as /Users?filter=…
 */
export function urlOf(connection: TargetConnection, path: string): string {
  const [root = '', rootQuery] = connection.baseUrl.split('?');
  if (rootQuery === undefined) return root + path;
  return `${root}${path}${path.includes('?') ? '&' : '?'}${rootQuery}`;
}

async function readAnswer(response: Response): Promise<ScimAnswer> {
  const text = await response.text();
  if (text === '') return { status: response.status, body: null, isJson: true };
  try {
    return { status: response.status, body: JSON.parse(text), isJson: true };
  } catch {
    return { status: response.status, body: text, isJson: false };
  }
}
