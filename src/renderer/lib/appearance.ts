import { useRead } from './queries.ts';
import type { ThemeChoice } from './system-theme.ts';

/** Gives the theme that the settings name; until they are read, the system's. */
export const useAppearance = (): ThemeChoice => useRead('settings.show', {}).data?.theme ?? 'system';
