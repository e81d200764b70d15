import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { ServicePrincipalId } from '#shared/model/ids';
import type { CycleView, JobView } from '#shared/model/job';
import type { RotationCycle, RotationStage, RotationView } from '#shared/model/secret-care';
import { addDuration } from './add-duration.ts';
import type { KeptRotation } from './rotation-record.ts';
import type { KeptSecret } from './secret-facts.ts';

/** Everything that a rotation is judged by. */
export interface RotationFacts {
  readonly rotation: KeptRotation;
  /** What is kept about the secret; it says when it was saved, also where the program ended before the rotation could be noted. */
  readonly kept: KeptSecret | null;
  readonly profile: EffectiveProfile;
  /** null = there is no job, or it could not be read. */
  readonly job: Pick<JobView, 'quarantine' | 'scheduleState' | 'lastCycle'> | null;
  readonly now: number;
}

/** Takes a rotation and what is kept about the secret; gives when its new secret was saved, null where it was not yet. Pure. */
export function savedAtOf(rotation: KeptRotation, kept: KeptSecret | null): string | null {
  const saved = kept?.saved?.at ?? null;
  const isNew = saved !== null && saved !== rotation.savedBefore && Date.parse(saved) >= Date.parse(rotation.startedAt);
  return isNew ? saved : rotation.savedAt;
}

const failed = (cycle: CycleView): boolean => cycle.state.toLowerCase() === 'failed' || cycle.errorCode !== null;

/**
 * Takes a job and when the new secret was saved; gives what the first cycle with it came to. A cycle that had begun before says
 * nothing: it may have read the old one. Failures of single objects are none of the secret. Pure.
 */
export function cycleAfter(job: RotationFacts['job'], savedAt: string | null): RotationCycle {
  if (savedAt === null) return { state: 'notYet', endedAt: null, words: 'Nothing is saved yet.' };
  if (job === null) return { state: 'unknown', endedAt: null, words: 'The synchronization job could not be read.' };
  const { quarantine, lastCycle, scheduleState } = job;
  const since = Date.parse(savedAt);
  const ended = lastCycle?.ended ?? null;
  const isAfter = ended !== null && Date.parse(lastCycle?.began ?? '') >= since;
  if (quarantine !== null) {
    const words = `The application is in quarantine (${quarantine.reason}). ${quarantine.errorMessage ?? quarantine.meaning}`;
    return isAfter
      ? { state: 'bad', endedAt: ended, words }
      : { state: 'notYet', endedAt: null, words: `${words} No cycle has run with the new secret yet.` };
  }
  if (isAfter && lastCycle !== null) {
    if (failed(lastCycle)) {
      const said = lastCycle.errorMessage ?? lastCycle.errorCode ?? 'the service gives no reason';
      return { state: 'bad', endedAt: ended, words: `The first cycle with the new secret failed: ${said}` };
    }
    return { state: 'good', endedAt: ended, words: 'A cycle with the new secret ended well.' };
  }
  if (scheduleState.toLowerCase() !== 'active')
    return { state: 'off', endedAt: null, words: 'Provisioning is off, so no cycle uses the new secret.' };
  return {
    state: 'notYet',
    endedAt: null,
    words: 'No cycle that began after the secret was saved has ended yet; one runs about every 40 minutes.',
  };
}

function stageOf(rotation: KeptRotation, savedAt: string | null, cycle: RotationCycle): RotationStage {
  if (savedAt === null) return rotation.testedAt === null ? 'started' : 'tested';
  if (rotation.provenAt === null || Date.parse(rotation.provenAt) < Date.parse(savedAt)) return 'saved';
  return cycle.state === 'good' ? 'healthy' : 'proven';
}

const isProven = (stage: RotationStage): boolean => stage === 'proven' || stage === 'healthy';

/** What is known about the old token. */
interface OldToken {
  readonly until: string | null;
  readonly state: RotationView['oldToken'];
  readonly words: string;
}

function oldTokenOf({ rotation, profile, now }: RotationFacts, stage: RotationStage): OldToken {
  const { tokenOverlap: overlap, displayName } = profile;
  if (overlap === null)
    return {
      until: null,
      state: 'unknown',
      words: `How long an old token of ${displayName} works after a new one was made is not stated. Most vendors let it work until it is revoked; some end it at once.`,
    };
  if (rotation.madeAt === null)
    return {
      until: null,
      state: 'unknown',
      words: 'The old token works on until a new one is made; from then on its end is counted down.',
    };
  const until = addDuration(rotation.madeAt, overlap);
  if (until === null)
    return { until: null, state: 'unknown', words: 'The overlap that the profile states cannot be read.' };
  return Date.parse(until) > now
    ? {
        until,
        state: 'works',
        words: `The old token works until ${until} at the latest${isProven(stage) ? '.' : ': have the new one saved and proved by then.'}`,
      }
    : { until, state: 'ended', words: `The old token has ended by itself (${until}).` };
}

const nextWords: Readonly<Record<RotationStage, string>> = {
  started: 'Make a new token at the vendor, enter it here and test it.',
  tested: 'The new token works. Look at what saving it does, and save it.',
  saved: 'The new token is saved. Prove that the service uses it; it may answer 400 for some minutes.',
  proven: 'The service uses the new token. Wait for the next cycle to be good before the old one goes.',
  healthy: 'A cycle with the new token was good. Revoke the old one at the vendor, then end the rotation.',
};

/** Nothing of us can bring the old token back: we never have it. */
function undoWords(savedAt: string | null, old: OldToken): string {
  if (savedAt === null) return 'Nothing was saved: give the rotation up and everything stays as it is.';
  switch (old.state) {
    case 'works':
      return `Until ${old.until ?? ''} you can go back: enter the old token in place of the new one, test it and save it. This program never had it, so you need it at hand.`;
    case 'ended':
      return 'There is no way back to the old token: it has ended. If the new one fails, make another at the vendor.';
    case 'unknown':
      return 'As long as the old token is not revoked you can go back: enter it in place of the new one, test it and save it. This program never had it, so you need it at hand.';
  }
}

function revokeOf(stage: RotationStage, old: OldToken, profile: EffectiveProfile): RotationView['revoke'] {
  const ready = stage === 'healthy';
  const where = profile.vendorSetup.consoleUrl ?? `the console of ${profile.displayName}`;
  if (old.state === 'ended')
    return { ready, words: 'The old token has ended by itself; there is nothing to revoke. End the rotation.' };
  if (!ready) return { ready, words: 'Not yet: revoke the old token when a cycle with the new one was good.' };
  const alone = old.state === 'works' ? ` If you do nothing it ends by itself at ${old.until ?? ''}.` : '';
  return {
    ready,
    words: `Sign in at ${where}, where the token was made, and revoke the old one, not the one that you saved.${alone} The profile has no steps of its own for this.`,
  };
}

/** Takes a profile; gives where its facts are from: the article with its day, or that a person wrote them. Pure. */
export function sourceOf({ provenance }: Pick<EffectiveProfile, 'provenance'>): string {
  if (provenance.template === 'byHand') return 'a profile that a person wrote';
  return `${provenance.file}${provenance.documentDate === null ? '' : ` (${provenance.documentDate})`}`;
}

function vendorSideOf(profile: EffectiveProfile): RotationView['vendorSide'] {
  const { mode, consoleUrl, contact, steps } = profile.vendorSetup;
  return {
    mode,
    consoleUrl,
    contact: contact.email ?? contact.url ?? null,
    steps: steps.map(({ text, note }) => ({ text, note: note ?? null })),
    source: sourceOf(profile),
  };
}

/** Takes a rotation and what is known; gives it as a person is led through it. Pure. */
export function rotationViewOf(facts: RotationFacts): RotationView {
  const { rotation, kept, profile, job } = facts;
  const savedAt = savedAtOf(rotation, kept);
  const cycle = cycleAfter(job, savedAt);
  const stage = stageOf(rotation, savedAt, cycle);
  const old = oldTokenOf(facts, stage);
  return {
    servicePrincipalId: ServicePrincipalId.parse(rotation.servicePrincipalId),
    application: rotation.application,
    vendor: rotation.vendor,
    stage,
    startedAt: rotation.startedAt,
    startedBy: rotation.startedBy,
    madeAt: rotation.madeAt,
    testedAt: rotation.testedAt,
    savedAt,
    provenAt: stage === 'saved' ? null : rotation.provenAt,
    overlap: profile.tokenOverlap,
    oldWorksUntil: old.until,
    oldToken: old.state,
    oldTokenWords: old.words,
    cycle,
    next:
      stage === 'proven' && cycle.state !== 'notYet'
        ? `${cycle.words} ${proveHints[cycle.state]}`.trim()
        : nextWords[stage],
    undo: undoWords(savedAt, old),
    revoke: revokeOf(stage, old, profile),
    vendorSide: vendorSideOf(profile),
  };
}

const proveHints: Readonly<Record<RotationCycle['state'], string>> = {
  notYet: '',
  good: '',
  bad: 'Look at the quarantine and the log before the old token goes.',
  off: 'Start provisioning, or end the rotation knowing that no cycle has used the new token.',
  unknown: 'Look again later.',
};
