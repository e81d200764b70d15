import { toWireError } from '#core/rpc/errors';
import type { ErrorCode, WireError } from '#shared/contract/result';

/** A call that ended with an error: thrown inside the command line only, from where the call was made to where it is printed. */
export class CommandFailure extends Error {
  readonly error: WireError;

  constructor(error: WireError) {
    super(error.message);
    this.name = 'CommandFailure';
    this.error = error;
  }
}

/** Takes code, reason, message and next step; gives a failure that the command line itself found. */
export function failure(
  code: ErrorCode,
  reason: string,
  said: { readonly message: string; readonly nextStep: string },
): CommandFailure {
  return new CommandFailure({ code, reason, ...said });
}

/** Takes anything thrown; gives the error to print. */
export const errorOf = (cause: unknown): WireError =>
  cause instanceof CommandFailure ? cause.error : toWireError(cause);
