import type { SynchronizationJob, SynchronizationTemplate } from '#core/graph/shapes';
import type { IntentEntry } from '#core/journal/entry';
import type { JournalFacts } from '#core/journal/facts';
import { CoreError } from '#core/rpc/errors';
import { createSteps, newOnes } from './choose-application.ts';
import type { JobChoice } from './live-state.ts';

const noProvisioning = (application: string): CoreError =>
  new CoreError(
    'bad_request',
    `"${application}" supports no automatic provisioning: it offers no synchronization template.`,
    {
      reason: 'noProvisioningSupport',
      nextStep:
        'Add the application from the gallery instead of an app registration of its own; if the gallery application offers none either, ask the vendor for SCIM support.',
    },
  );

/** Takes the synchronization templates of an application and the id of the vendor's own; gives that one, else the default, else the first. Pure. */
export const preferredTemplate = (
  templates: readonly SynchronizationTemplate[],
  preferred: string | null,
): SynchronizationTemplate | undefined =>
  templates.find((template) => template.id === preferred) ??
  templates.find((template) => template.default === true) ??
  templates[0];

/** Takes the synchronization templates of an application; gives the one to make a job from. Raises `bad_request` (noProvisioningSupport). Pure. */
export function chooseTemplate(
  templates: readonly SynchronizationTemplate[],
  wanted: { readonly preferred: string | null; readonly application: string },
): SynchronizationTemplate {
  const chosen = preferredTemplate(templates, wanted.preferred);
  if (chosen === undefined) throw noProvisioning(wanted.application);
  return chosen;
}

/** Takes an interrupted creation of a job and the jobs now; gives the one it made, or null. Raises `conflict` when several are new. Pure. */
export function jobOfIntent(
  intent: Pick<IntentEntry, 'subject'>,
  jobs: readonly SynchronizationJob[],
): SynchronizationJob | null {
  const fresh = newOnes(intent.subject.known, jobs);
  if (fresh.length <= 1) return fresh[0] ?? null;
  throw new CoreError(
    'conflict',
    `An earlier run was interrupted while it created a synchronization job, and ${fresh.length} jobs are new: ${fresh.map((job) => job.id).join(', ')}.`,
    { reason: 'severalNewJobs', nextStep: 'Delete the one that is not needed, then run the command again.' },
  );
}

const openCreation = (facts: JournalFacts, servicePrincipalId: string): IntentEntry | null =>
  facts.openIntents.findLast(
    (intent) => intent.step === createSteps.job && intent.application.servicePrincipalId === servicePrincipalId,
  ) ?? null;

/**
 * Takes the jobs of a service principal, the id of its template of choice and the journal's facts; says which job is used or
 * that one is created: an interrupted creation of ours first, then what our journal created, then one of that template. Pure.
 */
export function chooseJob(
  jobs: readonly SynchronizationJob[],
  wanted: {
    readonly servicePrincipalId: string;
    readonly templateId: string | undefined;
    readonly facts: JournalFacts;
  },
): JobChoice {
  const open = openCreation(wanted.facts, wanted.servicePrincipalId);
  if (open !== null) {
    const job = jobOfIntent(open, jobs);
    if (job !== null) return { kind: 'use', job, adopts: open };
  }
  const ours = new Set(wanted.facts.created.filter((object) => object.type === 'job').map((object) => object.jobId));
  const job =
    jobs.find((one) => ours.has(one.id)) ?? jobs.find((one) => one.templateId === wanted.templateId) ?? jobs[0];
  return job === undefined ? { kind: 'create', open } : { kind: 'use', job, adopts: null };
}
