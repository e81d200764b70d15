import { text } from '#renderer/lib/text';
import { type Task, useTask } from '#renderer/lib/use-task';
import type { Plan } from '#shared/model/plan';
import type { VendorGuide } from '#shared/model/vendor-guide';
import { configurationOf, staysOn } from '#shared/wizard/configuration-of';
import { draftPlace } from './wizard-places.ts';
import { noteSetUp, useWizard } from './wizard-store.ts';

/** What a set-up is for: setting up leaves a new application off; turning on comes after somebody tried it. */
export type Purpose = 'setUp' | 'turnOn';

/** Planning and carrying out, for one purpose. */
export interface SetUp {
  readonly plan: Task<'setup.plan'>;
  readonly apply: Task<'setup.apply'>;
  /** Makes the plan from the answers as they are now. */
  readonly makePlan: () => Promise<Plan | null>;
  /** Carries out a plan that was shown; what has to be confirmed, a person confirmed. */
  readonly carryOut: (plan: Plan) => Promise<boolean>;
  /** Plans again and goes on where the last run ended; false where a person has to look at the new plan first. */
  readonly resume: () => Promise<boolean>;
}

const stale = [
  'fleet.show',
  'synchronizationJobs.show',
  'setup.checkPrerequisites',
  'setup.compareMappings',
  'journal.list',
] as const;

/** Takes a plan; says whether a secret that it will send was not handed over. */
export const lacksSecret = ({ secrets }: Plan): boolean => secrets.some(({ needed, bound }) => needed && !bound);

const asksPerson = ({ steps }: Plan): boolean => steps.some(({ confirmation }) => confirmation !== undefined);

/** Takes a guide and a purpose; gives the way to plan it and to carry it out, which goes on when the step is left. */
export function useSetUp(guide: VendorGuide, purpose: Purpose): SetUp {
  const id = useWizard((state) => state.id);
  const href = id === null ? '' : draftPlace(id, purpose === 'setUp' ? 'apply' : 'turnOn');
  const vendor = guide.displayName;
  const plan = useTask('setup.plan', { slot: `${purpose}:plan:${id}`, label: text('wizard.task.plan', { vendor }) });
  const apply = useTask('setup.apply', {
    slot: `${purpose}:apply:${id}`,
    label: text(`wizard.task.${purpose}`, { vendor }),
    href,
    stale,
  });

  const makePlan = async (): Promise<Plan | null> => {
    const { answers, handles } = useWizard.getState();
    if (answers === null) return null;
    const provisioning = purpose === 'turnOn' || staysOn(answers) ? 'on' : 'off';
    const made = await plan.start({ configuration: configurationOf(guide, answers, provisioning), secrets: handles });
    return made.ok ? made.data : null;
  };
  const carryOut = async (shown: Plan): Promise<boolean> => {
    const report = await apply.start({
      planId: shown.id,
      planHash: shown.hash,
      confirmed: shown.steps.flatMap(({ confirmation }) => (confirmation === undefined ? [] : [confirmation])),
      authorization: 'wait',
    });
    if (!report.ok || report.data.result === 'authorizationRequired') return false;
    const { answers } = useWizard.getState();
    const isOn = purpose === 'turnOn' || (answers !== null && staysOn(answers));
    if (report.data.servicePrincipalId !== null) noteSetUp(report.data.servicePrincipalId, isOn);
    return true;
  };
  const resume = async (): Promise<boolean> => {
    const again = await makePlan();
    if (again === null || lacksSecret(again) || asksPerson(again)) return false;
    return carryOut(again);
  };
  return { plan, apply, makePlan, carryOut, resume };
}
