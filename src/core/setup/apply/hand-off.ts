import { readSecrets, validateSavedCredentials } from '#core/graph/calls/synchronization-secrets';
import { CoreError } from '#core/rpc/errors';
import { authorizeWords } from '#core/setup/plan/authorize-step';
import { stepIds } from '#core/setup/plan/decisions';
import { replicationToleranceMs } from '#core/setup/read-unlisted';
import { unsavedKeys } from '#core/setup/settings';
import type { RunJob } from './job.ts';
import type { RunTarget, SetupRun } from './run.ts';

/** How long a run waits for a person, and how often it looks. */
const personLimitMs = 600_000;
const lookEveryMs = 5_000;

/** Takes a cloud's admin center and a service principal; gives the link to its provisioning page there. */
export const provisioningPage = (
  adminCenter: string,
  servicePrincipal: { readonly id: string; readonly appId: string },
): string =>
  `${adminCenter}/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Provisioning/objectId/${servicePrincipal.id}/appId/${servicePrincipal.appId}`;

/** Looks until a person has done their part; false when they have not in time, or when the run shall not wait. */
async function untilDone(run: SetupRun, look: () => Promise<boolean>): Promise<boolean> {
  if (run.authorization === 'stop') return false;
  const until = run.clock.now() + personLimitMs;
  while (run.clock.now() < until) {
    if (await look()) return true;
    await run.clock.sleep(lookEveryMs, run.signal);
  }
  return look();
}

async function isProven(
  run: SetupRun,
  job: { readonly servicePrincipalId: string; readonly jobId: string },
): Promise<boolean> {
  try {
    await validateSavedCredentials(run.graph, { ...job, replicationToleranceMs, signal: run.signal });
    return true;
  } catch (cause) {
    if (cause instanceof CoreError && (cause.code === 'target_refused' || cause.code === 'target_unreachable'))
      return false;
    throw cause;
  }
}

/**
 * Hands the authorization to a person, with the link and the exact words, and proves it with the saved credentials.
 * Gives the link when it is not done yet, else null. Waits up to ten minutes when the run shall wait.
 */
export async function authorize(
  run: SetupRun,
  { servicePrincipal }: RunTarget,
  { job }: RunJob,
): Promise<string | null> {
  if (!run.decisions.authorize) return null;
  const url = provisioningPage(run.graph.cloud.adminCenter, servicePrincipal);
  run.reports.personNeeded(stepIds.authorize, { message: authorizeWords(run.profile), url });
  const done = await untilDone(run, () => isProven(run, { servicePrincipalId: servicePrincipal.id, jobId: job.id }));
  run.reports.ended(stepIds.authorize, {
    verified: done,
    detail: done ? 'authorized, and the saved credentials work' : 'not authorized yet',
  });
  return done ? null : url;
}

/** Hands a change of settings to a person and reads it back. Gives the link when it is not done yet, else null. */
export async function handOffSettings(run: SetupRun, { servicePrincipal }: RunTarget): Promise<string | null> {
  const { settings } = run.decisions;
  if (settings.kind !== 'handOff') return null;
  const url = provisioningPage(run.graph.cloud.adminCenter, servicePrincipal);
  const words = settings.changes.map(({ what, after }) => `${what}: ${after ?? 'none'}`).join('; ');
  run.reports.personNeeded(stepIds.settings, {
    message: `Open the link, choose Provisioning > Settings, set ${words}, then Save.`,
    url,
  });
  const read = async () =>
    unsavedKeys(
      { open: settings.open, secretKeys: [] },
      await readSecrets(run.graph, { servicePrincipalId: servicePrincipal.id, signal: run.signal }),
    ).length === 0;
  const done = await untilDone(run, read);
  run.reports.ended(stepIds.settings, {
    verified: done,
    detail: done ? 'changed and read back' : 'not changed yet',
  });
  return done ? null : url;
}
