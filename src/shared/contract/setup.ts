import { z } from 'zod';
import { ProvisioningConfiguration } from '#shared/model/configuration';
import { PlanId, SecretHandle } from '#shared/model/ids';
import { ApplyReport, Confirmation, Plan, Warning } from '#shared/model/plan';
import { CallFormat, PlannedCall } from '#shared/model/planned-call';
import { mutation, query, task } from './define.ts';

/** An application by display name or by service principal object id. */
export const ApplicationSelector = z.string().min(1).max(320);

/** Procedures about configurations and setting them up. */
export const setupContract = {
  'configuration.parse': query({
    summary: 'Read a configuration from YAML or JSON text',
    input: z.strictObject({ text: z.string().max(5_000_000) }),
    output: ProvisioningConfiguration,
  }),
  'configuration.export': task({
    summary: 'Read the live configuration of an application as a value and as YAML text',
    input: z.strictObject({ application: ApplicationSelector }),
    output: z.strictObject({ configuration: ProvisioningConfiguration, text: z.string(), notes: z.array(Warning) }),
  }),
  'secrets.put': mutation({
    summary: 'Hand over a secret; what comes back is a handle that is worth nothing outside this process',
    input: z.strictObject({ value: z.string().min(1).max(20_000) }),
    output: z.strictObject({ handle: SecretHandle }),
  }),
  'secrets.discard': mutation({
    summary: 'Forget a secret',
    input: z.strictObject({ handle: SecretHandle }),
    output: z.strictObject({ discarded: z.boolean() }),
  }),
  'setup.plan': task({
    summary: 'Compare a configuration with the tenant and say what would be done; writes nothing',
    input: z.strictObject({
      configuration: ProvisioningConfiguration,
      secrets: z.record(z.string(), SecretHandle).default({}),
      rotateSecrets: z.boolean().default(false),
      /** Of the schema that the mappings were edited on: when it is another one now, nothing is planned. */
      schemaVersion: z.string().max(200).nullable().optional(),
      /** Id of the impact of this change: the plan then says how many people it removes. */
      impact: z.string().max(80).optional(),
    }),
    output: Plan,
  }),
  'setup.calls': query({
    summary:
      'The Graph requests that a plan will make, as a list, a PowerShell script or an HTTP file; secrets stay placeholders',
    input: z.strictObject({ planId: PlanId, planHash: z.string().max(200), format: CallFormat.default('list') }),
    output: z.strictObject({
      calls: z.array(PlannedCall),
      file: z.strictObject({ name: z.string(), text: z.string() }).nullable(),
    }),
  }),
  'setup.planUndo': task({
    summary: 'Say what of our own earlier work on an application would be removed; writes nothing',
    input: z.strictObject({ configuration: ProvisioningConfiguration }),
    output: Plan,
  }),
  'setup.apply': task({
    summary: 'Carry out a plan that was shown',
    input: z.strictObject({
      planId: PlanId,
      planHash: z.string().max(200),
      confirmed: z.array(Confirmation).max(50).default([]),
      waitForCycle: z.boolean().default(false),
      authorization: z.enum(['stop', 'wait']).default('stop'),
    }),
    output: ApplyReport,
  }),
} as const;
