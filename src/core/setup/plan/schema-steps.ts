import type { AppRoleAssignment, SynchronizationJob, SynchronizationSchema } from '#core/graph/shapes';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { sourceExpression } from '#core/schema/attribute-source';
import { type AttributeMappingChange, describeAttributeMapping } from '#core/schema/compare-mappings';
import {
  type ObjectMappingEdit,
  objectMappingName,
  type SchemaEdit,
  type WantedObjectMapping,
} from '#core/schema/edit-schema';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import type { Choice, PlannedChange, PlanStep, Warning } from '#shared/model/plan';
import { planStep, stepIds } from './decisions.ts';
import { everyAccountExpression } from './every-account.ts';
import { isActive } from './running.ts';

/** What the step about the schema is built from; `schema` null: there is no job yet, so the edit is made on the schema that comes with it. */
export interface SchemaStepsInput {
  readonly schema: SynchronizationSchema | null;
  readonly edit: SchemaEdit | null;
  readonly mappings: readonly WantedObjectMapping[];
  readonly job: SynchronizationJob | null;
  readonly servicePrincipalId: string | null;
  /** Target attributes whose default shall reach every account. */
  readonly everyAccount: readonly string[];
}

function plannedChanges({ edit, mappings }: SchemaStepsInput): readonly PlannedChange[] {
  if (edit !== null) return edit.edits.flatMap((one) => one.changes);
  return mappings.flatMap((mapping) => [
    ...(mapping.attributeMappings === undefined
      ? []
      : [
          {
            what: `${objectMappingName(mapping)}: attribute mappings`,
            before: null,
            after: `${mapping.attributeMappings.length} in the configuration`,
          },
        ]),
    ...(mapping.put ?? []).map((one) => ({
      what: `${objectMappingName(mapping)}: ${one.targetAttributeName}`,
      before: null,
      after: describeAttributeMapping(one),
    })),
    ...(mapping.enabled === undefined
      ? []
      : [
          {
            what: `${objectMappingName(mapping)}: object mapping`,
            before: null,
            after: mapping.enabled ? 'on' : 'off',
          },
        ]),
    ...(mapping.actions === undefined
      ? []
      : [{ what: `${objectMappingName(mapping)}: actions`, before: null, after: mapping.actions.join(', ') }]),
    ...(mapping.scopingFilter === undefined
      ? []
      : [
          {
            what: `${objectMappingName(mapping)}: scoping filter`,
            before: null,
            after: mapping.scopingFilter === null ? 'none' : 'as in the configuration',
          },
        ]),
  ]);
}

const hasRun = (job: SynchronizationJob | null): boolean =>
  job !== null && (isActive(job) || (job.status?.lastSuccessfulExecution ?? null) !== null);

const readsSoftDelete = (mapping: AttributeMapping | null): boolean =>
  /\[IsSoftDeleted\]/i.test(mapping === null ? '' : sourceExpression(mapping.source));

/** Whether an edit says anew which accounts are on. */
const switchesAccounts = ({ targetAttributeName, before, after }: AttributeMappingChange): boolean =>
  after !== null &&
  (targetAttributeName.toLowerCase() === 'active' || readsSoftDelete(before) || readsSoftDelete(after));

/** Whether people or groups may lose their accounts: another filter, a mapping turned off, or accounts turned off by one. */
function mayRemove({ wanted, scopeChanged, before, after, attributeChanges }: ObjectMappingEdit): boolean {
  if (scopeChanged) return true;
  // A vendor's profile turns off what the vendor does not have, and switches accounts as the vendor says.
  if (wanted.fromProfile === true) return false;
  return (before.enabled !== false && after.enabled === false) || attributeChanges.some(switchesAccounts);
}

/** Takes the schema edit; gives its step, which keeps the mappings when nothing differs. Pure. */
export function schemaStep(input: SchemaStepsInput): PlanStep {
  const { edit, mappings, job } = input;
  const nothing = edit === null ? mappings.length === 0 : edit.edits.length === 0;
  if (nothing) {
    return planStep({
      id: stepIds.schema,
      title: 'Keep the mappings',
      reason:
        mappings.length === 0
          ? 'The configuration names none, so those of the application stay.'
          : 'They are as wanted.',
      action: 'keep',
    });
  }
  const narrows = hasRun(job) && (edit?.edits.some(mayRemove) ?? false);
  const path = `/servicePrincipals/${input.servicePrincipalId ?? '{servicePrincipalId}'}/synchronization/jobs/${job?.id ?? '{jobId}'}/schema`;
  return planStep({
    id: stepIds.schema,
    title: 'Edit the mappings and filters',
    reason:
      edit === null
        ? 'What already is as wanted in the schema of the new job stays as it is.'
        : 'They differ from what is wanted.',
    action: 'update',
    changes: [...plannedChanges(input)],
    ...(job === null ? {} : { consequence: 'The next cycle evaluates everybody again (initial cycle).' }),
    requests: [
      { method: 'GET', path },
      { method: 'PUT', path },
    ],
    ...(narrows ? { confirmation: { kind: 'deprovisions', count: null } as const } : {}),
  });
}

/** The mapping of a target attribute as it will be. */
function effectiveMapping(input: SchemaStepsInput, targetAttributeName: string) {
  const rules = (input.edit?.schema ?? input.schema)?.synchronizationRules ?? [];
  const live = rules.flatMap((rule) => rule.objectMappings ?? []).flatMap((mapping) => mapping.attributeMappings ?? []);
  const planned = input.mappings.flatMap((mapping) => mapping.attributeMappings ?? mapping.put ?? []);
  return (input.edit === null ? planned : live).find((mapping) => mapping.targetAttributeName === targetAttributeName);
}

const countWords = (assignments: readonly AppRoleAssignment[]): string => {
  const groups = assignments.filter((assignment) => assignment.principalType === 'Group').length;
  const people = assignments.length - groups;
  const peopleWords = `${people} assigned ${people === 1 ? 'person' : 'people'}`;
  return groups === 0
    ? peopleWords
    : `${peopleWords} and the members of ${groups} assigned ${groups === 1 ? 'group' : 'groups'}`;
};

/** The default that a vendor needs on every account, and the expression that brings it there; null where neither is planned. */
function neededDefault(input: SchemaStepsInput, targetAttributeName: string) {
  const mapping = effectiveMapping(input, targetAttributeName);
  if (mapping === undefined) return null;
  if (!input.everyAccount.includes(targetAttributeName)) {
    const expression = everyAccountExpression(mapping);
    return expression === null ? null : { expression, isChosen: false, attribute: `[${mapping.source?.name ?? ''}]` };
  }
  const expression = sourceExpression(mapping.source);
  return { expression, isChosen: true, attribute: /\[[^\]]*\]/.exec(expression)?.[0] ?? '' };
}

/**
 * Takes the profile and the mappings as they will be; where a default value carries a fact that the vendor needs on every
 * account, gives a warning with the number of assigned people it misses, and an expression as a choice: a default only
 * applies when an account is created. What was chosen is not warned of. Pure.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes
 */
export function defaultValueFindings(
  profile: EffectiveProfile,
  input: SchemaStepsInput,
  assignments: readonly AppRoleAssignment[],
): { readonly warnings: readonly Warning[]; readonly choices: readonly Choice[] } {
  const warnings: Warning[] = [];
  const choices: Choice[] = [];
  for (const { targetAttributeName, fact } of profile.neededOnEveryAccount) {
    const needed = neededDefault(input, targetAttributeName);
    if (needed === null) continue;
    const { expression, isChosen, attribute } = needed;
    // Only the assignments that are there already can have an account that is updated and not created.
    const missed = countWords(input.job === null ? [] : assignments);
    if (!isChosen) {
      warnings.push({
        code: 'defaultOnlyOnCreate',
        message: `${fact}. The default value of this mapping only applies when an account is created: it misses ${missed}, and every account that is in ${profile.displayName} already, unless ${attribute} is filled.`,
        nextStep: `Use the expression ${expression} instead.`,
      });
    }
    choices.push({
      code: 'defaultOrExpression',
      subject: targetAttributeName,
      question: `How does "${targetAttributeName}" get its value?`,
      options: [
        {
          id: 'newAccounts',
          label: `Direct from ${attribute}, with a default`,
          effect: `As the document says: only new accounts get the default; it misses ${missed}.`,
        },
        {
          id: 'everyAccount',
          label: expression,
          effect: `Every account gets the value, also those that exist already. In a file: everyAccount with "${targetAttributeName}".`,
        },
      ],
      chosen: isChosen ? 'everyAccount' : 'newAccounts',
    });
  }
  return { warnings, choices };
}
