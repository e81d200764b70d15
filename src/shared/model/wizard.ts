import { z } from 'zod';
import { ServicePrincipalId, VendorId } from './ids.ts';

/** Every step that a set-up may have, in order. */
export const wizardSteps = [
  'prerequisites',
  'vendorSide',
  'application',
  'credentials',
  'mappings',
  'scope',
  'safety',
  'review',
  'apply',
  'tryOne',
  'turnOn',
  'next',
] as const;
export const WizardStep = z.enum(wizardSteps);
export type WizardStep = z.infer<typeof WizardStep>;

/** Which application is set up: one that is there, or a new one with this name. */
export const ApplicationAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('reuse'),
    servicePrincipalId: ServicePrincipalId,
    displayName: z.string().max(256),
    /** Whether its job ran when it was chosen: such a job is not paused by setting up. */
    active: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('create'), name: z.string().max(256), separate: z.boolean() }),
]);
export type ApplicationAnswer = z.infer<typeof ApplicationAnswer>;

/** A person or group that was chosen, and the role they get; '' = a usable one is chosen for them. */
export const AssignmentAnswer = z.strictObject({
  kind: z.enum(['user', 'group']),
  id: z.guid(),
  displayName: z.string().max(320),
  detail: z.string().max(320),
  role: z.string().max(250),
});
export type AssignmentAnswer = z.infer<typeof AssignmentAnswer>;

/**
 * What a person answered so far, as they typed it: it may be half a URL. A secret has no place in it; what it yields is a
 * provisioning configuration.
 */
export const WizardAnswers = z.strictObject({
  vendor: VendorId,
  application: ApplicationAnswer.nullable(),
  /** What a person read and agreed to of how an own profile differs from the built-in one. */
  acknowledged: z.array(z.string().max(4000)).max(20).optional(),
  /** Numbers of the vendor's steps that are done, counted from 0. */
  done: z.array(z.number().int().min(0).max(199)).max(200),
  /** Fields that are not secret, by Graph key, and the variables of a template as `key.variable`. */
  fields: z.record(z.string().max(120), z.string().max(4096)),
  people: z.enum(['assigned', 'everyone']),
  assignments: z.array(AssignmentAnswer).max(5000),
  email: z.string().max(320),
  threshold: z.strictObject({ enabled: z.boolean(), value: z.number().int().min(1).max(1_000_000) }),
  keepOutOfScope: z.boolean(),
  /** Target attributes whose default shall reach every account, as the review asked. */
  everyAccount: z.array(z.string().max(250)).max(50).default([]),
});
export type WizardAnswers = z.infer<typeof WizardAnswers>;

/** Id of a draft. */
export const DraftId = z.guid().brand<'DraftId'>();
export type DraftId = z.infer<typeof DraftId>;

/** What a draft says beside who keeps it when. */
export const DraftContent = z.strictObject({
  step: WizardStep,
  answers: WizardAnswers,
  /** The application that was set up, once it was. */
  servicePrincipalId: ServicePrincipalId.nullable(),
});
export type DraftContent = z.infer<typeof DraftContent>;

/** A set-up that was begun, kept on this machine for one tenant. */
export const Draft = z.strictObject({
  id: DraftId,
  /** ISO 8601, UTC. */
  savedAt: z.string(),
  ...DraftContent.shape,
});
export type Draft = z.infer<typeof Draft>;
