import {
  compileScopingFilter,
  operatorArity,
  operatorKey,
  type ReadAttribute,
  type Verdict,
} from '#core/schema/scoping-filter';
import type { FilterClause, FilterGroup } from '#shared/model/attribute-mapping';
import type { GateSeen, GateVerdict, WhyGate } from '#shared/model/why';
import { type PersonValues, toldFault, type WhyFacts } from './facts.ts';
import { fixAt, gateOf, sawThat } from './gate.ts';
import { personObject } from './person-object.ts';
import { readerOf, shownValue, unreadOf } from './person-values.ts';

const verdictOf = (verdict: Verdict): GateVerdict => (verdict === null ? 'unknown' : verdict ? 'passed' : 'failed');

const caseMinding: ReadonlySet<string> = new Set(['EQUALS', 'INCLUDES', 'ENDS WITH', 'STARTS WITH', 'IN']);

const folded = (clause: FilterClause): FilterClause => ({
  ...clause,
  targetOperand: { values: (clause.targetOperand?.values ?? []).map((value) => value.toLowerCase()) },
});

const holds = (clause: FilterClause, read: ReadAttribute): Verdict =>
  compileScopingFilter({ groups: [{ clauses: [clause] }] }).passes(read);

/** A clause that would hold if upper and lower case, or spaces around, did not count. */
function almost(clause: FilterClause, read: ReadAttribute): string | null {
  const value = read(clause.sourceOperandName);
  if (typeof value !== 'string' || !caseMinding.has(operatorKey(clause.operatorName))) return null;
  if (holds(folded(clause), () => value.toLowerCase()) === true)
    return 'It differs only in upper and lower case, which counts here.';
  const trimmed = {
    ...clause,
    targetOperand: { values: (clause.targetOperand?.values ?? []).map((one) => one.trim()) },
  };
  return holds(trimmed, () => value.trim()) === true
    ? 'It differs only in spaces at the ends, which count here.'
    : null;
}

/** Why a clause does not hold, by the rules that people trip over. Source: learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts */
function noteOf(clause: FilterClause, values: PersonValues, read: ReadAttribute): string | null {
  const { sourceOperandName: name, operatorName } = clause;
  const value = read(name);
  const verdict = holds(clause, read);
  if (value === undefined) return unreadOf(name, values).note;
  if (verdict === null) return `What ${operatorName} does is not published, so only the provisioning service can tell.`;
  if (verdict) return null;
  if (Array.isArray(value))
    return 'Attributes with several values are not supported in scoping filters and count as empty.';
  if (value === null || value === '')
    return operatorArity(operatorName) === 'Binary'
      ? `An empty attribute passes IS NULL only, not ${operatorName}.`
      : 'It has no value.';
  return almost(clause, read);
}

const clauseText = ({ sourceOperandName, operatorName, targetOperand }: FilterClause): string =>
  [sourceOperandName, operatorName, (targetOperand?.values ?? []).map((value) => `"${value}"`).join(', ')]
    .filter((part) => part !== '')
    .join(' ');

function seenOf(groups: readonly FilterGroup[], values: PersonValues, read: ReadAttribute): GateSeen[] {
  return groups.flatMap((group, index) =>
    group.clauses.map((clause) => {
      const name = clause.sourceOperandName;
      const prefix = groups.length === 1 ? '' : `${group.name ?? `Filter ${index + 1}`}: `;
      return sawThat(`${prefix}${clauseText(clause)}`, shownValue(name, read(name)), {
        verdict: verdictOf(holds(clause, read)),
        note: noteOf(clause, values, read),
      });
    }),
  );
}

const needsOf = (groups: readonly FilterGroup[], values: PersonValues, read: ReadAttribute): string[] => [
  ...new Set(
    groups
      .flatMap(({ clauses }) => clauses.map(({ sourceOperandName }) => sourceOperandName))
      .filter((name) => read(name) === undefined)
      .flatMap((name) => unreadOf(name, values).needs),
  ),
];

function failureOf(
  groups: readonly FilterGroup[],
  values: PersonValues,
  { read, person }: { readonly read: ReadAttribute; readonly person: string },
): string {
  const failed = groups.flatMap(({ clauses }) => clauses.filter((clause) => holds(clause, read) === false));
  const [only] = failed;
  if (failed.length === 1 && only !== undefined)
    return `The scoping filter leaves ${person} out: ${clauseText(only)} does not hold. ${noteOf(only, values, read) ?? ''}`.trim();
  return groups.length === 1
    ? `The scoping filter leaves ${person} out: ${failed.length} of its clauses do not hold.`
    : `None of the ${groups.length} scoping filters lets ${person} through.`;
}

/** Takes what was read; says whether the scoping filter lets the person through, clause by clause. Pure. */
export function filterGate(facts: WhyFacts): WhyGate {
  const { schema, values, person } = facts;
  if (schema === null)
    return gateOf('scopeFilter', ['notReached', 'Without a synchronization job there is no filter.']);
  if (!schema.ok) return gateOf('scopeFilter', ['unknown', `The filter could not be read. ${toldFault(schema.fault)}`]);
  const groups = personObject(schema.value)?.mapping.scope?.groups ?? [];
  if (groups.length === 0)
    return gateOf('scopeFilter', ['passed', 'There is no scoping filter: everybody passes.'], { byUs: true });
  if (values === null)
    return gateOf('scopeFilter', ['notReached', 'The directory does not have this person any more.']);
  if (!values.ok)
    return gateOf('scopeFilter', ['unknown', `The person's attributes could not be read. ${toldFault(values.fault)}`]);
  const read = readerOf(person, values.value);
  const verdict = compileScopingFilter({ groups }).passes(read);
  const seen = seenOf(groups, values.value, read);
  if (verdict === true)
    return gateOf('scopeFilter', ['passed', 'The scoping filter lets this person through.'], { seen, byUs: true });
  if (verdict === null)
    return gateOf('scopeFilter', ['unknown', 'Whether the scoping filter lets this person through cannot be told.'], {
      seen,
      byUs: true,
      needs: needsOf(groups, values.value, read),
    });
  return gateOf('scopeFilter', ['failed', failureOf(groups, values.value, { read, person: person.displayName })], {
    seen,
    byUs: true,
    fix: fixAt('scope', 'Change the filter, or the attribute of the person that it looks at.'),
  });
}
