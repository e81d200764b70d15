import { checkExpression } from '#core/expressions/checker';
import { parseExpression } from '#core/expressions/parser';
import { closestName } from '#core/expressions/suggestions';
import type { DirectoryDefinition, SynchronizationSchema } from '#core/graph/shapes';
import { CoreError } from '#core/rpc/errors';
import type { MappingProblem } from '#shared/mappings/problems';
import { mappingProblems } from '#shared/mappings/problems';
import type { Warning } from '#shared/model/plan';
import { attributesOf } from './attribute-view.ts';
import { checkScopeEdit } from './check-scope-edit.ts';
import type { AttributeMappingChange } from './compare-mappings.ts';
import { type ObjectMappingEdit, objectMappingName, type SchemaEdit } from './edit-schema.ts';

const attributeNames = (
  directories: readonly DirectoryDefinition[] | null | undefined,
  place: { readonly directory: string | null | undefined; readonly object: string },
): readonly string[] => {
  const directory = directories?.find((candidate) => candidate.name === place.directory);
  const object = directory?.objects?.find((candidate) => candidate.name === place.object);
  return (object?.attributes ?? []).map((attribute) => attribute.name);
};

/** Takes a name and what there is; gives a sentence that offers the closest one, or lists some. Pure. */
export function didYouMean(name: string, known: readonly string[]): string {
  const close = closestName(name, known);
  if (close !== undefined) return `Did you mean "${close}"?`;
  if (known.length === 0) return 'There are none.';
  const shown = known.slice(0, 12).join(', ');
  return `There are: ${shown}${known.length > 12 ? ` and ${known.length - 12} more` : ''}.`;
}

const refuse = (reason: string, message: string, nextStep: string): CoreError =>
  new CoreError('bad_request', message, { reason, nextStep });

function checkAttributes(schema: SynchronizationSchema, edit: ObjectMappingEdit, change: AttributeMappingChange): void {
  if (change.after === null) return;
  const { rule, before } = edit;
  const place = objectMappingName({ source: before.sourceObjectName, target: before.targetObjectName });
  const targets = attributeNames(schema.directories, {
    directory: rule.targetDirectoryName,
    object: before.targetObjectName,
  });
  const { targetAttributeName, source } = change.after;
  // A schema without attribute definitions says nothing about which names are valid.
  if (targets.length > 0 && !targets.includes(targetAttributeName)) {
    throw refuse(
      'unknownTargetAttribute',
      `The mapping ${place} names the target attribute "${targetAttributeName}", which the application does not have.`,
      didYouMean(targetAttributeName, targets),
    );
  }
  const sources = attributeNames(schema.directories, {
    directory: rule.sourceDirectoryName,
    object: before.sourceObjectName,
  });
  const sourceName = source?.type === 'Attribute' ? source.name : undefined;
  if (sources.length > 0 && typeof sourceName === 'string' && !sources.includes(sourceName)) {
    throw refuse(
      'unknownSourceAttribute',
      `The mapping ${place} of "${targetAttributeName}" takes its value from "${sourceName}", which Microsoft Entra ID does not have.`,
      didYouMean(sourceName, sources),
    );
  }
}

function checkExpressionText(edit: ObjectMappingEdit, change: AttributeMappingChange): void {
  const source = change.after?.source;
  if (source?.type !== 'Function' || typeof source.expression !== 'string') return;
  const { tree, diagnostics } = parseExpression(source.expression);
  const problem = [...diagnostics, ...(tree === undefined ? [] : checkExpression(tree))].find(
    (one) => one.severity === 'error',
  );
  if (problem === undefined) return;
  const place = objectMappingName({ source: edit.before.sourceObjectName, target: edit.before.targetObjectName });
  throw refuse(
    'brokenExpression',
    `The expression of "${change.targetAttributeName}" in the mapping ${place} is not valid at character ${problem.position.offset + 1}: ${problem.message}`,
    problem.suggestion === undefined ? 'Correct the expression.' : `Write "${problem.suggestion}" there.`,
  );
}

/** Takes an edit of one object mapping; gives what it does that is refused or regretted, errors first. Pure. */
export function problemsOfEdit(schema: SynchronizationSchema, edit: ObjectMappingEdit): readonly MappingProblem[] {
  const { rule, before, after, wanted } = edit;
  return mappingProblems({
    source: before.sourceObjectName,
    target: before.targetObjectName,
    enabledBefore: before.enabled ?? true,
    enabled: after.enabled ?? true,
    before: before.attributeMappings ?? [],
    after: after.attributeMappings ?? [],
    sourceAttributes: attributesOf(schema.directories, {
      directory: rule.sourceDirectoryName,
      object: before.sourceObjectName,
    }),
    targetAttributes: attributesOf(schema.directories, {
      directory: rule.targetDirectoryName,
      object: before.targetObjectName,
    }),
    definitions: wanted.targetAttributes,
    removedDefinitions: wanted.removedTargetAttributes,
  });
}

function checkRules(schema: SynchronizationSchema, edit: ObjectMappingEdit): void {
  const [worst] = problemsOfEdit(schema, edit);
  if (worst?.severity === 'error') throw refuse(worst.code, worst.message, worst.nextStep);
}

/** Takes the schema as it was read and an edit that is not refused; gives what people regret of it. Pure. */
export const schemaEditWarnings = (schema: SynchronizationSchema, edit: SchemaEdit): readonly Warning[] =>
  edit.edits
    .flatMap((one) => problemsOfEdit(schema, one))
    .filter(({ severity }) => severity === 'warning')
    .map(({ code, message, nextStep }) => ({ code, message, nextStep }));

/**
 * Takes the schema as it was read and the edit; raises `bad_request` (unknownObjectMapping, ruleNotEditable,
 * unknownTargetAttribute, unknownSourceAttribute, brokenExpression, and the errors of {@link mappingProblems}) with the way out.
 * Mappings that do not change are never refused. Pure.
 */
export function checkSchemaEdit(schema: SynchronizationSchema, edit: SchemaEdit): void {
  const [missing] = edit.missing;
  if (missing !== undefined) {
    const there = (schema.synchronizationRules ?? []).flatMap((rule) => rule.objectMappings ?? []);
    const names = there.map((mapping) =>
      objectMappingName({ source: mapping.sourceObjectName, target: mapping.targetObjectName }),
    );
    throw refuse(
      'unknownObjectMapping',
      `The application has no object mapping ${objectMappingName(missing)}.`,
      didYouMean(objectMappingName(missing), names),
    );
  }
  for (const one of edit.edits) {
    const name = objectMappingName({ source: one.before.sourceObjectName, target: one.before.targetObjectName });
    if (one.rule.editable === false) {
      throw refuse(
        'ruleNotEditable',
        `The mapping ${name} is fixed by the application and cannot be changed.`,
        'Take it out of the configuration.',
      );
    }
    for (const change of one.attributeChanges) checkAttributes(edit.schema, one, change);
    checkRules(schema, one);
    checkScopeEdit(schema, one);
    for (const change of one.attributeChanges) checkExpressionText(one, change);
  }
}
