import type { CycleView, QuarantineView } from '#shared/model/job';
import type { QuarantineKind } from '#shared/model/quarantine';
import { saysCredentials } from './catalogue.ts';

/** What the kind of a quarantine is told by. */
export interface ClassifiedBy {
  readonly quarantine: Pick<QuarantineView, 'reason' | 'errorCode' | 'errorMessage' | 'tenantActionable'>;
  readonly lastCycle: Pick<CycleView, 'state' | 'counts' | 'errorCode' | 'errorMessage'> | null;
}

/** A kind, and what it was told by. */
export interface Classified {
  readonly kind: QuarantineKind;
  readonly evidence: readonly string[];
}

/** Kinds of the documented reasons. Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status */
const kindOfReason: ReadonlyMap<string, QuarantineKind> = new Map([
  ['EncounteredQuarantineException', 'transport'],
  ['EncounteredBaseEscrowThreshold', 'perObject'],
  ['EncounteredTotalEscrowThreshold', 'perObject'],
  ['EncounteredEscrowProportionThreshold', 'perObject'],
  ['QuarantinedOnDemand', 'byMicrosoft'],
  ['TooManyDeletes', 'deletesBlocked'],
  ['IngestionInterrupted', 'ingestion'],
]);

const transportCode =
  /credential|unauthori[sz]ed|forbidden|notfound|timeout|timedout|connection|webexception|protocol|tls|certificate|dns/i;

const says = (code: string | null, message: string | null): string => [code, message].filter(Boolean).join(': ');

function actionable({ tenantActionable }: ClassifiedBy['quarantine']): readonly string[] {
  if (tenantActionable === null) return [];
  return [
    tenantActionable
      ? 'The service says that the tenant can act on it (tenantActionable).'
      : 'The service says that the tenant cannot act on it (tenantActionable is false).',
  ];
}

const shown = (count: number): string => count.toLocaleString('en');

const failuresOf = (cycle: ClassifiedBy['lastCycle']): number => cycle?.counts.countEscrowed ?? 0;

/** A reason that says nothing is read from what stands beside it: the error, then the counts. */
function fromTheRest({ quarantine, lastCycle }: ClassifiedBy): Classified | null {
  for (const [where, code, message] of [
    ['quarantine', quarantine.errorCode, quarantine.errorMessage],
    ['last cycle', lastCycle?.errorCode ?? null, lastCycle?.errorMessage ?? null],
  ] as const) {
    if (saysCredentials(code) || saysCredentials(message) || transportCode.test(code ?? ''))
      return {
        kind: 'transport',
        evidence: [`The error of the ${where} is about the connection: ${says(code, message)}`],
      };
  }
  const failures = failuresOf(lastCycle);
  if (failures === 0) return null;
  return {
    kind: 'perObject',
    evidence: [`No error of the connection is named, and ${shown(failures)} objects failed in the last cycle.`],
  };
}

/**
 * Takes a quarantine as it is shown and the last cycle; gives what kind of trouble it is and by what that was told. A documented reason
 * decides by itself; the others are told by the error and the counts, or stay unknown. Pure.
 */
export function classifyQuarantine(by: ClassifiedBy): Classified {
  const { quarantine, lastCycle } = by;
  const listed = kindOfReason.get(quarantine.reason);
  const named = `The service gives the reason ${quarantine.reason}.`;
  if (listed !== undefined) {
    const failures = failuresOf(lastCycle);
    return {
      kind: listed,
      evidence: [
        named,
        ...(quarantine.errorCode === null ? [] : [`Its error code is ${quarantine.errorCode}.`]),
        ...(listed === 'perObject' && failures > 0 ? [`${shown(failures)} objects failed in the last cycle.`] : []),
        ...actionable(quarantine),
      ],
    };
  }
  const rest = fromTheRest(by);
  return {
    kind: rest?.kind ?? 'unknown',
    evidence: [
      `${named} The documentation does not say what it means.`,
      ...(rest?.evidence ?? ['No error is named and no object failed, so what is wrong cannot be told from here.']),
      ...actionable(quarantine),
    ],
  };
}
