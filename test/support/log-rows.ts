import { ticksOf } from '#core/archive/ticks';

interface Row {
  readonly activityDateTime: string;
  readonly servicePrincipal: { readonly id: string };
}

/** Takes a row and the filter of a question for a period, perhaps of one application; says whether the service would give the row. */
export function fitsQuestion({ activityDateTime, servicePrincipal }: Row, filter: string): boolean {
  const at = ticksOf(activityDateTime) ?? Number.NaN;
  const after = ticksOf(/activityDateTime gt (\S+)/.exec(filter)?.[1] ?? '') ?? Number.NaN;
  const before = ticksOf(/activityDateTime lt (\S+)/.exec(filter)?.[1] ?? '') ?? Number.NaN;
  const application = /servicePrincipal\/id eq '([^']*)'/.exec(filter)?.[1] ?? servicePrincipal.id;
  return at > after && at < before && application === servicePrincipal.id;
}
