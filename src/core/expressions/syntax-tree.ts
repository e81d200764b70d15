import type { AttributeMappingSource } from '#shared/model/attribute-mapping';

/** A place in the text of an expression: `offset` and `length` in UTF-16 units, `line` and `column` counted from 1. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** The position of a tree that was not parsed from text. */
export const nowhere: Position = { offset: 0, line: 1, column: 1, length: 0 };

/** The comparison operators of the language; there are no logical and no arithmetic ones. */
export const comparisonOperators = ['=', '<>', '>', '>=', '<', '<='] as const;

/** One of {@link comparisonOperators}. */
export type ComparisonOperator = (typeof comparisonOperators)[number];

interface Node {
  readonly position: Position;
  /** Members of the schema's tree form that this language does not know; written back unchanged. */
  readonly unknownMembers?: Readonly<Record<string, unknown>>;
}

/** A string constant; `value` is unescaped. */
export interface TextConstant extends Node {
  readonly kind: 'text';
  readonly value: string;
}

/** A number; `text` is what was written, so `&HF` and `1.50` print as they came. */
export interface NumberConstant extends Node {
  readonly kind: 'number';
  readonly text: string;
}

/** An attribute of the source object, `[name]`. */
export interface AttributeReference extends Node {
  readonly kind: 'attribute';
  readonly name: string;
}

/** A bare word: `True`, `False`, `vbTextCompare`, `vbBinaryCompare`, or anything unknown. */
export interface Word extends Node {
  readonly kind: 'word';
  readonly name: string;
}

/** An argument left out, as in `Switch([x], , "a", "b")`; also what stands for a missing part after a syntax error. */
export interface EmptyArgument extends Node {
  readonly kind: 'empty';
}

/** The key of a parameter in the schema's tree form, with the members beside it that this language does not know. */
export interface ParameterEntry {
  readonly key: string;
  readonly [unknownMember: string]: unknown;
}

/** A function with its arguments, known or unknown. */
export interface FunctionCallExpression extends Node {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly Expression[];
  /**
   * The entries of `parameters` in the schema's tree form without their values, one for each argument that is not
   * empty: the key, and whatever else stood there. Absent for a parsed text.
   */
  readonly parameterEntries?: readonly ParameterEntry[];
}

/** A comparison, `left operator right`. */
export interface Comparison extends Node {
  readonly kind: 'comparison';
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
  /** The service's own, undocumented tree form of this comparison; written back unchanged. */
  readonly sourceForm?: AttributeMappingSource;
}

/** The syntax tree of an attribute-mapping expression. */
export type Expression =
  | TextConstant
  | NumberConstant
  | AttributeReference
  | Word
  | EmptyArgument
  | FunctionCallExpression
  | Comparison;

/** How deeply functions, comparisons and parentheses may be nested; keeps every walk of a tree off the stack's end. */
export const maximumNesting = 100;

/** The parts directly under `tree`, in the order of the text. */
export function childrenOf(tree: Expression): readonly Expression[] {
  if (tree.kind === 'call') return tree.arguments;
  return tree.kind === 'comparison' ? [tree.left, tree.right] : [];
}

/** True when `tree` is shallow enough for a recursive walk; does not recurse itself. */
export function isWithinNesting(tree: Expression): boolean {
  let level: readonly Expression[] = [tree];
  for (let depth = 0; level.length > 0; depth += 1) {
    // Twice: a parsed tree may carry a chain of comparisons on top of a nested operand.
    if (depth > 2 * maximumNesting) return false;
    level = level.flatMap((node) => childrenOf(node));
  }
  return true;
}

/** True when two trees say the same, wherever they stood in their texts. */
export function sameExpression(first: Expression, second: Expression): boolean {
  if (first.kind !== second.kind) return false;
  const a = childrenOf(first);
  const b = childrenOf(second);
  return (
    ownText(first) === ownText(second) &&
    a.length === b.length &&
    a.every((child, index) => sameExpression(child, b[index] ?? first))
  );
}

function ownText(tree: Expression): string {
  switch (tree.kind) {
    case 'text':
      return tree.value;
    case 'number':
      return tree.text;
    case 'attribute':
    case 'word':
    case 'call':
      return tree.name;
    case 'comparison':
      return tree.operator;
    case 'empty':
      return '';
  }
}
