import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';

const useStyles = makeStyles({
  mark: {
    flexShrink: 0,
    display: 'grid',
    placeItems: 'center',
    width: '36px',
    height: '36px',
    borderRadius: tokens.borderRadiusLarge,
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase300,
    letterSpacing: '0.02em',
  },
  large: { width: '56px', height: '56px', fontSize: tokens.fontSizeBase500, borderRadius: tokens.borderRadiusXLarge },
  teal: { backgroundColor: tokens.colorPaletteTealBackground2, color: tokens.colorPaletteTealForeground2 },
  blue: { backgroundColor: tokens.colorPaletteBlueBackground2, color: tokens.colorPaletteBlueForeground2 },
  purple: { backgroundColor: tokens.colorPalettePurpleBackground2, color: tokens.colorPalettePurpleForeground2 },
  gold: { backgroundColor: tokens.colorPaletteGoldBackground2, color: tokens.colorPaletteGoldForeground2 },
  plum: { backgroundColor: tokens.colorPalettePlumBackground2, color: tokens.colorPalettePlumForeground2 },
  forest: { backgroundColor: tokens.colorPaletteForestBackground2, color: tokens.colorPaletteForestForeground2 },
});

const hues = ['teal', 'blue', 'purple', 'gold', 'plum', 'forest'] as const;

/** Takes a name; gives up to two letters that stand for it. Pure. */
export function initialsOf(name: string): string {
  const [first = '', second = ''] = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const letters = second === '' ? [...first].slice(0, 2) : [[...first][0], [...second][0]];
  return letters.join('').toLocaleUpperCase();
}

/** Takes a name; gives one of the hues, the same each time. Pure. */
export const hueOf = (name: string): (typeof hues)[number] => {
  const sum = [...name].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7);
  return hues[sum % hues.length] ?? 'teal';
};

interface MonogramProps {
  readonly name: string;
  readonly size?: 'normal' | 'large';
}

/** Takes the name of an application; gives its drawn mark, which a screen reader passes over. */
export function Monogram({ name, size = 'normal' }: MonogramProps): ReactElement {
  const styles = useStyles();
  return (
    <span aria-hidden className={mergeClasses(styles.mark, styles[hueOf(name)], size === 'large' && styles.large)}>
      {initialsOf(name)}
    </span>
  );
}
