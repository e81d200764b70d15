import { z } from 'zod';
import { Difference } from './difference.ts';

/** What somebody decided about one deviation. `until` (ISO 8601) ends an acceptance: after it the deviation is new again. */
export const DeviationDecision = z.strictObject({
  decision: z.enum(['accepted', 'denied']),
  reason: z.string().min(1).max(2000),
  owner: z.string().min(1).max(200),
  until: z.string().max(40).nullable(),
  decidedAt: z.string(),
  decidedBy: z.string(),
});
export type DeviationDecision = z.infer<typeof DeviationDecision>;

/** One difference between the baseline and the tenant, and what was decided about exactly that difference. */
export const Deviation = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{32}$/),
  difference: Difference,
  state: z.enum(['new', 'accepted', 'denied']),
  decision: DeviationDecision.nullable(),
  /** True where it was accepted and the time of that is over. */
  expired: z.boolean(),
});
export type Deviation = z.infer<typeof Deviation>;

/** How one application stands beside its baseline. `missing`: it is in the baseline only; `added`: in the tenant only. */
export const DriftedApplication = z.strictObject({
  servicePrincipalId: z.string().nullable(),
  displayName: z.string(),
  state: z.enum(['same', 'drifted', 'missing', 'added', 'unread']),
  /** Why it could not be read, or not as a whole. */
  reasons: z.array(z.string()),
  deviations: z.array(Deviation),
});
export type DriftedApplication = z.infer<typeof DriftedApplication>;

/** The tenant beside a baseline. */
export const DriftReport = z.strictObject({
  comparedAt: z.string(),
  tenantId: z.string(),
  baseline: z.strictObject({
    kind: z.enum(['bundle', 'files']),
    path: z.string(),
    /** When a bundle was made; null for files. */
    asOf: z.string().nullable(),
    authorProven: z.boolean(),
    complete: z.boolean(),
  }),
  counts: z.strictObject({
    new: z.number().int(),
    accepted: z.number().int(),
    denied: z.number().int(),
    unread: z.number().int(),
  }),
  applications: z.array(DriftedApplication),
});
export type DriftReport = z.infer<typeof DriftReport>;
