import { z } from 'zod';
import { toAttributeMappingSource } from '#core/expressions/attribute-mapping-source';
import { checkExpression } from '#core/expressions/checker';
import { evaluateExpression } from '#core/expressions/evaluator';
import { parseExpression } from '#core/expressions/parser';
import type { AttributeValue, ExpressionValue } from '#core/expressions/values';
import type { GraphTenant } from '#emulator/graph/graph-tenant';
import { otherResult, verdictOn, withoutUnpublished } from './other-verdicts.ts';
import { missingParameter } from './secret-keys.ts';

const ParseRequest = z.looseObject({
  expression: z.string(),
  testInputObject: z
    .looseObject({
      properties: z.array(z.looseObject({ key: z.string(), value: z.unknown() })).nullish(),
    })
    .nullish(),
});

export interface ParseCircumstances {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Seed of verdicts that differ from those of the published language; null: none does. */
  readonly verdictSeed: number | null;
}

/** The circumstances in a tenant: its time, and the seed of its faults while verdicts differ. */
export function circumstancesOf({ clock, faults }: Pick<GraphTenant, 'clock' | 'faults'>): ParseCircumstances {
  return { now: clock.now(), verdictSeed: faults.standing.otherVerdicts ? faults.seed : null };
}

/**
 * Answers `parseExpression`: the tree of an expression and, with a test object, its value. A bad expression is a 200
 * that says so. Raises a GraphFault 400 for a body without an expression.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationschema-parseexpression
 */
export function parseExpressionReply(
  body: unknown,
  { now, verdictSeed }: ParseCircumstances,
): Readonly<Record<string, unknown>> {
  const request = ParseRequest.safeParse(body);
  if (!request.success) throw missingParameter('expression is required.');
  const { expression, testInputObject } = request.data;
  const verdict = verdictSeed === null ? 'usual' : verdictOn(verdictSeed, expression);
  const parsed = parseExpression(expression);
  const { tree } = parsed;
  const problems = [...parsed.diagnostics, ...(tree === undefined ? [] : checkExpression(tree))];
  const worst = problems.find(({ severity }) => severity === 'error');
  if (tree === undefined || worst !== undefined)
    return failed(worst?.code ?? 'InvalidExpression', worst?.message ?? '');
  if (verdict === 'refusal')
    return failed('InvalidExpression', 'The expression is not supported for this application.');
  const success = { error: null, evaluationSucceeded: false, evaluationResult: [] as string[] };
  const parsedExpression = { ...toAttributeMappingSource(tree) };
  if (testInputObject == null) return { ...success, parsedExpression, parsingSucceeded: true };
  const attributes = attributesOf(testInputObject.properties ?? []);
  const result = evaluateExpression(verdictSeed === null ? tree : withoutUnpublished(tree), { attributes, now });
  if (!result.ok) {
    const error = publicError(result.error.code, result.error.message);
    return { ...success, error, parsedExpression, parsingSucceeded: true };
  }
  const values = textsOf(result.value);
  const evaluationResult = verdict === 'otherResult' ? otherResult(values) : values;
  return { error: null, evaluationSucceeded: true, evaluationResult, parsedExpression, parsingSucceeded: true };
}

function failed(code: string, message: string): Record<string, unknown> {
  return {
    error: publicError(code, message),
    evaluationSucceeded: false,
    evaluationResult: [],
    parsedExpression: null,
    parsingSucceeded: false,
  };
}

function publicError(code: string, message: string) {
  return { code, message, target: null, details: [], innerError: null };
}

function attributesOf(properties: readonly { key: string; value: unknown }[]): Record<string, AttributeValue> {
  return Object.fromEntries(properties.map(({ key, value }) => [key, attributeValueOf(value)]));
}

function attributeValueOf(value: unknown): AttributeValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(String);
  return null;
}

function textsOf(value: ExpressionValue): string[] {
  if (value === null) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((item) => (typeof item === 'object' ? JSON.stringify(item) : textOf(item)));
}

function textOf(value: unknown): string {
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}
