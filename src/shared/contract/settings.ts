import { z } from 'zod';
import { SettingsChange, SettingsView } from '#shared/model/settings';
import { mutation, query } from './define.ts';

const nothing = z.strictObject({});

/** Procedures about what this user chose on this machine. */
export const settingsContract = {
  'settings.show': query({
    summary: 'The settings of this user on this machine',
    input: nothing,
    output: SettingsView,
  }),
  'settings.change': mutation({
    summary: 'Change settings; a change of the connection takes effect when nothing runs any more',
    input: SettingsChange,
    output: SettingsView,
  }),
  'settings.chooseProfileFolder': mutation({
    summary: 'Ask the person for the folder with vendor profiles of their own, in a window of the system',
    input: nothing,
    output: SettingsView,
  }),
  'settings.chooseCertificateFile': mutation({
    summary: 'Ask the person for a file with further certificate authorities, in a window of the system',
    input: nothing,
    output: SettingsView,
  }),
} as const;
