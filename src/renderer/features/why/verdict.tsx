import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircle20Filled,
  DismissCircle20Filled,
  QuestionCircle20Regular,
  SubtractCircle20Regular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { GateVerdict } from '#shared/model/why';

const useStyles = makeStyles({
  verdict: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightSemibold,
  },
  icon: { display: 'flex' },
  passed: { color: tokens.colorPaletteGreenForeground1 },
  failed: { color: tokens.colorPaletteRedForeground1 },
  unknown: { color: tokens.colorPaletteDarkOrangeForeground1 },
  notReached: { color: tokens.colorNeutralForeground2 },
  unseen: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

const icons: Readonly<Record<GateVerdict, ReactElement>> = {
  passed: <CheckmarkCircle20Filled />,
  failed: <DismissCircle20Filled />,
  unknown: <QuestionCircle20Regular />,
  notReached: <SubtractCircle20Regular />,
};

interface VerdictProps {
  readonly verdict: GateVerdict;
  /** True where only the icon is seen; the word is read all the same. */
  readonly short?: boolean;
}

/** Takes a verdict; gives it with icon, word and colour. */
export function Verdict({ verdict, short = false }: VerdictProps): ReactElement {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.verdict, styles[verdict])}>
      <span aria-hidden className={styles.icon}>
        {icons[verdict]}
      </span>
      <span className={short ? styles.unseen : undefined}>{text(`why.verdict_${verdict}`)}</span>
    </span>
  );
}
