import {
  readSecrets,
  type SecretToSend,
  validateNewCredentials,
  validateSavedCredentials,
  writeSecrets,
} from '#core/graph/calls/synchronization-secrets';
import { journalled } from '#core/journal/journalled';
import { CoreError } from '#core/rpc/errors';
import { stepIds } from '#core/setup/plan/decisions';
import { followUps } from '#core/setup/plan/running';
import type { SettingsDecision } from '#core/setup/plan/settings-decision';
import { replicationToleranceMs } from '#core/setup/read-unlisted';
import { isServiceSetting, unsavedKeys } from '#core/setup/settings';
import type { RunJob } from './job.ts';
import { untilTaken } from './prove-saved.ts';
import { journalApplication, type RunTarget, type SetupRun } from './run.ts';

type Write = Extract<SettingsDecision, { kind: 'write' }>;

/** All settings with their secrets; lives only as long as the request that sends it. */
const wholeSet = (run: SetupRun, decision: Write): readonly SecretToSend[] => [
  ...[...decision.open].map(([key, value]) => ({ key, value })),
  ...decision.secrets.map(({ key, label }) => ({ key, value: run.reveal(label) })),
];

/** A fault of the target with the vendor's own advice behind the general one. */
function withVendorAdvice(cause: unknown, run: SetupRun): unknown {
  if (!(cause instanceof CoreError) || (cause.code !== 'target_refused' && cause.code !== 'target_unreachable'))
    return cause;
  const checks = run.profile.connectionChecks;
  if (checks.length === 0) return cause;
  const nextStep = [cause.details.nextStep, `For ${run.profile.displayName}: ${checks.join('; ')}.`]
    .filter((text) => text !== undefined)
    .join(' ');
  return new CoreError(cause.code, cause.message, { ...cause.details, nextStep });
}

/** Lets the service test the new credentials before anything is saved. Raises `target_refused` or `target_unreachable` with the vendor's advice. */
export async function testCredentials(run: SetupRun, { servicePrincipal, template }: RunTarget): Promise<void> {
  const { settings, oauth } = run.decisions;
  if (settings.kind !== 'write' || oauth) return;
  run.reports.running(stepIds.test, 'Testing the connection');
  const credentials = wholeSet(run, settings).filter(({ key }) => !isServiceSetting(key));
  try {
    const { requestId } = await validateNewCredentials(run.graph, {
      servicePrincipalId: servicePrincipal.id,
      templateId: template.id,
      credentials,
      replicationToleranceMs,
      signal: run.signal,
    });
    run.reports.ended(stepIds.test, {
      verified: true,
      detail: 'the provisioning service reached the application',
      requestId,
    });
  } catch (cause) {
    throw withVendorAdvice(cause, run);
  }
}

/** What was saved may be read a moment later only. */
const readBackWaits = [1_000, 2_000, 4_000] as const;

async function readBack(run: SetupRun, servicePrincipalId: string, decision: Write): Promise<readonly string[]> {
  const sent = { open: decision.open, secretKeys: decision.secrets.map(({ key }) => key) };
  const options = { servicePrincipalId, replicationToleranceMs, signal: run.signal };
  let missing = unsavedKeys(sent, await readSecrets(run.graph, options));
  for (const wait of readBackWaits) {
    if (missing.length === 0) break;
    await run.clock.sleep(wait, run.signal);
    missing = unsavedKeys(sent, await readSecrets(run.graph, options));
  }
  return missing;
}

/** Saves the whole set of settings and reads it back. Raises `graph_error` (settingsNotSaved) when the service kept something else. */
export async function saveSettings(run: SetupRun, { servicePrincipal }: RunTarget): Promise<void> {
  const { settings } = run.decisions;
  if (settings.kind === 'keep') run.reports.ended(stepIds.settings, { verified: true, detail: settings.why });
  if (settings.kind !== 'write') return;
  run.reports.running(stepIds.settings, 'Saving the settings');
  const { requestId } = await journalled(run, {
    step: stepIds.settings,
    application: journalApplication(run, servicePrincipal),
    changes: run.changesOf(stepIds.settings),
    subject: { owes: [...followUps(run.decisions.running)] },
    write: () =>
      writeSecrets(run.graph, {
        servicePrincipalId: servicePrincipal.id,
        values: wholeSet(run, settings),
        replicationToleranceMs,
        signal: run.signal,
      }),
    outcome: (answer) => ({
      detail: `${settings.open.size + settings.secrets.length} settings`,
      requestId: answer.requestId,
    }),
  });
  const missing = await readBack(run, servicePrincipal.id, settings);
  if (missing.length > 0) {
    throw new CoreError(
      'graph_error',
      `The service answered that it saved the settings, but reads back otherwise: ${missing.join(', ')}.`,
      {
        reason: 'settingsNotSaved',
        nextStep: 'Run the command again; if it stays, save the settings in the admin center.',
        requestId,
      },
    );
  }
  if (settings.secrets.length > 0) {
    const values = settings.secrets.map(({ label }) => run.reveal(label));
    await run.secretsSaved?.({ servicePrincipal, values });
  }
  run.reports.ended(stepIds.settings, { verified: true, detail: 'saved and read back', requestId });
}

/** A service that took the new credentials a moment ago may still test the old ones. */
const proofWaits = [2_000, 5_000, 10_000] as const;

async function prove(
  run: SetupRun,
  job: { readonly servicePrincipalId: string; readonly jobId: string },
  waits: readonly number[],
): Promise<string | undefined> {
  const test = () => validateSavedCredentials(run.graph, { ...job, replicationToleranceMs, signal: run.signal });
  const { requestId } = await untilTaken(test, {
    waits,
    sleep: (milliseconds) => run.clock.sleep(milliseconds, run.signal),
    waiting: (message) => run.reports.waiting(stepIds.prove, message),
  });
  return requestId;
}

/**
 * Proves the credentials that the service has saved. What was proved while the plan was made is not proved again.
 * Raises `target_refused` or `target_unreachable`, or `secret_required` when kept secrets turn out not to work.
 */
export async function proveCredentials(run: SetupRun, { servicePrincipal }: RunTarget, { job }: RunJob): Promise<void> {
  const { settings, oauth } = run.decisions;
  if (oauth || settings.kind === 'handOff') return;
  const known = run.state.live?.savedCredentials;
  if (settings.kind === 'keep' && known?.kind === 'proven') {
    run.reports.ended(stepIds.prove, {
      verified: true,
      detail: 'the saved credentials work',
      requestId: known.requestId,
    });
    return;
  }
  try {
    const requestId = await prove(
      run,
      { servicePrincipalId: servicePrincipal.id, jobId: job.id },
      settings.kind === 'write' ? (run.proofWaits ?? proofWaits) : [],
    );
    run.reports.ended(stepIds.prove, { verified: true, detail: 'the saved credentials work', requestId });
  } catch (cause) {
    if (settings.kind === 'keep' && cause instanceof CoreError && cause.code === 'target_refused') {
      throw new CoreError('secret_required', `The saved credentials do not work. ${cause.message}`, {
        ...cause.details,
        nextStep: 'Bind a new secret and run the command again.',
      });
    }
    throw withVendorAdvice(cause, run);
  }
}
