import { ticksOf, ticksOfMs } from '#core/archive/ticks';
import type { Graph } from '#core/graph/graph';
import { groupLiveRows, readLiveRows } from '#core/logs/live-log';
import type { FailureGroup } from '#shared/model/archive';
import type { JobView } from '#shared/model/job';
import type { AnsweredCheck } from '#shared/model/quarantine';
import { answered, unknownBecause } from './answered.ts';

const dayMs = 86_400_000;
const mostRows = 5_000;

interface Asked {
  readonly job: JobView;
  readonly now: number;
  readonly signal: AbortSignal;
}

interface Failures {
  readonly groups: readonly FailureGroup[];
  readonly complete: boolean;
}

/** Failures of the cycle that led into the quarantine and of all later ones; without one, of the last day. */
async function readFailures(graph: Graph, { job, now, signal }: Asked): Promise<Failures> {
  const since = Date.parse(job.quarantine?.since ?? '');
  const from = new Date((Number.isNaN(since) ? now : since) - dayMs).toISOString();
  const { rows, complete } = await readLiveRows(graph, {
    filter: { status: 'failure', from: ticksOf(from) ?? undefined },
    servicePrincipalId: job.servicePrincipalId,
    most: mostRows,
    signal,
  });
  const parts = { from: ticksOf(from) ?? 0, to: ticksOfMs(now), count: 1 };
  return { groups: groupLiveRows(rows, parts), complete };
}

/** How many failures share which error code. */
export interface CodeCount {
  readonly code: string;
  readonly count: number;
  readonly example: string | null;
  readonly remedy: string | null;
}

/** Takes groups of failures; gives them by error code, the most frequent first. Pure. */
export function failuresByCode(groups: readonly FailureGroup[]): readonly CodeCount[] {
  const byCode = new Map<string, CodeCount>();
  for (const { errorCode, count, example, remedy } of groups) {
    const code = errorCode ?? 'without a code';
    const known = byCode.get(code);
    byCode.set(code, known === undefined ? { code, count, example, remedy } : { ...known, count: known.count + count });
  }
  return [...byCode.values()].sort((one, other) => other.count - one.count);
}

const shownCodes = 3;

/** Takes failures by error code and whether all were read; gives them in words. Pure. */
export function failuresInWords(codes: readonly CodeCount[], complete: boolean): string {
  const all = codes.reduce((sum, { count }) => sum + count, 0);
  const [first] = codes;
  if (first === undefined) return 'The log has no failures since a day before the quarantine.';
  const listed = codes
    .slice(0, shownCodes)
    .map(({ code, count }) => `${count} ${code}`)
    .join(', ');
  const rest = codes.length > shownCodes ? `, and ${codes.length - shownCodes} other codes` : '';
  const share = Math.round((first.count / all) * 100);
  const entries = all === 1 ? '1 log entry says' : `${all}${complete ? '' : ' or more'} log entries say`;
  return `${entries} that something failed: ${listed}${rest}. ${share} % share the error ${first.code}${first.example === null ? '' : `: ${first.example}`}`;
}

/** Takes a job; answers which error most failures share, from the log. */
export async function checkFailures(graph: Graph, asked: Asked): Promise<AnsweredCheck> {
  try {
    const { groups, complete } = await readFailures(graph, asked);
    const codes = failuresByCode(groups);
    const [first] = codes;
    const seen = failuresInWords(codes, complete);
    if (first !== undefined) return answered('failures', 'failed', { seen, nextStep: first.remedy });
    const counted = asked.job.lastCycle?.counts.countEscrowed ?? 0;
    if (counted > 0)
      return answered('failures', 'unknown', {
        seen: `The last cycle counts ${counted.toLocaleString('en')} failures, but the log that could be read names none of them.`,
        nextStep: 'Rows arrive late; check again in an hour.',
      });
    if (complete) return answered('failures', 'passed', { seen });
    return answered('failures', 'unknown', {
      seen: 'The newest 5,000 log entries hold no failure; older ones were not read.',
    });
  } catch (cause) {
    return unknownBecause('failures', cause);
  }
}

/** Takes a job; gives the error that most failures share in words, or null where there is none or the log may not be read. */
export async function commonFailureOf(graph: Graph, asked: Asked): Promise<string | null> {
  const { result, seen, nextStep } = await checkFailures(graph, asked);
  return result === 'failed' ? [seen, nextStep].filter((text) => text !== null).join(' ') : null;
}
