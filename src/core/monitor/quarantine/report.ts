import { quarantineSummary } from '#core/monitor/job-view';
import type { JobView, QuarantineView } from '#shared/model/job';
import type { QuarantineReport } from '#shared/model/quarantine';
import { classifyQuarantine } from './classify.ts';
import { deletionsMeter, quarantineMeters } from './meters.ts';

/** Takes a job in quarantine; gives the text with which Microsoft Support can find it. Pure. */
export function supportTextOf(job: JobView, quarantine: QuarantineView): string {
  const { errorCode, errorMessage } = quarantine;
  return [
    `Provisioning of ${job.application} is in quarantine (${quarantine.reason}) since ${quarantine.since ?? 'an unknown time'}.`,
    `Job id: ${job.jobId}`,
    `Service principal: ${job.servicePrincipalId}`,
    `Template: ${job.templateId}`,
    ...(errorMessage === null && errorCode === null
      ? []
      : [`Error: ${[errorCode, errorMessage].filter((text) => text !== null).join(': ')}`]),
    `Last cycle ended: ${job.lastCycle?.ended ?? 'unknown'}`,
  ].join('\n');
}

/** Takes a job; gives its quarantine with the kind, what that was told by, and the meters of the last cycle. Pure. */
export function quarantineReportOf(job: JobView): QuarantineReport {
  const { quarantine, lastCycle } = job;
  const classified = quarantine === null ? null : classifyQuarantine({ quarantine, lastCycle });
  const needsSupport =
    classified?.kind === 'byMicrosoft' || classified?.kind === 'ingestion' || classified?.kind === 'unknown';
  return {
    application: job.application,
    servicePrincipalId: job.servicePrincipalId,
    jobId: job.jobId,
    scheduleState: job.scheduleState,
    quarantine,
    kind: classified?.kind ?? null,
    evidence: [...(classified?.evidence ?? [])],
    meters: [
      ...quarantineMeters(job),
      deletionsMeter(job.deletionThreshold, classified?.kind === 'deletesBlocked' ? null : 0),
    ],
    measuredAt: lastCycle?.ended ?? null,
    summary: quarantineSummary(quarantine),
    supportText: quarantine !== null && needsSupport ? supportTextOf(job, quarantine) : null,
  };
}
