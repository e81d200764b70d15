import type { AttributeValue } from '#core/expressions/values';
import { scopes } from '#core/graph/permissions';
import { isPasswordLike } from '#core/logs/summary-reading';
import type { ReadAttribute } from '#core/schema/scoping-filter';
import type { PersonFacts, PersonValues } from './facts.ts';

/** Takes the person and what was read of them; gives their attributes by the provisioning service's names. Pure. */
export function readerOf(person: PersonFacts, { record, reading }: PersonValues): ReadAttribute {
  const read = reading.of(record);
  // Whoever is disabled or deleted is to be inactive in the application.
  const gone = person.enabled === false || person.found !== 'directory' ? 'True' : 'False';
  return (name) => (name === 'IsSoftDeleted' ? gone : read(name));
}

const longestValue = 200;

const cut = (text: string): string => (text.length > longestValue ? `${text.slice(0, longestValue)}…` : text);

/** Takes an attribute's name and value; gives the value as it may be shown: of password-like attributes "(masked)". Pure. */
export function shownValue(name: string, value: AttributeValue | undefined): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (isPasswordLike(name)) return '(masked)';
  if (typeof value === 'object') return value.length === 0 ? null : cut(value.join(', '));
  return cut(String(value));
}

/** Why an attribute has no value here, and the permission that would show it. */
export interface Unread {
  readonly note: string;
  readonly needs: readonly string[];
}

/** Takes an attribute that could not be read; says why. Pure. */
export function unreadOf(name: string, { reading }: PersonValues): Unread {
  if (reading.hidden.includes(name))
    return { note: `Not readable without ${scopes.peopleInFull}.`, needs: [scopes.peopleInFull] };
  return {
    note: 'Microsoft Graph does not give this attribute, so only the provisioning service can tell.',
    needs: [],
  };
}
