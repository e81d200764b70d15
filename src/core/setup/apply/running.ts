import type { Acknowledged } from '#core/graph/calls/reading';
import { getJob, pauseJob, restartJob, startJob } from '#core/graph/calls/synchronization-jobs';
import type { SynchronizationJob } from '#core/graph/shapes';
import { journalled } from '#core/journal/journalled';
import { occurred } from '#core/monitor/service-time';
import { followCycle } from '#core/operations/wait-for-cycle';
import { CoreError } from '#core/rpc/errors';
import { stepIds } from '#core/setup/plan/decisions';
import { isActive, restartScope } from '#core/setup/plan/running';
import { replicationToleranceMs } from '#core/setup/read-unlisted';
import type { RunJob } from './job.ts';
import { judgeJob, unhealthy } from './job-health.ts';
import { journalApplication, type RunTarget, type SetupRun } from './run.ts';

/** How long a started job has to become healthy, and how often it is looked at. */
const healthLimitMs = 60_000;
const healthLooks = [2_000, 4_000, 8_000, 15_000] as const;
/** A first cycle of a large tenant takes hours. */
const cycleLimitMs = 14_400_000;

interface Where {
  readonly target: RunTarget;
  readonly job: RunJob;
}

const read = (run: SetupRun, { target, job }: Where): Promise<SynchronizationJob> =>
  getJob(run.graph, {
    servicePrincipalId: target.servicePrincipal.id,
    jobId: job.job.id,
    replicationToleranceMs,
    signal: run.signal,
  });

async function act(
  run: SetupRun,
  where: Where,
  action: { readonly step: string; readonly send: () => Promise<Acknowledged> },
): Promise<string | undefined> {
  const { requestId } = await journalled(run, {
    step: action.step,
    application: journalApplication(run, where.target.servicePrincipal),
    changes: run.changesOf(action.step),
    write: action.send,
    outcome: (answer) => ({ detail: '', requestId: answer.requestId }),
  });
  return requestId;
}

async function pause(run: SetupRun, where: Where): Promise<void> {
  const options = { servicePrincipalId: where.target.servicePrincipal.id, jobId: where.job.job.id, signal: run.signal };
  const requestId = await act(run, where, { step: stepIds.pause, send: () => pauseJob(run.graph, options) });
  if (isActive(await read(run, where))) {
    throw new CoreError('graph_error', 'The service answered that it paused provisioning, but it is still on.', {
      reason: 'notPaused',
      nextStep: 'Run the command again.',
      requestId,
    });
  }
  run.reports.ended(stepIds.pause, { verified: true, detail: 'paused and read back', requestId });
}

/** Looks until the job is healthy or the time is over; gives what it looked like last. */
async function healthGate(run: SetupRun, where: Where): Promise<SynchronizationJob> {
  const until = run.clock.now() + healthLimitMs;
  for (let look = 0; ; look += 1) {
    const job = await read(run, where);
    const verdict = judgeJob(job);
    if (verdict.healthy) return job;
    const left = until - run.clock.now();
    if (left <= 0) throw unhealthy(job, verdict);
    run.reports.waiting(stepIds.health, `Not healthy yet: ${verdict.words}`);
    await run.clock.sleep(Math.min(left, healthLooks[Math.min(look, healthLooks.length - 1)] ?? 15_000), run.signal);
  }
}

/** Follows the cycle; gives what came of it in words. Raises what {@link unhealthy} gives for a job that got into trouble. */
async function followRun(run: SetupRun, where: Where, endedBefore: string | null): Promise<string> {
  const { graph, clock, signal } = run;
  const { over } = await followCycle(
    { graph, clock },
    {
      servicePrincipal: where.target.servicePrincipal,
      jobId: where.job.job.id,
      timeoutMs: cycleLimitMs,
      endedBefore,
      signal,
      progress: ({ message, completed, total }) =>
        run.reports.waiting(
          stepIds.health,
          total === undefined ? message : `${message} (${completed ?? 0} of ${total})`,
        ),
    },
  );
  if (!over) return 'the cycle still runs after 4 hours';
  const job = await read(run, where);
  const verdict = judgeJob(job);
  if (!verdict.healthy) throw unhealthy(job, verdict);
  return `the cycle ended (${job.status?.lastExecution?.state ?? 'no state'})`;
}

/** When the last cycle ended before this run changes anything; null where any cycle that has ended is good enough. */
async function endBefore(run: SetupRun, where: Where, changed: boolean): Promise<string | null> {
  if (!run.waitForCycle || !changed || where.job.fresh) return null;
  return occurred((await read(run, where)).status?.lastExecution?.timeEnded);
}

async function begin(run: SetupRun, where: Where): Promise<void> {
  const { running } = run.decisions;
  const options = { servicePrincipalId: where.target.servicePrincipal.id, jobId: where.job.job.id, signal: run.signal };
  if (running.start) {
    run.reports.running(stepIds.start, 'Starting provisioning');
    const requestId = await act(run, where, { step: stepIds.start, send: () => startJob(run.graph, options) });
    run.reports.ended(stepIds.start, { verified: false, detail: 'started', requestId });
  } else run.reports.ended(stepIds.start, { verified: true, detail: 'it is on' });
  if (running.restart) {
    run.reports.running(stepIds.restart, 'Restarting provisioning');
    const requestId = await act(run, where, {
      step: stepIds.restart,
      send: () => restartJob(run.graph, { ...options, resetScope: restartScope }),
    });
    run.reports.ended(stepIds.restart, { verified: false, detail: 'restarted', requestId });
  }
}

function confirmBegun(run: SetupRun): void {
  for (const id of [stepIds.start, stepIds.restart]) {
    const report = run.reports.all().find((one) => one.id === id);
    if (report !== undefined && !report.verified)
      run.reports.ended(id, {
        verified: true,
        detail: `${report.detail}, and the job is scheduled`,
        requestId: report.requestId,
      });
  }
}

/**
 * Brings the job into the wanted state: start, restart or pause, then the health gate, then the cycle when the run shall
 * follow it. `changed`: whether this run wrote anything; if not, an unhealthy job is told and no fault.
 * Raises `target_refused` or `graph_error` when a job that this run set up is not healthy within 60 s.
 */
export async function bringToState(run: SetupRun, where: Where, changed: boolean): Promise<void> {
  const { running } = run.decisions;
  if (run.configuration.provisioning === 'off') {
    if (running.pause) await pause(run, where);
    else run.reports.ended(stepIds.pause, { verified: true, detail: 'it is off' });
    return;
  }
  const endedBefore = await endBefore(run, where, changed);
  await begin(run, where);
  if (!changed && !run.waitForCycle) {
    const verdict = judgeJob(where.job.job);
    run.reports.ended(stepIds.health, { verified: verdict.healthy, detail: verdict.words });
    return;
  }
  const job = await healthGate(run, where);
  confirmBegun(run);
  const words = run.waitForCycle ? await followRun(run, where, endedBefore) : judgeJob(job).words;
  run.reports.ended(stepIds.health, { verified: true, detail: words });
}
