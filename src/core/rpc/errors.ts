import type { ErrorCode, Location, WireError } from '#shared/contract/result';

/** What a {@link CoreError} says beside its code and message. */
export interface ErrorDetails {
  readonly reason?: string | undefined;
  readonly nextStep?: string | undefined;
  readonly requestId?: string | undefined;
  readonly clientRequestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly location?: Location | undefined;
  /** Permissions that nobody consented to yet, short names. */
  readonly scopes?: string[] | undefined;
  readonly cause?: unknown;
}

/** The one error that core raises on purpose: it has a code of the closed list, a clear sentence and a next step. */
export class CoreError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'CoreError';
    this.code = code;
    this.details = details;
  }
}

const isAbort = (cause: unknown): boolean => cause instanceof Error && cause.name === 'AbortError';

const withoutUndefined = (value: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));

/**
 * Takes anything thrown; gives the error as a caller may see it.
 * A cause that is not a {@link CoreError} becomes `internal` without its text, since that text may hold a secret.
 */
export function toWireError(cause: unknown): WireError {
  if (cause instanceof CoreError) {
    const { cause: _kept, ...details } = cause.details;
    return { code: cause.code, message: cause.message, ...withoutUndefined(details) };
  }
  if (isAbort(cause)) return { code: 'cancelled', message: 'The call was cancelled.' };
  return {
    code: 'internal',
    message: 'The program met a fault of its own.',
    nextStep: 'Run the command again; if it happens again, report it with the log file.',
  };
}
