import { collectionReply } from '#emulator/graph/collection-reply';
import { GraphFault, requestDenied } from '#emulator/graph/graph-fault';
import type { DirectoryAudit, GraphCall, GraphReply, GraphTenant } from '#emulator/graph/graph-tenant';
import { isLogRowVisible, logRetentionDays } from '#emulator/graph/log-visibility';
import { type CollectionPolicy, type ResourceSource, restricted } from '#emulator/graph/odata/collection';
import { type Resource, valueAt } from '#emulator/graph/odata/evaluate-filter';
import type { FilterOperator } from '#emulator/graph/odata/filter-policy';
import { parseQueryOptions } from '#emulator/graph/odata/query-options';
import { hasRight } from '#emulator/graph/rights';
import type { Route } from '#emulator/graph/route';
import { quarantineAudit } from '#emulator/graph/synchronization/audit';
import { logQueryOf } from './log-query.ts';

/** Reports. Sources: learn.microsoft.com/graph/api/provisioningobjectsummary-list, directoryaudit-list */
export const auditLogRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/auditLogs/provisioning',
    scopes: ['ProvisioningLog.Read.All', 'AuditLog.Read.All', 'Directory.Read.All'],
    // Owners see the rows of their own applications, so the handler decides.
    right: 'member',
    limit: 'reports',
    handle: listProvisioning,
  },
  {
    method: 'GET',
    pattern: '/auditLogs/directoryAudits',
    scopes: ['AuditLog.Read.All', 'Directory.Read.All'],
    right: 'readReports',
    limit: 'reports',
    handle: listDirectoryAudits,
  },
];

const identifiers: readonly FilterOperator[] = ['eq', 'contains'];
const moments: readonly FilterOperator[] = ['eq', 'gt', 'ge', 'lt', 'le'];

/** provisioningStatusInfo is not filterable: people filter by it themselves. */
const provisioningPolicy: CollectionPolicy = {
  typeName: 'ProvisioningObjectSummary',
  filterable: {
    activityDateTime: moments,
    id: identifiers,
    changeId: identifiers,
    cycleId: identifiers,
    jobId: identifiers,
    tenantId: identifiers,
    provisioningAction: identifiers,
    'servicePrincipal/id': identifiers,
    'servicePrincipal/displayName': identifiers,
    'initiatedBy/id': identifiers,
    'initiatedBy/displayName': identifiers,
    'sourceIdentity/identityType': identifiers,
    'sourceIdentity/id': identifiers,
    'sourceIdentity/displayName': identifiers,
    'targetIdentity/identityType': identifiers,
    'targetIdentity/id': identifiers,
    'targetIdentity/displayName': identifiers,
    'sourceSystem/displayName': identifiers,
    'targetSystem/displayName': identifiers,
  },
  orderable: ['activityDateTime'],
  advancedQueries: false,
  caseSensitive: true,
  defaultPageSize: 100,
  maxPageSize: 1000,
  supportsCount: false,
  defaultSelect: null,
  alwaysId: false,
};

const directoryAuditPolicy: CollectionPolicy = {
  ...provisioningPolicy,
  typeName: 'DirectoryAudit',
  filterable: {
    activityDateTime: moments,
    activityDisplayName: ['eq', 'startswith'],
    category: ['eq'],
    correlationId: ['eq'],
    loggedByService: ['eq'],
    result: ['eq'],
    'initiatedBy/user/id': ['eq'],
    'initiatedBy/user/userPrincipalName': ['eq', 'startswith'],
    targetResources: ['any'],
  },
};

function checkPremium(tenant: GraphTenant): void {
  if (tenant.state.premium) return;
  throw new GraphFault(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', {
    message: "Neither tenant is B2C or tenant doesn't have premium license",
  });
}

function listProvisioning(call: GraphCall, tenant: GraphTenant): GraphReply {
  checkPremium(tenant);
  const items = readableRows(call, tenant);
  return collectionReply(call, tenant, { items, policy: provisioningPolicy, contextName: 'auditLogs/provisioning' });
}

function readableRows(call: GraphCall, tenant: GraphTenant): ResourceSource {
  const { filter, orderBy } = parseQueryOptions(call.url.searchParams);
  const oldestFirst = orderBy[0]?.path === 'activityDateTime' && !orderBy[0].descending;
  const rows = tenant.provisioning.logRows({ ...logQueryOf(filter), oldestFirst });
  const ordered = { ...rows, order: { path: 'activityDateTime', descending: !oldestFirst } };
  const source = restricted(ordered, visibleNow(tenant));
  if (hasRight(call.person, 'readReports', null)) return source;
  const owned = [...tenant.state.servicePrincipals.values()].filter(({ owners }) => owners.includes(call.person.id));
  if (owned.length === 0) throw requestDenied();
  return restricted(source, (row) => owned.some(({ id }) => id === valueAt(row, 'servicePrincipal/id')));
}

/** Which rows have arrived by now and are still kept. */
function visibleNow({ clock, faults, state }: GraphTenant): (row: Resource) => boolean {
  const visibility = {
    now: clock.now(),
    retentionDays: logRetentionDays(state),
    longestDelayMs: faults.standing.longestLogDelayMs,
    seed: faults.seed,
  };
  return (row) => isLogRowVisible(row, visibility);
}

const quarantineRows = ({ provisioning, state }: GraphTenant): readonly DirectoryAudit[] =>
  provisioning
    .quarantines()
    .map((event) => quarantineAudit(event, state.servicePrincipals.get(event.servicePrincipalId)?.displayName ?? null));

const newestFirst = (rows: readonly DirectoryAudit[]): readonly DirectoryAudit[] =>
  rows.toSorted((one, other) => String(other.activityDateTime).localeCompare(String(one.activityDateTime)));

function listDirectoryAudits(call: GraphCall, tenant: GraphTenant): GraphReply {
  checkPremium(tenant);
  const { audits } = tenant.memory;
  const items = newestFirst([...quarantineRows(tenant), ...audits]).filter(visibleNow(tenant));
  return collectionReply(call, tenant, {
    items,
    policy: directoryAuditPolicy,
    contextName: 'auditLogs/directoryAudits',
  });
}
