import { unsupportedQuery } from '#emulator/graph/graph-fault';
import type { ComparisonOperator, FilterExpression, FilterOperand, TextFunction } from './filter-expression.ts';

export type FilterOperator = ComparisonOperator | TextFunction | 'in' | 'any';

/** What a collection lets people filter and sort by; a property that is not named cannot be filtered. */
export interface FilterPolicy {
  /** Name of the type, for messages: `User`. */
  readonly typeName: string;
  readonly filterable: Readonly<Record<string, readonly FilterOperator[]>>;
  readonly orderable: readonly string[];
  /**
   * True for directory objects: `ne`, `not`, `endswith`, `$count`, and `$orderby` beside `$filter` need
   * `ConsistencyLevel: eventual` and `$count=true`. Source: learn.microsoft.com/graph/aad-advanced-queries
   */
  readonly advancedQueries: boolean;
}

const advancedOperators: readonly FilterOperator[] = ['ne', 'endswith'];

/** Raises a GraphFault 400 when a filter uses a property or an operator that the collection does not offer. */
export function checkFilter(expression: FilterExpression, policy: FilterPolicy, advanced: boolean): void {
  switch (expression.kind) {
    case 'and':
    case 'or':
      checkFilter(expression.left, policy, advanced);
      checkFilter(expression.right, policy, advanced);
      return;
    case 'not':
      if (!policy.advancedQueries || !advanced) throw refusal('not', policy);
      checkFilter(expression.operand, policy, advanced);
      return;
    case 'any':
      checkUse({ path: expression.path, operator: 'any' }, policy, advanced);
      return;
    case 'in':
      checkOperands([expression.left], { operator: 'in', policy, advanced });
      return;
    case 'compare':
    case 'text':
      checkOperands([expression.left, expression.right], { operator: expression.operator, policy, advanced });
  }
}

interface Check {
  readonly operator: FilterOperator;
  readonly policy: FilterPolicy;
  readonly advanced: boolean;
}

function checkOperands(operands: readonly FilterOperand[], check: Check): void {
  for (const operand of operands) {
    const path = pathOf(operand);
    if (path !== null) checkUse({ path, operator: check.operator }, check.policy, check.advanced);
  }
}

function checkUse(use: { path: string; operator: FilterOperator }, policy: FilterPolicy, advanced: boolean): void {
  const allowed = Object.hasOwn(policy.filterable, use.path) ? policy.filterable[use.path] : undefined;
  if (allowed?.includes(use.operator) !== true) throw refusal(use.path, policy);
  if (policy.advancedQueries && !advanced && advancedOperators.includes(use.operator)) throw refusal(use.path, policy);
}

function pathOf(operand: FilterOperand): string | null {
  if (operand.kind === 'path') return operand.path;
  return operand.kind === 'case' ? pathOf(operand.operand) : null;
}

function refusal(what: string, policy: FilterPolicy): Error {
  return unsupportedQuery(
    `Unsupported or invalid query filter clause specified for property '${what}' of resource '${policy.typeName}'.`,
  );
}
