import type { VendorGuide } from '#shared/model/vendor-guide';
import { type WizardAnswers, type WizardStep, wizardSteps } from '#shared/model/wizard';

const startThreshold = 20;

/** Takes a guide; gives the answers that a set-up begins with: the careful ones. Pure. */
export const freshAnswers = (guide: VendorGuide): WizardAnswers => ({
  vendor: guide.id,
  application: null,
  done: [],
  fields: {},
  people: 'assigned',
  assignments: [],
  email: '',
  threshold: { enabled: true, value: startThreshold },
  keepOutOfScope: false,
  everyAccount: [],
});

const hasVendorSide = ({ vendorSide }: VendorGuide): boolean =>
  vendorSide.steps.length > 0 || vendorSide.contactEmail !== null || vendorSide.giveToVendor.length > 0;

/** When a step is left out: it would have nothing to say. */
const leftOut: Partial<Record<WizardStep, (guide: VendorGuide) => boolean>> = {
  vendorSide: (guide) => !hasVendorSide(guide),
  tryOne: (guide) => !guide.supports.createUsers && !guide.supports.updateUsers,
};

/** Takes a guide; gives the steps of setting this vendor up, in order. Pure. */
export const stepsFor = (guide: VendorGuide): readonly WizardStep[] =>
  wizardSteps.filter((step) => leftOut[step]?.(guide) !== true);

/** Steps that only make sense when the application is set up. */
const afterwards: ReadonlySet<WizardStep> = new Set(['tryOne', 'turnOn', 'next']);

/** Takes a step and whether the application was set up; says whether the step can be opened. Pure. */
export const canOpen = (step: WizardStep, isSetUp: boolean): boolean => isSetUp || !afterwards.has(step);

/** Takes the steps, one of them and a direction; gives its neighbour, or null at the end. Pure. */
export function neighbour(steps: readonly WizardStep[], step: WizardStep, direction: 1 | -1): WizardStep | null {
  const index = steps.indexOf(step);
  return index === -1 ? (steps[0] ?? null) : (steps[index + direction] ?? null);
}
