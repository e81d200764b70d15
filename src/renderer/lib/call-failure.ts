import type { Result, WireError } from '#shared/contract/result';

/** A call that ended in an error of the contract, as the query library carries it. */
export class CallFailure extends Error {
  readonly wire: WireError;

  constructor(wire: WireError) {
    super(wire.message);
    this.name = 'CallFailure';
    this.wire = wire;
  }
}

/** Takes a result; gives its data. Raises `CallFailure`. */
export function dataOf<T>(result: Result<T>): T {
  if (result.ok) return result.data;
  throw new CallFailure(result.error);
}

/** Takes anything that was thrown; gives the error of the contract in it, `internal` for what is none. */
export const wireErrorOf = (cause: unknown): WireError =>
  cause instanceof CallFailure
    ? cause.wire
    : { code: 'internal', reason: 'pageFault', message: cause instanceof Error ? cause.message : String(cause) };
