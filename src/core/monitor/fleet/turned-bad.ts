import type { AttentionLevel, FleetNotice, FleetRow } from '#shared/model/fleet';
import { byUrgency } from './attention.ts';

/** How urgent each application is, by object id. */
export type Judged = ReadonlyMap<string, AttentionLevel>;

/**
 * Takes how urgent applications were and their lines as of now; gives those that got worse, the most urgent first. One that was not
 * known before is not among them, nor is one that could not be read. Pure.
 */
export function turnedBad(before: Judged, rows: readonly FleetRow[]): readonly FleetRow[] {
  return rows
    .filter(({ servicePrincipalId, attention, fault }) => {
      const was = before.get(servicePrincipalId);
      return was !== undefined && fault === null && byUrgency(attention, was) < 0;
    })
    .toSorted((one, other) => byUrgency(one.attention, other.attention));
}

/** Takes what was judged before and the lines; gives what is judged now: what could not be read stays as it was. Pure. */
export const judgedAfter = (before: Judged | null, rows: readonly FleetRow[]): Judged =>
  new Map(
    rows.map(({ servicePrincipalId, attention, fault }) => [
      servicePrincipalId,
      fault === null ? attention : (before?.get(servicePrincipalId) ?? attention),
    ]),
  );

/** Names that a notice has room for. */
const mostNamed = 3;
/** Applications that a notice carries; the rest is counted. */
const mostCarried = 50;

const named = (rows: readonly FleetRow[]): string => {
  const names = rows.slice(0, mostNamed).map(({ displayName }) => displayName);
  const more = rows.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
};

function sentence({ health, quarantine }: FleetRow): string {
  if (health === 'quarantine') {
    const left = quarantine?.daysLeft ?? null;
    return left === null
      ? 'It is in quarantine.'
      : `It is in quarantine, and the service stops it in ${left} ${left === 1 ? 'day' : 'days'} if nothing changes.`;
  }
  if (health === 'errors') return 'The last cycle had errors.';
  if (health === 'unknown') return 'The service reports a state that is not documented.';
  return 'No cycle has ended for hours.';
}

/**
 * Takes the applications that got worse, at least one; gives one notice for all of them. It is shown outside of the program, so it
 * names applications only, and nothing that the service wrote. Pure.
 */
export function noticeOf(rows: readonly FleetRow[]): FleetNotice {
  const [first] = rows;
  const applications = rows
    .slice(0, mostCarried)
    .map(({ servicePrincipalId, displayName, health }) => ({ servicePrincipalId, displayName, health }));
  if (first !== undefined && rows.length === 1)
    return { title: `${first.displayName} needs attention`, body: sentence(first), applications };
  const quarantined = rows.filter(({ health }) => health === 'quarantine').length;
  const also = quarantined === 0 ? '' : ` ${quarantined} of them ${quarantined === 1 ? 'is' : 'are'} in quarantine.`;
  return { title: `${rows.length} applications need attention`, body: `${named(rows)}.${also}`, applications };
}
