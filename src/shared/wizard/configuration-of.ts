import { ProvisioningConfiguration } from '#shared/model/configuration';
import type { VendorGuide } from '#shared/model/vendor-guide';
import type { ApplicationAnswer, AssignmentAnswer, WizardAnswers } from '#shared/model/wizard';
import { fieldValue, openFields, secretFields, tenantUrlKey } from './field-values.ts';

const applicationOf = (answer: ApplicationAnswer | null) => {
  if (answer === null) return {};
  if (answer.kind === 'reuse') return { servicePrincipalId: answer.servicePrincipalId };
  return { name: answer.name.trim(), existing: answer.separate ? ('createSeparate' as const) : ('reuse' as const) };
};

function connectionOf(guide: VendorGuide, answers: WizardAnswers) {
  // What is authorized elsewhere has nothing that is saved from here.
  if (guide.connection.authorizes) return {};
  const open = openFields(guide)
    .map((field) => [field.key, fieldValue(field, answers)] as const)
    .filter(([, value]) => value !== '');
  const tenantUrl = open.find(([key]) => key === tenantUrlKey)?.[1];
  return {
    ...(tenantUrl === undefined ? {} : { tenantUrl }),
    settings: Object.fromEntries(open.filter(([key]) => key !== tenantUrlKey)),
    secrets: Object.fromEntries(secretFields(guide).map(({ key }) => [key, { label: key }])),
  };
}

const assignmentOf = ({ kind, id, role }: AssignmentAnswer) => ({
  [kind]: id,
  ...(role === '' ? {} : { role }),
});

/**
 * Says whether setting up leaves provisioning on: an application that runs is not paused by it, any other waits until somebody
 * has tried it. Pure.
 */
export const staysOn = ({ application }: WizardAnswers): boolean => application?.kind === 'reuse' && application.active;

/**
 * Takes a guide, the answers and whether provisioning shall run; gives the provisioning configuration they yield. Secrets are
 * in it by label only, and the label is the Graph key. Raises a ZodError while something that stops a plan is missing. Pure.
 */
export function configurationOf(
  guide: VendorGuide,
  answers: WizardAnswers,
  provisioning: 'on' | 'off',
): ProvisioningConfiguration {
  const email = answers.email.trim();
  return ProvisioningConfiguration.parse({
    schemaVersion: 1,
    vendor: guide.id,
    application: applicationOf(answers.application),
    connection: connectionOf(guide, answers),
    scope: { people: answers.people, ...(answers.keepOutOfScope ? { skipOutOfScopeDeletions: true } : {}) },
    ...(answers.everyAccount.length === 0 ? {} : { everyAccount: answers.everyAccount }),
    assignments: answers.assignments.map(assignmentOf),
    ...(email === '' ? {} : { notifications: { email } }),
    safety: {
      deletionThreshold: answers.threshold.enabled
        ? { enabled: true, value: answers.threshold.value }
        : { enabled: false },
    },
    provisioning,
  });
}
