import { odataString } from '#core/graph/paths';
import type { LogEntryView } from '#shared/model/job';
import { canonical } from './summary-reading.ts';

/** Which rows of the provisioning log are wanted. */
export interface LogQuery {
  readonly servicePrincipalId?: string | undefined;
  /** The person by object id, or by a piece of the name that the log shows. */
  readonly person?: { readonly objectId: string } | { readonly name: string } | undefined;
  readonly action?: string | undefined;
  /** ISO 8601 UTC; rows after that time. */
  readonly since?: string | undefined;
  /** ISO 8601 UTC; rows up to and of that millisecond. */
  readonly until?: string | undefined;
}

const personClause = (person: NonNullable<LogQuery['person']>): string =>
  'objectId' in person
    ? `sourceIdentity/id eq ${odataString(person.objectId)}`
    : `contains(sourceIdentity/displayName,${odataString(person.name)})`;

/**
 * Takes which rows are wanted; gives the OData filter for what the service can filter, or undefined for all rows. The service
 * compares with case, so a documented action gets its documented spelling.
 * Source: learn.microsoft.com/graph/api/provisioningobjectsummary-list
 */
export function logFilterOf(query: LogQuery): string | undefined {
  const clauses = [
    ...(query.servicePrincipalId === undefined
      ? []
      : [`servicePrincipal/id eq ${odataString(query.servicePrincipalId)}`]),
    ...(query.since === undefined ? [] : [`activityDateTime gt ${query.since}`]),
    // Only eq, gt and lt are documented, so the millisecond after is named.
    ...(query.until === undefined
      ? []
      : [`activityDateTime lt ${new Date(Date.parse(query.until) + 1).toISOString()}`]),
    ...(query.action === undefined ? [] : [`provisioningAction eq ${odataString(canonical(query.action))}`]),
    ...(query.person === undefined ? [] : [personClause(query.person)]),
  ];
  return clauses.length === 0 ? undefined : clauses.join(' and ');
}

/** Takes a row and a status of any case, or undefined; says whether the row has it. The service cannot filter by status. */
export const hasStatus = (entry: LogEntryView, status: string | undefined): boolean =>
  status === undefined || entry.status.toLowerCase() === status.toLowerCase();
