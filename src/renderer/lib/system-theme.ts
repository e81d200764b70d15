import type { Theme } from '#shared/model/settings';

/** What a person may choose; `system` follows the operating system while the page is open. */
export type ThemeChoice = Theme;

/** What is shown. High contrast is never chosen here: whoever needs it has it on in the system. */
export type ThemeName = Exclude<ThemeChoice, 'system'> | 'highContrast';

/** What the system says. */
export interface SystemLook {
  readonly dark: boolean;
  readonly contrast: boolean;
  /** The system paints with its own colours, whatever a page says; then only light or dark matters. */
  readonly forced: boolean;
}

/** Takes what the system says; gives the theme for it. Pure. */
export const systemTheme = ({ dark, contrast, forced }: SystemLook): ThemeName =>
  contrast && !forced ? 'highContrast' : dark ? 'dark' : 'light';
