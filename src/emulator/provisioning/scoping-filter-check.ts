import type { FilterClause, ScopingFilter } from '#shared/model/attribute-mapping';

/** What is known about a source attribute. */
export interface SourceAttributeFacts {
  readonly type: string;
  readonly multivalued: boolean;
}

/** What a scoping filter is checked against. */
export interface FilterCheck {
  /** Arity of the operators that the service offers, by name. */
  readonly operators: ReadonlyMap<string, 'Unary' | 'Binary'>;
  /** Operators that the schema in force has already; what the service stored itself it takes back. */
  readonly storedOperators: ReadonlySet<string>;
  /** Attributes of the source object by name; null when the schema does not list them. */
  readonly attributes: ReadonlyMap<string, SourceAttributeFacts> | null;
}

const unsupported: ReadonlyMap<string, string> = new Map([
  ['approleassignments', 'appRoleAssignments is not supported in scoping filters.'],
  ['usertype', 'userType is not supported in scoping filters.'],
  ['manager', 'manager is a reference, and references are not supported in scoping filters.'],
  ['members', 'members is a reference, and references are not supported in scoping filters.'],
  ['ismemberof', 'IsMemberOf is not supported in scoping filters.'],
]);

const wholeNumberOperators: ReadonlySet<string> = new Set(['GREATER_THAN', 'GREATER_THAN_OR_EQUALS', '&', '!&']);

/**
 * Why the service refuses a scoping filter.
 * Takes the filter of an object mapping and what to check it against; gives the first reason, or null. Only `groups` are
 * looked at: `inputFilterGroups` and `categoryFilterGroups` are kept as they are.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts
 */
export function scopingFilterProblem(filter: ScopingFilter | null | undefined, check: FilterCheck): string | null {
  for (const group of filter?.groups ?? []) {
    for (const clause of group.clauses) {
      const problem = clauseProblem(clause, check);
      if (problem !== null) return `the scoping filter '${group.name ?? ''}' cannot be used: ${problem}`;
    }
  }
  return null;
}

function clauseProblem(clause: FilterClause, { operators, storedOperators, attributes }: FilterCheck): string | null {
  const { operatorName, sourceOperandName } = clause;
  const arity = operators.get(operatorName);
  if (arity === undefined && !storedOperators.has(operatorName)) return `the unknown operator '${operatorName}'.`;
  const reason = unsupported.get(sourceOperandName.toLowerCase());
  if (reason !== undefined) return reason;
  const facts = attributes?.get(sourceOperandName);
  if (facts?.multivalued === true) {
    return `${sourceOperandName} has several values, and multi-valued attributes are not supported in scoping filters.`;
  }
  if (facts?.type.toLowerCase() === 'datetime') {
    return `${sourceOperandName} is a date, and dates are not supported in scoping filters.`;
  }
  const values = clause.targetOperand?.values ?? [];
  if (arity === 'Binary' && values.length === 0) return `the operator '${operatorName}' needs a value.`;
  const needsWhole = wholeNumberOperators.has(operatorName.toUpperCase());
  if (needsWhole && !values.every((value) => /^[+-]?\d+$/.test(value.trim()))) {
    return `the operator '${operatorName}' needs a whole number, not '${values[0] ?? ''}'.`;
  }
  return null;
}
