import type { AttributeMapping, AttributeMappingSource } from '#shared/model/attribute-mapping';

/** The admin center's names of where a mapping takes its value. */
export const sourceKinds = ['direct', 'constant', 'expression', 'none'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/**
 * Takes a mapping source; gives the kind that the admin center shows for it. Pure.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-attributemappingsource
 */
export function sourceKindOf(source: AttributeMapping['source']): SourceKind {
  if (source === null) return 'none';
  const type = source.type.toLowerCase();
  if (type === 'attribute') return 'direct';
  return type === 'constant' ? 'constant' : 'expression';
}

const unquoted = (text: string): string => {
  const inner = /^\s*"([\s\S]*)"\s*$/.exec(text)?.[1];
  return inner === undefined ? text : inner.replace(/\\(["\\])/g, '$1');
};

const parametersText = ({ name, parameters }: AttributeMappingSource): string =>
  `${name ?? ''}(${(parameters ?? []).map(({ value }) => expressionOf(value)).join(', ')})`;

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** Takes a mapping source; gives what a person edits: the attribute's name, the constant without quotes, or the expression. Pure. */
export function sourceValueOf(source: AttributeMapping['source']): string {
  if (source === null) return '';
  const { name, expression } = source;
  switch (sourceKindOf(source)) {
    case 'direct':
      return name ?? /^\s*\[(.*)\]\s*$/.exec(expression ?? '')?.[1] ?? expression ?? '';
    case 'constant':
      return name ?? unquoted(expression ?? '');
    default:
      return expression ?? parametersText(source);
  }
}

/** Takes a mapping source; gives it as an expression: `[mail]`, `"constant"`, the function's text; empty for none. Pure. */
export function expressionOf(source: AttributeMapping['source']): string {
  const value = sourceValueOf(source);
  switch (sourceKindOf(source)) {
    case 'direct':
      return `[${value}]`;
    case 'constant':
      return quoted(value);
    default:
      return value;
  }
}

/** Takes a kind and what a person wrote; gives the mapping source. The service derives the other members. Pure. */
export function sourceOf(kind: SourceKind, value: string): AttributeMapping['source'] {
  switch (kind) {
    case 'direct':
      return { type: 'Attribute', name: value, expression: `[${value}]` };
    case 'constant':
      return { type: 'Constant', name: value, expression: quoted(value) };
    case 'expression':
      return { type: 'Function', expression: value };
    case 'none':
      return null;
  }
}
