import { application } from './en/application.ts';
import { archive } from './en/archive.ts';
import { evidence } from './en/evidence.ts';
import { history } from './en/history.ts';
import { log } from './en/log.ts';
import { mappings } from './en/mappings.ts';
import { preflight } from './en/preflight.ts';
import { profileWriting } from './en/profile-writing.ts';
import { profiles } from './en/profiles.ts';
import { quarantine } from './en/quarantine.ts';
import { scope } from './en/scope.ts';
import { secrets } from './en/secrets.ts';
import { settings } from './en/settings.ts';
import { setupRun } from './en/setup-run.ts';
import { setupWizard } from './en/setup-wizard.ts';
import { story } from './en/story.ts';
import { why } from './en/why.ts';

/** Words of the pages whose code comes when they are first opened; these come with it. */
export const pageWords = {
  ...setupWizard,
  ...setupRun,
  ...evidence,
  ...log,
  ...why,
  ...preflight,
  ...archive,
  ...mappings,
  ...application,
  ...story,
  ...scope,
  ...quarantine,
  ...history,
  ...secrets,
  ...settings,
  ...profiles,
  ...profileWriting,
} as const;
