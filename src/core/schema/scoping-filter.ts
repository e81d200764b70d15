import { compileRegex, type DotnetRegex, matchesOf } from '#core/expressions/regex/dotnet-regex';
import { StepBudgetExceeded } from '#core/expressions/regex/machine';
import { RegexRefusal } from '#core/expressions/regex/syntax';
import type { AttributeValue } from '#core/expressions/values';
import type { FilterClause, FilterGroup, ScopingFilter } from '#shared/model/attribute-mapping';

/** Whether something holds; null = it cannot be told from what is known. */
export type Verdict = boolean | null;

/** Gives an attribute's value by the provisioning service's name; undefined = it cannot be read. */
export type ReadAttribute = (name: string) => AttributeValue | undefined;

/** A scoping filter made ready for many objects. */
export interface CompiledFilter {
  /** Names of the attributes that it looks at, each once. */
  readonly attributes: readonly string[];
  readonly passes: (read: ReadAttribute) => Verdict;
}

type Compare = (actual: string) => Verdict;
type Prepare = (wanted: readonly string[]) => Compare;

// Steps that one pattern may take on one value; a pattern that needs more runs away.
const regexSteps = 1_000_000;

/** Takes an operator's name as the service or a person writes it; gives it in upper case with one kind of separator. Pure. */
export const operatorKey = (name: string): string =>
  name.trim().toUpperCase().replace(/\s+/g, ' ').replaceAll('_', ' ');

const firstOf = (wanted: readonly string[]): string => wanted[0] ?? '';

const whole = (text: string): bigint | null => (/^[+-]?\d+$/.test(text.trim()) ? BigInt(text.trim()) : null);

const wholes =
  (holds: (actual: bigint, wanted: bigint) => boolean): Prepare =>
  (values) => {
    const wanted = whole(firstOf(values));
    return (text) => {
      const actual = whole(text);
      return actual !== null && wanted !== null && holds(actual, wanted);
    };
  };

/** The whole value has to match, as the documented `([1-9][0-9])` for 10 to 99 says. */
function anchored(pattern: string): DotnetRegex | null {
  try {
    return compileRegex(`^(?:${pattern})$`);
  } catch (cause) {
    if (cause instanceof RegexRefusal) return null;
    throw cause;
  }
}

/** A pattern that cannot be read or runs away selects nobody, negated or not. */
const pattern =
  (wantsMatch: boolean): Prepare =>
  (values) => {
    const regex = anchored(firstOf(values));
    if (regex === null) return () => false;
    return (text) => {
      try {
        return !matchesOf(regex, { text, budget: { left: regexSteps } }).next().done === wantsMatch;
      } catch (cause) {
        if (cause instanceof StepBudgetExceeded) return false;
        throw cause;
      }
    };
  };

const anyOf =
  (wantsOne: boolean): Prepare =>
  (values) => {
    const wanted = new Set(values);
    return (text) => wanted.has(text) === wantsOne;
  };

const listed: Prepare = (values) => {
  const wanted = new Set(values.flatMap((value) => value.split(/[,;]/)).map((value) => value.trim()));
  return (text) => wanted.has(text);
};

/** Binary operators. Source: learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts */
const binary: ReadonlyMap<string, Prepare> = new Map<string, Prepare>([
  ['EQUALS', anyOf(true)],
  ['NOT EQUALS', anyOf(false)],
  ['REGEX MATCH', pattern(true)],
  ['NOT REGEX MATCH', pattern(false)],
  ['INCLUDES', (values) => (text) => text.includes(firstOf(values))],
  ['ENDS WITH', (values) => (text) => text.endsWith(firstOf(values))],
  ['STARTS WITH', (values) => (text) => text.startsWith(firstOf(values))],
  ['IN', listed],
  ['GREATER THAN', wholes((actual, wanted) => actual > wanted)],
  ['GREATER THAN OR EQUALS', wholes((actual, wanted) => actual >= wanted)],
  ['&', wholes((actual, wanted) => (actual & wanted) !== 0n)],
  ['!&', wholes((actual, wanted) => (actual & wanted) === 0n)],
]);

const unary: ReadonlyMap<string, (text: string | null) => boolean> = new Map([
  ['IS NULL', (text: string | null) => text === null],
  ['IS NOT NULL', (text: string | null) => text !== null],
  ['IS TRUE', (text: string | null) => text?.toLowerCase() === 'true'],
  ['IS FALSE', (text: string | null) => text?.toLowerCase() === 'false'],
]);

/** Several values are not supported in scoping filters: such an attribute counts as empty. */
function textOf(value: AttributeValue): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

type Test = (read: ReadAttribute) => Verdict;

function compileClause({ operatorName, sourceOperandName, targetOperand }: FilterClause): Test {
  const key = operatorKey(operatorName);
  const alone = unary.get(key);
  const compare = binary.get(key)?.(targetOperand?.values ?? []);
  return (read) => {
    const value = read(sourceOperandName);
    if (value === undefined) return null;
    const text = textOf(value);
    if (alone !== undefined) return alone(text);
    if (compare === undefined) return null;
    // An empty attribute is false for every other operator, NOT EQUALS included.
    return text === null ? false : compare(text);
  };
}

function compileGroup(group: FilterGroup): Test {
  const tests = group.clauses.map(compileClause);
  return (read) => {
    let verdict: Verdict = true;
    for (const test of tests) {
      const one = test(read);
      if (one === false) return false;
      if (one === null) verdict = null;
    }
    return verdict;
  };
}

/**
 * Takes the scoping filter of an object mapping, or none; gives it ready for many objects: clauses of a group joined by AND,
 * groups by OR, no group lets everything through. Equality minds the case; an empty attribute passes IS NULL only. What
 * cannot be read, and an operator that is not known here, leave the verdict open where it depends on them. `inputFilterGroups`
 * are not looked at: they do not deprovision. Pure.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts
 */
export function compileScopingFilter(filter: ScopingFilter | null | undefined): CompiledFilter {
  const groups = filter?.groups ?? [];
  const tests = groups.map(compileGroup);
  const attributes = new Set(groups.flatMap(({ clauses }) => clauses.map((clause) => clause.sourceOperandName)));
  return {
    attributes: [...attributes],
    passes: (read) => {
      let verdict: Verdict = tests.length === 0;
      for (const test of tests) {
        const one = test(read);
        if (one === true) return true;
        if (one === null) verdict = null;
      }
      return verdict;
    },
  };
}

/** Takes an operator's name; says whether it is known here and whether it takes a value; null = not known. Pure. */
export function operatorArity(name: string): 'Unary' | 'Binary' | null {
  const key = operatorKey(name);
  if (unary.has(key)) return 'Unary';
  return binary.has(key) ? 'Binary' : null;
}

/** Takes the value of a REGEX MATCH; gives what is wrong with it in words, or null. Pure. */
export function patternFault(text: string): string | null {
  try {
    compileRegex(`^(?:${text})$`);
    return null;
  } catch (cause) {
    if (cause instanceof RegexRefusal) return cause.message;
    throw cause;
  }
}
