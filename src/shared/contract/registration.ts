import { z } from 'zod';
import { PermissionView } from '#shared/model/session';
import { query } from './define.ts';

/** A tenant by its id or by one of its domains. */
export const TenantName = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/, 'a tenant id or a domain');

/** What of a registration is looked at, in this order; what follows a failure cannot be known. */
export const registrationAspects = ['tenant', 'application', 'redirect'] as const;
export const RegistrationCheck = z.strictObject({
  what: z.enum(registrationAspects),
  state: z.enum(['passed', 'failed', 'unknown']),
  detail: z.string(),
  nextStep: z.string().nullable(),
});
export type RegistrationCheck = z.infer<typeof RegistrationCheck>;

/** Procedures about the registration that people make for this product in their own tenant. */
export const registrationContract = {
  'registration.guide': query({
    summary: 'How to register this product in a tenant: by hand, with PowerShell, with Azure CLI',
    input: z.strictObject({ tenant: TenantName.optional() }),
    output: z.strictObject({
      displayName: z.string(),
      redirectUri: z.string(),
      adminCenterUrl: z.string(),
      permissions: z.array(PermissionView),
      powershell: z.string(),
      azureCli: z.string(),
    }),
  }),
  'registration.check': query({
    summary: 'Ask the sign-in service whether a registration would work, without signing anybody in',
    input: z.strictObject({ clientId: z.guid(), tenant: TenantName }),
    output: z.strictObject({ works: z.boolean(), checks: z.array(RegistrationCheck) }),
  }),
} as const;
