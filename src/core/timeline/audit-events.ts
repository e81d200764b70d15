import { type DirectoryAudit, provisioningAuditPages } from '#core/graph/calls/directory-audits';
import type { Graph } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import { CoreError } from '#core/rpc/errors';
import type { TaskProgress } from '#shared/contract/events';
import type { TimelineGap } from '#shared/model/timeline';

/** Days that the tenant keeps its events: with a premium licence, and without. */
export const retention = { premiumDays: 30, freeDays: 7 } as const;
const dayMs = 86_400_000;

/** A tenant-wide log can be long; what is beyond so many pages is said to be missing. */
const mostPages = 40;

/** Events about one application, and what could not be read. */
export interface AuditEvents {
  readonly events: readonly DirectoryAudit[];
  readonly gaps: readonly TimelineGap[];
}

interface AuditQuery {
  readonly servicePrincipalId: string;
  /** ISO 8601 UTC. */
  readonly since: string;
  readonly now: number;
  readonly signal: AbortSignal;
  readonly progress: (progress: TaskProgress) => void;
}

/** Takes what reading the audit log raised; gives what cannot be known then, null where it is no matter of rights. Pure. */
export const gapOfFault = (cause: CoreError): TimelineGap | null => {
  const { message, details } = cause;
  const next = details.nextStep === undefined ? {} : { nextStep: details.nextStep };
  switch (cause.code) {
    case 'consent_required':
      return {
        code: 'noConsent',
        message: 'Who changed what elsewhere is in the tenant’s audit log, and nobody consented to reading it yet.',
        nextStep: 'Consent to AuditLog.Read.All.',
        scopes: [scopes.auditLogs],
      };
    case 'license_required':
      return {
        code: 'noLicence',
        message:
          'The tenant has no P1 or P2 licence, so its audit log cannot be read through Microsoft Graph: nobody can say here who made a change elsewhere.',
        nextStep: 'Open the audit logs in the admin center; they are kept 7 days.',
      };
    case 'role_missing':
    case 'forbidden':
      return { code: 'noRole', message: `Your role may not read the tenant’s audit log. ${message}`, ...next };
    case 'unsupported_in_cloud':
    case 'not_found':
      return { code: 'noLog', message, ...next };
    default:
      return null;
  }
};

/** Takes the time, the oldest event that came and from when on was asked; gives what the retention of the log leaves open. Pure. */
export function retentionGap(now: number, oldest: string | null): TimelineGap {
  const surely = oldest !== null && Date.parse(oldest) < now - retention.freeDays * dayMs;
  const from = new Date(now - retention.premiumDays * dayMs).toISOString().slice(0, 10);
  return {
    code: 'retention',
    message: surely
      ? `The tenant keeps these events ${retention.premiumDays} days: who changed something before ${from} cannot be known from it.`
      : `The tenant keeps these events ${retention.premiumDays} days with a P1 or P2 licence and ${retention.freeDays} days without: what is older cannot be known from it.`,
    nextStep: 'Send the audit log to a storage of your own to keep it longer.',
  };
}

/**
 * Takes an application and from when on; reads the events about provisioning of the whole tenant and gives those about the
 * application, newest first. What may not be read becomes a gap. Raises what is no matter of rights: `offline`, `throttled`,
 * `timeout`, an AbortError.
 */
export async function readAuditEvents(graph: Graph, query: AuditQuery): Promise<AuditEvents> {
  const { servicePrincipalId, since, signal, progress } = query;
  const events: DirectoryAudit[] = [];
  let pages = 0;
  let read = 0;
  let oldest: string | null = null;
  try {
    for await (const page of provisioningAuditPages(graph, { since, signal })) {
      pages += 1;
      read += page.length;
      oldest = page.at(-1)?.activityDateTime ?? oldest;
      events.push(
        ...page.filter(({ targetResources }) => (targetResources ?? []).some(({ id }) => id === servicePrincipalId)),
      );
      progress({ state: 'running', message: `Reading the tenant’s audit log: ${read} events`, completed: read });
      if (pages >= mostPages) return { events, gaps: [retentionGap(query.now, oldest), tooMany(oldest)] };
    }
    return { events, gaps: [retentionGap(query.now, oldest)] };
  } catch (cause) {
    const gap = cause instanceof CoreError ? gapOfFault(cause) : null;
    if (gap === null) throw cause;
    return { events, gaps: [gap] };
  }
}

const tooMany = (oldest: string | null): TimelineGap => ({
  code: 'tooManyEvents',
  message: `The tenant has more events than were read; nothing before ${oldest ?? 'now'} was looked at.`,
  nextStep: 'Ask from a later time on.',
});
