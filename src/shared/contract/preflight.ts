import { z } from 'zod';
import { SecretHandle, VendorId } from '#shared/model/ids';
import { PreflightReport, PreflightSubject, TestPersonName } from '#shared/model/preflight';
import { query, task } from './define.ts';
import { ApplicationSelector } from './setup.ts';

/** An application of the tenant, or a vendor before there is one. */
const about = { application: ApplicationSelector.optional(), vendor: VendorId.optional() };

const namesOne = ({ application, vendor }: { application?: unknown; vendor?: unknown }): boolean =>
  (application === undefined) !== (vendor === undefined);
const nameOne = { message: 'name an application or a vendor, and not both', path: ['application'] };

/** Procedures that ask a SCIM endpoint from this machine, as the provisioning service will. */
export const preflightContract = {
  'preflight.prepare': query({
    summary:
      'What a SCIM preflight would ask: address, matching attributes, mapped attributes; sends nothing to the target',
    input: z.strictObject(about).refine(namesOne, nameOne),
    output: PreflightSubject,
  }),
  'preflight.run': task({
    summary:
      'SCIM preflight from this machine: name, TLS, sign-in, filter, schemas, paging, rate, token; a write only with a test person',
    input: z
      .strictObject({
        ...about,
        tenantUrl: z.string().trim().min(1).max(2_000),
        /** null: only what needs no token is looked at. */
        token: SecretHandle.nullable().default(null),
        /** Addresses that are not of the internet and may be asked all the same; a person is asked about them. */
        allowPrivate: z
          .array(z.union([z.ipv4(), z.ipv6()]))
          .max(16)
          .default([]),
        /** Makes, disables and deletes this person at the target; a person is asked about it. */
        write: z.strictObject({ userName: TestPersonName }).nullable().default(null),
      })
      .refine(namesOne, nameOne),
    output: PreflightReport,
  }),
} as const;
