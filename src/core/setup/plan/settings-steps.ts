import type { SavedCredentials } from '#core/setup/live-state';
import { hostOf } from '#core/setup/tenant-url';
import type { PlannedRequest, PlanStep } from '#shared/model/plan';
import type { WantedConnection } from './connection.ts';
import { planStep, stepIds } from './decisions.ts';
import type { SettingsDecision } from './settings-decision.ts';

/** What the steps about settings and credentials are built from. */
export interface SettingsStepsInput {
  readonly decision: SettingsDecision;
  readonly wanted: WantedConnection;
  readonly credentials: SavedCredentials;
  readonly oauth: boolean;
  readonly servicePrincipalId: string | null;
  readonly jobId: string | null;
}

const synchronization = (input: SettingsStepsInput): string =>
  `/servicePrincipals/${input.servicePrincipalId ?? '{servicePrincipalId}'}/synchronization`;

const proveRequest = (input: SettingsStepsInput): PlannedRequest => ({
  method: 'POST',
  path: `${synchronization(input)}/jobs/${input.jobId ?? '{jobId}'}/validateCredentials`,
});

function hostChange({ wanted }: SettingsStepsInput): PlanStep['confirmation'] {
  if (wanted.tenantUrl === null || wanted.tenantUrlBefore === null) return undefined;
  const [from, to] = [hostOf(wanted.tenantUrlBefore), hostOf(wanted.tenantUrl)];
  return from === to ? undefined : { kind: 'changeOfHost', from, to };
}

function writeSteps(
  input: SettingsStepsInput,
  decision: Extract<SettingsDecision, { kind: 'write' }>,
): readonly PlanStep[] {
  const confirmation = hostChange(input);
  const save = planStep({
    id: stepIds.settings,
    title: decision.secrets.length === 0 ? 'Save the settings' : 'Save the tenant URL, the secrets and the settings',
    reason: decision.why,
    action: 'update',
    changes: [...decision.changes],
    requests: [
      { method: 'PUT', path: `${synchronization(input)}/secrets` },
      { method: 'GET', path: `${synchronization(input)}/secrets` },
    ],
    ...(confirmation === undefined ? {} : { confirmation }),
  });
  if (input.oauth) return [save];
  const test = planStep({
    id: stepIds.test,
    title: 'Test the connection with the new credentials',
    reason: 'Nothing is saved before the provisioning service reached the application with them.',
    action: 'check',
    requests: [{ method: 'POST', path: `${synchronization(input)}/jobs/validateCredentials` }],
  });
  const prove = planStep({
    id: stepIds.prove,
    title: 'Prove the saved credentials',
    reason: 'The service may answer that it saved settings and keep nothing.',
    action: 'check',
    requests: [proveRequest(input)],
  });
  return [test, save, prove];
}

const keptReason = (input: SettingsStepsInput): string => {
  switch (input.credentials.kind) {
    case 'proven':
      return 'The saved credentials were tested while this plan was made, and they work.';
    case 'refused':
    case 'unreachable':
      return input.credentials.message;
    case 'notTried':
      return 'The saved credentials can be tested once there is a job.';
  }
};

/**
 * Takes the decision about the settings; gives its steps: test before saving, save and read back, prove what is saved.
 * An OAuth application is proved after a person authorized it. Pure.
 */
export function settingsSteps(input: SettingsStepsInput): readonly PlanStep[] {
  const { decision } = input;
  if (decision.kind === 'write') return writeSteps(input, decision);
  if (decision.kind === 'handOff') {
    return [
      planStep({
        id: stepIds.settings,
        title: 'Change settings in the admin center',
        reason: decision.why,
        action: 'handOff',
        changes: [...decision.changes],
        requests: [{ method: 'GET', path: `${synchronization(input)}/secrets` }],
      }),
    ];
  }
  const keep = planStep({
    id: stepIds.settings,
    title: 'Keep the saved settings and secrets',
    reason: decision.why,
    action: 'keep',
  });
  if (input.oauth) return [keep];
  return [
    keep,
    planStep({
      id: stepIds.prove,
      title: 'Prove the saved credentials',
      reason: keptReason(input),
      action: 'check',
      requests: [proveRequest(input)],
    }),
  ];
}
