import { collectionFunctions } from './collections.ts';
import { conditionFunctions } from './conditions.ts';
import { conversionFunctions } from './conversions.ts';
import { dateFunctions } from './dates.ts';
import type { FunctionDefinition, FunctionDescription } from './definition.ts';
import { generatedFunctions } from './generated.ts';
import { replaceFunctions } from './replace.ts';
import { roleFunctions } from './roles.ts';
import { textFunctions } from './text.ts';

const definitions: readonly FunctionDefinition[] = [
  ...collectionFunctions,
  ...conditionFunctions,
  ...conversionFunctions,
  ...dateFunctions,
  ...generatedFunctions,
  ...replaceFunctions,
  ...roleFunctions,
  ...textFunctions,
].toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));

const byName: ReadonlyMap<string, FunctionDefinition> = new Map(definitions.map((one) => [one.name, one]));

/**
 * All functions of the language by name, for completion and help; plain data. They are those of the reference and
 * AssertiveAppRoleAssignmentsComplex, which only the page on customizing attributes describes.
 *
 * Source: learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data
 */
export const expressionFunctions: readonly FunctionDescription[] = definitions.map(
  ({ evaluate: _evaluate, ...description }) => description,
);

/** The function of a name, minding case, or undefined. */
export function findFunction(name: string): FunctionDefinition | undefined {
  return byName.get(name);
}
