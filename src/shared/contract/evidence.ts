import { z } from 'zod';
import { ProvisioningConfiguration } from '#shared/model/configuration';
import { BundleClaims, EvidencePlace, Fingerprint, ReviewFields, VerificationView } from '#shared/model/evidence';
import { Warning } from '#shared/model/plan';
import { mutation, query, task } from './define.ts';
import { ApplicationSelector } from './setup.ts';

const handle = EvidencePlace.shape.handle;

/** A configuration that was found in a bundle or in a folder, ready to be planned. */
export const ImportedConfiguration = z.strictObject({
  /** Where it stood. */
  source: z.string(),
  application: z.string(),
  configuration: ProvisioningConfiguration,
  text: z.string(),
  notes: z.array(Warning),
});
export type ImportedConfiguration = z.infer<typeof ImportedConfiguration>;

/** Procedures about evidence: signed bundles of everything that is set up and seen. */
export const evidenceContract = {
  'evidence.choosePlace': mutation({
    summary:
      'Ask the person for a folder for a new bundle, for a bundle that is there, or for a folder of configuration files',
    input: z.strictObject({ what: z.enum(['newBundle', 'bundle', 'configurations']) }),
    output: z.strictObject({ place: EvidencePlace.nullable() }),
  }),
  'evidence.listBundles': query({
    summary: 'The bundles that this program keeps, newest first, as they describe themselves; nothing is verified',
    input: z.strictObject({}),
    output: z.strictObject({
      folder: z.string(),
      bundles: z.array(z.strictObject({ place: EvidencePlace, claims: BundleClaims.nullable() })),
    }),
  }),
  'evidence.showKey': query({
    summary: 'The fingerprint of the key that signs on this machine, for telling it to whoever verifies',
    input: z.strictObject({}),
    output: z.strictObject({ fingerprint: z.string(), keptIn: z.enum(['vault', 'process']) }),
  }),
  'evidence.export': task({
    summary: 'Write everything that is set up and seen of applications as a signed bundle',
    input: z.strictObject({
      /** Left out = every application with a synchronization job. */
      applications: z.array(ApplicationSelector).min(1).max(2000).optional(),
      destination: handle,
      zip: z.boolean().default(false),
      /** Days of logs and audit events, up to now. */
      logDays: z.number().int().min(0).max(30).default(7),
      review: ReviewFields.prefault({}),
    }),
    output: z.strictObject({
      place: EvidencePlace,
      fingerprint: z.string(),
      keptIn: z.enum(['vault', 'process']),
      claims: BundleClaims,
      requests: z.number().int(),
    }),
  }),
  'evidence.verify': task({
    summary: 'Check a bundle offline: whether it is intact, and whether the key that you name has signed it',
    input: z.strictObject({ bundle: handle, fingerprint: Fingerprint.optional() }),
    output: VerificationView,
  }),
  'evidence.import': task({
    summary: 'Read the configurations of a bundle, a folder or a file for planning them in this tenant; writes nothing',
    input: z.strictObject({ bundle: handle, fingerprint: Fingerprint.optional() }),
    output: z.strictObject({
      verification: VerificationView.nullable(),
      configurations: z.array(ImportedConfiguration),
    }),
  }),
} as const;
