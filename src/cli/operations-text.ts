import type { JobView, LogEntryView, OnDemandView, ProvisioningStepView, QuarantineView } from '#shared/model/job';
import { indent, textTable } from './text-table.ts';

const never = 'never';

/** Counts of a cycle that tell an administrator something, in words. */
const countWords: readonly (readonly [string, string])[] = [
  ['countImported', 'read'],
  ['countEntitledForProvisioning', 'in scope'],
  ['countExported', 'sent to the application'],
  ['countEscrowed', 'failed and tried again later'],
];

const countsText = (counts: Readonly<Record<string, number>>): readonly string[] =>
  countWords.flatMap(([name, words]) => (counts[name] === undefined ? [] : [`${counts[name]} ${words}`]));

/** A job that was never scheduled has the longest interval that there is, in days. */
function intervalText(interval: string | null): string {
  const minutes = /^PT(\d+)M$/.exec(interval ?? '')?.[1];
  if (minutes !== undefined) return `every ${minutes} minutes`;
  return interval === null || interval.startsWith('P10675199D') ? 'not scheduled' : `every ${interval}`;
}

/** Takes the jobs of an application; gives their state as text. */
export const jobsText = (jobs: readonly JobView[]): string =>
  jobs.length === 0 ? 'No provisioning is set up for this application.' : jobs.map(jobText).join('\n\n');

/** Takes one synchronization job; gives its state, progress, counts and quarantine as text. */
export function jobText(job: JobView): string {
  const cycle = job.lastCycle;
  const counts = cycle === null ? [] : countsText(cycle.counts);
  return [
    `${job.application}: ${job.health}`,
    indent(job.summary),
    `  schedule ${job.scheduleState}, status ${job.statusCode}, ${intervalText(job.interval)}, scope ${job.scope}`,
    ...job.progress.map(
      (part) => `  progress ${part.completed} of ${part.total} ${part.units === '' ? 'pages' : part.units}`,
    ),
    ...(cycle === null ? ['  last cycle: none yet'] : [`  last cycle: ${cycle.state}, ended ${cycle.ended ?? never}`]),
    ...(counts.length === 0 ? [] : [`  in that cycle: ${counts.join(', ')}`]),
    ...(cycle?.errorMessage == null ? [] : [`  error: ${cycle.errorCode ?? ''} ${cycle.errorMessage}`]),
    ...job.entriesByType.map((entry) => `  in sync, ${entry.key}: ${entry.value}`),
    `  notification ${job.notificationEmail ?? 'off'}, deletion threshold ${job.deletionThreshold ?? 'off'}`,
    ...(job.quarantine === null ? [] : [indent(quarantineText(job.quarantine))]),
    `  job ${job.jobId}`,
  ].join('\n');
}

/** Takes a quarantine; gives as text why, since when, what to check and how to repair it. */
export function quarantineText(quarantine: QuarantineView): string {
  const left = quarantine.daysLeft === null ? '' : `, ${quarantine.daysLeft} days left`;
  return [
    `Quarantine (${quarantine.reason}): ${quarantine.meaning}`,
    ...(quarantine.errorMessage === null ? [] : [`  ${quarantine.errorCode ?? 'error'}: ${quarantine.errorMessage}`]),
    `  since ${quarantine.since ?? 'unknown'}, next attempt ${quarantine.nextAttempt ?? 'unknown'}`,
    ...(quarantine.disabledOn === null ? [] : [`  provisioning is turned off on ${quarantine.disabledOn}${left}`]),
    '  Check:',
    ...quarantine.checks.map((check) => `    - ${check}`),
    `  Repair: ${quarantine.fix}`,
  ].join('\n');
}

/** Takes what provisioning one object came to; gives every step as text. */
export function onDemandText(result: OnDemandView): string {
  const target = result.targetId === null ? '' : ` (in the application: ${result.targetId})`;
  return [
    `${result.subject}: ${result.result}${result.action === null ? '' : `, ${result.action}`}${target}`,
    ...result.steps.map(provisioningStepText),
    ...changesText(result.modifiedProperties),
    ...(result.errorMessage === null ? [] : [`  ${result.errorCode ?? 'error'}: ${result.errorMessage}`]),
    ...(result.remedy === null ? [] : [`  What to do: ${result.remedy}`]),
    ...(result.requestId === undefined || result.errorCode === null ? [] : [`  (request-id ${result.requestId})`]),
  ].join('\n');
}

/** Takes rows of the provisioning log; gives one line each. */
export function logText(entries: readonly LogEntryView[]): string {
  if (entries.length === 0) return 'The provisioning log holds nothing that matches.';
  return textTable(
    ['time', 'application', 'action', 'status', 'source', 'target', 'why'],
    entries.map((entry) => [
      entry.activityDateTime,
      entry.application ?? '',
      entry.action,
      entry.status,
      entry.source.displayName ?? entry.source.id ?? '',
      entry.target.displayName ?? entry.target.id ?? '',
      [entry.errorCode, entry.reason].filter(Boolean).join(': '),
    ]),
  );
}

const provisioningStepText = (step: ProvisioningStepView): string =>
  `  ${step.status.padEnd(8)} ${step.name} (${step.type})${step.description === '' ? '' : `: ${step.description}`}`;

const changesText = (changes: OnDemandView['modifiedProperties']): readonly string[] =>
  changes.map((change) => `    ${change.name}: ${change.before ?? '(nothing)'} → ${change.after ?? '(nothing)'}`);
