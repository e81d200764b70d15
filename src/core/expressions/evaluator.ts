import { readDate } from './dotnet-date-parse.ts';
import {
  beginEvaluation,
  type CompiledArgument,
  type EvaluationContext,
  FunctionCall,
  readAttribute,
} from './function-call.ts';
import { arityProblem, parameterAt } from './functions/definition.ts';
import { findFunction } from './functions/registry.ts';
import { type Comparison, type Expression, type FunctionCallExpression, isWithinNesting } from './syntax-tree.ts';
import {
  asNumber,
  type EvaluationErrorCode,
  EvaluationFailure,
  type ExpressionValue,
  maximumTextLength,
  scalarText,
  tooLong,
} from './values.ts';

/**
 * What an expression gives for one person. A null value means that the attribute is dropped from the flow.
 * `flowIgnored`: IgnoreFlowIfNullOrEmpty dropped it. `redacted`: the provisioning log shows `[Redact]` for it.
 * `replacesTarget`: an update replaces the values in the target instead of adding to them.
 */
export type EvaluationResult =
  | {
      readonly ok: true;
      readonly value: ExpressionValue;
      readonly flowIgnored?: true;
      readonly redacted?: true;
      readonly replacesTarget?: true;
    }
  | { readonly ok: false; readonly error: { readonly code: EvaluationErrorCode; readonly message: string } };

/** An expression made ready to be evaluated for many people. */
export type CompiledExpression = (context: EvaluationContext) => EvaluationResult;

/**
 * Evaluates an expression against one person's attributes. Never throws for what the expression or the values are:
 * that is the result `{ ok: false, error }`.
 *
 * Source: learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data
 */
export function evaluateExpression(tree: Expression, context: EvaluationContext): EvaluationResult {
  return compileExpression(tree)(context);
}

/**
 * Prepares an expression once for many people; the function that it gives does the same as {@link evaluateExpression}.
 * An unknown function or a wrong number of arguments is an error only when that part is evaluated.
 */
export function compileExpression(tree: Expression): CompiledExpression {
  if (!isWithinNesting(tree)) {
    const error = { code: 'nestedTooDeep', message: 'The expression is nested too deeply to be evaluated.' } as const;
    return () => ({ ok: false, error });
  }
  const evaluate = compile(tree, true);
  return (context) => run(evaluate, context);
}

function run(evaluate: CompiledArgument['evaluate'], context: EvaluationContext): EvaluationResult {
  const evaluation = beginEvaluation(context);
  try {
    const value = evaluate(evaluation);
    if (typeof value === 'string' && value.length > maximumTextLength) throw tooLong('The expression');
    return {
      ok: true,
      value,
      ...(evaluation.isFlowIgnored && value === null ? { flowIgnored: true } : {}),
      ...(evaluation.isRedacted ? { redacted: true } : {}),
      ...(evaluation.replacesTarget ? { replacesTarget: true } : {}),
    };
  } catch (error) {
    if (!(error instanceof EvaluationFailure)) throw error;
    return { ok: false, error: { code: error.code, message: error.message } };
  }
}

function compile(tree: Expression, isOutermost: boolean): CompiledArgument['evaluate'] {
  switch (tree.kind) {
    case 'text': {
      const { value } = tree;
      return () => value;
    }
    case 'number': {
      const value = numberValue(tree.text);
      return () => value;
    }
    case 'attribute': {
      const { name } = tree;
      return ({ context }) => readAttribute(context, name);
    }
    case 'word':
      return compileWord(tree.name);
    case 'empty':
      return isOutermost ? failing('incomplete', 'The expression is incomplete.') : () => null;
    case 'comparison':
      return compileComparison(tree);
    case 'call':
      return compileCall(tree, isOutermost);
  }
}

/** Whole numbers that JavaScript cannot count exactly stay text, so that dates of Active Directory keep their digits. */
function numberValue(text: string): number | string {
  const hexadecimal = /^&[hH]([0-9a-fA-F]+)$/.exec(text)?.[1];
  const number = hexadecimal === undefined ? Number(text) : Number.parseInt(hexadecimal, 16);
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
    return hexadecimal === undefined ? text : BigInt(`0x${hexadecimal}`).toString();
  }
  return number;
}

const words: Readonly<Record<string, ExpressionValue>> = {
  True: true,
  False: false,
  vbTextCompare: 'vbTextCompare',
  vbBinaryCompare: 'vbBinaryCompare',
};

/** The words of the language that stand without quotes. */
export const knownWords: readonly string[] = Object.keys(words);

function compileWord(name: string): CompiledArgument['evaluate'] {
  const value = Object.hasOwn(words, name) ? words[name] : undefined;
  if (value !== undefined) return () => value;
  return failing(
    'unquotedText',
    `${name} is neither a string ("${name}"), nor an attribute ([${name}]), nor a function.`,
  );
}

function failing(code: EvaluationErrorCode, message: string): CompiledArgument['evaluate'] {
  return () => {
    throw new EvaluationFailure(code, message);
  };
}

function compileCall(tree: FunctionCallExpression, isOutermost: boolean): CompiledArgument['evaluate'] {
  const { name } = tree;
  const definition = findFunction(name);
  if (definition === undefined) {
    return failing('unknownFunction', `The function ${name} is not known here, so its value cannot be worked out.`);
  }
  const problem = arityProblem(definition, tree.arguments.length);
  if (problem !== undefined) return failing('argumentCount', problem);
  if (name === 'SelectUniqueValue' && !isOutermost) {
    return failing('notTopLevel', 'SelectUniqueValue can only be the outermost function of an expression.');
  }
  const given = tree.arguments.map((argument) => ({ tree: argument, evaluate: compile(argument, false) }));
  const parameterName = (index: number): string => parameterAt(definition, index)?.name ?? `argument ${index + 1}`;
  const parts = { name, given, parameterName };
  return (evaluation) => definition.evaluate(new FunctionCall(parts, evaluation));
}

function compileComparison({ operator, left, right }: Comparison): CompiledArgument['evaluate'] {
  const first = compile(left, false);
  const second = compile(right, false);
  const holds = comparisons[operator];
  return (evaluation) => holds(order(first(evaluation), second(evaluation)));
}

const comparisons: Readonly<Record<Comparison['operator'], (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
};

const functionDate = /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d{2}:\d{2} [AP]M$/;

/**
 * Negative, zero or positive as the first value is less than, equal to or greater than the second one. Undocumented:
 * as numbers when both are or spell some, as dates when both are written as the date functions write them, otherwise
 * as text, minding case, by the order of the characters.
 */
function order(first: ExpressionValue, second: ExpressionValue): number {
  const [a, b] = [comparable(first), comparable(second)];
  const [x, y] = [asNumber(a), asNumber(b)];
  if (x !== undefined && y !== undefined) return x - y;
  if (functionDate.test(a) && functionDate.test(b)) {
    return (readDate(a)?.milliseconds ?? 0) - (readDate(b)?.milliseconds ?? 0);
  }
  return a < b ? -1 : Number(a > b);
}

function comparable(value: ExpressionValue): string {
  if (typeof value !== 'object' || value === null) return scalarText(value);
  const [only] = value;
  if (only === undefined) return '';
  if (value.length === 1) return typeof only === 'string' ? only : only.value;
  const advice = 'take one with Item, or put them together with Join';
  throw new EvaluationFailure('multiValuedArgument', `A comparison needs one value, not ${value.length}; ${advice}.`);
}
