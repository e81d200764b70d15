import type { AttributeDefinitionConfiguration, AttributeView } from '#shared/model/attribute-definition';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import { definitionProblems } from './definition-problems.ts';
import { expressionOf, sourceKindOf, sourceValueOf } from './source-kind.ts';

/** The service's limit, in characters. Source: learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes */
export const longestExpression = 10_000;

/** What is wrong with a mapping. Only `error` stops a plan. */
export interface MappingProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** Target attribute, or null for the object mapping as a whole. */
  readonly target: string | null;
  readonly message: string;
  readonly nextStep: string;
}

/** One object mapping before and after an edit, with the attributes of both sides; an empty list of attributes says nothing about names. */
export interface EditedObjectMapping {
  readonly source: string;
  readonly target: string;
  readonly enabledBefore: boolean;
  readonly enabled: boolean;
  readonly before: readonly AttributeMapping[];
  readonly after: readonly AttributeMapping[];
  readonly sourceAttributes: readonly AttributeView[];
  /** As they are before the edit of the attribute list. */
  readonly targetAttributes: readonly AttributeView[];
  readonly definitions?: readonly AttributeDefinitionConfiguration[] | undefined;
  readonly removedDefinitions?: readonly string[] | undefined;
}

type Rule = (edit: EditedObjectMapping, changed: readonly AttributeMapping[]) => readonly MappingProblem[];

const priority = (mapping: AttributeMapping): number => mapping.matchingPriority ?? 0;

const fingerprint = (mapping: AttributeMapping): string =>
  JSON.stringify([
    mapping.targetAttributeName,
    sourceKindOf(mapping.source),
    expressionOf(mapping.source),
    mapping.defaultValue ?? '',
    priority(mapping),
    mapping.flowType ?? 'Always',
  ]);

/** Mappings that the edit puts in or changes; what it leaves as it is was somebody's decision before. */
function changedMappings({ before, after }: EditedObjectMapping): readonly AttributeMapping[] {
  const known = new Set(before.map(fingerprint));
  return after.filter((mapping) => !known.has(fingerprint(mapping)));
}

const viewOf = (attributes: readonly AttributeView[], name: string): AttributeView | undefined =>
  attributes.find((attribute) => attribute.name === name);

const count = (mappings: readonly AttributeMapping[], target: string): number =>
  mappings.filter(({ targetAttributeName }) => targetAttributeName === target).length;

/** Source: learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes ("the primary key … shouldn't be included") */
const primaryKey: Rule = ({ targetAttributes }, changed) =>
  changed
    .filter(({ targetAttributeName: name }) => viewOf(targetAttributes, name)?.anchor ?? name === 'id')
    .map(({ targetAttributeName: target }) => ({
      code: 'mapsPrimaryKey',
      severity: 'error',
      target,
      message: `"${target}" is the primary key of the application: the application gives it, and it cannot be mapped.`,
      nextStep: 'Map another attribute, for example externalId, and match by that.',
    }));

const oneMappingEach: Rule = ({ before, after }, changed) =>
  [...new Set(changed.map(({ targetAttributeName }) => targetAttributeName))]
    .filter((target) => count(after, target) > 1 && count(after, target) > count(before, target))
    .map((target) => ({
      code: 'targetMappedTwice',
      severity: 'error',
      target,
      message: `"${target}" would be mapped ${count(after, target)} times, and which value arrives would be chance.`,
      nextStep: 'Change the mapping that is there, or join both values in one expression.',
    }));

const requiredStays: Rule = ({ before, after, targetAttributes, definitions }) =>
  targetAttributes
    .filter(({ name, required }) => definitions?.find((one) => one.name === name)?.required ?? required)
    .filter(({ name }) => count(before, name) > 0 && count(after, name) === 0)
    .map(({ name }) => ({
      code: 'requiredMappingRemoved',
      severity: 'error',
      target: name,
      message: `The application requires "${name}", so its mapping cannot be removed.`,
      nextStep: 'Keep the mapping and change where its value comes from, or make the attribute optional in the list.',
    }));

const matchingStays: Rule = ({ source, target, before, after }) =>
  before.some((mapping) => priority(mapping) > 0) && !after.some((mapping) => priority(mapping) > 0)
    ? [
        {
          code: 'noMatchingAttribute',
          severity: 'error',
          target: null,
          message: `The mapping ${source} → ${target} would have no matching attribute, so people could not be found in the application.`,
          nextStep: 'Give one mapping a matchingPriority of 1.',
        },
      ]
    : [];

const lengthHolds: Rule = (_edit, changed) =>
  changed
    .filter(({ source }) => sourceKindOf(source) === 'expression' && sourceValueOf(source).length > longestExpression)
    .map(({ targetAttributeName: target, source }) => ({
      code: 'expressionTooLong',
      severity: 'error',
      target,
      message: `The expression of "${target}" has ${sourceValueOf(source).length} characters; the provisioning service takes at most ${longestExpression}.`,
      nextStep: 'Shorten it, or keep a part of the value in a directory attribute of its own.',
    }));

/** Source: learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes ("disabling users isn't supported") */
const usersStayOn: Rule = ({ source, target, enabledBefore, enabled }) =>
  source.toLowerCase() === 'user' && enabledBefore && !enabled
    ? [
        {
          code: 'usersDisabled',
          severity: 'error',
          target: null,
          message: `The service does not support turning the mapping ${source} → ${target} off.`,
          nextStep: 'Pause provisioning, or take away the actions create, update or delete.',
        },
      ]
    : [];

const unsupportedSources: ReadonlySet<string> = new Set(['samaccountname', 'usertype']);

/** Source: learn.microsoft.com/entra/identity/app-provisioning/known-issues */
const supportedSource: Rule = (_edit, changed) =>
  changed
    .filter(({ source }) => sourceKindOf(source) === 'direct')
    .filter(({ source }) => unsupportedSources.has(sourceValueOf(source).toLowerCase()))
    .map(({ targetAttributeName: target, source }) => ({
      code: 'unsupportedSource',
      severity: 'warning',
      target,
      message: `"${sourceValueOf(source)}" cannot be provisioned from Microsoft Entra ID, so "${target}" would stay empty.`,
      nextStep: 'Take another attribute, or a directory extension that carries the value.',
    }));

const oneValueFits: Rule = ({ sourceAttributes, targetAttributes }, changed) =>
  changed
    .filter(({ source, targetAttributeName }) => {
      const from = sourceKindOf(source) === 'direct' ? viewOf(sourceAttributes, sourceValueOf(source)) : undefined;
      return from?.multivalued === true && viewOf(targetAttributes, targetAttributeName)?.multivalued === false;
    })
    .map(({ targetAttributeName: target, source }) => ({
      code: 'manyValuesIntoOne',
      severity: 'warning',
      target,
      message: `"${sourceValueOf(source)}" has several values and "${target}" takes one: the service refuses such people (SchemaPropertyCanOnlyAcceptValue).`,
      nextStep: `Take one value, for example Item([${sourceValueOf(source)}], 1).`,
    }));

const hasNoValue = ({ source, defaultValue }: AttributeMapping): boolean =>
  (source === null || sourceValueOf(source).trim() === '') && (defaultValue ?? '') === '';

const requiredHasValue: Rule = ({ targetAttributes, definitions }, changed) =>
  changed
    .filter(({ targetAttributeName: name }) => {
      const wanted = definitions?.find((one) => one.name === name)?.required;
      return wanted ?? viewOf(targetAttributes, name)?.required ?? false;
    })
    .filter(hasNoValue)
    .map(({ targetAttributeName: target }) => ({
      code: 'requiredWithoutSource',
      severity: 'warning',
      target,
      message: `The application requires "${target}", and this mapping gives it no value.`,
      nextStep: 'Choose an attribute, a constant or an expression.',
    }));

const readsSoftDelete = (mappings: readonly AttributeMapping[]): boolean =>
  mappings.some(({ source }) => /\[IsSoftDeleted\]/i.test(expressionOf(source)));

/** Source: learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes (IsSoftDeleted) */
const softDeleteStays: Rule = ({ before, after }) =>
  readsSoftDelete(before) && !readsSoftDelete(after)
    ? [
        {
          code: 'softDeleteLost',
          severity: 'warning',
          target: null,
          message:
            'No mapping would read [IsSoftDeleted] any more: accounts of people who leave would not be disabled.',
          nextStep: 'Keep a mapping such as active = Not([IsSoftDeleted]).',
        },
      ]
    : [];

const precedenceIsClear: Rule = ({ after }, changed) =>
  changed
    .filter((mapping) => priority(mapping) > 0)
    .filter((mapping) => after.filter((other) => priority(other) === priority(mapping)).length > 1)
    .map((mapping) => ({
      code: 'samePrecedence',
      severity: 'warning',
      target: mapping.targetAttributeName,
      message: `Several attributes have the matching precedence ${priority(mapping)}; which one is tried first is not said.`,
      nextStep: 'Give each matching attribute a precedence of its own; the lowest is tried first.',
    }));

const writable: Rule = ({ targetAttributes }, changed) =>
  changed
    .filter(({ targetAttributeName }) => viewOf(targetAttributes, targetAttributeName)?.mutability === 'ReadOnly')
    .filter(({ targetAttributeName }) => viewOf(targetAttributes, targetAttributeName)?.anchor !== true)
    .map(({ targetAttributeName: target }) => ({
      code: 'targetReadOnly',
      severity: 'warning',
      target,
      message: `The application only reads "${target}"; what is mapped to it never arrives.`,
      nextStep: 'Map another attribute.',
    }));

const rules: readonly Rule[] = [
  primaryKey,
  oneMappingEach,
  requiredStays,
  matchingStays,
  lengthHolds,
  usersStayOn,
  supportedSource,
  oneValueFits,
  requiredHasValue,
  softDeleteStays,
  precedenceIsClear,
  writable,
];

/**
 * Takes one object mapping before and after an edit; gives what the edit does that the service refuses or that people regret,
 * errors first, each with the way out. What was so before the edit is not told. Pure.
 */
export function mappingProblems(edit: EditedObjectMapping): readonly MappingProblem[] {
  const changed = changedMappings(edit);
  const found = [...rules.flatMap((rule) => rule(edit, changed)), ...definitionProblems(edit)];
  return found.toSorted((one, other) => Number(other.severity === 'error') - Number(one.severity === 'error'));
}
