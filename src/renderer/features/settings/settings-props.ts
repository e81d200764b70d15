import type { SettingsView } from '#shared/model/settings';

/** What each group of settings gets. */
export interface SettingsProps {
  readonly settings: SettingsView;
}
