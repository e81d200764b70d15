import type { FilterClause, FilterGroup, ScopingFilter } from '#shared/model/attribute-mapping';
import type { FilterOperator } from '#shared/model/scope';
import { failure } from './failure.ts';
import type { Given } from './invocation.ts';

/** Flags that write a scoping filter. */
export const filterOptions = [
  {
    flags: '--group <clauses>',
    description:
      'clauses joined by AND and written with ";", for example "department EQUALS Sales; city NOT EQUALS Oslo"; several --group are joined by OR',
    repeatable: true,
  },
  { flags: '--clear', description: 'remove the scoping filter' },
  { flags: '--object <name>', description: 'User (default) or Group' },
] as const;

const plain = (name: string): string => name.toUpperCase().replace(/[\s_]+/g, ' ');

function brokenClause(text: string, operators: readonly FilterOperator[]) {
  return failure('bad_request', 'clauseUnreadable', {
    message: `"${text}" is no clause of a scoping filter.`,
    nextStep: `Write "attribute OPERATOR value", with one of: ${operators.map(({ name }) => name).join(', ')}.`,
  });
}

/** Takes a clause as it is written in a flag and the operators there are; gives it. Raises `bad_request` (clauseUnreadable). */
export function parseClause(text: string, operators: readonly FilterOperator[]): FilterClause {
  const [, sourceOperandName = '', rest = ''] = /^\s*(\S+)\s+(.+?)\s*$/.exec(text) ?? [];
  // The longest first: NOT EQUALS begins with no other, but Greater_Than begins Greater_Than_OR_EQUALS.
  const operator = [...operators]
    .sort((one, other) => other.name.length - one.name.length)
    .find(({ name }) => {
      const beginning = plain(rest.slice(0, name.length));
      return beginning === plain(name) && /^(\s|$)/.test(rest.slice(name.length));
    });
  if (sourceOperandName === '' || operator === undefined) throw brokenClause(text, operators);
  const value = rest.slice(operator.name.length).trim();
  const unquoted = /^"(.*)"$/.exec(value)?.[1] ?? value;
  if ((operator.arity === 'Binary') === (value === '')) throw brokenClause(text, operators);
  return {
    sourceOperandName,
    operatorName: operator.name,
    targetOperand: { values: operator.arity === 'Unary' ? [] : [unquoted] },
  };
}

/** Takes what was given and the operators there are; gives the scoping filter, null to remove it, undefined where no flag is about it. */
export function filterOf(given: Given, operators: readonly FilterOperator[]): ScopingFilter | null | undefined {
  const texts = given.list('group');
  if (given.isSet('clear')) return null;
  if (texts.length === 0) return undefined;
  const groups = texts.map(
    (text, index): FilterGroup => ({
      name: `Filter ${index + 1}`,
      clauses: text
        .split(';')
        .filter((part) => part.trim() !== '')
        .map((part) => parseClause(part, operators)),
    }),
  );
  return { groups };
}
