import { readSchema, writeSchema } from '#core/graph/calls/synchronization-schema';
import type { SynchronizationSchema } from '#core/graph/shapes';
import { journalled } from '#core/journal/journalled';
import { CoreError } from '#core/rpc/errors';
import { checkSchemaEdit } from '#core/schema/check-edit';
import { editSchema } from '#core/schema/edit-schema';
import { stepIds } from '#core/setup/plan/decisions';
import { replicationToleranceMs } from '#core/setup/read-unlisted';
import type { RunJob } from './job.ts';
import { journalApplication, type RunTarget, type SetupRun } from './run.ts';

/** Reads the schema of the job as it is now; waits until a new job is visible. */
export const readRunSchema = (run: SetupRun, target: RunTarget, { job }: RunJob): Promise<SynchronizationSchema> =>
  readSchema(run.graph, {
    servicePrincipalId: target.servicePrincipal.id,
    jobId: job.id,
    replicationToleranceMs,
    signal: run.signal,
  });

const stale = (): CoreError =>
  new CoreError('plan_stale', 'The mappings were changed by somebody else since the plan was made.', {
    reason: 'schemaChanged',
    nextStep: 'Make the plan again and look at it.',
  });

const notSaved = (what: readonly string[], requestId: string | undefined): CoreError =>
  new CoreError(
    'graph_error',
    `The service answered that it saved the mappings, but reads back otherwise: ${what.join('; ')}.`,
    {
      reason: 'schemaNotSaved',
      nextStep: 'Run the command again; if it stays, compare the mappings in the admin center.',
      requestId,
    },
  );

/** What the profile maps and the application, now that it is there, does not know. */
const leftOutWords = (names: readonly string[]): string =>
  names.length === 0 ? '' : `; the live schema does not know ${names.join(', ')}, so nothing is sent there`;

/**
 * Edits the schema that was read and puts the whole of it back, members that are not known here included; then reads it
 * back and compares by meaning. Raises `plan_stale` when its version is not the one that was planned on, `bad_request` for an
 * unfit mapping, `graph_error` (schemaNotSaved).
 */
export async function saveSchema(
  run: SetupRun,
  job: RunJob & { readonly target: RunTarget },
  live: SynchronizationSchema,
): Promise<void> {
  const { mappings, schemaVersion } = run.decisions;
  if (schemaVersion !== null && (live.version ?? null) !== schemaVersion) throw stale();
  const edit = editSchema(live, mappings);
  checkSchemaEdit(live, edit);
  if (edit.edits.length === 0) {
    run.reports.ended(stepIds.schema, {
      verified: true,
      detail: `the mappings are as wanted${leftOutWords(edit.leftOut)}`,
    });
    return;
  }
  const servicePrincipalId = job.target.servicePrincipal.id;
  const jobId = job.job.id;
  run.reports.running(stepIds.schema, 'Saving the mappings');
  const changes = edit.edits.flatMap((one) => one.changes);
  const { requestId } = await journalled(run, {
    step: stepIds.schema,
    application: journalApplication(run, job.target.servicePrincipal),
    changes,
    write: () => writeSchema(run.graph, { servicePrincipalId, jobId, schema: edit.schema, signal: run.signal }),
    outcome: (answer) => ({
      detail: `${changes.length} changes on version ${live.version ?? 'unknown'}`,
      requestId: answer.requestId,
    }),
  });
  const left = editSchema(await readRunSchema(run, job.target, job), mappings).edits.flatMap((one) => one.changes);
  if (left.length > 0)
    throw notSaved(
      left.map((change) => change.what),
      requestId,
    );
  run.reports.ended(stepIds.schema, {
    verified: true,
    detail: `${changes.length} changes saved and read back${leftOutWords(edit.leftOut)}`,
    requestId,
  });
}
