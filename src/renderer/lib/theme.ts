import {
  type BrandVariants,
  createDarkTheme,
  createLightTheme,
  type Theme as Tokens,
  teamsHighContrastTheme,
} from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { systemTheme, type ThemeChoice, type ThemeName } from './system-theme.ts';

/** The hue of the product's icon; 80 carries white text at 6.6:1, 120 stands on dark grey at 6:1. */
const brand: BrandVariants = {
  10: '#020d1a',
  20: '#071a30',
  30: '#0b2748',
  40: '#0f345f',
  50: '#134173',
  60: '#164e8c',
  70: '#19559b',
  80: '#1c5ca8',
  90: '#3a73b6',
  100: '#5388c3',
  110: '#6c9ccf',
  120: '#86b0da',
  130: '#a0c4e5',
  140: '#bbd5ee',
  150: '#d5e5f5',
  160: '#edf4fb',
};

const dark = createDarkTheme(brand);

const themes: Readonly<Record<ThemeName, Tokens>> = {
  light: createLightTheme(brand),
  dark: {
    ...dark,
    colorBrandForeground1: brand[120],
    colorBrandForeground2: brand[130],
    colorBrandForegroundLink: brand[120],
  },
  highContrast: teamsHighContrastTheme,
};

/** Takes the name of a theme; gives its tokens. */
export const themeOf = (name: ThemeName): Tokens => themes[name];

const questions = {
  dark: '(prefers-color-scheme: dark)',
  contrast: '(prefers-contrast: more)',
  forced: '(forced-colors: active)',
} as const;

const isTrue = (query: string): boolean => window.matchMedia(query).matches;

function subscribe(listener: () => void): () => void {
  const lists = Object.values(questions).map((query) => window.matchMedia(query));
  for (const list of lists) list.addEventListener('change', listener);
  return () => {
    for (const list of lists) list.removeEventListener('change', listener);
  };
}

/** Takes what the person chose; gives the theme to show, which follows the system where they chose that. */
export function useTheme(choice: ThemeChoice): ThemeName {
  const system = useSyncExternalStore(subscribe, () =>
    systemTheme({
      dark: isTrue(questions.dark),
      contrast: isTrue(questions.contrast),
      forced: isTrue(questions.forced),
    }),
  );
  return choice === 'system' || system === 'highContrast' ? system : choice;
}
