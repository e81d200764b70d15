import { confirmationText } from '#core/confirm/confirmation-text';
import type { Confirmation, Plan } from '#shared/model/plan';
import { differencesToRead } from '#shared/wizard/own-profile';
import { type CommandFailure, failure } from './failure.ts';

/** What decides whether a plan may be carried out. */
export interface Consent {
  readonly yes: boolean;
  /** Hosts to which a secret may go instead of an earlier one. */
  readonly allowedHosts: readonly string[];
  /** Whether a person read how an own profile differs from the built-in one before they gave the command. */
  readonly acceptsOwnProfile: boolean;
  readonly interactive: boolean;
  readonly ask: (question: string) => Promise<boolean>;
  /** Asks for a text that has to be typed exactly. */
  readonly askToType: (question: string, expected: string) => Promise<boolean>;
}

/**
 * Takes a plan and what a person allowed beforehand; gives what is confirmed, asking for the rest. A secret that goes to
 * another host is asked about even with `--yes`: only `--allow-host` answers that beforehand; so is an own profile that
 * differs from the built-in one, which `--accept-own-profile` answers.
 * Raises `bad_request` (reason confirmationNeeded) when nobody is there to ask, `cancelled` when the answer is no.
 */
export async function confirmPlan(plan: Plan, consent: Consent): Promise<readonly Confirmation[]> {
  const open = plan.steps.flatMap((step) => (step.confirmation === undefined ? [] : [step.confirmation]));
  const unanswered = open.filter((confirmation) => !isAllowed(confirmation, consent));
  // A profile decides where secrets go: --yes does not say that somebody read how it differs.
  const differences = consent.acceptsOwnProfile ? [] : differencesToRead(plan);
  const isOpen = !consent.yes || unanswered.length > 0 || differences.length > 0;
  if (isOpen && !consent.interactive) throw cannotAsk(consent, { unanswered, differences });
  if (differences.length > 0 && !(await consent.ask(`${differences.join(' ')} Is that right?`))) throw declined();
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

interface Open {
  readonly unanswered: readonly Confirmation[];
  readonly differences: readonly string[];
}

function cannotAsk(consent: Consent, { unanswered, differences }: Open): CommandFailure {
  const hosts = unanswered.flatMap((confirmation) => (confirmation.kind === 'changeOfHost' ? [confirmation.to] : []));
  const flags = [
    ...(consent.yes ? [] : ['--yes']),
    ...(differences.length === 0 ? [] : ['--accept-own-profile']),
    ...hosts.map((host) => `--allow-host ${host}`),
  ];
  const about = [...differences, ...unanswered.map(confirmationText)].map((text) => ` ${text}`).join('');
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
