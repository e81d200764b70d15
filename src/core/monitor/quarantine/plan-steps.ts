import { jobPath } from '#core/graph/paths';
import { resetScopesSent } from '#core/operations/change-job';
import { isWrite, planStep, stepIds } from '#core/setup/plan/decisions';
import type { QuarantineDecision } from '#shared/contract/quarantine';
import type { JobView, QuarantineView } from '#shared/model/job';
import type { Confirmation, PlannedChange, PlanStep } from '#shared/model/plan';
import type { QuarantineKind } from '#shared/model/quarantine';

/** What testing the saved credentials came to; null = it was not tested. */
export interface TestedCredentials {
  readonly works: boolean;
  readonly words: string;
}

/** Those who are held back, by what becomes of them. */
export interface Return {
  /** Everybody whose deletion is held back; null = nobody can be named. */
  readonly held: number | null;
  /** People and groups that are assigned again by the plan. */
  readonly assign: readonly { readonly displayName: string; readonly roleName: string }[];
  /** How many would still lose their accounts after that; null = not known. */
  readonly remaining: number | null;
  /** Why not everybody comes back by an assignment, each a sentence. */
  readonly open: readonly string[];
}

/** What the steps are made of. */
export interface RepairFacts {
  readonly job: JobView & { readonly quarantine: QuarantineView };
  readonly kind: QuarantineKind;
  readonly decision: QuarantineDecision;
  readonly credentials: TestedCredentials | null;
  /** The error that most failures have in common, in words; null = not known. */
  readonly commonFailure: string | null;
  readonly back: Return;
}

const mostNamed = 20;

const jobAt = ({ job }: RepairFacts): string =>
  jobPath({ servicePrincipalId: job.servicePrincipalId, jobId: job.jobId });

const leaves = { what: 'Quarantine', after: 'ended until the next cycle looks again' } as const;

const credentialSteps = (facts: RepairFacts): readonly PlanStep[] => {
  const { credentials } = facts;
  const test = planStep({
    id: stepIds.prove,
    title: 'Test the saved credentials',
    reason: 'A start with credentials that do not work ends in the same quarantine.',
    action: 'check',
    consequence: 'When the service is still refused, provisioning is not started.',
    requests: [{ method: 'POST', path: `${jobAt(facts)}/validateCredentials` }],
  });
  if (credentials === null || credentials.works) return [test];
  return [
    planStep({
      id: 'credentials.replace',
      title: 'Enter credentials that work',
      reason: `The saved ones do not work now: ${credentials.words}`,
      action: 'handOff',
      consequence: 'Under Credentials a new token or tenant URL is tested before it replaces the old one.',
    }),
    test,
  ];
};

const startStep = (facts: RepairFacts, reason: string): PlanStep =>
  planStep({
    id: stepIds.start,
    title: 'Start provisioning',
    reason,
    action: 'start',
    changes: [{ ...leaves, before: facts.job.quarantine.reason }],
    consequence: 'The next cycle begins at once and goes on where the last one stopped.',
    requests: [{ method: 'POST', path: `${jobAt(facts)}/start` }],
  });

const readBackStep = (facts: RepairFacts): PlanStep =>
  planStep({
    id: stepIds.health,
    title: 'Read the job back',
    reason: 'That the service took it is no proof; only the next cycle is.',
    action: 'check',
    requests: [{ method: 'GET', path: jobAt(facts) }],
  });

interface Restart {
  readonly scope: 'default' | 'ForceDeletes';
  readonly title: string;
  readonly reason: string;
  readonly consequence: string;
  readonly confirmation?: Confirmation | undefined;
}

const restartStep = (facts: RepairFacts, { scope, confirmation, ...words }: Restart): PlanStep =>
  planStep({
    id: stepIds.restart,
    ...words,
    action: 'restart',
    changes: [
      { ...leaves, before: facts.job.quarantine.reason },
      { what: 'Reset scope', before: null, after: resetScopesSent[scope] },
    ],
    requests: [{ method: 'POST', path: `${jobAt(facts)}/restart` }],
    ...(confirmation === undefined ? {} : { confirmation }),
  });

const supportStep = (facts: RepairFacts, reason: string): PlanStep =>
  planStep({
    id: 'support.ask',
    title: 'Ask Microsoft Support',
    reason,
    action: 'handOff',
    consequence: `Give them the job id ${facts.job.jobId} and the service principal ${facts.job.servicePrincipalId}.`,
  });

function perObjectSteps(facts: RepairFacts): readonly PlanStep[] {
  return [
    planStep({
      id: 'failures.repair',
      title: 'Repair the cause of the failures',
      reason: facts.commonFailure ?? 'Too many objects failed; the provisioning log names each with its error.',
      action: 'handOff',
      consequence: 'Without that the next cycle fails the same way, and the quarantine comes back.',
    }),
    restartStep(facts, {
      scope: 'default',
      title: 'Restart provisioning',
      reason: 'The restart ends the quarantine, forgets the failures and evaluates everybody again.',
      consequence:
        'The next cycle looks at everybody in scope and takes as long as a first one. Accounts stay linked to their people.',
    }),
  ];
}

function allowSteps(facts: RepairFacts): readonly PlanStep[] {
  const { held } = facts.back;
  const who = held === null ? 'An unknown number of accounts' : `${held} ${held === 1 ? 'account' : 'accounts'}`;
  return [
    restartStep(facts, {
      scope: 'ForceDeletes',
      title: 'Let the deletions through',
      reason: 'Somebody decided that the people whose deletions are held back are to lose their accounts.',
      consequence: `${who} that are held back will be disabled or deleted in the application with the next cycle. This cannot be taken back from here.`,
      confirmation: { kind: 'deprovisions', count: held },
    }),
  ];
}

/** A plan is read by a person: the first are named, the others counted. */
const assignChanges = (assign: Return['assign']): PlannedChange[] => [
  ...assign
    .slice(0, mostNamed)
    .map(({ displayName, roleName }) => ({ what: displayName, before: null, after: roleName })),
  ...(assign.length > mostNamed
    ? [{ what: `${assign.length - mostNamed} more`, before: null, after: 'assigned' }]
    : []),
];

/** What a restart after a rejection still costs, and what has to be confirmed for it. */
function afterReturn({ back, job }: RepairFacts): Pick<Restart, 'consequence' | 'confirmation'> {
  const { remaining } = back;
  const threshold = job.deletionThreshold === null ? null : Number(job.deletionThreshold);
  if (remaining === 0)
    return { consequence: 'Everybody is evaluated again. Nobody who was held back loses an account.' };
  const who = remaining === null ? 'An unknown number are' : remaining === 1 ? '1 is' : `${remaining} are`;
  if (remaining !== null && threshold !== null && remaining >= threshold)
    return {
      consequence: `${who} still out of scope: as many as the threshold of ${threshold}, so their deletions are held back again and the quarantine comes back.`,
    };
  return {
    consequence: `${who} still out of scope. Where they are fewer than the threshold${threshold === null ? '' : ` of ${threshold}`}, nothing holds their deletions back any more.`,
    confirmation: { kind: 'deprovisions', count: remaining },
  };
}

function rejectSteps(facts: RepairFacts): readonly PlanStep[] {
  const { assign, open } = facts.back;
  const principal = `/servicePrincipals/${facts.job.servicePrincipalId}/appRoleAssignedTo`;
  return [
    ...(assign.length === 0
      ? []
      : [
          planStep({
            id: stepIds.assignments,
            title: `Assign ${assign.length} again`,
            reason: 'They are not assigned any more, which is why their accounts were to go.',
            action: 'create',
            changes: assignChanges(assign),
            consequence: 'They are assigned as they are named here, also where another group had brought them in.',
            requests: [
              { method: 'POST', path: principal },
              { method: 'GET', path: principal },
            ],
          }),
        ]),
    ...(open.length === 0
      ? []
      : [
          planStep({
            id: 'scope.bringBack',
            title: 'Bring the others back into scope',
            reason: open.join(' '),
            action: 'handOff',
            consequence:
              'Do it before the restart. Raising the threshold or turning it off is no rejection: it lets the deletions go through.',
          }),
        ]),
    restartStep(facts, {
      scope: 'default',
      title: 'Restart provisioning',
      reason: 'The restart evaluates everybody again: who is back in scope keeps the account.',
      ...afterReturn(facts),
    }),
  ];
}

function stepsOfKind(facts: RepairFacts): readonly PlanStep[] {
  switch (facts.kind) {
    case 'deletesBlocked':
      return facts.decision === 'allow' ? allowSteps(facts) : rejectSteps(facts);
    case 'transport':
      return [...credentialSteps(facts), startStep(facts, 'The start ends a quarantine whose cause is gone.')];
    case 'perObject':
      return perObjectSteps(facts);
    case 'byMicrosoft':
      return [
        supportStep(facts, 'Microsoft put this job into quarantine by hand, and only they can lift it for good.'),
      ];
    case 'ingestion':
      return [
        startStep(facts, 'Reading the source broke off; a new start reads it again.'),
        supportStep(facts, 'If the quarantine comes back, the cause is on the service’s side.'),
      ];
    case 'unknown':
      return [
        ...credentialSteps(facts),
        startStep(facts, 'No cause is documented: a start shows whether it is still there.'),
        supportStep(facts, 'If the quarantine comes back without naming a cause, nobody else can tell why.'),
      ];
  }
}

/**
 * Takes what is known about a quarantine and what was decided; gives the steps that end it, hand-offs among them, in their order. Pure.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status and accidental-deletions
 */
export function repairSteps(facts: RepairFacts): readonly PlanStep[] {
  const steps = stepsOfKind(facts);
  const last = steps.findLastIndex(isWrite);
  return last < 0 ? steps : [...steps.slice(0, last + 1), readBackStep(facts), ...steps.slice(last + 1)];
}
