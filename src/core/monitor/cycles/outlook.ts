import type { SynchronizationJob, SynchronizationSecret } from '#core/graph/shapes';
import { cycleViewOf, jobViewOf } from '#core/monitor/job-view';
import { occurred } from '#core/monitor/service-time';
import { isTrue, notificationSettings, savedSettings, settingKeys } from '#core/setup/settings';
import type { JobOutlook, JobSettingsView } from '#shared/model/cycle';
import type { CycleView, JobView } from '#shared/model/job';
import { type InitialCycleFacts, initialCycleEnd, type Observation } from './initial-cycle-end.ts';

/** What an outlook is made of. */
export interface OutlookFacts {
  readonly job: SynchronizationJob;
  readonly application: { readonly servicePrincipalId: string; readonly displayName: string };
  /** Saved settings, secret values masked; null where this role may not read them. */
  readonly secrets: readonly SynchronizationSecret[] | null;
  readonly observations: readonly Observation[];
  readonly startedAt: number | null;
  readonly inScope: number | null;
  readonly now: number;
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

const hostOf = (url: string | undefined): string | null => {
  if (url === undefined) return null;
  return URL.canParse(url) ? new URL(url).host : null;
};

const thresholdOf = (job: SynchronizationJob): string | null =>
  job.synchronizationJobSettings?.find(({ name }) => name === 'QuarantineTooManyDeletesThreshold')?.value ?? null;

/**
 * Takes a job and its saved settings, null where they may not be read; gives the settings at a glance. What is not known is not
 * called off. Pure.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationsecretkeystringvaluepair
 */
export function jobSettingsOf(
  job: SynchronizationJob,
  secrets: readonly SynchronizationSecret[] | null,
): JobSettingsView {
  const ofJob = thresholdOf(job);
  if (secrets === null) {
    return {
      scope: 'unknown',
      notifications: { state: 'unknown' },
      // The job itself shows the threshold to whoever may read the job.
      deletionThreshold: ofJob === null ? { state: 'unknown' } : { state: 'on', value: ofJob },
      keepsOutOfScope: 'unknown',
      targetHost: null,
    };
  }
  const { open } = savedSettings(secrets);
  const everyone = open.get(settingKeys.everyone);
  const notification = notificationSettings(open.get(settingKeys.notification));
  const recipients = notification?.Recipients ?? '';
  const threshold =
    notification?.DeleteThresholdEnabled === false ? null : (notification?.DeleteThresholdValue?.toString() ?? ofJob);
  return {
    scope: everyone === undefined ? 'unknown' : isTrue(everyone) ? 'everyone' : 'assigned',
    notifications:
      notification?.Enabled === true && recipients !== '' ? { state: 'on', value: recipients } : { state: 'off' },
    deletionThreshold: threshold === null ? { state: 'off' } : { state: 'on', value: threshold },
    keepsOutOfScope: isTrue(open.get(settingKeys.skipOutOfScopeDeletions)) ? 'on' : 'off',
    targetHost: hostOf(open.get(settingKeys.tenantUrl)),
  };
}

/** Takes a job; gives how far its cycle is, by the service's own time; null where it reports nothing. Pure. */
export function observationOf(job: SynchronizationJob, now: number): Observation | null {
  const counted = job.status?.progress?.find(({ totalUnits }) => (totalUnits ?? 0) > 0);
  if (counted === undefined) return null;
  const observed = Date.parse(occurred(counted.progressObservationDateTime) ?? '');
  return {
    at: Number.isNaN(observed) ? now : Math.min(observed, now),
    completed: counted.completedUnits ?? 0,
    total: counted.totalUnits ?? 0,
  };
}

function initialCycleOf(facts: OutlookFacts, scope: InitialCycleFacts['scope']): JobOutlook['initialCycle'] {
  const { job, now, observations, startedAt, inScope } = facts;
  const counted = job.status?.progress?.find(({ totalUnits }) => (totalUnits ?? 0) > 0);
  const end = initialCycleEnd({ now, observations, startedAt, scope, inScope });
  return {
    completed: counted?.completedUnits ?? null,
    total: counted?.totalUnits ?? null,
    units: counted?.units ?? '',
    observedAt: occurred(counted?.progressObservationDateTime),
    end: end.basis === 'none' ? null : { earliest: iso(end.earliest), latest: iso(end.latest) },
    basis: end.basis,
    explanation: end.explanation,
  };
}

const minutesPattern = /^PT(?:(\d+)H)?(?:(\d+)M)?$/;

/** Takes an interval as the service writes it; gives its milliseconds, null for one that never comes or is not understood. Pure. */
export function intervalMs(interval: string | null): number | null {
  const match = minutesPattern.exec(interval ?? '');
  const minutes = Number(match?.[1] ?? 0) * 60 + Number(match?.[2] ?? 0);
  return match === null || minutes === 0 ? null : minutes * 60_000;
}

/** It is not documented whether the interval counts from the beginning or from the end of a cycle, so it is between the two. */
function nextCycleOf(
  { scheduleState, interval, quarantine, lastCycle }: JobView,
  now: number,
): JobOutlook['nextCycle'] {
  if (scheduleState.toLowerCase() !== 'active') return null;
  if (quarantine !== null) {
    return quarantine.nextAttempt === null
      ? null
      : { earliest: quarantine.nextAttempt, latest: quarantine.nextAttempt };
  }
  const every = intervalMs(interval);
  if (every === null || lastCycle === null || lastCycle.ended === null) return null;
  const latest = Date.parse(lastCycle.ended) + every;
  const earliest = Math.min(Date.parse(lastCycle.began ?? lastCycle.ended) + every, latest);
  if (Number.isNaN(earliest) || latest < now) return null;
  return { earliest: iso(Math.max(earliest, now)), latest: iso(latest) };
}

function watermarkOf(lastSuccessful: CycleView | null): Pick<JobOutlook, 'changesReadUntil' | 'watermarkExplanation'> {
  if (lastSuccessful === null) {
    return {
      changesReadUntil: null,
      watermarkExplanation: 'No cycle has ended well yet, so there is no watermark: the next one reads everybody.',
    };
  }
  if (lastSuccessful.began === null) {
    return {
      changesReadUntil: null,
      watermarkExplanation: 'The service does not say when its last successful cycle began.',
    };
  }
  return {
    changesReadUntil: lastSuccessful.began,
    watermarkExplanation:
      'The service keeps the mark itself. Its last successful cycle began then, so changes from before have been read; the next cycle reads those since.',
  };
}

/**
 * Takes what is known about a job; gives where it stands: the end of the initial cycle as a range, the next cycle, the watermark,
 * steady state and settings. Pure.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationstatus
 */
export function outlookOf(facts: OutlookFacts): JobOutlook {
  const { job, application, secrets, now } = facts;
  const view = jobViewOf({ job, application, secrets, now });
  const settings = jobSettingsOf(job, secrets);
  return {
    jobId: job.id,
    initialCycle: isInInitialCycle(view) ? initialCycleOf(facts, settings.scope) : null,
    nextCycle: nextCycleOf(view, now),
    ...watermarkOf(cycleViewOf(job.status?.lastSuccessfulExecution)),
    steadyFirst: view.steadyStateSince,
    steadyLast: occurred(job.status?.steadyStateLastAchievedTime),
    settings,
  };
}

/** Takes a job; says whether its initial cycle is pending or runs. Pure. */
export const isInInitialCycle = ({ scheduleState, steadyStateSince, quarantine }: JobView): boolean =>
  scheduleState.toLowerCase() === 'active' && steadyStateSince === null && quarantine === null;
