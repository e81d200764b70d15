import type { DirectoryAudit } from '#core/graph/calls/directory-audits';
import type { Graph } from '#core/graph/graph';
import type { JournalEntry, OutcomeEntry } from '#core/journal/entry';
import { entriesOf } from '#core/journal/handlers';
import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import { readJournal } from '#core/journal/verify-journal';
import { occurred } from '#core/monitor/service-time';
import { onlyJob, readJobViews } from '#core/operations/read-jobs';
import { selectApplication } from '#core/operations/select-application';
import type { Ports } from '#core/ports';
import type { CallContext } from '#core/rpc/dispatch';
import { readAuditEvents, retention } from '#core/timeline/audit-events';
import { isQuarantineEvent } from '#core/timeline/quarantine-event';
import type { Output } from '#shared/contract/index';
import type { JobView } from '#shared/model/job';
import type { QuarantineMoment } from '#shared/model/quarantine';

const dayMs = 86_400_000;
const mostMoments = 100;

const enteredMoment = (event: DirectoryAudit): QuarantineMoment => ({
  at: event.activityDateTime,
  what: 'entered',
  words: event.resultReason ?? 'The service put the job into quarantine.',
  requestId: event.correlationId ?? null,
});

const liftingSteps: ReadonlySet<string> = new Set(['job.start', 'job.restart']);

/** Takes entries of our journal about one application; gives its starts and restarts that went through, oldest first. Pure. */
export const liftingWrites = (entries: readonly JournalEntry[]): readonly OutcomeEntry[] =>
  entries.filter(
    (entry): entry is OutcomeEntry =>
      entry.kind === 'outcome' && liftingSteps.has(entry.step) && (entry.result === 'done' || entry.result === 'found'),
  );

/** Takes entries and the outcome of one of our writes; says whether the job was in quarantine when it was made, as its intent says. Pure. */
export const wasInQuarantine = (entries: readonly JournalEntry[], { intent }: OutcomeEntry): boolean =>
  entries.some(
    (entry) =>
      entry.kind === 'intent' &&
      entry.id === intent &&
      entry.changes.some(({ before }) => /quarantine/i.test(before ?? '')),
  );

const stepWords: ReadonlyMap<string, string> = new Map([
  ['job.start', 'Start provisioning'],
  ['job.restart', 'Restart provisioning'],
]);

/** Takes the outcome of one of our writes; gives what it was, in words. Pure. */
export const writeInWords = ({ step, detail }: OutcomeEntry): string =>
  detail === '' ? (stepWords.get(step) ?? step) : detail;

const ourMoment = (entry: OutcomeEntry): QuarantineMoment => ({
  at: entry.at,
  what: 'ours',
  words: writeInWords(entry),
  requestId: entry.requestId,
});

const nowMoment = ({ quarantine }: JobView): readonly QuarantineMoment[] => {
  const at = quarantine === null ? null : occurred(quarantine.since);
  return quarantine === null || at === null
    ? []
    : [{ at, what: 'now', words: `In quarantine since then: ${quarantine.reason}.`, requestId: null }];
};

/** Takes the events, our writes and the job; gives the moments newest first. What began now is named once. Pure. */
export function quarantineMoments(
  events: readonly DirectoryAudit[],
  entries: readonly JournalEntry[],
  job: JobView,
): readonly QuarantineMoment[] {
  const entered = events.filter(({ activityDisplayName }) => isQuarantineEvent(activityDisplayName)).map(enteredMoment);
  const now = nowMoment(job).filter(({ at }) => !entered.some((one) => one.at === at));
  return [...entered, ...liftingWrites(entries).map(ourMoment), ...now]
    .sort((one, other) => other.at.localeCompare(one.at))
    .slice(0, mostMoments);
}

/** Takes the ports, Graph and an application; gives when it was in quarantine, and what cannot be known. Raises what reading raises. */
export async function showHistory(
  { ports, graph }: { readonly ports: Ports; readonly graph: Graph },
  application: string,
  { signal, progress }: CallContext,
): Promise<Output<'quarantine.history'>> {
  const key = journalKeyOf(ports.identity.cloud, await requireAccount(ports.identity));
  const servicePrincipal = await selectApplication(graph, { application, signal });
  const now = ports.clock.now();
  const since = new Date(now - retention.premiumDays * dayMs).toISOString();
  const [jobs, journal, audit] = await Promise.all([
    readJobViews({ graph, clock: ports.clock }, { servicePrincipal, signal }),
    readJournal(ports, key),
    readAuditEvents(graph, { servicePrincipalId: servicePrincipal.id, since, now, signal, progress }),
  ]);
  const job = onlyJob(jobs, servicePrincipal.displayName);
  const moments = quarantineMoments(audit.events, entriesOf(journal.chain.entries, servicePrincipal.id), job);
  return { moments: [...moments], gaps: [...audit.gaps] };
}
