import { jobPath } from '#core/graph/paths';
import { pauseIsNeedless, resetScopesSent, startIsNeedless } from '#core/operations/change-job';
import { initialCycleEstimate } from '#core/scope/cycle-estimate';
import type { JobView } from '#shared/model/job';
import type { JobAction, JobActionPlan, ResetScope } from '#shared/model/job-action';
import { stateOf } from './expected-state.ts';
import { restartWarnings, restartWords } from './restart-words.ts';

type Words = Pick<
  JobActionPlan,
  'title' | 'needless' | 'happens' | 'affected' | 'kept' | 'lost' | 'duration' | 'warnings'
>;

const number = (value: number): string => value.toLocaleString('en');

/** How many objects are in scope by the last cycle that counted them; null where none did. */
function inScopeOf({ lastCycle, lastSuccessfulCycle }: JobView): number | null {
  const counts = [lastCycle, lastSuccessfulCycle].map((cycle) => cycle?.counts.countEntitledForProvisioning ?? 0);
  return counts.find((count) => count > 0) ?? null;
}

const inSyncOf = ({ entriesByType }: JobView): string | null =>
  entriesByType.length === 0 ? null : entriesByType.map(({ key, value }) => `${number(value)} (${key})`).join(', ');

const escrowsOf = ({ lastCycle }: JobView): number => lastCycle?.counts.countEscrowed ?? 0;

const everybody = (job: JobView): string[] => {
  const [inScope, inSync] = [inScopeOf(job), inSyncOf(job)];
  return [
    inScope === null
      ? 'Everybody in scope; how many that are, no cycle has counted yet.'
      : `Everybody in scope: ${number(inScope)} by the last count.`,
    ...(inSync === null ? [] : [`In the application now: ${inSync}.`]),
  ];
};

const at = (text: string): JobActionPlan['duration'] => ({ text, minMinutes: null, maxMinutes: null });

/** Microsoft publishes figures for assigned people and groups only. */
function initialDuration(job: JobView): JobActionPlan['duration'] {
  const inScope = inScopeOf(job);
  if (inScope === null) return at('There is no estimate: nobody has counted who is in scope yet.');
  if (job.scope !== 'assigned') {
    return at('There is no estimate: Microsoft publishes figures for assigned people and groups only.');
  }
  const { minMinutes, maxMinutes } = initialCycleEstimate(inScope);
  const text = `The next cycle takes as long as an initial one: by Microsoft's published figures ${minMinutes} to ${maxMinutes} minutes for ${number(inScope)} in scope. It can take longer.`;
  return { text, minMinutes, maxMinutes };
}

const nextCycle = at('The next cycle begins within about 40 minutes.');

function startWords(job: JobView): Words {
  const isFirst = job.steadyStateSince === null;
  return {
    title: `Start provisioning of ${job.application}`,
    needless: startIsNeedless(job),
    happens: [
      isFirst
        ? 'The initial cycle begins: everybody in scope is evaluated, created or matched in the application.'
        : 'Cycles go on where they stopped: what changed meanwhile is caught up with.',
      ...(job.quarantine === null ? [] : ['The quarantine ends; it comes back where its cause is not repaired.']),
    ],
    affected: everybody(job),
    kept: ['Escrows, watermark and links: a start forgets nothing.'],
    lost: [],
    duration: isFirst
      ? initialDuration(job)
      : at('The first cycle begins within minutes; it takes longer the more has changed.'),
    warnings:
      job.quarantine?.reason === 'TooManyDeletes'
        ? ['Deletions are held back. Decide about them on the page of the quarantine first.']
        : [],
  };
}

const pauseWords = (job: JobView): Words => ({
  title: `Pause provisioning of ${job.application}`,
  needless: pauseIsNeedless(job),
  happens: [
    'The cycle that runs ends first. After it nobody is created, updated or disabled in the application.',
    'People who leave keep their accounts there until provisioning is started again.',
  ],
  affected: everybody(job),
  kept: ['Escrows, watermark, links, mappings and settings: a start goes on from here.'],
  lost: [],
  duration: at('The cycle that runs now may go on for minutes; an initial cycle for hours.'),
  warnings:
    job.health === 'initialCycle' ? ['The initial cycle is not over: its current part runs to its end first.'] : [],
});

function restartActionWords(job: JobView, resetScope: ResetScope): Words {
  const { happens, evaluatesAll, kept, lost } = restartWords[resetScope];
  const failed = escrowsOf(job);
  const escrows = failed === 0 ? 'No object is known to have failed.' : `${number(failed)} objects that failed.`;
  const held = 'Those whose deletion is held back; the page of the quarantine lists who they are.';
  const affected: Readonly<Record<ResetScope, readonly string[]>> = {
    default: [...everybody(job), escrows],
    Full: [...everybody(job), escrows],
    Watermark: everybody(job),
    Escrows: [escrows],
    QuarantineState: ['Nobody by itself: the next cycle runs as usual.'],
    ForceDeletes: [held],
  };
  const isOff = job.quarantine === null && job.scheduleState.toLowerCase() !== 'active';
  return {
    title: `Restart provisioning of ${job.application}`,
    needless: null,
    happens: [happens, ...(isOff ? ['Provisioning is off now: a restart turns it on.'] : [])],
    affected: [...affected[resetScope]],
    kept: [...kept],
    lost: [...lost],
    duration: evaluatesAll ? initialDuration(job) : nextCycle,
    warnings: [...restartWarnings(job, resetScope)],
  };
}

function deleteWords(job: JobView): Words {
  const inSync = inSyncOf(job);
  return {
    title: `Delete the synchronization job of ${job.application}`,
    needless: null,
    happens: [
      'The job is deleted for good. Nobody is created, updated or disabled in the application any more.',
      'A later set-up makes a new job, which matches everybody anew in an initial cycle.',
    ],
    affected: [
      inSync === null
        ? 'Accounts in the application stay as they are.'
        : `Accounts in the application stay as they are, active ones too: ${inSync}.`,
      'People who leave keep their accounts there, unless somebody removes them by hand.',
    ],
    kept: [
      'Accounts in the application.',
      'The enterprise application with its assignments.',
      'A snapshot on this machine: mappings and settings as they are now, without secrets.',
      'Rows of the log, for as long as the service or the archive keeps them.',
    ],
    lost: [
      'All state of the job: escrows, watermark, links, counts and its quarantine.',
      'Its mappings and scoping filters, which only the snapshot has then.',
      'Perhaps the saved credentials: whether the service keeps them is not documented. Have them at hand.',
    ],
    duration: at('At once.'),
    warnings:
      job.scheduleState.toLowerCase() === 'active'
        ? ['Provisioning is on. To stop it for a while, pause it: nothing is lost then.']
        : [],
  };
}

const onDemandWords = (job: JobView): Words => ({
  title: `Provision on demand with ${job.application}`,
  needless: null,
  happens: [
    'Each chosen person goes through all steps now and for real: they are created, updated or disabled in the application.',
    'A scoping filter and assignments decide as in a cycle: who is out of scope is skipped or disabled.',
  ],
  affected: ['Only whom you choose; of a group at most five members at once.'],
  kept: ['Schedule, watermark and escrows: the next cycle runs as if nothing had been done.'],
  lost: [],
  duration: at('Mostly less than 30 seconds for each; the service takes 5 requests in 10 seconds.'),
  warnings: [
    'Where the application is authorized by signing in at the vendor, the service asks for the job to be stopped first.',
  ],
});

const wordsOf = (job: JobView, action: JobAction, resetScope: ResetScope): Words => {
  const words: Readonly<Record<JobAction, () => Words>> = {
    start: () => startWords(job),
    pause: () => pauseWords(job),
    restart: () => restartActionWords(job, resetScope),
    delete: () => deleteWords(job),
    onDemand: () => onDemandWords(job),
  };
  return words[action]();
};

function callsOf(job: JobView, action: JobAction, resetScope: ResetScope): JobActionPlan['calls'] {
  const path = jobPath(job);
  const readBack = { method: 'GET', path, body: null, write: false };
  const post = (name: string, body: string | null = null) => ({
    method: 'POST',
    path: `${path}/${name}`,
    body,
    write: true,
  });
  const writes: Readonly<Record<JobAction, JobActionPlan['calls'][number]>> = {
    start: post('start'),
    pause: post('pause'),
    restart: post('restart', JSON.stringify({ criteria: { resetScope: resetScopesSent[resetScope] } }, null, 2)),
    delete: { method: 'DELETE', path, body: null, write: true },
    onDemand: post('provisionOnDemand'),
  };
  return action === 'onDemand' ? [writes.onDemand] : [writes[action], readBack];
}

/**
 * Takes a job, an action and, for a restart, its reset scope; gives what that comes to, who is affected, what is kept and lost, how
 * long it takes and which requests it makes. Pure.
 * Sources: learn.microsoft.com/graph/api/synchronization-synchronizationjob-start, -pause, -restart, -delete, -provisionondemand
 */
export function planAction(job: JobView, action: JobAction, resetScope: ResetScope = 'default'): JobActionPlan {
  const words = wordsOf(job, action, resetScope);
  return {
    application: job.application,
    jobId: job.jobId,
    action,
    resetScope: action === 'restart' ? resetScope : null,
    ...words,
    calls: words.needless === null ? callsOf(job, action, resetScope) : [],
    confirmedOutside: action === 'delete' || (action === 'restart' && resetScope === 'ForceDeletes'),
    expected: stateOf(job),
  };
}
