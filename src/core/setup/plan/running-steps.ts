import type { PlanStep } from '#shared/model/plan';
import { planStep, stepIds } from './decisions.ts';
import type { RunningDecision } from './running.ts';

interface RunningStepsInput {
  readonly decision: RunningDecision;
  readonly wanted: 'on' | 'off';
  readonly servicePrincipalId: string | null;
  readonly jobId: string | null;
}

/** Takes the decision about running; gives its steps: start, restart with its consequence, pause, and the health gate. Pure. */
export function runningSteps(input: RunningStepsInput): readonly PlanStep[] {
  const { decision, wanted } = input;
  const job = `/servicePrincipals/${input.servicePrincipalId ?? '{servicePrincipalId}'}/synchronization/jobs/${input.jobId ?? '{jobId}'}`;
  if (wanted === 'off') {
    if (!decision.pause)
      return [planStep({ id: stepIds.pause, title: 'Leave provisioning off', reason: 'It is off.', action: 'keep' })];
    return [
      planStep({
        id: stepIds.pause,
        title: 'Pause provisioning',
        reason: 'The configuration says off.',
        action: 'stop',
        changes: [{ what: 'Provisioning', before: 'on', after: 'off' }],
        consequence: 'A cycle that runs ends first; state is kept.',
        requests: [{ method: 'POST', path: `${job}/pause` }],
      }),
    ];
  }
  const start = decision.start
    ? planStep({
        id: stepIds.start,
        title: 'Start provisioning',
        reason: 'The configuration says on.',
        action: 'start',
        changes: [{ what: 'Provisioning', before: 'off', after: 'on' }],
        consequence: 'The first cycle begins; later ones follow about every 40 minutes.',
        requests: [{ method: 'POST', path: `${job}/start` }],
      })
    : planStep({ id: stepIds.start, title: 'Leave provisioning on', reason: 'It is on.', action: 'keep' });
  const restart = planStep({
    id: stepIds.restart,
    title: 'Restart provisioning',
    reason: 'Going from everyone to assigned people and groups only takes effect with a restart.',
    action: 'restart',
    consequence:
      'Everybody is evaluated again. People who are not assigned leave the scope: their accounts in the application are disabled or deleted.',
    requests: [{ method: 'POST', path: `${job}/restart` }],
    confirmation: { kind: 'deprovisions', count: null },
  });
  const health = planStep({
    id: stepIds.health,
    title: 'Check that provisioning is healthy',
    reason: 'A started job can go into quarantine at once.',
    action: 'check',
    requests: [{ method: 'GET', path: job }],
  });
  return decision.restart ? [start, restart, health] : [start, health];
}
