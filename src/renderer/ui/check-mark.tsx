import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircle24Filled,
  DismissCircle24Filled,
  SubtractCircle24Regular,
  Warning24Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { ConnectionCheck } from '#shared/model/preparation';

const useStyles = makeStyles({
  mark: { display: 'flex', color: tokens.colorNeutralForeground2 },
  good: { color: tokens.colorPaletteGreenForeground1 },
  bad: { color: tokens.colorPaletteRedForeground1 },
  warns: { color: tokens.colorPaletteDarkOrangeForeground1 },
  info: { color: tokens.colorBrandForeground1 },
});

type Hue = 'good' | 'bad' | 'warns' | 'info' | 'quiet';
/** Icon and colour of a mark. */
export interface Look {
  readonly icon: ReactElement;
  readonly hue: Hue;
}

interface MarkProps extends Look {
  readonly words: string;
}

/** Takes an icon, its colour and a word for who cannot see it; gives the mark. */
export function Mark({ icon, hue, words }: MarkProps): ReactElement {
  const styles = useStyles();
  const hues = { good: styles.good, bad: styles.bad, warns: styles.warns, info: styles.info, quiet: '' };
  return (
    <span role="img" aria-label={words} className={mergeClasses(styles.mark, hues[hue])}>
      {icon}
    </span>
  );
}

const checks: Readonly<Record<ConnectionCheck['state'], Look>> = {
  passed: { icon: <CheckmarkCircle24Filled />, hue: 'good' },
  warning: { icon: <Warning24Filled />, hue: 'warns' },
  failed: { icon: <DismissCircle24Filled />, hue: 'bad' },
  notTried: { icon: <SubtractCircle24Regular />, hue: 'quiet' },
};

/** Takes what a layer of a connection test came to; gives its mark. */
export const CheckMark = ({ state }: { readonly state: ConnectionCheck['state'] }): ReactElement => (
  <Mark {...checks[state]} words={text(`wizard.check.${state}`)} />
);
