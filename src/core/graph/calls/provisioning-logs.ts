import { z } from 'zod';
import type { Graph } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import { ProvisioningObjectSummary } from '#core/graph/shapes';
import { CoreError } from '#core/rpc/errors';
import { type CallOptions, readAs } from './reading.ts';

interface LogOptions extends CallOptions {
  /** OData filter; the service compares values with case. */
  readonly filter?: string | undefined;
  /** Rows a page. */
  readonly top?: number | undefined;
  readonly orderBy?: string | undefined;
}

const Rows = z.array(ProvisioningObjectSummary);

/** The documentation disagrees on whether the clouds other than Global have this log, so its absence there is not a fault. */
function asMissingInCloud(graph: Graph, cause: unknown): unknown {
  const missing = cause instanceof CoreError && cause.code === 'not_found';
  if (!missing || !graph.cloud.builtIn || graph.cloud.name === 'Global') return cause;
  return new CoreError(
    'unsupported_in_cloud',
    `The provisioning log is not offered in the cloud ${graph.cloud.name}.`,
    {
      reason: 'provisioningLogMissing',
      nextStep: 'Open the provisioning logs in the admin center.',
      requestId: cause.details.requestId,
      clientRequestId: cause.details.clientRequestId,
    },
  );
}

/**
 * Takes an OData filter, a page size and an order; gives the rows of the provisioning log page by page, at most 5 requests in 10 s.
 * Raises `license_required` in a tenant without a premium licence.
 * Source: learn.microsoft.com/graph/api/provisioningobjectsummary-list
 */
export async function* provisioningLogPages(
  graph: Graph,
  options: LogOptions = {},
): AsyncGenerator<ProvisioningObjectSummary[]> {
  const query: Record<string, string> = {
    ...(options.filter === undefined ? {} : { $filter: options.filter }),
    ...(options.orderBy === undefined ? {} : { $orderby: options.orderBy }),
    ...(options.top === undefined ? {} : { $top: String(options.top) }),
  };
  const pages = graph.pages({
    method: 'GET',
    path: '/auditLogs/provisioning',
    query,
    scopes: [scopes.provisioningLogs],
    limit: 'reports',
    timeoutMs: 60_000,
    signal: options.signal,
  });
  try {
    for await (const page of pages) yield readAs(Rows, page, { what: 'the provisioning log', requestId: undefined });
  } catch (cause) {
    throw asMissingInCloud(graph, cause);
  }
}

interface RawOptions extends CallOptions {
  readonly filter: string;
  /** Rows a page. */
  readonly top: number;
  /** Told the service's own time with each page, milliseconds since 1970; null when an answer has none. */
  readonly onTime: (serviceTime: number | null) => void;
}

/**
 * Takes an OData filter and a page size; gives the rows of the provisioning log as the service sent them, newest first, page by
 * page. Raises what {@link provisioningLogPages} raises.
 * Source: learn.microsoft.com/graph/api/provisioningobjectsummary-list
 */
export async function* rawProvisioningLogPages(
  graph: Graph,
  { filter, top, onTime, signal }: RawOptions,
): AsyncGenerator<readonly unknown[]> {
  const pages = graph.pages({
    method: 'GET',
    path: '/auditLogs/provisioning',
    query: { $filter: filter, $orderby: 'activityDateTime desc', $top: String(top) },
    scopes: [scopes.provisioningLogs],
    limit: 'reports',
    timeoutMs: 60_000,
    signal,
    onReply: ({ headers }) => onTime(headers.date === undefined ? null : Date.parse(headers.date) || null),
  });
  try {
    yield* pages;
  } catch (cause) {
    throw asMissingInCloud(graph, cause);
  }
}
