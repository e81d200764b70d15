import { application } from './en/application.ts';
import { change } from './en/change.ts';
import { common } from './en/common.ts';
import { home } from './en/home.ts';
import { log } from './en/log.ts';
import { settings } from './en/settings.ts';
import { setupRun } from './en/setup-run.ts';
import { setupWizard } from './en/setup-wizard.ts';
import { shell } from './en/shell.ts';
import { signIn } from './en/sign-in.ts';

/**
 * Every word that the console shows, by area. Another language is another folder with the same keys; the compiler finds
 * what is missing.
 */
export const catalogue = {
  ...common,
  ...change,
  ...shell,
  ...setupWizard,
  ...setupRun,
  ...home,
  ...log,
  ...signIn,
  ...application,
  ...settings,
} as const;
