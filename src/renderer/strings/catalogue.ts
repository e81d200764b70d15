import { application } from './en/application.ts';
import { archive } from './en/archive.ts';
import { change } from './en/change.ts';
import { common } from './en/common.ts';
import { evidence } from './en/evidence.ts';
import { history } from './en/history.ts';
import { home } from './en/home.ts';
import { log } from './en/log.ts';
import { mappings } from './en/mappings.ts';
import { profileWriting } from './en/profile-writing.ts';
import { profiles } from './en/profiles.ts';
import { scope } from './en/scope.ts';
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
  ...evidence,
  ...log,
  ...archive,
  ...mappings,
  ...signIn,
  ...application,
  ...scope,
  ...history,
  ...settings,
  ...profiles,
  ...profileWriting,
} as const;
