import { compileRegex, matchesOf } from '#core/expressions/regex/dotnet-regex';
import { StepBudgetExceeded } from '#core/expressions/regex/machine';
import { RegexRefusal } from '#core/expressions/regex/syntax';
import type { AttributeValue } from '#emulator/state';
import type { FilterClause, ScopingFilter } from '#shared/model/attribute-mapping';

/** What a scoping filter says about one object. */
export interface FilterVerdict {
  readonly passed: boolean;
  /** One entry a clause, as the log prints it: `<title>.<attribute> <OPERATOR> '<value>'`. */
  readonly clauses: Readonly<Record<string, boolean>>;
}

// Steps one pattern may take on one value; a pattern that needs more counts as no match.
const regexSteps = 1_000_000;

type Compare = (actual: string, wanted: readonly string[]) => boolean;

const first = (wanted: readonly string[]): string => wanted[0] ?? '';
const isWhole = (text: string): boolean => /^[+-]?\d+$/.test(text.trim());

/** Binary operators by their names in upper case with single spaces. Names and semantics: the scoping filter page. */
const operators: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ['EQUALS', (actual, wanted) => wanted.includes(actual)],
  ['NOT EQUALS', (actual, wanted) => !wanted.includes(actual)],
  ['REGEX MATCH', (actual, wanted) => matchesPattern(actual, first(wanted)) === true],
  ['NOT REGEX MATCH', (actual, wanted) => matchesPattern(actual, first(wanted)) === false],
  ['INCLUDES', (actual, wanted) => actual.includes(first(wanted))],
  ['ENDS_WITH', (actual, wanted) => actual.endsWith(first(wanted))],
  ['STARTS_WITH', (actual, wanted) => actual.startsWith(first(wanted))],
  ['IN', (actual, wanted) => wanted.flatMap((each) => each.split(/[,;]/)).some((each) => each.trim() === actual)],
  ['GREATER_THAN', (actual, wanted) => wholes(actual, first(wanted), (a, b) => a > b)],
  ['GREATER_THAN_OR_EQUALS', (actual, wanted) => wholes(actual, first(wanted), (a, b) => a >= b)],
  ['&', (actual, wanted) => wholes(actual, first(wanted), (a, b) => (a & b) !== 0n)],
  ['!&', (actual, wanted) => wholes(actual, first(wanted), (a, b) => (a & b) === 0n)],
]);

const wholes = (actual: string, wanted: string, test: (a: bigint, b: bigint) => boolean): boolean =>
  isWhole(actual) && isWhole(wanted) && test(BigInt(actual.trim()), BigInt(wanted.trim()));

/** The whole value must match, as the documented example `([1-9][0-9])` for 10 to 99 says; null: it cannot be told. */
function matchesPattern(actual: string, pattern: string): boolean | null {
  try {
    const regex = compileRegex(`^(?:${pattern})$`);
    return !matchesOf(regex, { text: actual, budget: { left: regexSteps } }).next().done;
  } catch (cause) {
    // A pattern that cannot be read or runs away selects nobody, also when it is negated.
    if (cause instanceof RegexRefusal || cause instanceof StepBudgetExceeded) return null;
    throw cause;
  }
}

function textOf(value: AttributeValue | undefined): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  // Multi-valued attributes are not supported in scoping filters: they count as empty.
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/**
 * Evaluates one clause.
 * Takes the clause and the source attributes. Equality minds the case, an empty attribute is false for every operator
 * but IS NULL, and an operator unknown here selects nobody.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts
 */
export function evaluateClause(clause: FilterClause, attributes: Readonly<Record<string, AttributeValue>>): boolean {
  const name = clause.operatorName.toUpperCase().replace(/\s+/g, ' ').trim();
  const actual = textOf(attributes[clause.sourceOperandName]);
  if (name === 'IS NULL') return actual === null;
  if (actual === null) return false;
  if (name === 'IS NOT NULL') return true;
  if (name === 'IS TRUE') return actual.toLowerCase() === 'true';
  if (name === 'IS FALSE') return actual.toLowerCase() === 'false';
  const compare = operators.get(name) ?? operators.get(name.replaceAll(' ', '_'));
  return compare?.(actual, clause.targetOperand?.values ?? []) ?? false;
}

/**
 * Evaluates a scoping filter: clauses of a group joined by AND, groups joined by OR; no group lets everybody pass.
 * Takes the filter of an object mapping (or none) and the source attributes; gives the verdict with each clause.
 * `inputFilterGroups` are not evaluated: they do not deprovision, and the documentation calls them experimental.
 */
export function evaluateScopingFilter(
  filter: ScopingFilter | null | undefined,
  attributes: Readonly<Record<string, AttributeValue>>,
): FilterVerdict {
  const groups = filter?.groups ?? [];
  if (groups.length === 0) return { passed: true, clauses: {} };
  const clauses: Record<string, boolean> = {};
  let passed = false;
  for (const group of groups) {
    let all = true;
    for (const clause of group.clauses) {
      const holds = evaluateClause(clause, attributes);
      const values = (clause.targetOperand?.values ?? []).map((each) => ` '${each}'`).join(',');
      clauses[`${group.name ?? ''}.${clause.sourceOperandName} ${clause.operatorName}${values}`] = holds;
      all &&= holds;
    }
    passed ||= all;
  }
  return { passed, clauses };
}
