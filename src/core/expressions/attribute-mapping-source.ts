import type { AttributeMappingSource } from '#shared/model/attribute-mapping';
import { type Diagnostic, DiagnosticList } from './diagnostics.ts';
import { type FunctionDescription, parameterAt } from './functions/definition.ts';
import { findFunction } from './functions/registry.ts';
import { type ParsedExpression, parseExpression } from './parser.ts';
import { printExpression, quoteText } from './printer.ts';
import {
  type Expression,
  type FunctionCallExpression,
  maximumNesting,
  nowhere,
  type ParameterEntry,
} from './syntax-tree.ts';

const leaf = { parameters: [] } as const;

/**
 * The tree form in which the synchronization schema keeps an expression beside its text. Empty arguments are left out,
 * and numbers become string constants, as in the schemas that the service publishes. The keys of parameters are the
 * published ones where there are any, otherwise the names in the reference; those of comparisons are a guess. For a
 * schema that is sent to the service, take the tree from its action parseExpression instead.
 *
 * Source: learn.microsoft.com/graph/api/resources/synchronization-attributemappingsource
 */
export function toAttributeMappingSource(tree: Expression): AttributeMappingSource {
  return { ...tree.unknownMembers, ...ownSource(tree) };
}

function ownSource(tree: Expression): AttributeMappingSource {
  switch (tree.kind) {
    case 'attribute':
      return { expression: printExpression(tree), name: tree.name, ...leaf, type: 'Attribute' };
    case 'text':
      return constant(tree.value);
    case 'number':
      return constant(tree.text);
    case 'word':
      return constant(tree.name);
    case 'empty':
      return constant('');
    case 'call':
      return { expression: printExpression(tree), name: tree.name, parameters: parametersOf(tree), type: 'Function' };
    case 'comparison':
      return tree.sourceForm ?? comparisonSource(tree);
  }
}

function constant(value: string): AttributeMappingSource {
  return { expression: quoteText(value), name: value, ...leaf, type: 'Constant' };
}

function comparisonSource(tree: Extract<Expression, { kind: 'comparison' }>): AttributeMappingSource {
  const parameters = [
    { key: 'left', value: toAttributeMappingSource(tree.left) },
    { key: 'right', value: toAttributeMappingSource(tree.right) },
  ];
  return { expression: printExpression(tree), name: tree.operator, parameters, type: 'Function' };
}

function parametersOf(tree: FunctionCallExpression): { key: string; value: AttributeMappingSource }[] {
  const description = findFunction(tree.name);
  const given = [...tree.arguments.entries()].filter(([, argument]) => argument.kind !== 'empty');
  const entries = tree.parameterEntries?.length === given.length ? tree.parameterEntries : undefined;
  return given.map(([index, argument], position) => {
    const entry = entries?.[position] ?? { key: keyAt(description, index) };
    return { ...entry, value: toAttributeMappingSource(argument) };
  });
}

function keyAt(description: FunctionDescription | undefined, index: number): string {
  const parameter = description === undefined ? undefined : parameterAt(description, index);
  return parameter?.schemaKey ?? parameter?.name ?? 'source';
}

/**
 * The syntax tree of a mapping's source. The text (`expression`) decides, because it is what people see and edit; the
 * parameters are used where there is no text or it cannot be parsed, and a warning says when the two differ. Unknown
 * functions, parameter keys and members are kept and written back by {@link toAttributeMappingSource}. Never throws.
 *
 * Source: learn.microsoft.com/graph/api/resources/synchronization-attributemappingsource
 */
export function fromAttributeMappingSource(source: AttributeMappingSource): ParsedExpression {
  if (!isShallow(source)) {
    const problems = new DiagnosticList();
    const message = `The source is nested more than ${maximumNesting} levels deep and is not read.`;
    problems.add({ code: 'nestedTooDeep', message, position: nowhere });
    return { tree: undefined, diagnostics: problems.found };
  }
  const built = buildExpression(source);
  if (source.type === 'Attribute' || source.type === 'Constant') return { tree: built, diagnostics: [] };
  const fromText = parseExpression(source.expression ?? '');
  const found = source.expression ? fromText.diagnostics : [];
  if (fromText.tree === undefined || found.some(({ severity }) => severity === 'error')) {
    return { tree: built, diagnostics: [...unknownType(source), ...found] };
  }
  const hasParts = source.type === 'Function' && (source.parameters ?? []).length > 0;
  if (hasParts && !agrees(fromText.tree, source)) {
    return { tree: fromText.tree, diagnostics: [...found, disagreement(fromText.tree)] };
  }
  return { tree: withOrigin(fromText.tree, source), diagnostics: [...unknownType(source), ...found] };
}

function disagreement(tree: Expression): Diagnostic {
  const message = 'The text of this mapping and its tree of parameters differ; the text is used.';
  return { code: 'treeDisagreesWithText', severity: 'warning', message, position: tree.position };
}

function unknownType(source: AttributeMappingSource): readonly Diagnostic[] {
  if (['Attribute', 'Constant', 'Function'].includes(source.type)) return [];
  const message = `The source type ${JSON.stringify(source.type)} is not known here.`;
  return [{ code: 'unknownSourceType', severity: 'warning', message, position: nowhere }];
}

function isShallow(source: AttributeMappingSource): boolean {
  let level: readonly AttributeMappingSource[] = [source];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maximumNesting) return false;
    level = level.flatMap((one) => (one.parameters ?? []).map(({ value }) => value));
  }
  return true;
}

function buildExpression(source: AttributeMappingSource): Expression | undefined {
  const name = source.name ?? undefined;
  const origin = { position: nowhere, ...originOf(source) };
  switch (source.type) {
    case 'Attribute': {
      const attribute = name ?? source.expression?.replace(/^\s*\[|\]\s*$/g, '').trim();
      return attribute ? { kind: 'attribute', name: attribute, ...origin } : undefined;
    }
    case 'Constant': {
      if (name !== undefined) return { kind: 'text', value: name, ...origin };
      const parsed = parseExpression(source.expression ?? '').tree;
      return parsed?.kind === 'text' ? { ...parsed, ...origin } : undefined;
    }
    case 'Function':
      return name === undefined ? undefined : { kind: 'call', name, ...builtArguments(name, source), ...origin };
    default:
      return undefined;
  }
}

type Arguments = Pick<FunctionCallExpression, 'arguments' | 'parameterEntries'>;

function builtArguments(name: string, source: AttributeMappingSource): Arguments {
  const description = findFunction(name);
  const built: Expression[] = [];
  for (const { key, value } of source.parameters ?? []) {
    const target = description === undefined ? built.length : positionOf(description, { key, from: built.length });
    padTo(built, target);
    built.push(buildExpression(value) ?? { kind: 'empty', position: nowhere });
  }
  if (description?.writesAllPositions === true) padTo(built, description.parameters.length);
  return { arguments: built, parameterEntries: entriesOf(source) };
}

function padTo(built: Expression[], length: number): void {
  while (built.length < length) built.push({ kind: 'empty', position: nowhere });
}

/** Where a parameter of this key goes, at `from` or after it; an unknown key takes the next position. */
function positionOf(description: FunctionDescription, { key, from }: { key: string; from: number }): number {
  for (let index = from; index < from + description.parameters.length; index += 1) {
    const parameter = parameterAt(description, index);
    if (parameter !== undefined && (parameter.schemaKey ?? parameter.name) === key) return index;
  }
  return from;
}

function entriesOf(source: AttributeMappingSource): readonly ParameterEntry[] {
  return (source.parameters ?? []).map(({ value: _value, ...entry }) => entry);
}

function originOf(source: AttributeMappingSource): { unknownMembers?: Readonly<Record<string, unknown>> } {
  const { type: _type, name: _name, expression: _expression, parameters: _parameters, ...unknownMembers } = source;
  return Object.keys(unknownMembers).length === 0 ? {} : { unknownMembers };
}

/** True when a parsed text says what the tree form says. A comparison agrees with anything: its form is undocumented. */
function agrees(tree: Expression, source: AttributeMappingSource): boolean {
  if (tree.kind === 'comparison') return true;
  const own = ownSource(tree);
  const parameters = source.parameters ?? [];
  const parts = argumentsOf(tree);
  return (
    own.type === source.type &&
    own.name === (source.name ?? own.name) &&
    parts.length === parameters.length &&
    parts.every((part, index) => parameters[index] !== undefined && agrees(part, parameters[index].value))
  );
}

function argumentsOf(tree: Expression): readonly Expression[] {
  return tree.kind === 'call' ? tree.arguments.filter(({ kind }) => kind !== 'empty') : [];
}

/** The parsed tree with what only the tree form has: parameter keys and unknown members. */
function withOrigin(tree: Expression, source: AttributeMappingSource): Expression {
  if (tree.kind === 'comparison') return { ...tree, sourceForm: source };
  const origin = originOf(source);
  if (tree.kind !== 'call' || argumentsOf(tree).length !== (source.parameters ?? []).length)
    return { ...tree, ...origin };
  const parameters = [...(source.parameters ?? [])];
  const parts = tree.arguments.map((argument) => {
    const parameter = argument.kind === 'empty' ? undefined : parameters.shift();
    return parameter === undefined ? argument : withOrigin(argument, parameter.value);
  });
  return { ...tree, ...origin, arguments: parts, parameterEntries: entriesOf(source) };
}
