import { toAttributeMappingSource } from '#core/expressions/attribute-mapping-source';
import { parseExpression } from '#core/expressions/parser';
import type { AttributeMappingSource } from '#shared/model/attribute-mapping';

/** The portal's mapping types by the service's source types. Source: learn.microsoft.com/graph/api/resources/synchronization-attributemappingsource */
const isType = (source: AttributeMappingSource, type: string): boolean => source.type.toLowerCase() === type;

const unquoted = (text: string): string => {
  const inner = /^\s*"([\s\S]*)"\s*$/.exec(text)?.[1];
  return inner === undefined ? text : inner.replace(/\\(["\\])/g, '$1');
};

/** Takes a text; gives it as a string constant of the expression language. */
export const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** Takes the text of an expression; gives it without the white space that stands outside string constants and attribute names. */
export const withoutOuterSpace = (expression: string): string =>
  expression.replace(/"(?:[^"\\]|\\[\s\S])*"|\[[^\]]*\]|\s+/g, (part) => (/^\s+$/.test(part) ? '' : part));

const attributeName = (source: AttributeMappingSource): string =>
  source.name ?? /^\s*\[(.*)\]\s*$/.exec(source.expression ?? '')?.[1] ?? source.expression ?? '';

const fromParameters = (source: AttributeMappingSource): string =>
  `${source.name ?? ''}(${(source.parameters ?? []).map((parameter) => sourceExpression(parameter.value)).join(', ')})`;

/**
 * Takes a mapping source; gives its expression: `[mail]`, `"constant"` or the function's text; "(none)" for null.
 * Pure; used for comparison and for showing.
 */
export function sourceExpression(source: AttributeMappingSource | null): string {
  if (source === null) return '(none)';
  if (isType(source, 'attribute')) return `[${attributeName(source)}]`;
  if (isType(source, 'constant')) return quoted(source.name ?? unquoted(source.expression ?? ''));
  return source.expression ?? fromParameters(source);
}

/** Takes two mapping sources; says whether they give the same value: white space and the derived tree do not count. Pure. */
export const sameSource = (one: AttributeMappingSource | null, other: AttributeMappingSource | null): boolean =>
  withoutOuterSpace(sourceExpression(one)) === withoutOuterSpace(sourceExpression(other)) &&
  (one === null) === (other === null);

/** The service keeps a function as text and as a tree; a person writes only the text. */
function completedFunction(source: AttributeMappingSource): AttributeMappingSource {
  if ((source.parameters ?? []).length > 0 || typeof source.expression !== 'string') return source;
  const { tree } = parseExpression(source.expression);
  return tree === undefined ? source : { ...source, ...toAttributeMappingSource(tree), expression: source.expression };
}

/**
 * Takes a mapping source as a person wrote it; gives it with the members that the service derives: `name`, `expression` and
 * the tree of `parameters`. What stands there already stays. Pure.
 */
export function completedSource(source: AttributeMappingSource | null): AttributeMappingSource | null {
  if (source === null) return null;
  if (isType(source, 'attribute')) {
    const name = attributeName(source);
    return { ...source, name, expression: `[${name}]`, parameters: source.parameters ?? [] };
  }
  if (isType(source, 'constant')) {
    const value = source.name ?? unquoted(source.expression ?? '');
    return { ...source, name: value, expression: quoted(value), parameters: source.parameters ?? [] };
  }
  return completedFunction(source);
}
