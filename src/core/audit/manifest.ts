import { z } from 'zod';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** Digests of every file and folder of a bundle. A folder's is the SHA-256 of the lines "file|folder DIGEST NAME" in the order of the names. */
export const ManifestTree = z.strictObject({
  algorithm: z.literal('SHA-256'),
  /** Of everything. */
  digest,
  folders: z.array(z.strictObject({ path: z.string(), sha256: digest })),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.number().int(), sha256: digest })),
});
export type ManifestTree = z.infer<typeof ManifestTree>;

/** One collection that was read, and how it is known that nothing is missing. */
export const CollectionFact = z.strictObject({
  what: z.string(),
  /** `count`: as many rows as the service counts; `lastPage`: each page to the last; `windows`: contiguous windows of time, each to its last page; `chain`: our own chained record. */
  method: z.enum(['count', 'lastPage', 'windows', 'chain']),
  rows: z.number().int(),
  /** What the service counts; null where it does not count. */
  counted: z.number().int().nullable(),
  complete: z.boolean(),
});
export type CollectionFact = z.infer<typeof CollectionFact>;

/** How far this machine's clock is from the service's, in milliseconds; positive = the service is ahead. Its answers carry whole seconds. */
export const ClockSkew = z.strictObject({
  answers: z.number().int(),
  smallestMs: z.number(),
  medianMs: z.number(),
  largestMs: z.number(),
});
export type ClockSkew = z.infer<typeof ClockSkew>;

/** What was masked, and how that was checked. */
export const RedactionFact = z.strictObject({
  statement: z.array(z.string()),
  /** Number of values that each rule masked. */
  masked: z.record(z.string(), z.number().int()),
  scannedFiles: z.number().int(),
  scannedPatterns: z.array(z.string()),
});
export type RedactionFact = z.infer<typeof RedactionFact>;

/** Who looks at the evidence; people write this, nothing checks it. */
export const Review = z.strictObject({
  reviewer: z.string().max(200).nullable(),
  approver: z.string().max(200).nullable(),
  ticket: z.string().max(200).nullable(),
  comment: z.string().max(4000).nullable(),
});
export type Review = z.infer<typeof Review>;

/** One application of a bundle. */
export const BundledApplication = z.strictObject({
  servicePrincipalId: z.string(),
  displayName: z.string(),
  folder: z.string(),
  complete: z.boolean(),
  reasons: z.array(z.string()),
});
export type BundledApplication = z.infer<typeof BundledApplication>;

/** The signed description of a bundle: `manifest.json`. A newer format has a higher `formatVersion`. */
export const Manifest = z.strictObject({
  format: z.literal('provisioning-evidence'),
  formatVersion: z.literal(1),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  schemas: z.strictObject({ configuration: z.literal(1), manifest: z.literal(1) }),
  tenant: z.strictObject({ id: z.string(), name: z.string(), cloud: z.string(), graph: z.string() }),
  person: z.strictObject({
    id: z.string(),
    userPrincipalName: z.string(),
    displayName: z.string().nullable(),
    roles: z.array(z.string()),
    roleNote: z.string(),
  }),
  review: Review,
  time: z.strictObject({ began: z.string(), ended: z.string(), clockSkew: ClockSkew.nullable() }),
  scope: z.strictObject({
    applications: z.enum(['named', 'all']),
    logs: z.strictObject({ since: z.string(), until: z.string() }).nullable(),
  }),
  completeness: z.strictObject({
    status: z.enum(['COMPLETE', 'PARTIAL']),
    reasons: z.array(z.string()),
    statement: z.array(z.string()),
    collections: z.array(CollectionFact),
  }),
  applications: z.array(BundledApplication),
  queries: z.strictObject({ file: z.literal('queries.jsonl'), requests: z.number().int(), rows: z.number().int() }),
  redaction: RedactionFact,
  tree: ManifestTree,
  signature: z.strictObject({
    algorithm: z.literal('Ed25519'),
    publicKey: z.string(),
    fingerprint: digest,
    keptIn: z.enum(['vault', 'process']),
  }),
});
export type Manifest = z.infer<typeof Manifest>;
