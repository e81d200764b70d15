import type { Cloud } from '#shared/model/session';

/** Limits that Microsoft documents for groups of calls. Source: learn.microsoft.com/graph/throttling-limits */
export type RateLimit = 'reports' | 'onDemand';

/** One Graph call. */
export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path after the version, with a leading slash and every segment already percent-encoded. */
  readonly path: string;
  /** OData options by name, for example `$filter`; values are encoded by the transport. */
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Delegated permissions the call needs, short names. */
  readonly scopes: readonly string[];
  readonly limit?: RateLimit | undefined;
  /**
   * Milliseconds during which 403, 404 and 409 are taken for replication lag and tried again: right after a create.
   * Raises the last error when the time is over.
   */
  readonly replicationToleranceMs?: number | undefined;
  /** A create that may have happened although no answer came: never sent twice by the transport. */
  readonly create?: boolean | undefined;
  /** Secrets in the body: taken out of any text of the service before it is shown. */
  readonly secretValues?: readonly string[] | undefined;
  /** Milliseconds for one attempt; default 30,000. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told each page's reply before its items are given: its headers have the service's time. */
  readonly onReply?: ((reply: GraphReply) => void) | undefined;
}

export interface GraphReply {
  readonly status: number;
  /** Parsed JSON; null when there is no body. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** Graph's own id of the request, for support. */
  readonly requestId: string | undefined;
}

/** Outcome of one request of a batch: a reply with a 2xx status, or the error. */
export type BatchOutcome =
  | { readonly ok: true; readonly reply: GraphReply }
  | { readonly ok: false; readonly error: Error };

export interface BatchOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told how many of the requests are sent on their own because the service did not take them in a batch. */
  readonly onRefused?: ((count: number) => void) | undefined;
}

export interface GraphCounts {
  readonly requests: number;
  readonly writes: number;
}

/** Told each answer of a request, also of one in a batch and of each further page. */
export type ObserveReply = (request: GraphRequest, reply: GraphReply) => void;

/** The one way to Microsoft Graph. Every method raises `CoreError` with Graph's request-id. */
export interface Graph {
  readonly cloud: Cloud;
  /** One request; a status of 400 or above raises. */
  request(request: GraphRequest): Promise<GraphReply>;
  /** All pages of a collection, one page of items at a time; the next page is asked for when it is wanted. */
  pages(request: GraphRequest): AsyncGenerator<readonly unknown[]>;
  /** Up to any number of requests, 20 in a batch, each retried on its own, in the order given. */
  batch(requests: readonly GraphRequest[], options?: BatchOptions): Promise<readonly BatchOutcome[]>;
  /** The same Graph with counters of its own, starting at 0; who observes is told each answer, and so is who observed before. */
  counted(observe?: ObserveReply): { readonly graph: Graph; readonly counts: () => GraphCounts };
}
