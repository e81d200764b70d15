import { getServicePrincipal } from '#core/graph/calls/service-principals';
import type { Graph } from '#core/graph/graph';
import type { JournalApplication } from '#core/journal/entry';
import type { Ports } from '#core/ports';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { CoreError } from '#core/rpc/errors';
import { contentOf } from '#core/snapshots/content';
import { keepSnapshot } from '#core/snapshots/keep-snapshot';
import { readFacts } from '#core/snapshots/read-facts';
import { absentContent, type SnapshotContent } from '#core/snapshots/snapshot';
import type { VendorId } from '#shared/model/ids';
import type { Warning } from '#shared/model/plan';
import type { Account } from '#shared/model/session';
import { preferredTemplate } from './choose-job.ts';
import type { LiveState } from './live-state.ts';
import { mergedRoles } from './plan/access.ts';
import { isOAuth } from './plan/authorize-step.ts';

/** What a run keeps its snapshots with. */
export interface RunSnapshots {
  readonly ports: Ports;
  readonly graph: Graph;
  readonly account: Account;
  /** The journal's run. */
  readonly run: string;
  /** What the run does, in words. */
  readonly why: string;
  readonly signal: AbortSignal;
}

/** Takes the live state that a plan was made on; gives what a snapshot keeps of it, read already and not once more. Pure. */
export function contentOfState(state: LiveState, profile: EffectiveProfile, vendor: VendorId): SnapshotContent {
  const { live, choice } = state;
  if (live === null || choice.kind === 'create') return absentContent;
  const { servicePrincipal } = choice;
  const job = live.job.kind === 'use' ? live.job.job : null;
  return contentOf({
    vendor,
    servicePrincipalId: servicePrincipal.id,
    name: servicePrincipal.displayName,
    roles: mergedRoles(servicePrincipal.appRoles, live.application?.appRoles),
    job,
    schema: job === null ? null : live.schema,
    secrets: live.secrets,
    assignments: live.assignments,
    oauth: isOAuth(profile, preferredTemplate(live.templates, profile.synchronizationTemplateId) ?? null),
    missing: [],
  });
}

/** Takes the application and what was there; keeps it as the snapshot before the first write. Raises `storage_full` or `internal`, and then nothing may be written. */
export async function keepBefore(
  { ports, account, run, why }: RunSnapshots,
  application: JournalApplication,
  content: SnapshotContent,
): Promise<void> {
  await keepSnapshot(ports, account, { moment: 'before', why, run, application, content });
}

/**
 * Takes the application and its job; reads it and keeps it as the snapshot after the last write. The writes are done and
 * proven by then, so a snapshot that cannot be made is a warning and no fault. Gives the warnings.
 */
export async function keepAfter(
  { ports, graph, account, run, why, signal }: RunSnapshots,
  application: JournalApplication & { readonly servicePrincipalId: string },
  jobId?: string,
): Promise<readonly Warning[]> {
  const { servicePrincipalId } = application;
  try {
    const facts = await readFacts(
      { graph, profiles: ports.profiles },
      {
        servicePrincipal: getServicePrincipal(graph, { servicePrincipalId, signal }),
        servicePrincipalId,
        jobId,
        signal,
      },
    );
    await keepSnapshot(ports, account, { moment: 'after', why, run, application, content: contentOf(facts) });
    return [];
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    return [
      {
        code: 'snapshotAfterMissing',
        message: `Everything was written and read back, but no snapshot of the result could be kept: ${cause.message}`,
        ...(cause.details.nextStep === undefined ? {} : { nextStep: cause.details.nextStep }),
      },
    ];
  }
}
