import { z } from 'zod';
import type { Graph } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import { CoreError } from '#core/rpc/errors';
import { type CallOptions, readAs } from './reading.ts';

const text = z.string().nullish().catch(null);

/** Source: learn.microsoft.com/graph/api/resources/directoryaudit (read tolerantly, unknown members kept) */
export const DirectoryAudit = z.looseObject({
  id: z.string(),
  activityDateTime: z.string(),
  activityDisplayName: text,
  category: text,
  correlationId: text,
  result: text,
  resultReason: text,
  loggedByService: text,
  initiatedBy: z
    .looseObject({
      user: z.looseObject({ id: text, userPrincipalName: text, displayName: text }).nullish().catch(null),
      app: z.looseObject({ displayName: text, appId: text }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
  targetResources: z
    .array(z.looseObject({ id: text, displayName: text }))
    .nullish()
    .catch(null),
});
export type DirectoryAudit = z.infer<typeof DirectoryAudit>;

const Rows = z.array(DirectoryAudit);

/** The category under which the provisioning service logs changes of its configuration. */
const category = 'ProvisioningManagement';

const largestPage = 500;

interface AuditOptions extends CallOptions {
  /** ISO 8601 UTC; events of that moment are among them. */
  readonly since: string;
  /** ISO 8601 UTC, likewise; left out = up to now. */
  readonly until?: string | undefined;
}

const filterOf = ({ since, until }: AuditOptions): string =>
  [
    `category eq '${category}'`,
    `activityDateTime ge ${since}`,
    ...(until === undefined ? [] : [`activityDateTime le ${until}`]),
  ].join(' and ');

/** The documentation lists this log for all clouds; where it is absent all the same that is no fault of ours. */
function asMissingInCloud(graph: Graph, cause: unknown): unknown {
  const missing = cause instanceof CoreError && cause.code === 'not_found';
  if (!missing || !graph.cloud.builtIn || graph.cloud.name === 'Global') return cause;
  return new CoreError('unsupported_in_cloud', `The audit log is not offered in the cloud ${graph.cloud.name}.`, {
    reason: 'auditLogMissing',
    nextStep: 'Open the audit logs in the admin center.',
    requestId: cause.details.requestId,
  });
}

/**
 * Takes a period; gives the events of the whole tenant's audit log about provisioning, newest first, page by page, at most 5
 * requests in 10 s. Raises `license_required` in a tenant without a premium licence, `role_missing` and `consent_required`
 * where somebody may not read it.
 * Source: learn.microsoft.com/graph/api/directoryaudit-list
 */
export async function* provisioningAuditPages(graph: Graph, options: AuditOptions): AsyncGenerator<DirectoryAudit[]> {
  const pages = graph.pages({
    method: 'GET',
    path: '/auditLogs/directoryAudits',
    query: { $filter: filterOf(options), $orderby: 'activityDateTime desc', $top: String(largestPage) },
    scopes: [scopes.auditLogs],
    limit: 'reports',
    timeoutMs: 60_000,
    signal: options.signal,
  });
  try {
    for await (const page of pages) yield readAs(Rows, page, { what: 'the audit log', requestId: undefined });
  } catch (cause) {
    throw asMissingInCloud(graph, cause);
  }
}
