import type { ServicePrincipal, SynchronizationJob, SynchronizationSecret } from '#core/graph/shapes';
import { jobViewOf } from '#core/monitor/job-view';
import type { LoadedProfile } from '#core/profiles/load-profiles';
import { savedSettings, settingKeys } from '#core/setup/settings';
import type { FleetRow, KnownSecret, LastCycle, SettingState } from '#shared/model/fleet';
import { ServicePrincipalId } from '#shared/model/ids';
import type { CycleView, JobView } from '#shared/model/job';
import { attentionOf } from './attention.ts';
import { nextCycleOf } from './next-cycle.ts';

/** What is listed of an application. */
export type Listed = Pick<ServicePrincipal, 'id' | 'displayName' | 'applicationTemplateId'>;

/** An application as it was read. */
export interface ApplicationFacts {
  readonly listed: Listed;
  /** Its jobs, or what the service said instead. */
  readonly jobs: readonly SynchronizationJob[] | { readonly fault: string; readonly hidden: boolean };
  /** Saved settings, secret values masked; null where they could not be read. */
  readonly secrets: readonly SynchronizationSecret[] | null;
  /** Milliseconds since 1970. */
  readonly readAt: number;
}

/** What a row needs beside the application itself. */
export interface RowWorld {
  readonly vendorOf: (listed: Listed) => string | null;
  readonly secretOf: (servicePrincipalId: string) => KnownSecret | null;
  readonly now: number;
}

/** Takes the profiles; gives what finds the vendor of an application, by its gallery template, else by its name. */
export function vendorFinder(profiles: readonly LoadedProfile[]): RowWorld['vendorOf'] {
  const byTemplate = new Map<string, string>();
  const byName = new Map<string, string>();
  for (const { profile } of profiles) {
    for (const id of Object.values(profile.applicationTemplateIds))
      byTemplate.set(id, byTemplate.get(id) ?? profile.id);
    for (const name of [profile.displayName, ...profile.aliases]) byName.set(name, byName.get(name) ?? profile.id);
  }
  return ({ applicationTemplateId, displayName }) =>
    byTemplate.get(applicationTemplateId ?? '') ?? byName.get(displayName) ?? null;
}

const isList = (jobs: ApplicationFacts['jobs']): jobs is readonly SynchronizationJob[] => Array.isArray(jobs);

/** Takes what was read; gives its jobs, none where they could not be read. Pure. */
export const jobsOf = ({ jobs }: Pick<ApplicationFacts, 'jobs'>): readonly SynchronizationJob[] =>
  isList(jobs) ? jobs : [];

function lastCycleOf(cycle: CycleView | null): LastCycle | null {
  if (cycle === null) return null;
  const { state, began, ended, counts } = cycle;
  const exported = counts.countExported ?? null;
  const failed = counts.countEscrowed ?? null;
  const wanted = Math.max(counts.countExports ?? 0, (exported ?? 0) + (failed ?? 0));
  const errorRate = failed === null || wanted === 0 ? null : failed / wanted;
  return { state, began, ended, exported, failed, errorRate };
}

type Settings = Pick<FleetRow, 'notifications' | 'deletionThreshold'>;

/** A value that the service masks is as unknown as one that may not be read. */
function settingsOf(facts: ApplicationFacts, view: JobView): Settings {
  const { secrets } = facts;
  const hidden = secrets === null || savedSettings(secrets).maskedKeys.includes(settingKeys.notification);
  const stateOf = (value: string | null): SettingState => (value !== null ? 'set' : hidden ? 'unknown' : 'notSet');
  const { notificationEmail, deletionThreshold } = view;
  return {
    notifications: stateOf(notificationEmail),
    deletionThreshold: { state: stateOf(deletionThreshold), value: deletionThreshold },
  };
}

const progressOf = ({ health, progress }: JobView): FleetRow['progress'] => {
  const running = health === 'initialCycle' ? progress.find(({ total }) => total > 0) : undefined;
  return running === undefined ? null : { completed: running.completed, total: running.total };
};

const quarantineOf = ({ quarantine }: JobView): FleetRow['quarantine'] =>
  quarantine === null
    ? null
    : {
        reason: quarantine.reason,
        since: quarantine.since,
        daysLeft: quarantine.daysLeft,
        stopsOn: quarantine.disabledOn,
      };

const withoutJob = {
  jobId: null,
  health: 'notConfigured',
  lastCycle: null,
  nextCycle: { kind: 'off', at: null },
  progress: null,
  objects: [],
  quarantine: null,
  notifications: 'unknown',
  deletionThreshold: { state: 'unknown', value: null },
} as const;

/** Takes what was read of an application and what else is known; gives its line as of now. Pure. */
export function fleetRowOf(facts: ApplicationFacts, { vendorOf, secretOf, now }: RowWorld): FleetRow {
  const { listed, jobs, secrets, readAt } = facts;
  const { id, displayName } = listed;
  const list = jobsOf(facts);
  const [job] = list;
  const common = {
    servicePrincipalId: ServicePrincipalId.parse(id),
    displayName,
    vendor: vendorOf(listed),
    jobs: list.length,
    fault: isList(jobs) ? null : jobs.fault,
    secret: secretOf(id),
    readAt: new Date(readAt).toISOString(),
  };
  if (job === undefined) {
    // What could not be read is neither set up nor not.
    const health = common.fault === null ? 'notConfigured' : 'unknown';
    const nextCycle = common.fault === null ? withoutJob.nextCycle : { kind: 'unknown' as const, at: null };
    return { ...common, ...withoutJob, objects: [], ...attentionOf(null, now), health, nextCycle };
  }
  const view = jobViewOf({ job, application: { servicePrincipalId: id, displayName }, secrets, now });
  return {
    ...common,
    ...attentionOf(view, now),
    jobId: view.jobId,
    health: view.health,
    lastCycle: lastCycleOf(view.lastCycle),
    nextCycle: nextCycleOf(view, now),
    progress: progressOf(view),
    objects: view.entriesByType,
    quarantine: quarantineOf(view),
    ...settingsOf(facts, view),
  };
}

/** Takes what was read; says whether this role may not read the application's jobs. Pure. */
export const isHidden = ({ jobs }: ApplicationFacts): boolean => !isList(jobs) && jobs.hidden;

/**
 * Takes what was read and its line; says whether it belongs on the board: without a job only where it could have one, or where
 * reading went wrong. Pure.
 */
export const belongs = (facts: ApplicationFacts, { jobId, vendor, fault }: FleetRow): boolean =>
  jobId !== null || vendor !== null || (fault !== null && !isHidden(facts));
