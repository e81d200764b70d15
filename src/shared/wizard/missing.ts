import { z } from 'zod';
import type { GuideField, VendorGuide } from '#shared/model/vendor-guide';
import type { WizardAnswers, WizardStep } from '#shared/model/wizard';
import { fieldValue, openFields, secretFields, tenantUrlKey, variableName } from './field-values.ts';
import { type TenantUrlProblem, tenantUrlProblem } from './tenant-url-problem.ts';

/** What is missing or wrong; `warns` lets a person go on. */
export type Problem =
  | TenantUrlProblem
  | 'required'
  | 'pattern'
  | 'choose'
  | 'secretMissing'
  | 'secretKept'
  | 'applicationMissing'
  | 'applicationName'
  | 'nobodyAssigned'
  | 'everyone'
  | 'vendorSteps'
  | 'notEmail'
  | 'noEmail'
  | 'thresholdNeedsEmail';

/** Something that is missing on a step; `field` names the Graph key or the answer it is about. */
export interface Missing {
  readonly step: WizardStep;
  readonly field: string;
  readonly problem: Problem;
  readonly severity: 'stops' | 'warns';
}

/** What is judged. `bound`: Graph keys of the secrets that were handed over in this process. */
export interface Judged {
  readonly guide: VendorGuide;
  readonly answers: WizardAnswers;
  readonly bound: ReadonlySet<string>;
}

type Judge = (judged: Judged) => readonly Omit<Missing, 'step'>[];

const stops = (field: string, problem: Problem): Omit<Missing, 'step'> => ({ field, problem, severity: 'stops' });
const warns = (field: string, problem: Problem): Omit<Missing, 'step'> => ({ field, problem, severity: 'warns' });

const matches = (pattern: string, text: string): boolean => {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(text);
  } catch (cause) {
    // A pattern that is none cannot be held against a person.
    if (cause instanceof SyntaxError) return true;
    throw cause;
  }
};

function variableProblems({ key, value }: GuideField, { fields }: WizardAnswers): readonly Omit<Missing, 'step'>[] {
  if ((fields[key] ?? '').trim() !== '') return [];
  return value.variables.flatMap(({ name, pattern }) => {
    const typed = (fields[variableName(key, name)] ?? '').trim();
    if (typed === '' || pattern === null || matches(pattern, typed)) return [];
    return [stops(variableName(key, name), 'pattern')];
  });
}

function fieldProblems(field: GuideField, answers: WizardAnswers): readonly Omit<Missing, 'step'>[] {
  const value = fieldValue(field, answers);
  if (value === '') {
    if (!field.required) return [];
    return [stops(field.key, field.value.kind === 'choice' ? 'choose' : 'required')];
  }
  const problem = field.key === tenantUrlKey ? tenantUrlProblem(value) : null;
  return [...(problem === null ? [] : [stops(field.key, problem)]), ...variableProblems(field, answers)];
}

const isReused = ({ application }: WizardAnswers): boolean => application?.kind === 'reuse';

const credentials: Judge = ({ guide, answers, bound }) => {
  if (guide.connection.authorizes) return [];
  const secrets = secretFields(guide).filter(({ key, required }) => required && !bound.has(key));
  return [
    ...openFields(guide).flatMap((field) => fieldProblems(field, answers)),
    // An application that is set up has its secrets saved; the plan says whether they are needed again.
    ...secrets.map(({ key }) => (isReused(answers) ? warns(key, 'secretKept') : stops(key, 'secretMissing'))),
  ];
};

const application: Judge = ({ answers }) => {
  if (answers.application === null) return [stops('application', 'applicationMissing')];
  const isNameless = answers.application.kind === 'create' && answers.application.name.trim() === '';
  return isNameless ? [stops('name', 'applicationName')] : [];
};

const scope: Judge = ({ answers }) => {
  if (answers.people === 'everyone') return [warns('people', 'everyone')];
  return answers.assignments.length === 0 ? [warns('assignments', 'nobodyAssigned')] : [];
};

const Email = z.email();

const safety: Judge = ({ answers }) => {
  const email = answers.email.trim();
  if (email !== '') return Email.safeParse(email).success ? [] : [stops('email', 'notEmail')];
  return answers.threshold.enabled ? [stops('email', 'thresholdNeedsEmail')] : [warns('email', 'noEmail')];
};

const vendorSide: Judge = ({ guide, answers }) =>
  guide.vendorSide.steps.every((_step, index) => answers.done.includes(index)) ? [] : [warns('steps', 'vendorSteps')];

const judges: Partial<Record<WizardStep, Judge>> = { vendorSide, application, credentials, scope, safety };

/** Takes a step and what is judged; gives what is missing on it. Pure. */
export const missingOn = (step: WizardStep, judged: Judged): readonly Missing[] =>
  (judges[step]?.(judged) ?? []).map((missing) => ({ step, ...missing }));

/** Takes the steps and what is judged; gives everything that stops a plan, in the order of the steps. Pure. */
export const whatStops = (steps: readonly WizardStep[], judged: Judged): readonly Missing[] =>
  steps.flatMap((step) => missingOn(step, judged)).filter(({ severity }) => severity === 'stops');
