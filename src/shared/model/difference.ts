import { z } from 'zod';

/** What a difference is about. */
export const differenceAreas = [
  'application',
  'connection',
  'scope',
  'rule',
  'objectMapping',
  'attributeMapping',
  'scopingFilter',
  'attribute',
  'assignment',
  'notification',
  'safety',
  'provisioning',
] as const;
export const DifferenceArea = z.enum(differenceAreas);
export type DifferenceArea = z.infer<typeof DifferenceArea>;

/** One difference in meaning: a row of a table (place, what, before, after) and the same as a sentence. */
export const Difference = z.strictObject({
  area: DifferenceArea,
  kind: z.enum(['added', 'removed', 'changed']),
  /** Where: an object mapping, an object of a directory, or a part of the configuration. */
  place: z.string(),
  what: z.string(),
  /** null: was not there, or nothing was said about it. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  words: z.string(),
});
export type Difference = z.infer<typeof Difference>;
