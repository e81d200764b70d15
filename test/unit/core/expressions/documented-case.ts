import type { EvaluationContext } from '#core/expressions/function-call';
import type { AttributeValue, ExpressionValue } from '#core/expressions/values';

/** One example of the documentation: an expression, a person, and what it gives. */
export interface DocumentedCase {
  readonly text: string;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly expected: ExpressionValue;
  readonly context?: Partial<EvaluationContext>;
}
