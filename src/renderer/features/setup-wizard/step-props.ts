import type { VendorGuide } from '#shared/model/vendor-guide';
import type { WizardAnswers, WizardStep } from '#shared/model/wizard';
import type { Missing } from '#shared/wizard/missing';

/** What every step is made from. */
export interface StepProps {
  readonly guide: VendorGuide;
  readonly answers: WizardAnswers;
  /** What is missing on this step. */
  readonly missing: readonly Missing[];
  readonly goTo: (step: WizardStep) => void;
}

/** Takes what is missing and a field; gives what is missing of that field. */
export const missingOf = (missing: readonly Missing[], field: string): Missing | undefined =>
  missing.find((one) => one.field === field);
