import type { SynchronizationJob, SynchronizationSecret, TaskExecution } from '#core/graph/shapes';
import { isTrue, notificationSettings, savedSettings, settingKeys } from '#core/setup/settings';
import { ServicePrincipalId } from '#shared/model/ids';
import type { CycleView, JobHealth, JobView, QuarantineView } from '#shared/model/job';
import { quarantineViewOf } from './quarantine/catalogue.ts';
import { occurred } from './service-time.ts';

/** What a {@link JobView} is made of. */
export interface JobFacts {
  readonly job: SynchronizationJob;
  readonly application: { readonly servicePrincipalId: string; readonly displayName: string };
  /** Saved settings, secret values masked; null when they could not be read. */
  readonly secrets: readonly SynchronizationSecret[] | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

type Status = NonNullable<SynchronizationJob['status']>;

const equalsIgnoringCase = (text: string | null | undefined, other: string): boolean =>
  text?.toLowerCase() === other.toLowerCase();

const realError = (execution: TaskExecution): { readonly code: string | null; readonly message: string | null } => {
  const code = execution.error?.code ?? null;
  // The service writes the code "None" where nothing went wrong.
  if (code === null || code === '' || equalsIgnoringCase(code, 'None')) return { code: null, message: null };
  return { code, message: execution.error?.message ?? null };
};

const countsOf = (execution: TaskExecution): Record<string, number> =>
  Object.fromEntries(
    Object.entries(execution).filter(
      (entry): entry is [string, number] => entry[0].startsWith('count') && typeof entry[1] === 'number',
    ),
  );

/**
 * Takes one execution; gives it as a cycle, or null when it never ran: a job that was only started shows a failed execution
 * with zero dates.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationtaskexecution
 */
export function cycleViewOf(execution: TaskExecution | null | undefined): CycleView | null {
  if (execution === null || execution === undefined) return null;
  const began = occurred(execution.timeBegan);
  const ended = occurred(execution.timeEnded);
  const error = realError(execution);
  if (began === null && ended === null && error.code === null) return null;
  return {
    state: execution.state ?? 'unknown',
    began,
    ended,
    counts: countsOf(execution),
    errorCode: error.code,
    errorMessage: error.message,
  };
}

function quarantineOf(status: Status | null | undefined, now: number): QuarantineView | null {
  const { quarantine, code } = status ?? {};
  if (quarantine !== null && quarantine !== undefined) return quarantineViewOf(quarantine, now);
  return equalsIgnoringCase(code, 'Quarantine') ? quarantineViewOf({}, now) : null;
}

interface HealthFacts {
  readonly scheduleState: string;
  readonly statusCode: string;
  readonly quarantined: boolean;
  readonly lastCycle: CycleView | null;
  readonly initialCycleDone: boolean;
}

/**
 * Takes the facts of a job; gives its health. A quarantine decides whatever the status code says, since the service also
 * reports `Paused` with one.
 */
export function healthOf(facts: HealthFacts): JobHealth {
  if (facts.quarantined) return 'quarantine';
  if (!equalsIgnoringCase(facts.scheduleState, 'Active')) {
    if (equalsIgnoringCase(facts.statusCode, 'NotConfigured')) return 'notConfigured';
    const isOff = ['Paused', 'Disabled'].some((state) => equalsIgnoringCase(facts.scheduleState, state));
    return isOff || equalsIgnoringCase(facts.statusCode, 'Paused') ? 'off' : 'unknown';
  }
  const { lastCycle } = facts;
  if (equalsIgnoringCase(lastCycle?.state, 'Failed') || (lastCycle?.errorCode ?? null) !== null) return 'errors';
  if (!facts.initialCycleDone) return 'initialCycle';
  if (equalsIgnoringCase(lastCycle?.state, 'EntryLevelErrors')) return 'errors';
  return lastCycle === null || equalsIgnoringCase(lastCycle.state, 'Succeeded') ? 'healthy' : 'unknown';
}

const progressText = (progress: JobView['progress']): string => {
  const running = progress.find((entry) => entry.total > 0);
  return running === undefined ? '' : ` ${running.completed} of ${running.total} ${running.units || 'pages'} are done.`;
};

const failureText = (cycle: CycleView | null): string => {
  if (cycle === null) return '';
  if (cycle.errorMessage !== null && cycle.errorMessage !== '') return ` The service says: ${cycle.errorMessage}`;
  const failures = cycle.counts.countEscrowed ?? 0;
  return failures > 0 ? ` ${failures} objects failed and are tried again; the provisioning log names them.` : '';
};

function summaryOf(
  health: JobHealth,
  view: Pick<JobView, 'progress' | 'lastCycle' | 'quarantine' | 'scheduleState' | 'statusCode'>,
): string {
  switch (health) {
    case 'notConfigured':
      return 'Provisioning is not set up: no working credentials are saved.';
    case 'off':
      return 'Provisioning is off. State is kept; nothing is sent to the target.';
    case 'initialCycle':
      return `Provisioning is on; the initial cycle is pending or running.${progressText(view.progress)}`;
    case 'healthy':
      return `Provisioning is on and works.${failureText(view.lastCycle)}`;
    case 'errors':
      return `Provisioning is on, but the last cycle had errors.${failureText(view.lastCycle)}`;
    case 'quarantine':
      return quarantineSummary(view.quarantine);
    case 'unknown':
      return `The service reports a state that is not documented: schedule ${view.scheduleState}, status ${view.statusCode}.`;
  }
}

/** Takes a quarantine explained; gives it in one or two sentences, the service's own text first where the tenant can act on it. */
export function quarantineSummary(quarantine: QuarantineView | null): string {
  if (quarantine === null) return 'The application is not in quarantine.';
  const ownText = quarantine.tenantActionable === true ? quarantine.errorMessage : null;
  const deadline =
    quarantine.daysLeft === null ? '' : ` The job is disabled in ${quarantine.daysLeft} days if nothing changes.`;
  return `The application is in quarantine (${quarantine.reason}). ${ownText ?? quarantine.meaning}${deadline}`;
}

function settingsOf(facts: JobFacts): Pick<JobView, 'scope' | 'notificationEmail' | 'deletionThreshold'> {
  const { open } = savedSettings(facts.secrets ?? []);
  const everyone = open.get(settingKeys.everyone);
  const notification = notificationSettings(open.get(settingKeys.notification));
  const ofJob = facts.job.synchronizationJobSettings?.find(
    (setting) => setting.name === 'QuarantineTooManyDeletesThreshold',
  );
  const value = notification?.DeleteThresholdValue ?? null;
  const threshold = notification?.DeleteThresholdEnabled === false ? null : (value?.toString() ?? ofJob?.value ?? null);
  const recipients = notification?.Recipients ?? '';
  return {
    scope: everyone === undefined ? 'unknown' : isTrue(everyone) ? 'everyone' : 'assigned',
    notificationEmail: notification?.Enabled === true && recipients !== '' ? recipients : null,
    deletionThreshold: threshold,
  };
}

/**
 * Takes a synchronization job, its application, its saved settings and the time; gives it as an administrator wants to see it.
 * Times of year 1 mean never; values of the service that are not documented are kept.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationstatus
 */
export function jobViewOf(facts: JobFacts): JobView {
  const { job, application, now } = facts;
  const { status, schedule } = job;
  const quarantine = quarantineOf(status, now);
  const lastCycle = cycleViewOf(status?.lastExecution);
  const scheduleState = schedule?.state ?? 'unknown';
  const statusCode = status?.code ?? 'unknown';
  const steadyStateSince = occurred(status?.steadyStateFirstAchievedTime);
  const progress = (status?.progress ?? []).map((entry) => ({
    completed: entry.completedUnits ?? 0,
    total: entry.totalUnits ?? 0,
    units: entry.units ?? '',
  }));
  const health = healthOf({
    scheduleState,
    statusCode,
    quarantined: quarantine !== null,
    lastCycle,
    initialCycleDone: steadyStateSince !== null,
  });
  return {
    servicePrincipalId: ServicePrincipalId.parse(application.servicePrincipalId),
    application: application.displayName,
    jobId: job.id,
    templateId: job.templateId ?? 'unknown',
    health,
    summary: summaryOf(health, { progress, lastCycle, quarantine, scheduleState, statusCode }),
    scheduleState,
    statusCode,
    interval: schedule?.interval ?? null,
    progress,
    lastCycle,
    lastSuccessfulCycle: cycleViewOf(status?.lastSuccessfulExecution),
    steadyStateSince,
    entriesByType: (status?.synchronizedEntryCountByType ?? []).map(({ key, value }) => ({ key, value })),
    quarantine,
    ...settingsOf(facts),
  };
}
