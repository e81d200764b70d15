import { dateIntervals } from './date-time.ts';
import { type Diagnostic, DiagnosticList } from './diagnostics.ts';
import { readDateFormat } from './dotnet-date-format.ts';
import { knownWords } from './evaluator.ts';
import { arityProblem, type FunctionDescription, parameterAt } from './functions/definition.ts';
import { expressionFunctions, findFunction } from './functions/registry.ts';
import { quoteText } from './printer.ts';
import { compileRegex } from './regex/dotnet-regex.ts';
import { RegexRefusal } from './regex/syntax.ts';
import { closestName } from './suggestions.ts';
import {
  childrenOf,
  type Expression,
  type FunctionCallExpression,
  isWithinNesting,
  type Position,
} from './syntax-tree.ts';
import { EvaluationFailure } from './values.ts';

/** What the checker may know besides the tree: the names of the source object's attributes, as the schema has them. */
export interface CheckOptions {
  readonly knownAttributes?: Iterable<string>;
}

/**
 * Checks a tree beyond its syntax: functions, their case and number of arguments, attributes, unquoted words, constant
 * formats and patterns, and uses that the reference warns of. An unknown function is only a warning, because tenants
 * hold schemas with functions that no current page describes. Never throws.
 *
 * Source: learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data
 */
export function checkExpression(tree: Expression, options: CheckOptions = {}): readonly Diagnostic[] {
  const problems = new DiagnosticList();
  if (!isWithinNesting(tree)) {
    problems.add({ code: 'nestedTooDeep', message: 'The expression is nested too deeply.', position: tree.position });
    return problems.found;
  }
  const attributes = options.knownAttributes === undefined ? undefined : new Set(options.knownAttributes);
  new Checker(problems, attributes).check(tree, true);
  return problems.found;
}

const emptinessChecks: ReadonlySet<string> = new Set(['IsNull', 'IsNullOrEmpty', 'IsPresent']);

class Checker {
  readonly #problems: DiagnosticList;
  readonly #attributes: ReadonlySet<string> | undefined;

  constructor(problems: DiagnosticList, attributes: ReadonlySet<string> | undefined) {
    this.#problems = problems;
    this.#attributes = attributes;
  }

  check(tree: Expression, isOutermost: boolean): void {
    if (tree.kind === 'call') this.#call(tree, isOutermost);
    else if (tree.kind === 'attribute') this.#attribute(tree);
    else if (tree.kind === 'word') this.#word(tree);
    for (const child of childrenOf(tree)) this.check(child, false);
  }

  #attribute({ name, position }: Extract<Expression, { kind: 'attribute' }>): void {
    if (this.#attributes === undefined || this.#attributes.has(name)) return;
    const meant = closestName(name, this.#attributes);
    const isCase = meant?.toLowerCase() === name.toLowerCase();
    this.#problems.add({
      code: isCase ? 'wrongCase' : 'unknownAttribute',
      severity: isCase ? 'error' : 'warning',
      message: `The source has no attribute [${name}].${meant === undefined ? '' : ` Did you mean [${meant}]?`}`,
      position,
      ...(meant === undefined ? {} : { suggestion: `[${meant}]` }),
    });
  }

  #word({ name, position }: Extract<Expression, { kind: 'word' }>): void {
    if (knownWords.includes(name)) return;
    const meant = closestName(name, knownWords);
    const suggestion = meant ?? quoteText(name);
    this.#problems.add({
      code: 'unquotedText',
      message: `${name} is no word of the language. Did you mean ${suggestion}, or the attribute [${name}]?`,
      position,
      suggestion,
    });
  }

  #call(tree: FunctionCallExpression, isOutermost: boolean): void {
    const description = findFunction(tree.name);
    if (description === undefined) {
      this.#unknownFunction(tree);
      return;
    }
    const problem = arityProblem(description, tree.arguments.length);
    if (problem !== undefined)
      this.#problems.add({ code: 'argumentCount', message: problem, position: namePosition(tree) });
    else this.#emptyArguments(description, tree);
    this.#constants(tree);
    this.#advice(tree, isOutermost);
  }

  #unknownFunction(tree: FunctionCallExpression): void {
    const meant = closestName(
      tree.name,
      expressionFunctions.map(({ name }) => name),
    );
    const isCase = meant?.toLowerCase() === tree.name.toLowerCase();
    const message = isCase
      ? `Function names are case-sensitive: write ${meant}, not ${tree.name}.`
      : `The function ${tree.name} is not in the current reference.${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
    this.#problems.add({
      code: isCase ? 'wrongCase' : 'unknownFunction',
      severity: isCase ? 'error' : 'warning',
      message,
      position: namePosition(tree),
      ...(meant === undefined ? {} : { suggestion: meant }),
    });
  }

  #emptyArguments(description: FunctionDescription, tree: FunctionCallExpression): void {
    for (const [index, argument] of tree.arguments.entries()) {
      const parameter = parameterAt(description, index);
      if (argument.kind !== 'empty' || parameter === undefined || parameter.optional || parameter.repeats) continue;
      const message = `${description.name} needs its argument ${parameter.name}.`;
      this.#problems.add({ code: 'missingArgument', message, position: argument.position });
    }
  }

  #constants(tree: FunctionCallExpression): void {
    const checks = Object.hasOwn(constantChecks, tree.name) ? constantChecks[tree.name] : undefined;
    for (const [index, check] of (checks?.(tree.arguments.length) ?? []).entries()) {
      const argument = tree.arguments[index];
      if (check === undefined || argument?.kind !== 'text') continue;
      const found = check(argument.value);
      if (found !== undefined) this.#problems.add({ ...found, position: argument.position });
    }
  }

  #advice(tree: FunctionCallExpression, isOutermost: boolean): void {
    const [first] = tree.arguments;
    if (tree.name === 'SelectUniqueValue' && !isOutermost) {
      const message = 'SelectUniqueValue can only be the outermost function.';
      this.#problems.add({ code: 'notTopLevel', message, position: namePosition(tree) });
    }
    if (first === undefined || (tree.name !== 'IIF' && tree.name !== 'Switch')) return;
    const isCheck = first.kind === 'call' && emptinessChecks.has(first.name);
    const comparesWithNothing =
      first.kind === 'comparison' && childrenOf(first).some((side) => side.kind === 'text' && side.value === '');
    if (!isCheck && !(tree.name === 'IIF' && comparesWithNothing)) return;
    this.#problems.add({
      code: 'emptinessCheck',
      severity: 'warning',
      message: `${tree.name} does not work with a check for an empty attribute. Use Switch([x], [x], "", "value if empty").`,
      position: first.position,
    });
  }
}

function namePosition({ name, position }: FunctionCallExpression): Position {
  return { ...position, length: position.length === 0 ? 0 : name.length };
}

type ConstantCheck = (value: string) => Pick<Diagnostic, 'code' | 'message'> | undefined;

/** What constants must be, by function and position; the number of arguments is given because it moves positions. */
const constantChecks: Readonly<Record<string, (count: number) => readonly (ConstantCheck | undefined)[]>> = {
  DateAdd: () => [checkInterval],
  DateDiff: () => [checkInterval],
  FormatDateTime: (count) =>
    count === 3
      ? [undefined, checkDateFormat, checkDateFormat]
      : [undefined, undefined, checkDateFormat, checkDateFormat],
  Replace: () => [undefined, undefined, checkPattern],
};

function checkInterval(value: string): ReturnType<ConstantCheck> {
  if (dateIntervals.some((interval) => interval === value)) return undefined;
  return { code: 'invalidArgument', message: `An interval is one of ${dateIntervals.join(', ')}.` };
}

function checkDateFormat(value: string): ReturnType<ConstantCheck> {
  try {
    readDateFormat(value);
    return undefined;
  } catch (error) {
    if (error instanceof EvaluationFailure) return { code: 'invalidArgument', message: error.message };
    throw error;
  }
}

function checkPattern(value: string): ReturnType<ConstantCheck> {
  try {
    if (value !== '') compileRegex(value);
    return undefined;
  } catch (error) {
    if (error instanceof RegexRefusal) return { code: 'invalidRegex', message: error.message };
    throw error;
  }
}
