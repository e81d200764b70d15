import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircle20Filled,
  DismissCircle20Filled,
  QuestionCircle20Regular,
  SubtractCircle20Regular,
  Warning20Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';

const useStyles = makeStyles({
  verdict: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightSemibold,
  },
  icon: { display: 'flex' },
  good: { color: tokens.colorPaletteGreenForeground1 },
  bad: { color: tokens.colorPaletteRedForeground1 },
  warns: { color: tokens.colorPaletteDarkOrangeForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
  unseen: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

const icons = {
  passed: <CheckmarkCircle20Filled />,
  failed: <DismissCircle20Filled />,
  warning: <Warning20Filled />,
  unknown: <QuestionCircle20Regular />,
  none: <SubtractCircle20Regular />,
} as const;

/** How a verdict looks. */
export interface VerdictLook {
  readonly icon: keyof typeof icons;
  readonly hue: 'good' | 'bad' | 'warns' | 'quiet';
}

interface VerdictMarkProps extends VerdictLook {
  readonly words: string;
  /** True where only the icon is seen; the word is read all the same. */
  readonly short?: boolean;
}

/** Takes a verdict's look and word; gives it with icon, word and colour. */
export function VerdictMark({ icon, hue, words, short = false }: VerdictMarkProps): ReactElement {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.verdict, styles[hue])}>
      <span aria-hidden className={styles.icon}>
        {icons[icon]}
      </span>
      <span className={short ? styles.unseen : undefined}>{words}</span>
    </span>
  );
}
