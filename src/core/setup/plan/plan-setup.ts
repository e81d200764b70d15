import type { JournalFacts } from '#core/journal/facts';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { withLiveFields } from '#core/profiles/template-fields';
import { checkSchemaEdit, schemaEditWarnings } from '#core/schema/check-edit';
import { editSchema } from '#core/schema/edit-schema';
import { chooseTemplate, preferredTemplate } from '#core/setup/choose-job';
import type { LiveState } from '#core/setup/live-state';
import { savedSettings } from '#core/setup/settings';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { Choice, PlanStep, SecretUse, Warning } from '#shared/model/plan';
import { decideAccess, mergedRoles, resolveAssignments } from './access.ts';
import { accessSteps, accessWarnings } from './access-steps.ts';
import { applicationStep, applicationWarnings, jobStep } from './application-steps.ts';
import { authorizeStep, isOAuth } from './authorize-step.ts';
import { secretBindings, wantedConnection } from './connection.ts';
import type { SetupDecisions } from './decisions.ts';
import { checkDirection, connectionWarnings, documentWarnings } from './profile-warnings.ts';
import { decideRunning, isConnectionQuarantine, isQuarantined } from './running.ts';
import { runningSteps } from './running-steps.ts';
import { defaultValueFindings, schemaStep } from './schema-steps.ts';
import { checkLabels, decideSettings, secretUses } from './settings-decision.ts';
import { settingsSteps } from './settings-steps.ts';
import { tenantWarnings } from './tenant-warnings.ts';
import { checkGroups, wantedMappings } from './wanted-mappings.ts';

/** Everything a plan is computed from. */
export interface PlanInput {
  readonly configuration: ProvisioningConfiguration;
  readonly profile: EffectiveProfile;
  readonly state: LiveState;
  readonly facts: JournalFacts;
  /** Labels of secrets that a person bound a value to. */
  readonly boundLabels: ReadonlySet<string>;
  readonly rotateSecrets: boolean;
}

/** A plan before it has an id: what is shown, and the decisions that its steps carry out. */
export interface ComputedPlan {
  readonly steps: readonly PlanStep[];
  readonly secrets: readonly SecretUse[];
  readonly warnings: readonly Warning[];
  readonly choices: readonly Choice[];
  readonly decisions: SetupDecisions;
}

function planConnection({ configuration, profile, state, boundLabels, rotateSecrets }: PlanInput, oauth: boolean) {
  const saved = savedSettings(state.live?.secrets ?? []);
  const bindings = oauth ? [] : secretBindings(configuration, profile);
  checkLabels(boundLabels, bindings);
  const wanted = wantedConnection(configuration, profile, saved);
  const credentials = state.live?.savedCredentials ?? { kind: 'notTried' as const };
  const settingsInput = { wanted, saved, bindings, credentials, boundLabels, rotate: rotateSecrets, oauth };
  const decision = decideSettings(settingsInput);
  return { decision, wanted, credentials, uses: secretUses(decision, settingsInput) };
}

function planMappings({ configuration, profile, state }: PlanInput) {
  const schema = state.live?.schema ?? null;
  const mappings = wantedMappings(configuration, profile, state.tenantId);
  checkGroups(configuration, profile, schema);
  const edit = schema === null ? null : editSchema(schema, mappings);
  if (schema !== null && edit !== null) checkSchemaEdit(schema, edit);
  const warnings = schema === null || edit === null ? [] : schemaEditWarnings(schema, edit);
  const job = state.live?.job.kind === 'use' ? state.live.job.job : null;
  const servicePrincipalId = state.choice.kind === 'use' ? state.choice.servicePrincipal.id : null;
  return { schema, mappings, edit, job, servicePrincipalId, warnings, everyAccount: configuration.everyAccount ?? [] };
}

function planAccess({ configuration, profile, state }: PlanInput) {
  const assigned = new Set((state.live?.assignments ?? []).map((assignment) => assignment.principalId));
  const wanted = resolveAssignments(configuration.assignments, state.principals, assigned);
  const { live, choice } = state;
  const decision =
    live === null || choice.kind === 'create'
      ? null
      : decideAccess({
          wanted,
          roles: mergedRoles(choice.servicePrincipal.appRoles, live.application?.appRoles),
          existing: live.assignments,
          profile,
        });
  return { wanted, decision, state, profile };
}

const quarantineWarning = (input: PlanInput, lifted: boolean): readonly Warning[] => {
  const job = input.state.live?.job;
  if (job?.kind !== 'use' || !isQuarantined(job.job) || lifted) return [];
  return [
    {
      code: 'inQuarantine',
      message: 'The job is in quarantine, and nothing in this plan lifts it.',
      nextStep: 'Ask why with the command "quarantine show", mend the cause, then start the job.',
    },
  ];
};

const jobsWarning = ({ state }: PlanInput): readonly Warning[] =>
  (state.live?.jobs.length ?? 0) > 1
    ? [
        {
          code: 'severalJobs',
          message: `The application has ${state.live?.jobs.length ?? 0} synchronization jobs; this plan is about one of them.`,
        },
      ]
    : [];

/** Everything that is decided, before it is put into steps and words. */
function decide(input: PlanInput) {
  const { configuration, profile, state, facts } = input;
  const application = configuration.application.name ?? profile.displayName;
  const template =
    state.live === null
      ? null
      : chooseTemplate(state.live.templates, { preferred: profile.synchronizationTemplateId, application });
  const oauth = isOAuth(profile, template);
  const connection = planConnection(input, oauth);
  const schema = planMappings(input);
  const access = planAccess(input);
  const settingsChange = connection.decision.kind === 'write';
  const owed =
    (schema.servicePrincipalId === null ? undefined : facts.owed.get(schema.servicePrincipalId)) ?? new Set();
  const authorize = oauth && connection.credentials.kind !== 'proven';
  const { job } = schema;
  // The cycle itself only finds out hours later that the credentials work again.
  const worksAgain = job !== null && isConnectionQuarantine(job) && connection.credentials.kind === 'proven';
  const running = decideRunning({
    wanted: configuration.provisioning,
    job: schema.job,
    mended: settingsChange || authorize || worksAgain,
    narrowed: connection.wanted.scopeChange === 'narrowed' && settingsChange,
    owed,
  });
  return { oauth, connection, schema, access, running, authorize };
}

type Decided = ReturnType<typeof decide>;

function stepsOf({ configuration, profile, state }: PlanInput, decided: Decided): readonly PlanStep[] {
  const { oauth, connection, schema, access, running, authorize } = decided;
  const { servicePrincipalId } = schema;
  const where = { servicePrincipalId, jobId: schema.job?.id ?? null };
  const { decision, wanted, credentials } = connection;
  return inOrder([
    applicationStep(state, profile),
    jobStep(state.live?.job ?? null, servicePrincipalId),
    ...settingsSteps({ decision, wanted, credentials, oauth, ...where }),
    schemaStep(schema),
    ...accessSteps(access),
    ...(authorize ? [authorizeStep(profile)] : []),
    ...runningSteps({ decision: running, wanted: configuration.provisioning, ...where }),
  ]);
}

const decisionsOf = ({ state }: PlanInput, decided: Decided): SetupDecisions => {
  const { oauth, connection, schema, access, running, authorize } = decided;
  return {
    template: state.template,
    application: state.choice,
    job: state.live?.job ?? null,
    settings: connection.decision,
    oauth,
    mappings: schema.mappings,
    schemaVersion: schema.schema?.version ?? null,
    schemaChanges: schema.edit === null ? schema.mappings.length > 0 : schema.edit.edits.length > 0,
    assignments: access.wanted,
    authorize,
    running,
  };
};

/**
 * Takes a configuration, its profile, the live state and what the journal says; gives the steps that lead from the live
 * state to the configuration, each with its reason, and what a person should know. Pure: reads and writes nothing.
 * Raises `bad_request` for anything in the configuration that cannot be done, before anything is written.
 */
export function planSetup(given: PlanInput): ComputedPlan {
  const { state } = given;
  checkDirection(given.profile);
  const template = preferredTemplate(state.live?.templates ?? [], given.profile.synchronizationTemplateId) ?? null;
  // The application itself knows best which fields it takes.
  const profile = withLiveFields(given.profile, template);
  const input: PlanInput = { ...given, profile };
  const decided = decide(input);
  const { connection, schema, access, running } = decided;
  const findings = defaultValueFindings(profile, schema, state.live?.assignments ?? []);
  return {
    steps: stepsOf(input, decided),
    secrets: connection.uses,
    warnings: [
      ...applicationWarnings(state, profile),
      ...jobsWarning(input),
      ...connectionWarnings(profile, connection.decision, input.rotateSecrets),
      ...schema.warnings,
      ...findings.warnings,
      ...accessWarnings(access),
      ...quarantineWarning(input, running.start || running.restart),
      ...documentWarnings(profile),
      ...tenantWarnings(given.profile, state, template),
    ],
    choices: findings.choices,
    decisions: decisionsOf(input, decided),
  };
}

/** Credentials are tested before the job is made, so that nothing is half done when they are wrong. */
const inOrder = (steps: readonly PlanStep[]): readonly PlanStep[] => {
  const [application, job, ...rest] = steps;
  const test = rest.find((step) => step.id === 'credentials.test');
  if (application === undefined || job === undefined || test === undefined) return steps;
  return [application, test, job, ...rest.filter((step) => step !== test)];
};
