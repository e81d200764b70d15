import type { JobView, QuarantineView } from '#shared/model/job';
import type { QuarantineProof, SeenQuarantine } from '#shared/model/quarantine';

type Fix = NonNullable<QuarantineProof['fix']>;

/** What a proof is judged by. */
export interface ProofFacts {
  /** Our last start or restart; null = there is none in our journal. */
  readonly fix: Fix | null;
  /** Whether the job was in quarantine when that was done. */
  readonly fixedQuarantine: boolean;
  /** What somebody saw before it. */
  readonly before: SeenQuarantine | null;
  /** The job at the first look, and after a cycle ended or the time was over. */
  readonly first: JobView;
  readonly last: JobView;
  /** Whether a cycle ended since the fix. */
  readonly cycleEnded: boolean;
  /** ISO 8601. */
  readonly lookedAt: string;
}

const failuresOf = ({ lastCycle }: JobView): number | null => lastCycle?.counts.countEscrowed ?? null;

/** Takes what was seen before and the job now; gives what is different, one a line. Pure. */
export function differencesSince(before: SeenQuarantine | null, job: JobView): readonly string[] {
  if (before === null) return [];
  const { quarantine } = job;
  const failures = failuresOf(job);
  return [
    ...(quarantine !== null && quarantine.reason !== before.reason
      ? [`The reason was ${before.reason} and is ${quarantine.reason}.`]
      : []),
    ...(quarantine !== null && quarantine.errorCode !== before.errorCode
      ? [`The error was ${before.errorCode ?? 'none'} and is ${quarantine.errorCode ?? 'none'}.`]
      : []),
    ...(quarantine !== null &&
    quarantine.errorCode === before.errorCode &&
    quarantine.errorMessage !== before.errorMessage
      ? ['The text of the error is another one.']
      : []),
    ...(before.failures !== null && failures !== null && failures !== before.failures
      ? [`Failures were ${before.failures} and are ${failures}.`]
      : []),
  ];
}

const isAfter = (time: string | null, other: string): boolean => time !== null && Date.parse(time) > Date.parse(other);

/** A quarantine that began after one was lifted is a new one; one that was there all the time never ended. */
function isBack({ fix, fixedQuarantine, before, first }: ProofFacts, { since }: QuarantineView): boolean {
  if (first.quarantine === null) return true;
  if (fix === null || !isAfter(since, fix.at)) return false;
  return fixedQuarantine || (before?.since != null && !isAfter(before.since, fix.at));
}

const isOff = ({ scheduleState }: JobView): boolean => scheduleState.toLowerCase() !== 'active';

function verdictOf(facts: ProofFacts): QuarantineProof['verdict'] {
  const { last, cycleEnded } = facts;
  if (last.quarantine !== null) return isBack(facts, last.quarantine) ? 'back' : 'still';
  if (isOff(last)) return 'off';
  return cycleEnded ? 'gone' : 'lifted';
}

function wordsOf(facts: ProofFacts, verdict: QuarantineProof['verdict']): string {
  const { last, fix } = facts;
  const { quarantine, lastCycle } = last;
  switch (verdict) {
    case 'gone':
      return lastCycle?.state.toLowerCase() === 'failed'
        ? 'A cycle has ended without a quarantine, but it failed: the service goes on trying before it decides.'
        : `It is gone: a cycle has ended since${lastCycle?.ended == null ? '' : ` (${lastCycle.ended})`}, and no quarantine is shown.`;
    case 'lifted':
      return 'No quarantine is shown, but no cycle has ended yet, so that is no proof.';
    case 'off':
      return 'No quarantine is shown, but provisioning is off: only a cycle could prove that it is gone.';
    case 'back':
      return `It is back: ${quarantine?.reason ?? 'in quarantine'} since ${quarantine?.since ?? 'an unknown time'}. Its cause is not repaired.`;
    case 'still':
      return fix === null
        ? `It is still there: ${quarantine?.reason ?? 'in quarantine'}. Our journal knows of no start or restart that could have ended it.`
        : isAfter(quarantine?.since ?? null, fix.at)
          ? `It is still there: ${quarantine?.reason ?? 'in quarantine'}. Nothing was done about it since it began.`
          : `It is still there: ${quarantine?.reason ?? 'in quarantine'}. ${fix.what} of ${fix.at} did not end it.`;
  }
}

/** Takes what was done, what was seen before and the job now; says whether the quarantine is gone. Pure. */
export function proofOf(facts: ProofFacts): QuarantineProof {
  const verdict = verdictOf(facts);
  return {
    verdict,
    words: wordsOf(facts, verdict),
    fix: facts.fix,
    changed: [...differencesSince(facts.before, facts.last)],
    lookedAt: facts.lookedAt,
    cycleEnded: facts.last.lastCycle?.ended ?? null,
    quarantine: facts.last.quarantine,
  };
}

/** Takes a job and when it was repaired (ISO 8601, null = not by us); says whether a cycle has ended since. Pure. */
export function endedSince({ lastCycle }: Pick<JobView, 'lastCycle'>, fixedAt: string | null): boolean {
  const ended = Date.parse(lastCycle?.ended ?? '');
  return fixedAt !== null && !Number.isNaN(ended) && ended >= Date.parse(fixedAt);
}
