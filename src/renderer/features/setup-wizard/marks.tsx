import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircle24Filled,
  DismissCircle24Filled,
  Info24Regular,
  Person24Regular,
  QuestionCircle24Regular,
  SubtractCircle24Regular,
  Warning24Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { ConnectionCheck, PrerequisiteState } from '#shared/model/preparation';

const useStyles = makeStyles({
  mark: { display: 'flex', color: tokens.colorNeutralForeground2 },
  good: { color: tokens.colorPaletteGreenForeground1 },
  bad: { color: tokens.colorPaletteRedForeground1 },
  warns: { color: tokens.colorPaletteDarkOrangeForeground1 },
  info: { color: tokens.colorBrandForeground1 },
});

type Hue = 'good' | 'bad' | 'warns' | 'info' | 'quiet';
interface Look {
  readonly icon: ReactElement;
  readonly hue: Hue;
}

interface MarkProps extends Look {
  readonly words: string;
}

function Mark({ icon, hue, words }: MarkProps): ReactElement {
  const styles = useStyles();
  const hues = { good: styles.good, bad: styles.bad, warns: styles.warns, info: styles.info, quiet: '' };
  return (
    <span role="img" aria-label={words} className={mergeClasses(styles.mark, hues[hue])}>
      {icon}
    </span>
  );
}

const prerequisites: Readonly<Record<PrerequisiteState, Look>> = {
  met: { icon: <CheckmarkCircle24Filled />, hue: 'good' },
  notSeen: { icon: <Info24Regular />, hue: 'info' },
  unknown: { icon: <QuestionCircle24Regular />, hue: 'quiet' },
  person: { icon: <Person24Regular />, hue: 'quiet' },
};

/** Takes what was seen of a prerequisite; gives its mark, with a word for who cannot see it. */
export const PrerequisiteMark = ({ state }: { readonly state: PrerequisiteState }): ReactElement => (
  <Mark {...prerequisites[state]} words={text(`wizard.seen.${state}`)} />
);

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
