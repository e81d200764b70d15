import { application } from './en/application.ts';
import { archive } from './en/archive.ts';
import { evidence } from './en/evidence.ts';
import { history } from './en/history.ts';
import { log } from './en/log.ts';
import { mappings } from './en/mappings.ts';
import { profileWriting } from './en/profile-writing.ts';
import { profiles } from './en/profiles.ts';
import { scope } from './en/scope.ts';
import { settings } from './en/settings.ts';
import { setupRun } from './en/setup-run.ts';
import { setupWizard } from './en/setup-wizard.ts';

/** Words of the pages whose code comes when they are first opened; these come with it. */
export const pageWords = {
  ...setupWizard,
  ...setupRun,
  ...evidence,
  ...log,
  ...archive,
  ...mappings,
  ...application,
  ...scope,
  ...history,
  ...settings,
  ...profiles,
  ...profileWriting,
} as const;
