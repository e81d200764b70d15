import { z } from 'zod';
import { ServicePrincipalId } from '#shared/model/ids';
import { JobView } from '#shared/model/job';
import { query } from './define.ts';

/** How urgently a person has to look, most urgent first. */
export const attentionLevels = ['act', 'look', 'none'] as const;
export const AttentionLevel = z.enum(attentionLevels);
export type AttentionLevel = z.infer<typeof AttentionLevel>;

/** An application that provisions people, or that could, in one line. */
export const ApplicationSummary = z.strictObject({
  servicePrincipalId: ServicePrincipalId,
  displayName: z.string(),
  /** Id of the vendor profile that fits, if any. */
  vendor: z.string().nullable(),
  /** Its synchronization job; null = provisioning was never set up. */
  job: JobView.nullable(),
  /** How many jobs it has; this product works on applications with one. */
  jobs: z.number().int(),
  attention: AttentionLevel,
  /** Why a person has to look, or null. */
  why: z.string().nullable(),
  /** What the service said when its jobs could not be read, or null. */
  fault: z.string().nullable(),
});
export type ApplicationSummary = z.infer<typeof ApplicationSummary>;

/** Procedures about all applications of the tenant. */
export const applicationsContract = {
  'applications.list': query({
    summary: 'All applications of the tenant that provision people, what needs attention first',
    input: z.strictObject({}),
    output: z.strictObject({ applications: z.array(ApplicationSummary) }),
  }),
} as const;
