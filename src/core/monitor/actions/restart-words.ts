import type { JobView } from '#shared/model/job';
import type { ResetScope } from '#shared/model/job-action';

/** What a restart with one reset scope comes to. */
export interface RestartWords {
  readonly happens: string;
  /** Whether everybody is evaluated again, which takes as long as an initial cycle. */
  readonly evaluatesAll: boolean;
  readonly kept: readonly string[];
  readonly lost: readonly string[];
}

const links = 'The links between people and their accounts.';
const watermark = 'The watermark: the next cycle reads only what has changed.';
const escrows = 'Failed objects keep waiting for their next attempt.';
const quarantine = 'A quarantine, and how often it has been tried.';
const lostWatermark = 'The watermark: the next cycle reads everybody in scope.';
const lostEscrows = 'The list of failed objects: the service stops retrying them as such.';
const lostQuarantine = 'A quarantine, for now: it comes back where its cause is not repaired.';

/** Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobrestartcriteria */
export const restartWords: Readonly<Record<ResetScope, RestartWords>> = {
  default: {
    happens: 'Does what "Restart provisioning" in the admin center does: everybody in scope is evaluated again.',
    evaluatesAll: true,
    kept: [links],
    lost: [lostWatermark, lostEscrows, lostQuarantine],
  },
  Escrows: {
    happens: 'The service stops retrying the objects that failed.',
    evaluatesAll: false,
    kept: [links, watermark, quarantine],
    lost: [lostEscrows],
  },
  Watermark: {
    happens: 'Everybody in scope is evaluated again.',
    evaluatesAll: true,
    kept: [links, escrows, quarantine],
    lost: [lostWatermark],
  },
  QuarantineState: {
    happens: 'The quarantine is lifted for now, and nothing else changes.',
    evaluatesAll: false,
    kept: [links, watermark, escrows],
    lost: [lostQuarantine],
  },
  Full: {
    happens: 'The service forgets everything about this job and begins as on the first day.',
    evaluatesAll: true,
    kept: ['The schedule, the mappings and the settings.', 'Accounts in the application.'],
    lost: [
      'The links between people and their accounts: each is matched anew, and who no longer matches gets a second account or a conflict.',
      lostWatermark,
      lostEscrows,
      lostQuarantine,
    ],
  },
  ForceDeletes: {
    happens: 'Deletions that the threshold held back are carried out: those people lose their accounts.',
    evaluatesAll: false,
    kept: [links, watermark, escrows],
    lost: ['The accounts whose deletion is held back. This cannot be taken back.'],
  },
};

/** Takes a job and a reset scope; gives what speaks against that restart now. Pure. */
export function restartWarnings({ health, quarantine }: JobView, resetScope: ResetScope): readonly string[] {
  return [
    ...(resetScope === 'ForceDeletes' && quarantine?.reason !== 'TooManyDeletes'
      ? ['This job is not held back by the deletion threshold, so there may be nothing to let through.']
      : []),
    ...(quarantine?.reason === 'TooManyDeletes' && restartWords[resetScope].evaluatesAll
      ? [
          'Deletions are held back. Who should stay has to be in scope again before this: else the same is held back again.',
        ]
      : []),
    ...(quarantine !== null && quarantine.reason !== 'TooManyDeletes' && resetScope !== 'ForceDeletes'
      ? ['The application is in quarantine. Repair its cause first: a restart alone leads back into it.']
      : []),
    ...(health === 'initialCycle' && restartWords[resetScope].evaluatesAll
      ? ['The initial cycle is not over: it begins again, and what it has done is read once more.']
      : []),
    ...(resetScope === 'Full'
      ? ['The usual restart is nearly always enough. This one is for links that are wrong.']
      : []),
  ];
}
