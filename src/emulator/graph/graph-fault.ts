/** An error that Graph answers with. Branch on `code`; `message` is for people. Source: learn.microsoft.com/graph/errors */
export class GraphFault extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly details: readonly Record<string, unknown>[];

  constructor(status: number, code: string, options: GraphFaultOptions) {
    super(options.message);
    this.name = 'GraphFault';
    this.status = status;
    this.code = code;
    this.headers = options.headers ?? {};
    this.details = options.details ?? [];
  }
}

export interface GraphFaultOptions {
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly details?: readonly Record<string, unknown>[];
}

/** 400 with the code that directory resources use for a bad body or value. */
export function badRequest(message: string): GraphFault {
  return new GraphFault(400, 'Request_BadRequest', { message });
}

/** 400 for a query option or a filter that the collection does not support. */
export function unsupportedQuery(message: string): GraphFault {
  return new GraphFault(400, 'Request_UnsupportedQuery', { message });
}

/** 404 for an object that does not exist, or that cannot be seen yet. */
export function resourceNotFound(id: string): GraphFault {
  return new GraphFault(404, 'Request_ResourceNotFound', {
    message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  });
}

/** 403 for a missing scope or role. Source: learn.microsoft.com/graph/json-batching (example responses) */
export function requestDenied(): GraphFault {
  return new GraphFault(403, 'Authorization_RequestDenied', {
    message: 'Insufficient privileges to complete the operation.',
  });
}

/**
 * What a replica answers that has not heard of an object yet. Source: hashicorp/terraform-provider-azuread,
 * internal/services/synchronization (retries on 403, 404 and 409 after a create)
 */
export function notReplicated(status: 403 | 404 | 409, id: string): GraphFault {
  if (status === 403) return requestDenied();
  if (status === 404) return resourceNotFound(id);
  return new GraphFault(409, 'Directory_ConcurrencyViolation', {
    message: `The object '${id}' is being changed by another request. Please try again later.`,
  });
}

/** 429; without a number there is no Retry-After header. Source: learn.microsoft.com/graph/throttling */
export function tooManyRequests(retryAfterSeconds: number | null): GraphFault {
  return new GraphFault(429, 'TooManyRequests', {
    message: 'Too many requests.',
    headers: retryAfterSeconds === null ? {} : { 'Retry-After': String(retryAfterSeconds) },
  });
}
