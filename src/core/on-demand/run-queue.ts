import type { ServicePrincipal, SynchronizationSchema } from '#core/graph/shapes';
import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import type { JobChanger } from '#core/operations/change-job';
import { lookUpPrincipal, type OnDemandTarget, provisionPrincipal } from '#core/operations/provision-now';
import { onlyJob } from '#core/operations/read-jobs';
import type { JournalKey } from '#core/ports';
import type { CallContext } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { contentOf } from '#core/snapshots/content';
import { keepSnapshot } from '#core/snapshots/keep-snapshot';
import { type ReadFacts, readFacts } from '#core/snapshots/read-facts';
import type { OnDemandView } from '#shared/model/job';
import type { OnDemandRun, OnDemandSubjectResult } from '#shared/model/on-demand-run';
import { keepRun, nextRunNumber } from './run-record.ts';

/** What a queue needs beside the ports: which runs this process works on. */
export interface QueueServices extends JobChanger {
  readonly running: Set<string>;
}

/** An application that is ready for provisioning on demand. */
interface Ready {
  readonly servicePrincipal: ServicePrincipal;
  readonly facts: ReadFacts;
  readonly jobId: string;
  readonly schema: SynchronizationSchema;
}

const stopFirst = (application: string): CoreError =>
  new CoreError(
    'conflict',
    `${application} was authorized with OAuth, and such an application can only be provisioned on demand while provisioning is off.`,
    {
      reason: 'stopFirst',
      nextStep: 'Pause provisioning, provision on demand, then start it again.',
    },
  );

const isActive = ({ job }: ReadFacts): boolean => job?.schedule?.state?.toLowerCase() === 'active';

/**
 * Reads the application and its schema. Raises `not_found` (noSynchronizationJob), `conflict` (stopFirst) for an OAuth
 * application whose job runs.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand (known limitations)
 */
async function getReady(
  { graph, ports }: QueueServices,
  servicePrincipal: ServicePrincipal,
  signal: AbortSignal,
): Promise<Ready> {
  const { displayName, id } = servicePrincipal;
  const facts = await readFacts(
    { graph, profiles: ports.profiles },
    { servicePrincipal: Promise.resolve(servicePrincipal), servicePrincipalId: id, signal },
  );
  const unread = facts.missing.find(({ part }) => part === 'job' || part === 'schema');
  if (unread !== undefined) {
    throw new CoreError('graph_error', `The ${unread.part} of ${displayName} could not be read: ${unread.reason}`, {
      reason: 'partUnreadable',
      nextStep: 'Try again; if it stays, look whether your role may read synchronization jobs.',
    });
  }
  const { id: jobId } = onlyJob(
    facts.jobIds.map((one) => ({ jobId: one, id: one })),
    displayName,
  );
  if (facts.oauth && isActive(facts)) throw stopFirst(displayName);
  return { servicePrincipal, facts, jobId, schema: facts.schema ?? { synchronizationRules: [] } };
}

/** What nobody further down the queue would fare better with. */
const stopping: ReadonlySet<string> = new Set([
  'offline',
  'timeout',
  'unauthenticated',
  'consent_required',
  'role_missing',
  'storage_full',
  'storage_corrupt',
  'throttled',
  'internal',
]);

const targetOf = ({ kind, subject, members }: OnDemandSubjectResult): OnDemandTarget =>
  kind === 'user' ? { user: subject, members: [] } : { group: subject, members };

const isOpen = ({ view, error }: OnDemandSubjectResult): boolean => view === null && error === null;

const isFailure = ({ view, error }: OnDemandSubjectResult): boolean => error !== null || view?.result === 'failure';

interface Turn {
  readonly services: QueueServices;
  readonly ready: Ready;
  readonly context: CallContext;
  /** True: what keeps somebody from being tried is raised, after it was recorded. */
  readonly raises: boolean;
}

/** One person or group. What was begun is finished: a cancelled queue stops before the next one. */
async function provisionOne({ services, ready, context }: Turn, one: OnDemandSubjectResult): Promise<OnDemandView> {
  const unbroken = new AbortController().signal;
  const { servicePrincipal, jobId, schema } = ready;
  const principal = await lookUpPrincipal(services.graph, targetOf(one), context.signal);
  return provisionPrincipal(services, {
    servicePrincipal,
    jobId,
    schema,
    principal,
    signal: unbroken,
    progress: context.progress,
  });
}

const cancelled = 'It was cancelled.';

type Step = ({ readonly done: OnDemandSubjectResult } | { readonly stopped: string }) & {
  /** What was raised, for a caller who asked about one person only. */
  readonly cause?: unknown;
};

async function nextStep(turn: Turn, one: OnDemandSubjectResult): Promise<Step> {
  const at = (): string => new Date(turn.services.clock.now()).toISOString();
  try {
    const view = await provisionOne(turn, one);
    return { done: { ...one, at: at(), view } };
  } catch (cause) {
    if (turn.context.signal.aborted) return { stopped: cancelled, cause };
    if (!(cause instanceof CoreError)) throw cause;
    const { nextStep: next = null } = cause.details;
    if (stopping.has(cause.code)) return { stopped: next === null ? cause.message : `${cause.message} ${next}`, cause };
    return { done: { ...one, at: at(), error: { code: cause.code, message: cause.message, nextStep: next } }, cause };
  }
}

/** Works through whoever was not tried yet; the record is on the disk after each one. */
async function workThrough(turn: Turn, key: JournalKey, begun: OnDemandRun): Promise<OnDemandRun> {
  const { services, context } = turn;
  const total = begun.results.length;
  let run = begun;
  const keep = async (next: OnDemandRun): Promise<void> => {
    run = next;
    await keepRun(services.ports, key, run);
  };
  for (const [index, one] of begun.results.entries()) {
    if (!isOpen(one)) continue;
    if (context.signal.aborted) {
      await keep({ ...run, state: 'cancelled', stopped: cancelled });
      return run;
    }
    const message = `${index + 1} of ${total}: ${one.subject}`;
    context.progress({ state: 'running', message, completed: index, total });
    const step = await nextStep(turn, one);
    if ('stopped' in step) {
      await keep({ ...run, state: step.stopped === cancelled ? 'cancelled' : 'stopped', stopped: step.stopped });
      if (turn.raises) throw step.cause;
      return run;
    }
    await keep({ ...run, results: run.results.with(index, step.done) });
    if (turn.raises && step.cause !== undefined) {
      await keep({ ...run, state: 'done' });
      throw step.cause;
    }
    if (run.stopAtFailure && isFailure(step.done) && run.results.some(isOpen)) {
      await keep({ ...run, state: 'stopped', stopped: `${one.subject} failed, and nobody after that was tried.` });
      return run;
    }
  }
  await keep({ ...run, state: 'done', stopped: null });
  return run;
}

/** A run that is new, or one that goes on. */
export type QueueRequest =
  | { readonly subjects: readonly OnDemandTarget[]; readonly stopAtFailure: boolean }
  | { readonly resumed: OnDemandRun };

const resultOf = ({ user, group, members }: OnDemandTarget): OnDemandSubjectResult => ({
  subject: user ?? group ?? '',
  kind: user === undefined ? 'group' : 'user',
  members: [...members],
  at: null,
  view: null,
  error: null,
});

/**
 * Takes an application and whom to provision, or a run to go on with; provisions them one after another, at most five in ten
 * seconds, and gives the run. Somebody who is refused does not stop the others; what would refuse everybody stops the run,
 * which can be resumed; with `raises` it is raised instead. Before the first request the configuration is kept as a snapshot. Raises `not_found` or `conflict`
 * for an application that cannot be provisioned on demand, `storage_full` before anything was sent.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand
 */
export async function runQueue(
  services: QueueServices,
  wanted: { readonly servicePrincipal: ServicePrincipal; readonly request: QueueRequest; readonly raises?: boolean },
  context: CallContext,
): Promise<OnDemandRun> {
  const { ports } = services;
  const { servicePrincipal, request, raises = false } = wanted;
  const account = await requireAccount(ports.identity);
  const key = journalKeyOf(ports.identity.cloud, account);
  context.progress({ state: 'running', message: 'Looking up the rule that provisions' });
  const ready = await getReady(services, servicePrincipal, context.signal);
  const application = {
    vendor: ready.facts.vendor,
    name: servicePrincipal.displayName,
    servicePrincipalId: servicePrincipal.id,
  };
  const snapshot = await keepSnapshot(ports, account, {
    moment: 'before',
    why: 'provisioning on demand',
    run: ports.newId(),
    application,
    content: contentOf(ready.facts),
  });
  const begun: OnDemandRun =
    'resumed' in request
      ? { ...request.resumed, state: 'running', stopped: null }
      : {
          id: ports.newId().toLowerCase(),
          number: await nextRunNumber(ports, key),
          at: new Date(services.clock.now()).toISOString(),
          who: account.username,
          application: servicePrincipal.displayName,
          servicePrincipalId: servicePrincipal.id,
          state: 'running',
          stopped: null,
          stopAtFailure: request.stopAtFailure,
          results: request.subjects.map(resultOf),
          snapshot: snapshot.id,
          valuesKept: true,
        };
  services.running.add(begun.id);
  try {
    await keepRun(ports, key, begun);
    return await workThrough({ services, ready, context, raises }, key, begun);
  } finally {
    services.running.delete(begun.id);
  }
}
