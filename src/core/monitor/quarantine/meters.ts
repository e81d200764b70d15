import type { CycleView, JobView } from '#shared/model/job';
import type { MeterId, QuarantineMeter } from '#shared/model/quarantine';

/**
 * The documented limits: failures are looked at from 5,000 on; more than 40 % of the changes, 40,000 failures without references or
 * 60,000 with them are too many.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status
 */
export const quarantineLimits = { proportion: 40, minimum: 5_000, failures: 40_000, withReferences: 60_000 } as const;

const ownLogic = 'The service counts by rules of its own, which are not published and may change.';

const shown = (count: number): string => count.toLocaleString('en');

interface Reading {
  readonly value: number | null;
  readonly limit: number | null;
  readonly over: boolean;
  readonly applies: boolean;
  readonly approximate: string | null;
  readonly words: string;
}

const meter = (id: MeterId, reading: Reading): QuarantineMeter => {
  const { value, limit, over, applies, approximate, words } = reading;
  const known = value !== null && limit !== null;
  return {
    id,
    value,
    limit,
    unit: id === 'proportion' ? 'percent' : 'objects',
    state: !known ? 'unknown' : !applies ? 'notApplied' : over ? 'over' : 'ok',
    approximate,
    words,
  };
};

/** Changes that a cycle tried: those that worked and those that failed; the service's own count of planned ones where it is larger. */
const triedIn = ({ counts }: CycleView, failures: number): number =>
  Math.max(counts.countExports ?? 0, (counts.countExported ?? 0) + failures);

function proportionMeter(cycle: CycleView | null, failures: number | null): QuarantineMeter {
  const tried = cycle === null || failures === null ? 0 : triedIn(cycle, failures);
  const percent = failures === null ? null : failures === 0 ? 0 : Math.round((failures / tried) * 1000) / 10;
  return meter('proportion', {
    value: percent,
    limit: quarantineLimits.proportion,
    over: (percent ?? 0) > quarantineLimits.proportion,
    applies: (failures ?? 0) >= quarantineLimits.minimum,
    approximate: `Failures include objects of earlier cycles that are tried again, and changes are those that the cycle reports. ${ownLogic}`,
    words:
      percent === null
        ? 'The last cycle reports no failures.'
        : tried === 0
          ? 'The last cycle changed nothing, and nothing failed.'
          : `${shown(failures ?? 0)} of ${shown(tried)} changes failed.`,
  });
}

function failuresMeter(id: 'minimum' | 'failures' | 'withReferences', value: number | null): QuarantineMeter {
  const limit = quarantineLimits[id];
  const words = {
    minimum: 'Failures from which on the service looks at their share.',
    failures: 'Failures without references.',
    withReferences: 'Failures with references, such as managers and members.',
  } as const;
  const reasons = {
    minimum: null,
    failures: `countEscrowed of the last cycle is taken for it. ${ownLogic}`,
    withReferences: `countEscrowedRaw of the last cycle is taken for it: errors and what the service itself holds back. ${ownLogic}`,
  } as const;
  return meter(id, {
    value,
    limit,
    over: id === 'minimum' ? (value ?? 0) >= limit : (value ?? 0) > limit,
    applies: true,
    approximate: reasons[id],
    words: value === null ? `${words[id]} The last cycle does not report them.` : words[id],
  });
}

const numberOf = (text: string | null): number | null => {
  const number = Number(text);
  return text === null || text === '' || !Number.isFinite(number) ? null : number;
};

/** Takes a threshold and how many deletions are held back (null = not known); gives the meter of deletions. Pure. */
export function deletionsMeter(threshold: string | null, held: number | null): QuarantineMeter {
  const limit = numberOf(threshold);
  return meter('deletions', {
    value: held,
    limit,
    over: held !== null && limit !== null && held >= limit,
    applies: true,
    approximate: null,
    words:
      limit === null
        ? 'No threshold of deletions is set, or it cannot be read.'
        : `From ${shown(limit)} deletions and disables in one cycle on, all of them are held back.`,
  });
}

/**
 * Takes a job; gives how near its last cycle is to each documented limit. What a cycle does not report is null and unknown. Pure.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationtaskexecution
 */
export function quarantineMeters({ lastCycle }: Pick<JobView, 'lastCycle'>): readonly QuarantineMeter[] {
  const count = (name: string): number | null => lastCycle?.counts[name] ?? null;
  const failures = count('countEscrowed');
  return [
    proportionMeter(lastCycle, failures),
    failuresMeter('minimum', failures),
    failuresMeter('failures', failures),
    failuresMeter('withReferences', count('countEscrowedRaw')),
  ];
}
