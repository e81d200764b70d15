import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircle16Filled,
  ErrorCircle16Filled,
  Question16Regular,
  SubtractCircle16Regular,
  Warning16Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { textOr } from '#renderer/lib/text';

const useStyles = makeStyles({
  status: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, whiteSpace: 'nowrap' },
  icon: { display: 'flex' },
  success: { color: tokens.colorPaletteGreenForeground1 },
  failure: { color: tokens.colorPaletteRedForeground1 },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
  skipped: { color: tokens.colorNeutralForeground2 },
});

const icons: Readonly<Record<string, ReactElement>> = {
  success: <CheckmarkCircle16Filled />,
  failure: <ErrorCircle16Filled />,
  warning: <Warning16Filled />,
  skipped: <SubtractCircle16Regular />,
};

/** Takes a status as the service writes it; gives it with icon, word and colour. One that is not known is shown as it is. */
export function LogStatus({ status }: { readonly status: string }): ReactElement {
  const styles = useStyles();
  const known = status.toLowerCase();
  const colours: Readonly<Record<string, string>> = {
    success: styles.success,
    failure: styles.failure,
    warning: styles.warning,
    skipped: styles.skipped,
  };
  return (
    <span className={mergeClasses(styles.status, colours[known])}>
      <span aria-hidden className={styles.icon}>
        {icons[known] ?? <Question16Regular />}
      </span>
      {textOr('logStatus', known)}
    </span>
  );
}
