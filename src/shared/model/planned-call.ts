import { z } from 'zod';

/** In which form the calls of a plan are given. */
export const callFormats = ['list', 'powershell', 'http'] as const;
export const CallFormat = z.enum(callFormats);
export type CallFormat = z.infer<typeof CallFormat>;

/**
 * One Graph request that a plan will make. Ids that are not there yet stand in braces, for example {servicePrincipalId}; secrets as
 * {secret:LABEL}.
 */
export const PlannedCall = z.strictObject({
  /** Id of the plan's step; null: it looks something up for several. */
  step: z.string().nullable(),
  title: z.string().nullable(),
  method: z.string(),
  /** Path after the version with its query, encoded. */
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  /** JSON, indented; null: none. */
  body: z.string().nullable(),
  /** Changes something. */
  write: z.boolean(),
  /** Goes out together with others, at most 20 in one batch. */
  batched: z.boolean(),
  /** What cannot be seen from the request: for example changes to a schema that nobody has read yet. */
  note: z.string().nullable(),
  /** Placeholders that the answer fills, by where their value stands in it. */
  captures: z.array(z.strictObject({ name: z.string(), from: z.string() })),
});
export type PlannedCall = z.infer<typeof PlannedCall>;
