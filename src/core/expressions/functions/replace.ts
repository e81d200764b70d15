import type { FunctionCall } from '#core/expressions/function-call';
import {
  compileRegex,
  type DotnetRegex,
  expandReplacement,
  groupIndex,
  matchesOf,
  type RegexInput,
  type RegexMatch,
  replaceSpans,
  type TextSpan,
} from '#core/expressions/regex/dotnet-regex';
import { StepBudgetExceeded } from '#core/expressions/regex/machine';
import { RegexRefusal } from '#core/expressions/regex/syntax';
import { EvaluationFailure, type ExpressionValue, maximumTextLength, tooLong } from '#core/expressions/values';
import type { FunctionDefinition } from './definition.ts';

const index = {
  source: 0,
  oldValue: 1,
  pattern: 2,
  group: 3,
  replacement: 4,
  replacementAttribute: 5,
  template: 6,
} as const;

/** The function Replace, in its five forms. */
export const replaceFunctions: readonly FunctionDefinition[] = [
  {
    name: 'Replace',
    description:
      'Replaces text, or what a regular expression finds, or fills a template, by which arguments are given.',
    parameters: [
      { name: 'source', type: 'String' },
      // `Find` and `Replacement` are the keys in the published schemas; those of the other positions are undocumented.
      { name: 'oldValue', type: 'String', optional: true, schemaKey: 'Find' },
      { name: 'regexPattern', type: 'String', optional: true },
      { name: 'regexGroupName', type: 'String', optional: true },
      { name: 'replacementValue', type: 'String', optional: true, schemaKey: 'Replacement' },
      { name: 'replacementAttributeName', type: 'String', optional: true },
      { name: 'template', type: 'String', optional: true },
    ],
    returns: 'String',
    minimumArguments: 2,
    writesAllPositions: true,
    evaluate: replace,
  },
];

function replace(call: FunctionCall): ExpressionValue {
  const source = call.text(index.source);
  const oldValue = call.optionalText(index.oldValue);
  const pattern = call.optionalText(index.pattern);
  if (oldValue !== '' && call.has(index.template)) {
    return source === null ? null : replaceText(call.optionalText(index.template), oldValue, source);
  }
  if (oldValue !== '' && call.has(index.replacement)) {
    return source === null ? null : replaceText(source, oldValue, call.optionalText(index.replacement));
  }
  return pattern === '' ? source : replaceByRegex(call, { source, pattern });
}

function replaceText(text: string, oldValue: string, newValue: string): string {
  const parts = text.split(oldValue);
  if (text.length + (parts.length - 1) * (newValue.length - oldValue.length) > maximumTextLength)
    throw tooLong('Replace');
  return parts.join(newValue);
}

function replaceByRegex(call: FunctionCall, given: { source: string | null; pattern: string }): ExpressionValue {
  const { source, pattern } = given;
  try {
    const regex = compileRegex(pattern);
    const budget = call.evaluation.regexSteps;
    if (call.has(index.group) && call.has(index.replacementAttribute)) {
      if (source !== null && source !== '') return source;
      return extractGroup(call, { regex, text: call.optionalText(index.replacementAttribute), budget });
    }
    if (source === null || !call.has(index.replacement)) return source;
    const search = { regex, text: source, budget };
    return call.has(index.group) ? replaceGroup(call, search) : replaceMatches(call, search);
  } catch (error) {
    throw explained(call, error);
  }
}

type Search = RegexInput & { readonly regex: DotnetRegex };

function extractGroup(call: FunctionCall, search: Search): ExpressionValue {
  const group = requiredGroup(call, search.regex);
  for (const match of matchesOf(search.regex, search)) {
    const span = spanOfGroup(match, group);
    return span === undefined ? null : search.text.slice(span.start, span.end);
  }
  return null;
}

function replaceGroup(call: FunctionCall, search: Search): string {
  const group = requiredGroup(call, search.regex);
  const replacement = call.optionalText(index.replacement);
  const spans = [];
  for (const match of matchesOf(search.regex, search)) {
    const span = spanOfGroup(match, group);
    if (span !== undefined) spans.push({ span, replacement });
    if (spans.length * replacement.length > maximumTextLength) throw tooLong('Replace');
  }
  return replaceSpans(search.text, spans);
}

function replaceMatches(call: FunctionCall, { regex, text, budget }: Search): string {
  const template = call.optionalText(index.replacement);
  const spans = [];
  let added = 0;
  for (const match of matchesOf(regex, { text, budget })) {
    const replacement = expandReplacement(template, { regex, match, text });
    added += replacement.length;
    if (added > maximumTextLength) throw tooLong('Replace');
    spans.push({ span: match, replacement });
  }
  return replaceSpans(text, spans);
}

function requiredGroup(call: FunctionCall, regex: DotnetRegex): number {
  const name = call.optionalText(index.group);
  const group = groupIndex(regex, name);
  if (group !== undefined) return group;
  throw call.invalid(index.group, `names the group ${JSON.stringify(name)}, which the pattern does not have`);
}

function spanOfGroup(match: RegexMatch, group: number): TextSpan | undefined {
  return group === -1 ? match : match.groups[group];
}

function explained(call: FunctionCall, error: unknown): unknown {
  const name = call.argumentName(index.pattern);
  if (error instanceof RegexRefusal) return new EvaluationFailure(error.code, `${name}: ${error.message}`);
  if (!(error instanceof StepBudgetExceeded)) return error;
  return new EvaluationFailure(
    'regexTooSlow',
    `${name} takes too long on this value: nested quantifiers such as (a+)+ make the search explode. Write it simpler.`,
  );
}
