import type { ComparisonOperator, FilterExpression, FilterOperand, TextFunction } from './filter-expression.ts';

export type Resource = Readonly<Record<string, unknown>>;

export interface FilterContext {
  /** Reports compare text case-sensitively, the directory does not. */
  readonly caseSensitive: boolean;
  /** Values of the variables of `any` around this expression. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** True when a resource satisfies a parsed filter. A missing property reads as null. */
export function matchesFilter(expression: FilterExpression, resource: Resource, context: FilterContext): boolean {
  switch (expression.kind) {
    case 'and':
      return matchesFilter(expression.left, resource, context) && matchesFilter(expression.right, resource, context);
    case 'or':
      return matchesFilter(expression.left, resource, context) || matchesFilter(expression.right, resource, context);
    case 'not':
      return !matchesFilter(expression.operand, resource, context);
    case 'any': {
      const items = valueAt(resource, expression.path);
      if (!Array.isArray(items)) return false;
      return items.some((item: unknown) => {
        const variables = { ...context.variables, [expression.variable]: item };
        return matchesFilter(expression.predicate, resource, { ...context, variables });
      });
    }
    case 'in':
      return expression.values.some((value) => compare('eq', pair(expression.left, value, { resource, context })));
    case 'compare':
      return compare(expression.operator, pair(expression.left, expression.right, { resource, context }));
    case 'text':
      return matchesText(expression.operator, pair(expression.left, expression.right, { resource, context }));
  }
}

/** Reads a property by its path with slashes; undefined when something on the way is missing. */
export function valueAt(resource: Resource, path: string): unknown {
  let value: unknown = resource;
  for (const segment of path.split('/')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[segment];
  }
  return value;
}

interface Pair {
  readonly left: unknown;
  readonly right: unknown;
}

interface Place {
  readonly resource: Resource;
  readonly context: FilterContext;
}

function pair(left: FilterOperand, right: FilterOperand, place: Place): Pair {
  const fold = (value: unknown) =>
    typeof value === 'string' && !place.context.caseSensitive ? value.toLowerCase() : (value ?? null);
  return { left: fold(operandValue(left, place)), right: fold(operandValue(right, place)) };
}

function operandValue(operand: FilterOperand, place: Place): unknown {
  switch (operand.kind) {
    case 'literal':
      return operand.value;
    case 'case': {
      const value = operandValue(operand.operand, place);
      if (typeof value !== 'string') return value;
      return operand.to === 'lower' ? value.toLowerCase() : value.toUpperCase();
    }
    case 'path': {
      const [head = '', ...rest] = operand.path.split('/');
      const variables = place.context.variables ?? {};
      if (!Object.hasOwn(variables, head)) return valueAt(place.resource, operand.path);
      const value = variables[head];
      return rest.length === 0 ? value : valueAt(value as Resource, rest.join('/'));
    }
  }
}

function compare(operator: ComparisonOperator, { left, right }: Pair): boolean {
  if (operator === 'eq') return left === right || sameMoment(left, right);
  if (operator === 'ne') return left !== right && !sameMoment(left, right);
  const order = orderOf(left, right);
  if (order === null) return false;
  if (operator === 'gt') return order > 0;
  if (operator === 'ge') return order >= 0;
  if (operator === 'lt') return order < 0;
  return order <= 0;
}

function matchesText(operator: TextFunction, { left, right }: Pair): boolean {
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  if (operator === 'contains') return left.includes(right);
  return operator === 'startswith' ? left.startsWith(right) : left.endsWith(right);
}

// Dates come with and without fractions of a second and zones, so they are compared as moments.
const datePattern = /^\d{4}-\d{2}-\d{2}(t[\d:.]+(z|[+-]\d{2}:\d{2})?)?$/i;

function momentOf(value: unknown): number | null {
  if (typeof value !== 'string' || !datePattern.test(value)) return null;
  // Without a zone JavaScript would take the time of this machine's zone; the service means UTC.
  const hasZoneOrNoTime = value.length === 10 || /(z|[+-]\d{2}:\d{2})$/i.test(value);
  return Date.parse(hasZoneOrNoTime ? value : `${value}Z`);
}

function sameMoment(left: unknown, right: unknown): boolean {
  const moment = momentOf(left);
  return moment !== null && moment === momentOf(right);
}

/** Negative, zero or positive as `left` comes before, with or after `right`; null when they have no order. */
export function orderOf(left: unknown, right: unknown): number | null {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const moments = [momentOf(left), momentOf(right)] as const;
  if (moments[0] !== null && moments[1] !== null) return moments[0] - moments[1];
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return null;
}
