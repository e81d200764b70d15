import { stepIds } from '#core/setup/plan/decisions';
import type { ServicePrincipalId, SynchronizationJobId } from '#shared/model/ids';
import { checkWantedRoles, grantAccess } from './access.ts';
import { ensureApplication, pickTemplate, verifyApplication } from './application.ts';
import { proveCredentials, saveSettings, testCredentials } from './connection.ts';
import { authorize, handOffSettings } from './hand-off.ts';
import { ensureJob, listRunJobs, type RunJob } from './job.ts';
import { type RunTarget, type SetupRun, together } from './run.ts';
import { bringToState } from './running.ts';
import { readRunSchema, saveSchema } from './schema.ts';
import { settleInterrupted } from './settle.ts';

/** What a run came to, before the report is put together. */
export interface RunResult {
  readonly servicePrincipalId: ServicePrincipalId;
  readonly jobId: SynchronizationJobId;
  /** Where a person has to go before provisioning can start, or null. */
  readonly personNeededAt: string | null;
}

/**
 * The chain of synchronization writes, one after the other on one service principal. Reads that depend on nothing run beside
 * them; only one read at a time waits for a new job to become visible.
 */
async function synchronization(run: SetupRun, target: RunTarget, tested: Promise<void>): Promise<RunJob> {
  const needsList = run.decisions.job?.kind !== 'use';
  const [listed] = await Promise.all([needsList ? listRunJobs(run, target) : [], tested]);
  const job = await ensureJob(run, target, listed);
  const readsSchema = run.decisions.schemaChanges;
  const [schema] = await Promise.all([readsSchema ? readRunSchema(run, target, job) : null, saveSettings(run, target)]);
  await proveCredentials(run, target, job);
  if (schema === null) run.reports.ended(stepIds.schema, { verified: true, detail: 'the mappings are as wanted' });
  else await saveSchema(run, { ...job, target }, schema);
  if (job.fresh) run.reports.ended(stepIds.job, { verified: true, detail: `there (${job.job.id})` });
  return job;
}

/**
 * Carries out the decisions of a plan: application, test, job, settings and proof, schema, and beside that chain the app role
 * and the assignments; then the authorization, the start and the health gate. Every write is journalled before it is made
 * and read back after. An aborted or killed run is finished by planning and applying again.
 */
export async function applySetup(run: SetupRun, changes: () => boolean): Promise<RunResult> {
  await settleInterrupted(run);
  const found = await ensureApplication(run);
  const template = await pickTemplate(run, found);
  checkWantedRoles(run, found);
  const target: RunTarget = { ...found, template };
  const tested = testCredentials(run, target);
  const job = synchronization(run, target, tested);
  await together([verifyApplication(run, found), job, grantAccess(run, target, tested)]);
  const done = await job;
  const changeAt = await handOffSettings(run, target);
  const authorizeAt = await authorize(run, target, done);
  const result = { servicePrincipalId: target.servicePrincipal.id, jobId: done.job.id };
  // Nothing can start before somebody authorized; switching off needs no authorization.
  if (authorizeAt !== null && run.configuration.provisioning === 'on')
    return { ...result, personNeededAt: authorizeAt };
  await bringToState(run, { target, job: done }, changes());
  return { ...result, personNeededAt: authorizeAt ?? changeAt };
}
