import type { FunctionCall } from '#core/expressions/function-call';
import type { ExpressionValue } from '#core/expressions/values';

/** The kinds of values that parameters and results have; a hint for people, the language converts freely. */
export type ValueType =
  | 'String'
  | 'Integer'
  | 'Number'
  | 'Boolean'
  | 'DateTime'
  | 'Attribute'
  | 'MultiValued'
  | 'Roles'
  | 'Any';

/** One parameter. The parameters with `repeats` are the last ones; as a group they may be given again and again. */
export interface FunctionParameter {
  readonly name: string;
  readonly type: ValueType;
  readonly optional?: true;
  readonly repeats?: true;
  /** The key in the schema's tree form where it is not `name`. */
  readonly schemaKey?: string;
}

/** What completion, help and the checker know of a function. Plain data. */
export interface FunctionDescription {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly FunctionParameter[];
  readonly returns: ValueType;
  /** How many arguments must be written where that is not the position of the last required parameter. */
  readonly minimumArguments?: number;
  /** The reference always writes all positions, empty or not; so does text that is made from the tree form. */
  readonly writesAllPositions?: true;
}

/** A function of the language: what it is, and how it is evaluated. */
export interface FunctionDefinition extends FunctionDescription {
  readonly evaluate: (call: FunctionCall) => ExpressionValue;
}

/** How many arguments a function takes: at least, at most, and in groups of which size past the fixed ones. */
export interface Arity {
  readonly minimum: number;
  readonly maximum: number;
  readonly fixed: number;
  readonly groupSize: number;
}

/** The arity that follows from a function's parameters. */
export function arityOf(description: FunctionDescription): Arity {
  const { parameters } = description;
  const lastRequired = parameters.findLastIndex((parameter) => parameter.optional !== true) + 1;
  const fixed = parameters.filter((parameter) => parameter.repeats !== true).length;
  const groupSize = parameters.length - fixed;
  return {
    minimum: description.minimumArguments ?? lastRequired,
    maximum: groupSize > 0 ? Number.POSITIVE_INFINITY : parameters.length,
    fixed,
    groupSize,
  };
}

/** The parameter that the argument at `index` (from 0) fills, or undefined past the last one. */
export function parameterAt(description: FunctionDescription, index: number): FunctionParameter | undefined {
  const { fixed, groupSize } = arityOf(description);
  if (index < fixed || groupSize === 0) return description.parameters[index];
  return description.parameters[fixed + ((index - fixed) % groupSize)];
}

/** A sentence that says how many arguments are wrong, or undefined when `count` is right. */
export function arityProblem(description: FunctionDescription, count: number): string | undefined {
  const { minimum, maximum, fixed, groupSize } = arityOf(description);
  const { name } = description;
  if (count < minimum || count > maximum) {
    const expected =
      minimum === maximum
        ? `${minimum}`
        : maximum === Number.POSITIVE_INFINITY
          ? `at least ${minimum}`
          : `${minimum} to ${maximum}`;
    return `${name} takes ${expected} ${expected === '1' ? 'argument' : 'arguments'}, not ${count}.`;
  }
  if (groupSize > 1 && (count - fixed) % groupSize !== 0) {
    const group = description.parameters.slice(fixed).map((parameter) => parameter.name);
    return `After its first ${fixed} arguments ${name} takes ${group.join(' and ')} together; one is missing.`;
  }
  return undefined;
}
