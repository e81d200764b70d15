import { z } from 'zod';
import { toAttributeMappingSource } from '#core/expressions/attribute-mapping-source';
import { checkExpression } from '#core/expressions/checker';
import { evaluateExpression } from '#core/expressions/evaluator';
import { parseExpression } from '#core/expressions/parser';
import type { AttributeValue, ExpressionValue } from '#core/expressions/values';
import { missingParameter } from './secret-keys.ts';

const ParseRequest = z.looseObject({
  expression: z.string(),
  testInputObject: z
    .looseObject({
      properties: z.array(z.looseObject({ key: z.string(), value: z.unknown() })).nullish(),
    })
    .nullish(),
});

/**
 * Answers `parseExpression`: the tree of an expression and, with a test object, its value. A bad expression is a 200
 * that says so. Raises a GraphFault 400 for a body without an expression. `now` is milliseconds since 1970.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationschema-parseexpression
 */
export function parseExpressionReply(body: unknown, now: number): Record<string, unknown> {
  const request = ParseRequest.safeParse(body);
  if (!request.success) throw missingParameter('expression is required.');
  const { expression, testInputObject } = request.data;
  const parsed = parseExpression(expression);
  const { tree } = parsed;
  const problems = [...parsed.diagnostics, ...(tree === undefined ? [] : checkExpression(tree))];
  const worst = problems.find(({ severity }) => severity === 'error');
  if (tree === undefined || worst !== undefined)
    return failed(worst?.code ?? 'InvalidExpression', worst?.message ?? '');
  const success = { error: null, evaluationSucceeded: false, evaluationResult: [] as string[] };
  const parsedExpression = { ...toAttributeMappingSource(tree) };
  if (testInputObject == null) return { ...success, parsedExpression, parsingSucceeded: true };
  const result = evaluateExpression(tree, { attributes: attributesOf(testInputObject.properties ?? []), now });
  if (!result.ok) {
    const error = publicError(result.error.code, result.error.message);
    return { ...success, error, parsedExpression, parsingSucceeded: true };
  }
  const evaluationResult = textsOf(result.value);
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
