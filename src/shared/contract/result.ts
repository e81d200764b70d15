import { z } from 'zod';

/** The closed list of error codes that any host ever shows. */
export const errorCodes = [
  'bad_request',
  'unauthenticated',
  'consent_required',
  'role_missing',
  'license_required',
  'forbidden',
  'not_found',
  'conflict',
  'plan_stale',
  'secret_required',
  'target_unreachable',
  'target_refused',
  'throttled',
  'timeout',
  'offline',
  'unsupported_in_cloud',
  'graph_error',
  'storage_full',
  'storage_corrupt',
  'cancelled',
  'internal',
] as const;
export const ErrorCode = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** Where in a text or a value something is wrong; line and column count from 1. */
export const Location = z.strictObject({
  line: z.number().int().min(1).optional(),
  column: z.number().int().min(1).optional(),
  path: z.string().optional(),
});
export type Location = z.infer<typeof Location>;

/** An error as it crosses to a caller: what failed, what to do next, and Graph's own ids. Never a secret. */
export const WireError = z.strictObject({
  code: ErrorCode,
  /** A finer, stable name inside a code, for example `tenantUrlNotHttps`. */
  reason: z.string().optional(),
  message: z.string(),
  nextStep: z.string().optional(),
  requestId: z.string().optional(),
  clientRequestId: z.string().optional(),
  retryAfterMs: z.number().nonnegative().optional(),
  location: Location.optional(),
  /** Permissions that nobody consented to yet, with `consent_required`. */
  scopes: z.array(z.string()).optional(),
});
export type WireError = z.infer<typeof WireError>;

/** What every call gives: data or an error; nothing is ever thrown across a host's door. */
export type Result<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: WireError };
