import { z } from 'zod';
import { ConnectionConfiguration } from '#shared/model/configuration';
import { SecretHandle, ServicePrincipalId, VendorId } from '#shared/model/ids';
import {
  ConnectionDiagnosis,
  DirectoryEntry,
  ExistingApplication,
  GalleryFinding,
  LiveSchema,
  MappingComparison,
  Prerequisite,
} from '#shared/model/preparation';
import { VendorGuide } from '#shared/model/vendor-guide';
import { mutation, query, task } from './define.ts';

/** Procedures that prepare a set-up: they look things up and test, and write nothing. */
export const preparationContract = {
  'vendors.guide': query({
    summary: 'What setting up a vendor takes: prerequisites, its own side, fields, mappings, contacts',
    input: z.strictObject({
      vendor: VendorId,
      /** The application, where it is there: its template says which fields it has beside the profile's, and which it does not ask for. */
      servicePrincipalId: ServicePrincipalId.nullable().default(null),
    }),
    output: VendorGuide,
  }),
  'setup.checkPrerequisites': query({
    summary:
      'Look up in the tenant what a vendor needs: role, licence, existing application, single sign-on; it only informs',
    input: z.strictObject({ vendor: VendorId }),
    output: z.strictObject({
      prerequisites: z.array(Prerequisite),
      applications: z.array(ExistingApplication),
      gallery: GalleryFinding,
    }),
  }),
  'setup.compareMappings': query({
    summary: 'The mappings of a vendor profile beside the live schema of an application',
    input: z.strictObject({ vendor: VendorId, servicePrincipalId: ServicePrincipalId.nullable().default(null) }),
    output: z.strictObject({ live: LiveSchema.nullable(), mappings: z.array(MappingComparison) }),
  }),
  'setup.testConnection': task({
    summary:
      'Test a connection before anything is saved: address, name, TLS, answer, and what the provisioning service says',
    input: z.strictObject({
      vendor: VendorId,
      connection: ConnectionConfiguration,
      /** Secrets by label. */
      secrets: z.record(z.string(), SecretHandle).default({}),
      servicePrincipalId: ServicePrincipalId.nullable().default(null),
    }),
    output: ConnectionDiagnosis,
  }),
  'secrets.makeDemoToken': mutation({
    summary:
      'On the embedded demo tenant: make a token in a vendor’s console and hold it; what comes back is its handle',
    input: z.strictObject({ vendor: VendorId }),
    output: z.strictObject({ handle: SecretHandle }),
  }),
  'directory.search': query({
    summary: 'Search people or groups by the beginning of a name',
    input: z.strictObject({
      kind: z.enum(['user', 'group']),
      search: z.string().trim().min(1).max(120),
    }),
    output: z.strictObject({ entries: z.array(DirectoryEntry), complete: z.boolean() }),
  }),
} as const;
