import type { ServicePrincipal } from '#core/graph/shapes';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { CoreError } from '#core/rpc/errors';
import type { ApplicationChoice, JobChoice, LiveState } from '#core/setup/live-state';
import type { PlanStep, Warning } from '#shared/model/plan';
import { planStep, stepIds } from './decisions.ts';

const noProvisioning = (name: string): CoreError =>
  new CoreError('bad_request', `"${name}" supports no automatic provisioning, as the gallery itself says.`, {
    reason: 'noProvisioningSupport',
    nextStep:
      'Use another application of the vendor, or an application of your own (vendor: scim) if the vendor offers SCIM.',
  });

const notSignedUp = (profile: EffectiveProfile): CoreError =>
  new CoreError(
    'not_found',
    `${profile.displayName} is not in this tenant, and it cannot be created from here: it comes by signing up for the application.`,
    {
      reason: 'signUpNeeded',
      nextStep: `Open ${profile.displayName} in the gallery of the admin center, choose "Sign up for ${profile.displayName}" and accept; then run the command again.`,
    },
  );

const interrupted =
  'An earlier run was interrupted while it created the application: its result is looked for first, up to 10 minutes.';

function createStep(
  choice: Extract<ApplicationChoice, { kind: 'create' }>,
  state: LiveState,
  profile: EffectiveProfile,
): PlanStep {
  const { template } = state;
  if (template === null)
    throw profile.addMethod === 'oidcSignUp' ? notSignedUp(profile) : noProvisioning(profile.displayName);
  if (template.supportsProvisioning === false) throw noProvisioning(template.displayName);
  return planStep({
    id: stepIds.application,
    title: `Create the application "${choice.displayName}" from the gallery`,
    reason: choice.open === null ? 'It is not in this tenant yet.' : interrupted,
    action: 'create',
    changes: [{ what: 'Application and service principal', before: null, after: choice.displayName }],
    requests: [
      { method: 'GET', path: '/servicePrincipals' },
      { method: 'POST', path: `/applicationTemplates/${template.id}/instantiate` },
    ],
  });
}

/** Takes the live state and the profile; gives the step about the application. Raises `not_found` (signUpNeeded: the gallery does not list it), `bad_request` (noProvisioningSupport). Pure. */
export function applicationStep(state: LiveState, profile: EffectiveProfile): PlanStep {
  const { choice } = state;
  if (choice.kind === 'create') return createStep(choice, state, profile);
  const { servicePrincipal, adopts } = choice;
  return planStep({
    id: stepIds.application,
    title: `Use the application "${servicePrincipal.displayName}"`,
    reason:
      adopts === null
        ? 'It is in this tenant.'
        : 'An earlier run created it and was interrupted before it could note that.',
    action: 'keep',
  });
}

/** Takes the choice of a job (null = no application yet); gives the step about it. Pure. */
export function jobStep(choice: JobChoice | null, servicePrincipalId: string | null): PlanStep {
  if (choice?.kind === 'use') {
    return planStep({
      id: stepIds.job,
      title: 'Use the synchronization job',
      reason:
        choice.adopts === null
          ? 'It is there.'
          : 'An earlier run created it and was interrupted before it could note that.',
      action: 'keep',
    });
  }
  return planStep({
    id: stepIds.job,
    title: 'Create the synchronization job',
    reason:
      choice?.open == null
        ? 'There is none yet.'
        : 'An earlier run was interrupted while it created the job: its result is looked for first, up to 10 minutes.',
    action: 'create',
    changes: [{ what: 'Synchronization job', before: null, after: 'from the template of the application' }],
    requests: [
      {
        method: 'GET',
        path: `/servicePrincipals/${servicePrincipalId ?? '{servicePrincipalId}'}/synchronization/templates`,
      },
      {
        method: 'POST',
        path: `/servicePrincipals/${servicePrincipalId ?? '{servicePrincipalId}'}/synchronization/jobs`,
      },
    ],
  });
}

const hasSingleSignOn = (servicePrincipal: ServicePrincipal): boolean => {
  const mode = servicePrincipal.preferredSingleSignOnMode;
  return typeof mode === 'string' && mode !== '' && mode.toLowerCase() !== 'notsupported';
};

const separateStep = 'Set application.existing to createSeparate for an application of its own.';

// The gallery decides, not the article: where it offers synchronization for the template, creating it is tried.
const signUpWarnings = (profile: EffectiveProfile): readonly Warning[] =>
  profile.addMethod !== 'oidcSignUp'
    ? []
    : [
        {
          code: 'signUpStated',
          message: `The document of ${profile.displayName} adds it with "Sign up for the app". This plan creates it through Graph; if it then offers no synchronization template, the run stops and says so.`,
          nextStep: `If it stops, sign up for ${profile.displayName} in the gallery of the admin center and run the command again: the application that is there is then used.`,
        },
      ];

/** Takes the live state and the profile; gives what a person should know before this application is used or created. Pure. */
export function applicationWarnings(state: LiveState, profile: EffectiveProfile): readonly Warning[] {
  const { choice, instances, live } = state;
  if (choice.kind === 'create') {
    if (instances.length === 0) return signUpWarnings(profile);
    const names = instances.map((instance) => `"${instance.displayName}"`).join(', ');
    return [
      {
        code: 'secondInstance',
        message: `${profile.displayName} is in this tenant already (${names}); this plan creates one more. Two of them that provision the same people into the same account of the vendor get in each other's way.`,
        nextStep:
          'To use the one that is there, take application.existing and application.name out of the configuration.',
      },
    ];
  }
  const untouched = live !== null && live.job.kind === 'create';
  if (!untouched || !hasSingleSignOn(choice.servicePrincipal)) return [];
  const mode = choice.servicePrincipal.preferredSingleSignOnMode ?? '';
  const name = choice.servicePrincipal.displayName;
  if (profile.assignment.separateAppRequired) {
    return [
      {
        code: 'separateAppRequired',
        message: `${profile.displayName} needs one application for sign-in and another for provisioning, and "${name}" is set up for sign-in (${mode}).`,
        nextStep: separateStep,
      },
    ];
  }
  return [
    {
      code: 'ssoAlreadySetUp',
      message: `People sign in through "${name}" (${mode}); its assignments will also decide who is provisioned. A separate application is recommended for the first tests.`,
      nextStep: separateStep,
    },
  ];
}
