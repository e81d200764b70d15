import type { Expression } from './syntax-tree.ts';
import {
  type AssignedAppRole,
  type AttributeValue,
  asNumber,
  EvaluationFailure,
  type ExpressionValue,
  maximumTextLength,
  scalarText,
  tooLong,
} from './values.ts';

/** What an expression is evaluated against. Attribute names are case-sensitive. */
export interface EvaluationContext {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** The time that `Now()` gives, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: number;
  /** Numbers from 0 up to, not including, 1. By default the platform's cryptographic random numbers. */
  readonly random?: () => number;
  /** Whether the target has no object with this value yet; without it SelectUniqueValue takes its first value. */
  readonly isUnique?: (value: string) => boolean;
  /** What `[appRoleAssignments]` stands for; without it the attribute of that name is used. */
  readonly appRoleAssignments?: readonly AssignedAppRole[];
  /** The tenant's default domain, for DefaultDomain(). */
  readonly defaultDomain?: string;
  /** How long the regular expressions of one evaluation may take, counted as 10,000 steps a millisecond. By default 100. */
  readonly regexBudgetMs?: number;
}

/**
 * The value of a source attribute; null when the person does not have it. `[appRoleAssignments]` gives the names of the
 * assigned roles when no attribute of that name is there.
 */
export function readAttribute(context: EvaluationContext, name: string): AttributeValue {
  if (Object.hasOwn(context.attributes, name)) return context.attributes[name] ?? null;
  if (name !== 'appRoleAssignments') return null;
  return context.appRoleAssignments?.map((role) => role.value ?? role.displayName) ?? null;
}

/** One evaluation: its context, and what functions reported besides their value. */
export interface Evaluation {
  readonly context: EvaluationContext;
  /** Steps that regular expressions may still take, and characters that functions may still be given. */
  readonly regexSteps: { left: number };
  charactersLeft: number;
  isRedacted: boolean;
  isFlowIgnored: boolean;
  replacesTarget: boolean;
}

/** An argument ready to be evaluated; `tree` is what it was compiled from. */
export interface CompiledArgument {
  readonly tree: Expression;
  readonly evaluate: (evaluation: Evaluation) => ExpressionValue;
}

interface CallParts {
  readonly name: string;
  readonly parameterName: (index: number) => string;
  readonly given: readonly CompiledArgument[];
}

/**
 * A function's view of its arguments, counted from 0. Arguments are evaluated when asked for, so a function that
 * chooses between values never fails over the one it does not take.
 */
export class FunctionCall {
  readonly evaluation: Evaluation;
  readonly #parts: CallParts;

  constructor(parts: CallParts, evaluation: Evaluation) {
    this.#parts = parts;
    this.evaluation = evaluation;
  }

  get context(): EvaluationContext {
    return this.evaluation.context;
  }

  /** How many arguments were written, empty ones included. */
  get count(): number {
    return this.#parts.given.length;
  }

  /** True when the argument was written and not left empty. */
  has(index: number): boolean {
    const tree = this.tree(index);
    return tree !== undefined && tree.kind !== 'empty';
  }

  /** The argument as it was written. */
  tree(index: number): Expression | undefined {
    return this.#parts.given[index]?.tree;
  }

  /** The argument's value; null when it was left out. */
  value(index: number): ExpressionValue {
    const value = this.#parts.given[index]?.evaluate(this.evaluation) ?? null;
    this.evaluation.charactersLeft -= lengthOf(value);
    if (this.evaluation.charactersLeft < 0) throw tooLong(this.argumentName(index));
    return value;
  }

  /** A required argument as text, or null for null. Fails with `missingArgument` or `multiValuedArgument`. */
  text(index: number): string | null {
    const value = this.#single(index);
    return value === null ? null : scalarText(value);
  }

  /** An optional argument as text; the empty string when it was left out or is null. */
  optionalText(index: number): string {
    return this.has(index) ? (this.text(index) ?? '') : '';
  }

  /** A required argument as a number. Fails with `invalidArgument` when it is null or does not spell one. */
  number(index: number): number {
    const value = this.#single(index);
    const number = asNumber(value);
    if (number !== undefined) return number;
    throw this.invalid(index, `needs a number, not ${value === null ? 'null' : JSON.stringify(scalarText(value))}`);
  }

  /** A required argument as a whole number. Fails with `invalidArgument`. */
  integer(index: number): number {
    const number = this.number(index);
    if (Number.isSafeInteger(number)) return number;
    throw this.invalid(index, `needs a whole number, not ${number}`);
  }

  /** A required argument as a list: its entries when it is multi-valued, itself when single, none when null. */
  list(index: number): readonly string[] {
    this.#require(index);
    const value = this.value(index);
    if (value === null) return [];
    return isList(value) ? value.map(entryText) : [scalarText(value)];
  }

  /** The failure to throw when an argument cannot be used; `problem` ends the sentence that begins with its name. */
  invalid(index: number, problem: string): EvaluationFailure {
    return new EvaluationFailure('invalidArgument', `${this.argumentName(index)} ${problem}.`);
  }

  /** How messages call an argument, such as `Mid: start`. */
  argumentName(index: number): string {
    return `${this.#parts.name}: ${this.#parts.parameterName(index)}`;
  }

  #single(index: number): string | number | boolean | null {
    this.#require(index);
    const value = this.value(index);
    if (!isList(value)) return value;
    if (value.length > 1) {
      const problem = `has ${value.length} values and needs one; take one with Item, or put them together with Join`;
      throw new EvaluationFailure('multiValuedArgument', `${this.argumentName(index)} ${problem}.`);
    }
    const [only] = value;
    return only === undefined ? null : entryText(only);
  }

  #require(index: number): void {
    if (this.has(index)) return;
    throw new EvaluationFailure('missingArgument', `${this.argumentName(index)} is required and was left empty.`);
  }
}

const stepsPerMillisecond = 10_000;
const defaultRegexBudgetMs = 100;
// Values are handed from function to function, so all of them together may be longer than one.
const charactersOfEvaluation = 10 * maximumTextLength;

/** Begins an evaluation in a context, with all of its limits unspent. */
export function beginEvaluation(context: EvaluationContext): Evaluation {
  return {
    context,
    regexSteps: { left: (context.regexBudgetMs ?? defaultRegexBudgetMs) * stepsPerMillisecond },
    charactersLeft: charactersOfEvaluation,
    isRedacted: false,
    isFlowIgnored: false,
    replacesTarget: false,
  };
}

function lengthOf(value: ExpressionValue): number {
  if (typeof value === 'string') return value.length;
  if (!isList(value)) return 0;
  let length = 0;
  for (const entry of value) length += entryText(entry).length;
  return length;
}

function isList(value: ExpressionValue): value is Extract<ExpressionValue, readonly unknown[]> {
  return Array.isArray(value);
}

function entryText(entry: Extract<ExpressionValue, readonly unknown[]>[number]): string {
  return typeof entry === 'string' ? entry : entry.value;
}
