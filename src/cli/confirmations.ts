import { confirmationText } from '#core/confirm/confirmation-text';
import type { Confirmation, Plan } from '#shared/model/plan';
import { type CommandFailure, failure } from './failure.ts';

/** What decides whether a plan may be carried out. */
export interface Consent {
  readonly yes: boolean;
  /** Hosts to which a secret may go instead of an earlier one. */
  readonly allowedHosts: readonly string[];
  readonly interactive: boolean;
  readonly ask: (question: string) => Promise<boolean>;
  /** Asks for a text that has to be typed exactly. */
  readonly askToType: (question: string, expected: string) => Promise<boolean>;
}

/**
 * Takes a plan and what a person allowed beforehand; gives what is confirmed, asking for the rest. A secret that goes to
 * another host is asked about even with `--yes`: only `--allow-host` answers that beforehand.
 * Raises `bad_request` (reason confirmationNeeded) when nobody is there to ask, `cancelled` when the answer is no.
 */
export async function confirmPlan(plan: Plan, consent: Consent): Promise<readonly Confirmation[]> {
  const open = plan.steps.flatMap((step) => (step.confirmation === undefined ? [] : [step.confirmation]));
  const unanswered = open.filter((confirmation) => !isAllowed(confirmation, consent));
  if ((!consent.yes || unanswered.length > 0) && !consent.interactive) throw cannotAsk(consent, unanswered);
  const carryOut = `Carry out these ${plan.writes} steps in tenant ${plan.tenantId}?`;
  if (!consent.yes && !(await consent.ask(carryOut))) throw declined();
  for (const confirmation of unanswered) if (!(await isConfirmed(confirmation, plan, consent))) throw declined();
  return open;
}

/** Who removes people types how many; where nobody knows the number, the name of the application. */
function isConfirmed(confirmation: Confirmation, plan: Plan, consent: Consent): Promise<boolean> {
  const question = confirmationText(confirmation);
  if (confirmation.kind !== 'deprovisions') return consent.ask(question);
  return consent.askToType(question, confirmation.count === null ? plan.application : String(confirmation.count));
}

function isAllowed(confirmation: Confirmation, { yes, allowedHosts }: Consent): boolean {
  if (confirmation.kind !== 'changeOfHost') return yes;
  return allowedHosts.some((host) => host.toLowerCase() === confirmation.to.toLowerCase());
}

function cannotAsk(consent: Consent, unanswered: readonly Confirmation[]): CommandFailure {
  const hosts = unanswered.flatMap((confirmation) => (confirmation.kind === 'changeOfHost' ? [confirmation.to] : []));
  const flags = [...(consent.yes ? [] : ['--yes']), ...hosts.map((host) => `--allow-host ${host}`)];
  const about = unanswered.length === 0 ? '' : ` ${unanswered.map(confirmationText).join(' ')}`;
  return failure('bad_request', 'confirmationNeeded', {
    message: `The plan has to be confirmed, and there is no terminal to ask on. Nothing was written.${about}`,
    nextStep: `Look at "setup plan", then give ${flags.join(' and ')}.`,
  });
}

const declined = (): CommandFailure =>
  failure('cancelled', 'notConfirmed', {
    message: 'Nothing was written.',
    nextStep: 'Run the command again when you are sure.',
  });
