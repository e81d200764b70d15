import type { FunctionParameter } from '#core/expressions/functions/definition';
import { expressionFunctions } from '#core/expressions/functions/registry';
import { unpublishedFunction } from './other-verdicts.ts';

/** Functions that the published reply lists beside those of the reference. */
const unreferenced = [
  {
    name: 'AppRoleAssignments',
    parameters: [{ name: 'source', required: true, allowMultipleOccurrences: false, type: 'String' }],
  },
];

function parameterResource(parameter: FunctionParameter) {
  return {
    allowMultipleOccurrences: parameter.repeats === true,
    name: parameter.schemaKey ?? parameter.name,
    required: parameter.optional !== true,
    type: parameter.type === 'Integer' || parameter.type === 'Boolean' ? parameter.type : 'String',
  };
}

/**
 * The functions of the mapping language as resources; `withUnpublished` adds one that no current page has. Source: learn.microsoft.com/graph/api/synchronization-synchronizationschema-functions
 */
export function functionResources({
  withUnpublished,
}: {
  readonly withUnpublished: boolean;
}): readonly Readonly<Record<string, unknown>>[] {
  const referenced = expressionFunctions.map(({ name, parameters }) => ({
    name,
    parameters: parameters.map(parameterResource),
  }));
  return [...referenced, ...unreferenced, ...(withUnpublished ? [unpublishedFunction] : [])];
}
