import type { ExpressionDiagnostic, ExpressionFunction, ExpressionOutcome, SamplePerson } from '#shared/model/mappings';
import { checkExpression } from './checker.ts';
import type { Diagnostic } from './diagnostics.ts';
import { compileExpression, type EvaluationResult } from './evaluator.ts';
import { arityOf, type FunctionDescription } from './functions/definition.ts';
import { expressionFunctions } from './functions/registry.ts';
import { parseExpression } from './parser.ts';
import { type ExpressionValue, scalarText } from './values.ts';

const parameterText = (description: FunctionDescription, index: number): string => {
  const parameter = description.parameters[index];
  if (parameter === undefined) return '';
  const name = parameter.repeats === true ? `${parameter.name}…` : parameter.name;
  return index >= arityOf(description).minimum ? `[${name}]` : name;
};

/** Takes the description of a function; gives it as completion and help show it. Pure. */
export const functionView = (description: FunctionDescription): ExpressionFunction => ({
  name: description.name,
  signature: `${description.name}(${description.parameters.map((_, index) => parameterText(description, index)).join(', ')})`,
  description: description.description,
  returns: description.returns,
});

/** All functions of the language, for completion and help. */
export const functionViews: readonly ExpressionFunction[] = expressionFunctions.map(functionView);

const diagnosticView = ({ code, severity, message, position, suggestion }: Diagnostic): ExpressionDiagnostic => ({
  code,
  severity,
  message,
  ...position,
  ...(suggestion === undefined ? {} : { suggestion }),
});

/** Takes a value; gives its texts, none when the attribute is left out of the flow. Pure. */
export function textsOf(value: ExpressionValue): readonly string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  return typeof value === 'object' ? [JSON.stringify(value)] : [scalarText(value)];
}

const noteOf = (result: Extract<EvaluationResult, { ok: true }>): string | null => {
  if (result.flowIgnored === true) return 'left out of the flow';
  if (result.redacted === true) return 'the log shows [Redact]';
  return result.replacesTarget === true ? 'replaces all values in the application' : null;
};

const outcomeOf = (result: EvaluationResult): ExpressionOutcome =>
  result.ok
    ? { kind: 'value', values: [...textsOf(result.value)], note: noteOf(result) }
    : { kind: 'error', code: result.error.code, message: result.error.message };

/** An expression checked, with its outcome for each sample person. */
export interface TriedExpression {
  readonly diagnostics: readonly ExpressionDiagnostic[];
  readonly outcomes: readonly { readonly id: string; readonly outcome: ExpressionOutcome }[];
}

/**
 * Takes an expression, the names that it may read (none = not checked), sample people and the time; gives what is wrong with it and
 * what it gives for each person by our own evaluator. An expression with an error has no outcomes. Never throws. Pure.
 */
export function tryExpression(
  expression: string,
  options: {
    readonly attributes: readonly string[];
    readonly samples: readonly SamplePerson[];
    readonly now: number;
  },
): TriedExpression {
  const { tree, diagnostics } = parseExpression(expression);
  const { attributes, samples, now } = options;
  const checked =
    tree === undefined ? [] : checkExpression(tree, attributes.length === 0 ? {} : { knownAttributes: attributes });
  const all = [...diagnostics, ...checked].map(diagnosticView);
  if (tree === undefined || all.some(({ severity }) => severity === 'error')) return { diagnostics: all, outcomes: [] };
  const evaluate = compileExpression(tree);
  return {
    diagnostics: all,
    outcomes: samples.map(({ id, values }) => ({ id, outcome: outcomeOf(evaluate({ attributes: values, now })) })),
  };
}
