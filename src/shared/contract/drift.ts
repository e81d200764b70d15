import { z } from 'zod';
import { ProvisioningConfiguration } from '#shared/model/configuration';
import { DeviationDecision, DriftReport } from '#shared/model/drift';
import { EvidencePlace, Fingerprint } from '#shared/model/evidence';
import { mutation, task } from './define.ts';
import { ApplicationSelector } from './setup.ts';

const baseline = {
  baseline: EvidencePlace.shape.handle,
  fingerprint: Fingerprint.optional(),
};
const deviationId = z.string().regex(/^[0-9a-f]{32}$/);

/** Procedures about drift: the tenant beside a bundle, or beside configuration files. */
export const driftContract = {
  'drift.compare': task({
    summary: 'Compare the tenant with a baseline in meaning: a bundle, or a folder of configuration files',
    input: z.strictObject({ ...baseline, applications: z.array(ApplicationSelector).min(1).max(2000).optional() }),
    output: DriftReport,
  }),
  'drift.decide': mutation({
    summary: 'Accept or deny deviations, with a reason and an owner, or take the decision back',
    input: z.strictObject({
      deviations: z.array(deviationId).min(1).max(2000),
      /** null = take it back: the deviations are new again. */
      decision: DeviationDecision.shape.decision.nullable(),
      reason: z.string().max(2000).default(''),
      owner: z.string().max(200).default(''),
      until: z.iso.datetime({ offset: true }).nullable().default(null),
    }),
    output: z.strictObject({ decided: z.number().int() }),
  }),
  'drift.repair': task({
    summary: 'The configuration that takes denied deviations of an application back to its baseline, for planning',
    input: z.strictObject({
      ...baseline,
      application: ApplicationSelector,
      /** Left out = every denied deviation of the application. */
      deviations: z.array(deviationId).min(1).max(2000).optional(),
    }),
    output: z.strictObject({
      configuration: ProvisioningConfiguration,
      /** In words what the configuration takes back, and what a plan cannot. */
      repaired: z.array(z.string()),
      left: z.array(z.string()),
    }),
  }),
} as const;
