import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, Circle20Regular, RecordStop20Regular, Warning20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { WizardStep } from '#shared/model/wizard';
import { type Judged, missingOn } from '#shared/wizard/missing';
import { canOpen } from '#shared/wizard/wizard-plan';

const useStyles = makeStyles({
  nav: { position: 'sticky', top: '24px', minWidth: 0, '@media (max-width: 960px)': { position: 'static' } },
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    '@media (max-width: 960px)': { flexDirection: 'row', flexWrap: 'wrap' },
  },
  item: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    gap: tokens.spacingHorizontalM,
    alignItems: 'center',
    width: '100%',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: 'none',
    borderRadius: tokens.borderRadiusLarge,
    background: 'none',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    ':disabled': { color: tokens.colorNeutralForegroundDisabled, cursor: 'default', backgroundColor: 'transparent' },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1,
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: tokens.shadow2,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForeground1 },
  },
  icon: { display: 'flex', color: tokens.colorNeutralForeground3 },
  done: { color: tokens.colorPaletteGreenForeground1 },
  warns: { color: tokens.colorPaletteDarkOrangeForeground1 },
  here: { color: tokens.colorBrandForeground1 },
});

type Standing = 'here' | 'done' | 'warns' | 'ahead';

const icons: Readonly<Record<Standing, ReactElement>> = {
  here: <RecordStop20Regular />,
  done: <CheckmarkCircle20Filled />,
  warns: <Warning20Regular />,
  ahead: <Circle20Regular />,
};

interface StepListProps {
  readonly steps: readonly WizardStep[];
  readonly current: WizardStep;
  readonly judged: Judged;
  readonly isSetUp: boolean;
  readonly goTo: (step: WizardStep) => void;
}

function standingOf(step: WizardStep, { steps, current, judged, isSetUp }: StepListProps): Standing {
  if (step === current) return 'here';
  // A person who goes back still has behind them what was carried out.
  const reached = Math.max(steps.indexOf(current) - 1, isSetUp ? steps.indexOf('apply') : -1);
  const isBehind = steps.indexOf(step) <= reached;
  if (!isBehind) return 'ahead';
  return missingOn(step, judged).some(({ severity }) => severity === 'stops') ? 'warns' : 'done';
}

/** Takes the steps and where a person stands; gives the list of them: any that makes sense can be opened at any time. */
export function StepList(props: StepListProps): ReactElement {
  const styles = useStyles();
  const { steps, current, isSetUp, goTo } = props;
  const colours = { here: styles.here, done: styles.done, warns: styles.warns, ahead: '' };
  return (
    <nav aria-label={text('wizard.steps')} className={styles.nav}>
      <ol className={styles.list}>
        {steps.map((step) => {
          const standing = standingOf(step, props);
          return (
            <li key={step}>
              <button
                type="button"
                className={mergeClasses(styles.item, step === current && styles.current)}
                aria-current={step === current ? 'step' : undefined}
                disabled={!canOpen(step, isSetUp)}
                onClick={() => goTo(step)}
              >
                <span aria-hidden className={mergeClasses(styles.icon, colours[standing])}>
                  {icons[standing]}
                </span>
                <span>
                  {text(`wizard.step.${step}`)}
                  {standing === 'warns' || standing === 'done' ? (
                    <VisuallyHidden words={text(`wizard.standing.${standing}`)} />
                  ) : null}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

const useHiddenStyles = makeStyles({
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

const VisuallyHidden = ({ words }: { readonly words: string }): ReactElement => (
  <span className={useHiddenStyles().hidden}> {words}</span>
);
