import { z } from 'zod';
import { SecretHandle } from '#shared/model/ids';
import { Plan } from '#shared/model/plan';
import { ConnectionDiagnosis } from '#shared/model/preparation';
import { DueSecret, RotationView, SecretEntry, SecretGap, SecretRegisterView } from '#shared/model/secret-care';
import { mutation, query, task } from './define.ts';
import { ApplicationSelector } from './setup.ts';

/** The new secrets by label. */
const newSecrets = z.record(z.string().max(64), SecretHandle);

/** Procedures about when secrets end, and about replacing them. */
export const secretCareContract = {
  'secretCare.list': query({
    summary: 'When the secret of each application was saved and when it ends, as far as that is known',
    input: z.strictObject({
      /** `firstRows`: what is known of the fleet so far, where it is still being looked for. */
      wait: z.enum(['firstRows', 'all']).default('all'),
    }),
    output: SecretRegisterView,
  }),
  'secretCare.show': query({
    summary: 'What is known about the secret of one application, and how far its rotation is',
    input: z.strictObject({ application: ApplicationSelector }),
    output: z.strictObject({ secret: SecretEntry, rotation: RotationView.nullable(), gaps: z.array(SecretGap) }),
  }),
  'secretCare.setExpiry': mutation({
    summary: 'Note when the secret of an application ends, that it never does, or that nobody knows',
    input: z.strictObject({
      application: ApplicationSelector,
      expiry: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('date'), at: z.iso.datetime({ offset: true }) }),
        z.strictObject({ kind: z.literal('never') }),
        z.strictObject({ kind: z.literal('unknown') }),
      ]),
    }),
    /** As far as it is known without the tenant's audit log. */
    output: SecretEntry,
  }),
  'secretCare.remind': mutation({
    summary: 'Secrets that end within 30 days or have ended, from what this machine knows; asks nobody',
    input: z.strictObject({}),
    output: z.strictObject({
      due: z.array(DueSecret),
      /** true = a person has not been reminded today. */
      firstToday: z.boolean(),
    }),
  }),
  'rotation.start': mutation({
    summary:
      'Begin to replace the secret of an application; from when the new one was made, the overlap is counted down',
    input: z.strictObject({
      application: ApplicationSelector,
      /** When the new token was made at the vendor; null = it is not there yet. */
      madeAt: z.iso.datetime({ offset: true }).nullable().default(null),
    }),
    output: RotationView,
  }),
  'rotation.test': task({
    summary: 'Test a new secret before it is saved, from this machine and through the provisioning service',
    input: z.strictObject({ application: ApplicationSelector, secrets: newSecrets }),
    output: ConnectionDiagnosis,
  }),
  'rotation.plan': task({
    summary: 'Say what saving the new secret of an open rotation does; writes nothing, and setup.apply carries it out',
    input: z.strictObject({ application: ApplicationSelector, secrets: newSecrets.default({}) }),
    output: Plan,
  }),
  'rotation.prove': task({
    summary:
      'Prove the saved secret, with patience for the minutes after saving, and look whether a cycle with it was good',
    input: z.strictObject({
      application: ApplicationSelector,
      waitForCycle: z.boolean().default(false),
      timeoutMs: z.int().min(1_000).max(21_600_000).default(3_600_000),
    }),
    output: RotationView,
  }),
  'rotation.finish': task({
    summary: 'End a rotation: the old secret was revoked or left to end, and the new one still works; or give it up',
    input: z.strictObject({
      application: ApplicationSelector,
      outcome: z.enum(['revoked', 'leftToEnd', 'givenUp']),
    }),
    /** As far as it is known without the tenant's audit log. */
    output: SecretEntry,
  }),
} as const;
