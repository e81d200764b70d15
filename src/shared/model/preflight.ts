import { z } from 'zod';
import { ServicePrincipalId, VendorId } from './ids.ts';

/** The checks of a preflight, in the order in which they run. */
export const preflightChecks = [
  'url',
  'address',
  'tls',
  'redirect',
  'refusal',
  'authentication',
  'contentType',
  'filter',
  'groupFilter',
  'provider',
  'resourceTypes',
  'schemas',
  'pagination',
  'rate',
  'latency',
  'tokenExpiry',
  'write',
] as const;
export const PreflightCheck = z.enum(preflightChecks);
export type PreflightCheck = z.infer<typeof PreflightCheck>;

/** `unknown`: it was looked at and cannot be told from here; `skipped`: it was not looked at, and `seen` says why. */
export const preflightVerdicts = ['passed', 'warning', 'failed', 'skipped', 'unknown'] as const;
export const PreflightVerdict = z.enum(preflightVerdicts);
export type PreflightVerdict = z.infer<typeof PreflightVerdict>;

/** What one check came to. */
export const PreflightResult = z.strictObject({
  check: PreflightCheck,
  verdict: PreflightVerdict,
  /** Name of what was found, for scripts; null where there is nothing to name. */
  finding: z.string().nullable(),
  seen: z.string(),
  /** Why it matters to the provisioning service. */
  why: z.string(),
  fix: z.string().nullable(),
  facts: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  /** Milliseconds that the target took for it. */
  tookMs: z.number().min(0),
});
export type PreflightResult = z.infer<typeof PreflightResult>;

/** An address of the host, and whether it is one of the internet. */
export const PreflightAddress = z.strictObject({
  address: z.string(),
  /** `public`, or what it is instead: loopback, private, linkLocal … */
  kind: z.string(),
  /** Whether a person agreed to ask it although it is not public. */
  confirmed: z.boolean(),
});
export type PreflightAddress = z.infer<typeof PreflightAddress>;

/**
 * What a preflight came to. `ready`: nothing failed or warned; `attention`: something warned; `notReady`: something failed;
 * `incomplete`: what was looked at is right, but the sign-in or the filter was not looked at.
 */
export const PreflightReport = z.strictObject({
  verdict: z.enum(['ready', 'attention', 'notReady', 'incomplete']),
  application: z.string().nullable(),
  vendor: VendorId,
  tenantUrl: z.string(),
  host: z.string(),
  ranAt: z.string(),
  checks: z.array(PreflightResult),
  addresses: z.array(PreflightAddress),
  /** Addresses that nothing was sent to, until a person confirms them. */
  toConfirm: z.array(z.string()),
  /** Requests that the target got. */
  requests: z.number().int().min(0),
  /** A test person that could not be removed again, by its id at the target. */
  leftBehind: z.strictObject({ userName: z.string(), id: z.string().nullable() }).nullable(),
});
export type PreflightReport = z.infer<typeof PreflightReport>;

/** One kind of object that the service provisions, as a preflight asks for it. */
export const PreflightObject = z.strictObject({
  source: z.enum(['User', 'Group']),
  endpoint: z.enum(['/Users', '/Groups']),
  /** Target attributes by which the service looks for somebody, in their order. */
  matching: z.array(z.string()),
  /** False: neither schema nor profile says so, and the usual attribute is taken. */
  matchingKnown: z.boolean(),
  /** Target attributes that are mapped. */
  attributes: z.array(z.string()),
});
export type PreflightObject = z.infer<typeof PreflightObject>;

/** What a preflight would ask, before anything is sent. */
export const PreflightSubject = z.strictObject({
  application: z.string().nullable(),
  servicePrincipalId: ServicePrincipalId.nullable(),
  vendor: VendorId,
  vendorName: z.string(),
  /** The address that is saved, or the only one that the vendor has. */
  tenantUrl: z.string().nullable(),
  tenantUrlFrom: z.enum(['application', 'profile']).nullable(),
  /** How the provisioning service signs in, as the profile says. */
  authentication: z.string(),
  /** How long a token works, ISO 8601; null: not stated. */
  tokenLifetime: z.string().nullable(),
  mappingsFrom: z.enum(['application', 'profile']),
  objects: z.array(PreflightObject),
});
export type PreflightSubject = z.infer<typeof PreflightSubject>;

/** Name of a test person: what a filter and a URL carry without harm. */
export const TestPersonName = z
  .string()
  .trim()
  .min(3)
  .max(120)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._%+@-]*$/, 'letters, digits and . _ % + @ - only');

/** Takes the name of a test person; gives what a write check does, one step a line. Pure. */
export const writeCheckSteps = (userName: string): readonly string[] => [
  `Look whether ${userName} exists; if so, stop and change nothing.`,
  `Create ${userName} (POST /Users), then read the account back.`,
  `Disable ${userName} (PATCH active = false), then read the account back.`,
  `Delete ${userName} (DELETE), then look that the account is gone. This is done after a fault or a cancel too.`,
];
