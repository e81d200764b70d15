import { z } from 'zod';
import { Cloud } from './session.ts';

export const Theme = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

/** How a new version is treated: fetched and installed at the next start, announced only, or not looked for. */
export const UpdateMode = z.enum(['automatic', 'ask', 'off']);
export type UpdateMode = z.infer<typeof UpdateMode>;

/** Name or address and port of a proxy, for example `proxy.contoso.com:8080`. */
export const ProxyAddress = z
  .string()
  .max(260)
  .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?:[1-9]\d{0,4}$/i, 'a host and a port, for example proxy.contoso.com:8080');

/** The settings as they are shown: chosen values, and what they come to. */
export const SettingsView = z.strictObject({
  theme: Theme,
  /** Name of the cloud that a real sign-in uses, and those that can be chosen. */
  cloud: z.string(),
  clouds: z.array(Cloud),
  /** Application (client) id that people registered for that cloud; null = none yet. */
  clientId: z.string().nullable(),
  /** Folder with an administrator's own vendor profiles. */
  profileFolder: z.string().nullable(),
  /** File with further certificate authorities. */
  certificateFile: z.string().nullable(),
  proxy: z.strictObject({ address: z.string().nullable(), source: z.enum(['settings', 'environment', 'system']) }),
  logRetentionDays: z.number().int(),
  /** `managed`: decided for this machine by its administrators; `available`: this installation can update itself. */
  updates: z.strictObject({ mode: UpdateMode, managed: z.boolean(), available: z.boolean() }),
  /** Where this user's files are. */
  dataFolder: z.string(),
});
export type SettingsView = z.infer<typeof SettingsView>;

/** What may be changed; null takes a value away. Folders and files are chosen by the program, never named by a caller. */
export const SettingsChange = z.strictObject({
  theme: Theme.optional(),
  cloud: z.string().max(60).optional(),
  clientId: z.guid().nullable().optional(),
  profileFolder: z.null().optional(),
  certificateFile: z.null().optional(),
  proxy: ProxyAddress.nullable().optional(),
  logRetentionDays: z.number().int().min(1).max(365).optional(),
  updates: UpdateMode.optional(),
});
export type SettingsChange = z.infer<typeof SettingsChange>;
