import type { Quarantine } from '#core/graph/shapes';
import { occurred } from '#core/monitor/service-time';
import type { QuarantineView } from '#shared/model/job';

/** What a reason of quarantine means and what helps. */
export interface QuarantineGuidance {
  readonly meaning: string;
  readonly checks: readonly string[];
  readonly fix: string;
}

const failureChecks = [
  'Does everybody have a value for the attributes that the target requires?',
  'Does the target accept the values: domains, licences, unique names?',
];
const failureFix =
  'Repair the cause of the failures, then restart provisioning; the default restart also evaluates everybody again.';

const credentials: QuarantineGuidance = {
  meaning:
    'The provisioning service cannot work with the target: the secret token is no longer valid, the tenant URL does not answer, or the answers are not proper SCIM.',
  checks: [
    'Was the token revoked, or has it expired, on the vendor side?',
    'Does the tenant URL still have the host and the path that the vendor names?',
    'Does the endpoint answer a search for nobody with an empty list rather than with 404?',
  ],
  fix: 'Enter a valid token or tenant URL, test the connection, then start provisioning: the start ends the quarantine.',
};

const undocumented: QuarantineGuidance = {
  meaning: 'The provisioning service gives no documented reason.',
  checks: ['Does the vendor know of an outage, or does the message center of the tenant?'],
  fix: 'Repair what the error names, then start provisioning. If there is no error, ask Microsoft Support with the job id.',
};

/** Every documented reason. Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status */
export const quarantineCatalogue: Readonly<Record<string, QuarantineGuidance>> = {
  EncounteredQuarantineException: credentials,
  EncounteredBaseEscrowThreshold: {
    meaning:
      'Too many changes failed. The documentation does not explain this name; it looks at failures from 5,000 on and accepts 40,000 without references.',
    checks: failureChecks,
    fix: failureFix,
  },
  EncounteredTotalEscrowThreshold: {
    meaning:
      'Too many changes failed in total. The documentation does not explain this name; its limits are 40,000 failures, or 60,000 with references.',
    checks: failureChecks,
    fix: failureFix,
  },
  EncounteredEscrowProportionThreshold: {
    meaning: 'More than 40 % of the changes failed.',
    checks: failureChecks,
    fix: failureFix,
  },
  QuarantinedOnDemand: {
    meaning: 'Microsoft put this job into quarantine by hand.',
    checks: ['Is there a notice in the message center of the tenant?'],
    fix: 'Ask Microsoft Support with the job id; they have to lift it.',
  },
  TooManyDeletes: {
    meaning:
      'More accounts than the accidental-deletion threshold allows would be disabled or deleted. Nothing was deleted.',
    checks: [
      'Are these the people who were meant to lose their accounts?',
      'Was an assignment, a scoping filter or a group changed by mistake?',
    ],
    fix: 'To allow the deletions, restart with the scope ForceDeletes. To reject them, first bring the people back into scope, then restart.',
  },
  IngestionInterrupted: {
    meaning: 'The service could not finish reading the source.',
    checks: ['Does the message center of the tenant know of an outage?'],
    fix: 'Start provisioning again; if the quarantine comes back, ask Microsoft Support with the job id.',
  },
  Unknown: undocumented,
};

/** Takes a text of the service; says whether it is about credentials. Pure. */
export const saysCredentials = (text: string | null | undefined): boolean =>
  /credential|unauthori[sz]ed|expired/i.test(text ?? '');

/** One page of the documentation writes this reason differently from the enumeration. */
const spellings: ReadonlyMap<string, string> = new Map([['quarantineondemand', 'QuarantinedOnDemand']]);

const canonicalReason = (reason: string): string => {
  const lower = reason.toLowerCase();
  return (
    spellings.get(lower) ?? Object.keys(quarantineCatalogue).find((known) => known.toLowerCase() === lower) ?? reason
  );
};

function guidanceFor(reason: string, quarantine: Quarantine): QuarantineGuidance {
  const listed = Object.hasOwn(quarantineCatalogue, reason) ? quarantineCatalogue[reason] : undefined;
  if (listed !== undefined && listed !== undocumented) return listed;
  const { error } = quarantine;
  return saysCredentials(error?.code) || saysCredentials(error?.message) ? credentials : undocumented;
}

const day = 86_400_000;
/** "More than four weeks" in quarantine disables the job. */
const daysUntilDisabled = 28;

function deadlineOf(
  since: string | null,
  now: number,
): { readonly disabledOn: string | null; readonly daysLeft: number | null } {
  const began = since === null ? Number.NaN : Date.parse(since);
  if (Number.isNaN(began)) return { disabledOn: null, daysLeft: null };
  const disabled = began + daysUntilDisabled * day;
  return { disabledOn: new Date(disabled).toISOString(), daysLeft: Math.max(0, Math.ceil((disabled - now) / day)) };
}

/**
 * Takes a quarantine as the service describes it and the time in milliseconds; gives it explained. A reason that is not
 * documented is kept as it is.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status
 */
export function quarantineViewOf(quarantine: Quarantine, now: number): QuarantineView {
  const said = quarantine.reason ?? '';
  const reason = said === '' ? 'Unknown' : canonicalReason(said);
  const guidance = guidanceFor(reason, quarantine);
  const since = occurred(quarantine.seriesBegan) ?? occurred(quarantine.currentBegan);
  return {
    reason,
    meaning: guidance.meaning,
    checks: [...guidance.checks],
    fix: guidance.fix,
    errorCode: quarantine.error?.code ?? null,
    errorMessage: quarantine.error?.message ?? null,
    tenantActionable: quarantine.error?.tenantActionable ?? null,
    since,
    nextAttempt: occurred(quarantine.nextAttempt),
    ...deadlineOf(since, now),
  };
}
