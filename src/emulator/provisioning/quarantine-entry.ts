import type { Engine } from './engine.ts';
import type { JobRuntime, StatusError } from './job-runtime.ts';
import { enterQuarantine, type QuarantineCause } from './quarantine.ts';

/** A job that was put into quarantine, or whose reason changed: what the audit log tells of. */
export interface QuarantineEvent {
  readonly id: string;
  readonly correlationId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly servicePrincipalId: string;
  readonly reason: string;
  readonly error: StatusError | null;
}

/** What keeps a job in quarantine whatever its cycles come to, as a cause does that nobody has repaired. */
export interface ImposedQuarantine {
  readonly reason: string;
  readonly error: StatusError | null;
  /** Failures that its cycles report, references among `raw`; left out = what really failed. */
  readonly failures?: { readonly escrowed: number; readonly raw: number; readonly exported: number };
}

/**
 * Puts a job in quarantine, or leaves it there, and tells of a reason that is new.
 * Takes the engine, the job's memory (changed in place) and the cause.
 */
export function putInQuarantine(engine: Engine, runtime: JobRuntime, cause: QuarantineCause): void {
  const before = runtime.quarantine;
  runtime.quarantine = enterQuarantine(before, cause);
  if (before?.reason === cause.reason) return;
  engine.quarantined({
    id: engine.newId(),
    correlationId: engine.newId(),
    at: cause.now,
    servicePrincipalId: runtime.job.servicePrincipalId,
    reason: cause.reason,
    error: cause.error,
  });
}

/**
 * Puts a job in quarantine for a cause that stays until it is taken back: a start or restart lifts it only until the next cycle ends.
 * Takes the engine, the job's memory (changed in place) and the cause; null takes it back, and the quarantine ends as any other does.
 */
export function imposeQuarantine(engine: Engine, runtime: JobRuntime, imposed: ImposedQuarantine | null): void {
  runtime.imposed = imposed;
  if (imposed === null) return;
  const now = engine.clock.now();
  if (runtime.lastExecution !== null) applyFailures(runtime.lastExecution, imposed);
  putInQuarantine(engine, runtime, { now, reason: imposed.reason, error: imposed.error });
  if (runtime.schedule === 'Active') runtime.nextRunAt = runtime.quarantine?.nextAttempt ?? null;
}

/** Lets an execution report the failures of an imposed cause; a demo tenant has no 40,000 people who could fail. */
export function applyFailures(execution: NonNullable<JobRuntime['lastExecution']>, imposed: ImposedQuarantine): void {
  if (imposed.failures === undefined) return;
  const { escrowed, raw, exported } = imposed.failures;
  execution.countEscrowed = escrowed;
  execution.countUnresolved = raw - escrowed;
  execution.countExported = exported;
  execution.state = 'EntryLevelErrors';
}

/** Failures that lead to each reason on a large tenant. Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status */
const failuresOfReason: Readonly<Record<string, NonNullable<ImposedQuarantine['failures']>>> = {
  EncounteredBaseEscrowThreshold: { escrowed: 40_350, raw: 41_900, exported: 260_000 },
  EncounteredTotalEscrowThreshold: { escrowed: 38_200, raw: 61_750, exported: 260_000 },
  EncounteredEscrowProportionThreshold: { escrowed: 6_400, raw: 6_900, exported: 7_100 },
};

const errorsOfReason: Readonly<Record<string, StatusError>> = {
  EncounteredQuarantineException: {
    code: 'SystemForCrossDomainIdentityManagementInvalidCredentials',
    message: 'The credentials are invalid. Enter new ones and test the connection.',
    tenantActionable: true,
  },
  IngestionInterrupted: {
    code: 'IngestionInterrupted',
    message: 'Reading the source was interrupted.',
    tenantActionable: false,
  },
};

/** Takes a reason, documented or not; gives the cause with what the service reports beside it. */
export const imposedFor = (reason: string): ImposedQuarantine => {
  const failures = Object.hasOwn(failuresOfReason, reason) ? failuresOfReason[reason] : undefined;
  const error = (Object.hasOwn(errorsOfReason, reason) ? errorsOfReason[reason] : undefined) ?? null;
  return { reason, error, ...(failures === undefined ? {} : { failures }) };
};
