/** Value in a filter: a property, a literal, or tolower()/toupper() of one. A date literal carries its text. */
export type FilterOperand =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'case'; readonly to: 'lower' | 'upper'; readonly operand: FilterOperand };

export const comparisonOperators = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
export type ComparisonOperator = (typeof comparisonOperators)[number];
export const textFunctions = ['contains', 'startswith', 'endswith'] as const;
export type TextFunction = (typeof textFunctions)[number];

/** A parsed `$filter`. Source: learn.microsoft.com/graph/filter-query-parameter */
export type FilterExpression =
  | { readonly kind: 'and' | 'or'; readonly left: FilterExpression; readonly right: FilterExpression }
  | { readonly kind: 'not'; readonly operand: FilterExpression }
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: FilterOperand;
      readonly right: FilterOperand;
    }
  | {
      readonly kind: 'text';
      readonly operator: TextFunction;
      readonly left: FilterOperand;
      readonly right: FilterOperand;
    }
  | { readonly kind: 'in'; readonly left: FilterOperand; readonly values: readonly FilterOperand[] }
  | { readonly kind: 'any'; readonly path: string; readonly variable: string; readonly predicate: FilterExpression };
