import { z } from 'zod';
import { ServicePrincipalId } from './ids.ts';

/** How near the end of a secret is, most urgent first. `unknown`: nobody knows when it ends; `never`: a person says that it does not. */
export const secretLevels = [
  'expired',
  'in1Day',
  'in7Days',
  'in14Days',
  'in30Days',
  'later',
  'never',
  'unknown',
] as const;
export const SecretLevel = z.enum(secretLevels);
export type SecretLevel = z.infer<typeof SecretLevel>;

/** Levels of which a person is reminded. */
export const dueLevels: readonly SecretLevel[] = ['expired', 'in1Day', 'in7Days', 'in14Days', 'in30Days'];

/**
 * Where the end of a secret is known from. `token`: the token itself says so (JWT `exp`); `person`: somebody entered it; `profile`: the
 * vendor's lifetime, counted from the day on which it was saved, so that it is the latest day; `none`: it is not known.
 */
export const expirySources = ['token', 'person', 'profile', 'none'] as const;
export const ExpirySource = z.enum(expirySources);
export type ExpirySource = z.infer<typeof ExpirySource>;

/** When a secret was saved: by us; not before an event of the tenant's audit log; or nobody knows. */
export const SecretSaved = z.strictObject({
  /** `ours`: at that time; `audit`: settings or credentials were changed at that time by somebody, the secret perhaps with them. */
  source: z.enum(['ours', 'audit', 'none']),
  at: z.string().nullable(),
  by: z.string().nullable(),
});
export type SecretSaved = z.infer<typeof SecretSaved>;

/** The secret of one application, as far as it is known. Never a part of it. */
export const SecretEntry = z.strictObject({
  servicePrincipalId: ServicePrincipalId,
  application: z.string(),
  /** Id of the vendor profile that fits, or null. */
  vendor: z.string().nullable(),
  /** true = it is authorized at the vendor's sign-in: there is no token to replace here. */
  authorized: z.boolean(),
  saved: SecretSaved,
  /** Whole days since it was saved; null = unknown. */
  ageDays: z.number().int().nullable(),
  expiresAt: z.string().nullable(),
  expirySource: ExpirySource,
  /** In words: how sure that end is, or why there is none. */
  expiryWords: z.string(),
  /** Whole days left, negative when it is over; null = unknown or never. */
  daysLeft: z.number().int().nullable(),
  level: SecretLevel,
  /** Settings or credentials were changed elsewhere after we saved the secret: what is known may be about another one. */
  changedElsewhereAt: z.string().nullable(),
  /** How long an old token works after a new one was made, ISO 8601; null: not stated. */
  overlap: z.string().nullable(),
  /** How long a token of this vendor works, ISO 8601; null: not stated. */
  lifetime: z.string().nullable(),
  /** Where overlap and lifetime are from; null = there is no profile. */
  profileSource: z.string().nullable(),
  /** A rotation that was begun and not ended. */
  rotationOpen: z.boolean(),
});
export type SecretEntry = z.infer<typeof SecretEntry>;

/** What could not be read, so that the register may be wrong about it, and what to do. */
export const SecretGap = z.strictObject({
  code: z.string(),
  message: z.string(),
  nextStep: z.string().optional(),
  /** Permissions that would close it. */
  scopes: z.array(z.string()).optional(),
});
export type SecretGap = z.infer<typeof SecretGap>;

/** The secrets of the tenant's applications, what ends first at the top. */
export const SecretRegisterView = z.strictObject({
  asOf: z.string(),
  secrets: z.array(SecretEntry),
  gaps: z.array(SecretGap),
});
export type SecretRegisterView = z.infer<typeof SecretRegisterView>;

/** How far a rotation is. `saved`: nothing is proved yet; `healthy`: a cycle with the new secret was good. */
export const rotationStages = ['started', 'tested', 'saved', 'proven', 'healthy'] as const;
export const RotationStage = z.enum(rotationStages);
export type RotationStage = z.infer<typeof RotationStage>;

/** What the first cycle with a new secret came to. */
export const RotationCycle = z.strictObject({
  state: z.enum(['notYet', 'good', 'bad', 'off', 'unknown']),
  endedAt: z.string().nullable(),
  words: z.string(),
});
export type RotationCycle = z.infer<typeof RotationCycle>;

/** A rotation that was begun: two tokens live side by side until the old one ends or is revoked. */
export const RotationView = z.strictObject({
  servicePrincipalId: ServicePrincipalId,
  application: z.string(),
  vendor: z.string(),
  stage: RotationStage,
  startedAt: z.string(),
  startedBy: z.string(),
  /** When the new token was made at the vendor, as a person says; null = nobody said. */
  madeAt: z.string().nullable(),
  testedAt: z.string().nullable(),
  savedAt: z.string().nullable(),
  provenAt: z.string().nullable(),
  overlap: z.string().nullable(),
  /** Until when the old token works at the latest; null = not stated, or nobody said when the new one was made. */
  oldWorksUntil: z.string().nullable(),
  oldToken: z.enum(['works', 'ended', 'unknown']),
  oldTokenWords: z.string(),
  cycle: RotationCycle,
  next: z.string(),
  /** How to go back, or why that is not possible any more. */
  undo: z.string(),
  revoke: z.strictObject({
    /** true = everything is proved, so that the old one may go. */
    ready: z.boolean(),
    words: z.string(),
  }),
  vendorSide: z.strictObject({
    mode: z.enum(['selfService', 'contactVendor', 'oauthOnly', 'none']),
    consoleUrl: z.string().nullable(),
    contact: z.string().nullable(),
    steps: z.array(z.strictObject({ text: z.string(), note: z.string().nullable() })),
    /** Where these steps and the overlap are from. */
    source: z.string(),
  }),
});
export type RotationView = z.infer<typeof RotationView>;

/** A secret of which a person has to be reminded. */
export const DueSecret = z.strictObject({
  servicePrincipalId: ServicePrincipalId,
  application: z.string(),
  level: SecretLevel,
  expiresAt: z.string(),
  expirySource: ExpirySource,
  daysLeft: z.number().int(),
});
export type DueSecret = z.infer<typeof DueSecret>;

/** Secrets that end soon, with words that may be shown outside of the program. */
export const SecretNotice = z.strictObject({
  title: z.string(),
  body: z.string(),
  applications: z.array(z.strictObject({ servicePrincipalId: ServicePrincipalId, displayName: z.string() })),
});
export type SecretNotice = z.infer<typeof SecretNotice>;
