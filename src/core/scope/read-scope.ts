import { getApplicationByAppId } from '#core/graph/calls/applications';
import { orNullWhenMissing } from '#core/graph/calls/reading';
import { listAssignments } from '#core/graph/calls/service-principals';
import { listJobs } from '#core/graph/calls/synchronization-jobs';
import { readSchema } from '#core/graph/calls/synchronization-schema';
import { readSecrets } from '#core/graph/calls/synchronization-secrets';
import type { Graph } from '#core/graph/graph';
import type {
  Application,
  AppRole,
  AppRoleAssignment,
  ServicePrincipal,
  SynchronizationJob,
  SynchronizationSchema,
} from '#core/graph/shapes';
import { selectApplication } from '#core/operations/select-application';
import type { IdentityPort } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { mergedRoles } from '#core/setup/plan/access';
import { isTrue, notificationSettings, savedSettings, settingKeys } from '#core/setup/settings';
import type { DeletionThreshold } from '#shared/model/scope';

/** Settings of scope and safety, read. */
export interface ScopeSettings {
  readonly everyone: boolean;
  readonly skipOutOfScopeDeletions: boolean;
  readonly threshold: DeletionThreshold;
  readonly email: string | null;
}

/** What stands about the scope of one application. */
export interface LiveScope {
  readonly servicePrincipal: ServicePrincipal;
  readonly job: SynchronizationJob;
  readonly hasRun: boolean;
  readonly schema: SynchronizationSchema;
  readonly settings: ScopeSettings;
  readonly roles: readonly AppRole[];
  readonly assignments: readonly AppRoleAssignment[];
}

const noJob = (name: string): CoreError =>
  new CoreError('conflict', `Provisioning is not set up for "${name}".`, {
    reason: 'noJob',
    nextStep: 'Set the application up first.',
  });

/** Takes a job; says whether it ever provisioned anybody: a cycle succeeded, or something was counted. Pure. */
export const hasProvisioned = ({ status }: Pick<SynchronizationJob, 'status'>): boolean =>
  (status?.lastSuccessfulExecution ?? null) !== null ||
  (status?.synchronizedEntryCountByType ?? []).some(({ value }) => value > 0);

/** Takes readable settings by key; gives those of scope and safety. Pure. */
export function scopeSettings(open: ReadonlyMap<string, string>): ScopeSettings {
  const notification = notificationSettings(open.get(settingKeys.notification));
  const recipients = notification?.Enabled === true ? (notification.Recipients ?? '') : '';
  return {
    everyone: isTrue(open.get(settingKeys.everyone)),
    skipOutOfScopeDeletions: isTrue(open.get(settingKeys.skipOutOfScopeDeletions)),
    threshold: {
      enabled: notification?.DeleteThresholdEnabled === true,
      value: notification?.DeleteThresholdValue ?? null,
    },
    email: recipients === '' ? null : recipients,
  };
}

/**
 * Takes an application by name or object id; reads its first job, schema, settings, app roles and assignments. Raises
 * `conflict` (noJob), what `selectApplication` raises and what Graph raises.
 */
export async function readScope(
  graph: Graph,
  selection: { readonly application: string; readonly signal: AbortSignal },
): Promise<LiveScope> {
  const { signal } = selection;
  const servicePrincipal = await selectApplication(graph, selection);
  const options = { servicePrincipalId: servicePrincipal.id, signal };
  const [[job], secrets, assignments, application] = await Promise.all([
    listJobs(graph, options),
    readSecrets(graph, options),
    listAssignments(graph, options),
    orNullWhenMissing<Application>(getApplicationByAppId(graph, { appId: servicePrincipal.appId, signal })),
  ]);
  if (job === undefined) throw noJob(servicePrincipal.displayName);
  return {
    servicePrincipal,
    job,
    hasRun: hasProvisioned(job),
    schema: await readSchema(graph, { ...options, jobId: job.id }),
    settings: scopeSettings(savedSettings(secrets).open),
    roles: mergedRoles(servicePrincipal.appRoles, application?.appRoles),
    assignments,
  };
}

/** Takes the identity port and a permission; says whether this sign-in has it. Raises what signing in raises, but not a missing consent. */
export async function hasConsent(
  identity: IdentityPort,
  { scope, signal }: { readonly scope: string; readonly signal: AbortSignal },
): Promise<boolean> {
  try {
    await identity.accessToken({ scopes: [scope], signal });
    return true;
  } catch (cause) {
    if (cause instanceof CoreError && cause.code === 'consent_required') return false;
    throw cause;
  }
}
