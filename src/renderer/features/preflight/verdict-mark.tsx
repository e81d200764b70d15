import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircle20Filled,
  DismissCircle20Filled,
  QuestionCircle20Regular,
  SubtractCircle20Regular,
  Warning20Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { PreflightVerdict } from '#shared/model/preflight';

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
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
  unknown: { color: tokens.colorNeutralForeground2 },
  skipped: { color: tokens.colorNeutralForeground2 },
});

const icons: Readonly<Record<PreflightVerdict, ReactElement>> = {
  passed: <CheckmarkCircle20Filled />,
  failed: <DismissCircle20Filled />,
  warning: <Warning20Filled />,
  unknown: <QuestionCircle20Regular />,
  skipped: <SubtractCircle20Regular />,
};

/** Takes the verdict of a check; gives it with icon, word and colour. */
export function VerdictMark({ verdict }: { readonly verdict: PreflightVerdict }): ReactElement {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.verdict, styles[verdict])}>
      <span aria-hidden className={styles.icon}>
        {icons[verdict]}
      </span>
      {text(`preflight.verdict_${verdict}`)}
    </span>
  );
}
