import type { FilterClause, FilterGroup, ScopingFilter } from '#shared/model/attribute-mapping';
import type { FilterAttribute, FilterFinding, FilterOperator } from '#shared/model/scope';
import { operatorArity, operatorKey, patternFault } from './scoping-filter.ts';

/** What a filter is checked against; null = not known, so names and types are not checked. */
export interface FilterFacts {
  readonly attributes: readonly FilterAttribute[] | null;
  readonly operators: readonly FilterOperator[] | null;
}

type Told = Pick<FilterFinding, 'severity' | 'code' | 'message'>;

const refused = (code: string, message: string): Told => ({ severity: 'refused', code, message });
const warning = (code: string, message: string): Told => ({ severity: 'warning', code, message });
const note = (code: string, message: string): Told => ({ severity: 'note', code, message });

/** Source: learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts */
const unsupported: ReadonlySet<string> = new Set([
  'approleassignments',
  'usertype',
  'manager',
  'members',
  'ismemberof',
]);
const caseMinding: ReadonlySet<string> = new Set([
  'EQUALS',
  'NOT EQUALS',
  'INCLUDES',
  'ENDS WITH',
  'STARTS WITH',
  'IN',
]);
const wholeNumbers: ReadonlySet<string> = new Set(['GREATER THAN', 'GREATER THAN OR EQUALS', '&', '!&']);
const negated: ReadonlySet<string> = new Set(['NOT EQUALS', 'NOT REGEX MATCH']);
const isPattern = (key: string): boolean => key === 'REGEX MATCH' || key === 'NOT REGEX MATCH';

function attributeFindings({ sourceOperandName: name }: FilterClause, { attributes }: FilterFacts): readonly Told[] {
  if (unsupported.has(name.toLowerCase()))
    return [refused('unsupportedAttribute', `${name} is not supported in scoping filters. Use another attribute.`)];
  if (attributes === null) return [];
  const known = attributes.find((attribute) => attribute.name === name);
  if (known === undefined)
    return [refused('unknownAttribute', `Microsoft Entra ID has no attribute "${name}" in this schema.`)];
  if (known.multivalued)
    return [
      refused(
        'multiValued',
        `${name} has several values, and attributes with several values are not supported in scoping filters: nobody would pass.`,
      ),
    ];
  if (known.type?.toLowerCase() === 'datetime')
    return [refused('dateAttribute', `${name} is a date, and dates are not supported in scoping filters.`)];
  return [];
}

function valueFindings(clause: FilterClause, key: string, arity: 'Unary' | 'Binary' | null): readonly Told[] {
  const values = clause.targetOperand?.values ?? [];
  const [value = ''] = values;
  if (arity === 'Unary')
    return values.length === 0
      ? []
      : [warning('valueIgnored', `${clause.operatorName} takes no value; it is ignored.`)];
  if (arity === 'Binary' && (values.length === 0 || values.every((one) => one === '')))
    return [refused('valueMissing', `${clause.operatorName} needs a value. For empty attributes use IS NULL.`)];
  if (wholeNumbers.has(key) && !values.every((one) => /^[+-]?\d+$/.test(one.trim())))
    return [refused('wholeNumber', `${clause.operatorName} compares whole numbers, and "${value}" is none.`)];
  const fault = isPattern(key) ? patternFault(value) : null;
  if (fault !== null) return [refused('brokenPattern', `The pattern cannot be read, so nobody would pass: ${fault}`)];
  if (values.some((one) => one !== one.trim()))
    return [warning('outerSpace', 'The value begins or ends with a space, which counts.')];
  return [];
}

function meaning({ sourceOperandName: name, operatorName }: FilterClause, key: string): readonly Told[] {
  const told: Told[] = [];
  if (key !== 'IS NULL' && key !== 'IS NOT NULL')
    told.push(
      negated.has(key)
        ? warning(
            'nullFails',
            `Whoever has no ${name} does not pass ${operatorName} either. To let them in, add a group with ${name} IS NULL.`,
          )
        : note('nullFails', `Whoever has no ${name} does not pass.`),
    );
  if (caseMinding.has(key)) told.push(note('caseCounts', 'Upper and lower case count: "Sales" is not "sales".'));
  if (isPattern(key)) told.push(note('wholeValue', 'The pattern has to match the whole value, and case counts.'));
  return told;
}

function clauseFindings(clause: FilterClause, facts: FilterFacts): readonly Told[] {
  const key = operatorKey(clause.operatorName);
  const offered = facts.operators?.find((operator) => operatorKey(operator.name) === key);
  if (facts.operators !== null && offered === undefined)
    return [
      refused(
        'unknownOperator',
        `The service offers no operator "${clause.operatorName}" here. It has: ${facts.operators.map(({ name }) => name).join(', ')}.`,
      ),
    ];
  const arity = offered?.arity ?? operatorArity(clause.operatorName);
  const broken = [...attributeFindings(clause, facts), ...valueFindings(clause, key, arity)];
  if (broken.some(({ severity }) => severity === 'refused')) return broken;
  const unknown =
    operatorArity(clause.operatorName) === null
      ? [warning('notEvaluated', `What ${clause.operatorName} does is not published, so the impact cannot count it.`)]
      : [];
  return [...broken, ...unknown, ...meaning(clause, key)];
}

const operandKey = (clause: FilterClause): string => JSON.stringify([...(clause.targetOperand?.values ?? [])].sort());

/** Two clauses of one group that cannot both hold. */
function contradiction({ clauses }: FilterGroup): string | null {
  for (const [index, one] of clauses.entries()) {
    for (const other of clauses.slice(index + 1)) {
      if (one.sourceOperandName !== other.sourceOperandName) continue;
      const keys = [operatorKey(one.operatorName), operatorKey(other.operatorName)].sort().join('|');
      const same = operandKey(one) === operandKey(other);
      const clash =
        (keys === 'EQUALS|EQUALS' && !same && [one, other].every((each) => each.targetOperand?.values.length === 1)) ||
        (keys === 'EQUALS|NOT EQUALS' && same) ||
        keys === 'IS NOT NULL|IS NULL' ||
        keys === 'IS FALSE|IS TRUE' ||
        (keys.includes('IS NULL') && keys !== 'IS NULL|IS NULL');
      if (clash) return one.sourceOperandName;
    }
  }
  return null;
}

function groupFindings(group: FilterGroup, index: number, facts: FilterFacts): readonly FilterFinding[] {
  const about = (told: Told, clause: number | null): FilterFinding => ({ ...told, group: index, clause });
  if (group.clauses.length === 0)
    return [about(refused('emptyGroup', 'A group without clauses would let everybody through. Remove it.'), null)];
  const clash = contradiction(group);
  return [
    ...(clash === null
      ? []
      : [
          about(
            warning('nobodyPasses', `Clauses of a group are joined by AND: these about ${clash} let nobody through.`),
            null,
          ),
        ]),
    ...group.clauses.flatMap((clause, at) => clauseFindings(clause, facts).map((told) => about(told, at))),
  ];
}

/**
 * Takes a scoping filter and what is known about attributes and operators; gives what the service would refuse, what lets
 * nobody through, and what its clauses mean for empty values, case and several values. Pure.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts
 */
export const filterFindings = (filter: ScopingFilter, facts: FilterFacts): readonly FilterFinding[] =>
  filter.groups.flatMap((group, index) => groupFindings(group, index, facts));
