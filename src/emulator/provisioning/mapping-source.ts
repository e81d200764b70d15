import { toAttributeMappingSource } from '#core/expressions/attribute-mapping-source';
import { parseExpression } from '#core/expressions/parser';
import type { AttributeMappingSource } from '#shared/model/attribute-mapping';

/**
 * The tree form of a default mapping's expression.
 * Takes the text of an expression of ours; raises an Error when it cannot be parsed, which is a fault in the table.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-attributemappingsource
 */
export function mappingSourceOf(expression: string): AttributeMappingSource {
  const { tree } = parseExpression(expression);
  if (tree === undefined) throw new Error(`The default mapping ${expression} cannot be parsed.`);
  return toAttributeMappingSource(tree);
}
