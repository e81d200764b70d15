import { GraphFault } from './graph-fault.ts';
import type { GraphReply } from './graph-tenant.ts';

export interface RequestIds {
  readonly requestId: string;
  readonly clientRequestId: string;
  /** Milliseconds of the tenant's clock. */
  readonly now: number;
}

/** An error in Graph's shape, with the ids for support. Source: learn.microsoft.com/graph/errors */
export function errorReply(fault: GraphFault, ids: RequestIds): GraphReply {
  const innerError: Record<string, unknown> = {
    date: new Date(ids.now).toISOString().slice(0, 19),
    'request-id': ids.requestId,
    'client-request-id': ids.clientRequestId,
  };
  if (fault.status === 429) innerError.code = '429';
  const details = fault.details.length === 0 ? {} : { details: fault.details };
  const body = { error: { code: fault.code, message: fault.message, ...details, innerError } };
  return { status: fault.status, headers: fault.headers, body };
}

/** What a route raised, as a fault; a defect of the emulator becomes a 500 that says so. */
export function faultOf(cause: unknown): GraphFault {
  if (cause instanceof GraphFault) return cause;
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return new GraphFault(500, 'InternalServerError', { message: `The demo tenant has a defect: ${text}` });
}
