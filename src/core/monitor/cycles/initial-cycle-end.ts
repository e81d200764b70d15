import { initialCycleEstimate } from '#core/scope/cycle-estimate';

/** How far the initial cycle was at a moment, in milliseconds since 1970; pages, as the service counts. */
export interface Observation {
  readonly at: number;
  readonly completed: number;
  readonly total: number;
}

/** What is known about an initial cycle. */
export interface InitialCycleFacts {
  readonly now: number;
  /** Oldest first, the present one among them. */
  readonly observations: readonly Observation[];
  /** When provisioning was started or restarted; null = nobody here knows. */
  readonly startedAt: number | null;
  readonly scope: 'assigned' | 'everyone' | 'unknown';
  /** People, groups and members in scope; null = not known. */
  readonly inScope: number | null;
}

/** Between which moments it ends, in milliseconds since 1970, and where that comes from. */
export type InitialCycleEnd = { readonly explanation: string } & (
  | { readonly basis: 'observed' | 'documented' | 'both'; readonly earliest: number; readonly latest: number }
  | { readonly basis: 'none' }
);

interface Range {
  readonly earliest: number;
  readonly latest: number;
}

const minute = 60_000;
/** Shorter spans say more about when somebody looked than about the service. */
const shortestSpan = minute;
/** Of so little nobody can tell how fast the rest will go: the documented figures count too. */
const littleDone = 0.1;

const paceBetween = (one: Observation, other: Observation): number | null => {
  const [span, done] = [other.at - one.at, other.completed - one.completed];
  return span >= shortestSpan && done > 0 ? done / span : null;
};

/** Takes observations, oldest first; gives those since the service last began to count anew. Pure. */
export function sinceLastReset(observations: readonly Observation[]): readonly Observation[] {
  const reset = observations.findLastIndex((one, index) => one.completed < (observations[index - 1]?.completed ?? 0));
  return reset === -1 ? observations : observations.slice(reset);
}

/** Pages a millisecond: of the whole span that was seen and of its two halves. */
function pacesOf({ observations, startedAt }: InitialCycleFacts): readonly number[] {
  const seen = sinceLastReset(observations);
  const [first, last] = [seen[0], seen.at(-1)];
  if (first === undefined || last === undefined) return [];
  const begins =
    startedAt !== null && startedAt < first.at ? { at: startedAt, completed: 0, total: first.total } : first;
  const half = seen.findLast(({ at }) => at <= (begins.at + last.at) / 2) ?? begins;
  return [paceBetween(begins, last), paceBetween(begins, half), paceBetween(half, last)].flatMap((pace) => pace ?? []);
}

/** The slowest and the fastest pace that was seen, each with room: the service finds more pages while it reads. */
function observedRange(facts: InitialCycleFacts): Range | null {
  const last = facts.observations.at(-1);
  const paces = pacesOf(facts);
  if (last === undefined || last.total <= 0 || paces.length === 0) return null;
  const open = 1 - Math.min(1, last.completed / last.total);
  const left = Math.max(0, last.total - last.completed);
  const more = last.total * open * 0.5;
  return {
    earliest: facts.now + left / (Math.max(...paces) * 1.25),
    latest: facts.now + (left + more) / (Math.min(...paces) * 0.8),
  };
}

function documentedRange({ now, startedAt, scope, inScope }: InitialCycleFacts): Range | null {
  if (scope !== 'assigned' || inScope === null || inScope === 0) return null;
  const { minMinutes, maxMinutes } = initialCycleEstimate(inScope);
  // Not knowing when it began, it may have begun just now or be nearly over.
  const earliest = startedAt === null ? now : startedAt + minMinutes * minute;
  return { earliest: Math.max(now, earliest), latest: (startedAt ?? now) + maxMinutes * minute };
}

const whyNone = ({ scope, inScope }: InitialCycleFacts): string => {
  const documented =
    scope === 'everyone'
      ? 'Microsoft publishes figures for assigned people and groups only.'
      : scope === 'unknown'
        ? 'Who is provisioned could not be read, so the published figures do not help.'
        : inScope === null
          ? 'How many people, groups and members are in scope is not known here, so the published figures do not help.'
          : 'Nobody is in scope yet.';
  return `There is no estimate: the service has not reported progress for long enough to tell its pace. ${documented}`;
};

const observedWords =
  'It follows from the pace at which the service read pages until now; the number of pages can still grow.';
const documentedWords = (inScope: number | null): string =>
  `Microsoft's published figures are 0.01 to 0.08 minutes for each of the ${inScope ?? 0} people, groups and members in scope.`;

/**
 * Takes what is known about an initial cycle; gives between which moments it ends. What was observed counts more the further it
 * is; a range that is over already is no range. Never a single moment. Pure.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-when-will-provisioning-finish-specific-user
 */
export function initialCycleEnd(facts: InitialCycleFacts): InitialCycleEnd {
  const observed = observedRange(facts);
  const documented = documentedRange(facts);
  const isOverdue = documented !== null && documented.latest <= facts.now;
  if (observed !== null) {
    const last = facts.observations.at(-1);
    const isEarly = last !== undefined && last.completed < last.total * littleDone;
    if (!isEarly || documented === null || isOverdue) {
      return { ...atLeastAMinute(observed), basis: 'observed', explanation: observedWords };
    }
    const both = {
      earliest: Math.min(observed.earliest, documented.earliest),
      latest: Math.max(observed.latest, documented.latest),
    };
    const explanation = `${observedWords} Little is done yet, so it is widened. ${documentedWords(facts.inScope)}`;
    return { ...atLeastAMinute(both), basis: 'both', explanation };
  }
  if (isOverdue) {
    const explanation = `There is no estimate: it takes longer than published. ${documentedWords(facts.inScope)}`;
    return { basis: 'none', explanation };
  }
  if (documented === null) return { basis: 'none', explanation: whyNone(facts) };
  return { ...atLeastAMinute(documented), basis: 'documented', explanation: documentedWords(facts.inScope) };
}

const atLeastAMinute = ({ earliest, latest }: Range): Range => ({
  earliest,
  latest: Math.max(latest, earliest + minute),
});
