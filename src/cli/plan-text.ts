import type { ApplyReport, Plan, PlanStep, SecretUse, Warning } from '#shared/model/plan';
import { textTable } from './text-table.ts';

const none = '(nothing)';

/** Takes a plan; gives it as text: every step with its reason, what goes where, and what a person should know. */
export function planText(plan: Plan): string {
  const writes = plan.writes === 1 ? '1 step writes' : `${plan.writes} steps write`;
  const head = plan.writes === 0 ? 'nothing to do' : writes;
  return [
    `Plan for ${plan.application} (${plan.vendor}) in tenant ${plan.tenantId}: ${head}`,
    ...plan.steps.map((step, index) => stepText(step, index + 1)),
    ...section('Secrets', plan.secrets.map(secretText)),
    ...section('Good to know', plan.warnings.map(warningText)),
    ...section('You can choose', plan.choices.map(choiceText)),
  ].join('\n');
}

/** Takes what applying a plan came to; gives it as text. */
export function reportText(report: ApplyReport): string {
  const heads: Readonly<Record<ApplyReport['result'], string>> = {
    changed: 'Done.',
    unchanged: 'Nothing to do: everything is as the configuration says.',
    authorizationRequired: 'Not finished: a person has to authorize the application, then run the same command again.',
  };
  const rows = report.steps.map((step) => [step.action, step.verified ? 'verified' : '', step.title, step.detail]);
  return [
    heads[report.result],
    ...(report.authorizeUrl === undefined ? [] : [`Authorize here: ${report.authorizeUrl}`]),
    ...(rows.length === 0 ? [] : [textTable(['action', 'proof', 'step', 'detail'], rows)]),
    `Service principal ${report.servicePrincipalId ?? none}, job ${report.jobId ?? none}`,
    `Requests to Graph: ${report.requests}, of them writes: ${report.writes}`,
    ...section('Good to know', report.warnings.map(warningText)),
  ].join('\n');
}

/** Takes a warning; gives it as text. */
export const warningText = (warning: Warning): string =>
  warning.nextStep === undefined ? warning.message : `${warning.message} ${warning.nextStep}`;

/** Takes a secret that a plan needs; gives in words what it is and where it goes. */
export const secretText = (secret: SecretUse): string =>
  `${secret.key} (label ${secret.label}) → ${secret.host}: ${secret.needed ? `will be sent, ${secret.why}` : secret.why}`;

function stepText(step: PlanStep, number: number): string {
  const changes = step.changes.map(
    (change) => `       ${change.what}: ${change.before ?? none} → ${change.after ?? none}`,
  );
  return [
    `${String(number).padStart(3)}. ${step.action.padEnd(8)} ${step.title}`,
    `       ${step.reason}`,
    ...changes,
    ...(step.consequence === undefined ? [] : [`       Consequence: ${step.consequence}`]),
  ].join('\n');
}

function choiceText(choice: Plan['choices'][number]): string {
  return [
    choice.question,
    ...choice.options.map(({ id, label, effect }) => `      ${id === choice.chosen ? '•' : '·'} ${label}: ${effect}`),
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  - ${line}`)];
