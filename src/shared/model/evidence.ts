import { z } from 'zod';

/** A folder or a bundle that a person chose, or that is kept by this program; `handle` is worth nothing outside this process. */
export const EvidencePlace = z.strictObject({
  handle: z.string().regex(/^place_[A-Za-z0-9-]{16,64}$/),
  /** The path, to be shown to a person. */
  path: z.string(),
});
export type EvidencePlace = z.infer<typeof EvidencePlace>;

/** SHA-256 of a public key as a person types it: 64 hexadecimal digits, with or without separators. */
export const Fingerprint = z.string().min(1).max(200);

/** Who looks at the evidence; nothing checks it, and it is signed with the rest. */
export const ReviewFields = z.strictObject({
  reviewer: z.string().max(200).nullable().default(null),
  approver: z.string().max(200).nullable().default(null),
  ticket: z.string().max(200).nullable().default(null),
  comment: z.string().max(4000).nullable().default(null),
});
export type ReviewFields = z.infer<typeof ReviewFields>;

/** What a bundle says of itself. */
export const BundleClaims = z.strictObject({
  tenantId: z.string(),
  tenantName: z.string(),
  by: z.string(),
  began: z.string(),
  ended: z.string(),
  tool: z.string(),
  status: z.enum(['COMPLETE', 'PARTIAL']),
  reasons: z.array(z.string()),
  files: z.number().int(),
  digest: z.string(),
  /** Digest of the folder `configuration`: the same for two exports of an unchanged tenant. */
  configurationDigest: z.string().nullable(),
  review: ReviewFields,
  applications: z.array(
    z.strictObject({ servicePrincipalId: z.string(), displayName: z.string(), complete: z.boolean() }),
  ),
});
export type BundleClaims = z.infer<typeof BundleClaims>;

/** One thing that is wrong with a bundle. */
export const BundleProblemView = z.strictObject({ code: z.string(), path: z.string().nullable(), message: z.string() });
export type BundleProblemView = z.infer<typeof BundleProblemView>;

/** What is proven of a bundle: `intact` and `authorProven` apart. Without a known key the second is never true. */
export const VerificationView = z.strictObject({
  intact: z.boolean(),
  authorProven: z.boolean(),
  complete: z.boolean(),
  fingerprint: z.string().nullable(),
  expectedFingerprint: z.string().nullable(),
  problems: z.array(BundleProblemView),
  /** How many problems there are; `problems` holds the first of them. */
  problemCount: z.number().int(),
  /** Unproven unless `intact`. */
  claims: BundleClaims.nullable(),
  /** The same in sentences. */
  lines: z.array(z.string()),
});
export type VerificationView = z.infer<typeof VerificationView>;
