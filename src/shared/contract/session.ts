import { z } from 'zod';
import { Account, PermissionView, SessionView } from '#shared/model/session';
import { mutation, query, task } from './define.ts';

/** Procedures about signing in. */
export const sessionContract = {
  'session.show': query({
    summary: 'Who is signed in, in which tenant and cloud, with which roles',
    input: z.strictObject({}),
    output: SessionView,
  }),
  'session.clock': query({
    summary: 'The time in the tenant; in the demo tenant it runs ahead of the clock on the wall',
    input: z.strictObject({}),
    output: z.strictObject({ now: z.iso.datetime() }),
  }),
  'session.listAccounts': query({
    summary: 'Accounts that are signed in on this machine for this cloud',
    input: z.strictObject({}),
    output: z.strictObject({ accounts: z.array(Account) }),
  }),
  'session.listPermissions': query({
    summary: 'Permissions that the product asks for, each with its reason',
    input: z.strictObject({}),
    output: z.strictObject({ permissions: z.array(PermissionView) }),
  }),
  'session.signIn': task({
    summary: 'Sign in with the system browser, or with a device code when asked for',
    input: z.strictObject({
      tenant: z.string().max(253).optional(),
      loginHint: z.string().max(320).optional(),
      method: z.enum(['browser', 'deviceCode']).default('browser'),
      scopes: z.array(z.string().max(200)).max(30).optional(),
    }),
    output: SessionView,
  }),
  'session.selectAccount': mutation({
    summary: 'Work with another account that is signed in',
    input: z.strictObject({ homeAccountId: z.string().max(400), tenantId: z.string().max(100) }),
    output: SessionView,
  }),
  'session.refresh': mutation({
    summary: 'Get a new token at once, for example after a role was activated',
    input: z.strictObject({}),
    output: SessionView,
  }),
  'session.signOut': mutation({
    summary: 'Forget an account on this machine; the browser stays signed in',
    input: z.strictObject({ homeAccountId: z.string().max(400).optional() }),
    output: z.strictObject({ removed: z.number().int(), browserSignOutUrl: z.string() }),
  }),
  'session.adminConsentRequest': query({
    summary: 'A link and a text to send to an administrator who can consent',
    input: z.strictObject({
      scopes: z.array(z.string().max(200)).max(30).optional(),
      /** Id or domain; left out = the tenant of the current account. */
      tenant: z.string().max(253).optional(),
    }),
    output: z.strictObject({ url: z.string(), text: z.string() }),
  }),
} as const;
