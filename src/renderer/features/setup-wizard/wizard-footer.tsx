import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowLeft20Regular, ArrowRight20Regular, Checkmark16Regular, Warning16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { WizardStep } from '#shared/model/wizard';
import { neighbour } from '#shared/wizard/wizard-plan';
import { useWizard } from './wizard-store.ts';

const useStyles = makeStyles({
  footer: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    // Covers the shadows of the cards that go under it.
    margin: '0 -8px',
    padding: `${tokens.spacingVerticalL} 8px`,
    backgroundColor: tokens.colorNeutralBackground2,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  actions: { display: 'contents' },
  state: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    marginLeft: 'auto',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
});

interface WizardFooterProps {
  readonly steps: readonly WizardStep[];
  readonly current: WizardStep;
  readonly goTo: (step: WizardStep) => void;
  /** Told where the buttons of a step stand. */
  readonly placeActions: (place: HTMLElement | null) => void;
}

/** Steps that lead on by a button of their own, once something was done. */
const leadsBySelf: ReadonlySet<WizardStep> = new Set(['review', 'apply', 'turnOn', 'next']);

/** Takes where a person stands; gives the way back and on, and whether what was entered is kept. */
export function WizardFooter({ steps, current, goTo, placeActions }: WizardFooterProps): ReactElement {
  const styles = useStyles();
  const back = neighbour(steps, current, -1);
  const on = leadsBySelf.has(current) ? null : neighbour(steps, current, 1);
  return (
    <div className={styles.footer}>
      {back === null ? null : (
        <Button icon={<ArrowLeft20Regular />} onClick={() => goTo(back)}>
          {text('common.back')}
        </Button>
      )}
      {on === null ? null : (
        <Button appearance="primary" icon={<ArrowRight20Regular />} iconPosition="after" onClick={() => goTo(on)}>
          {text('common.next')}
        </Button>
      )}
      <span ref={placeActions} className={styles.actions} />
      <SavingState />
    </div>
  );
}

function SavingState(): ReactElement {
  const styles = useStyles();
  const saving = useWizard((state) => state.saving);
  return (
    <span className={styles.state} role="status" data-saving={saving}>
      {saving === 'saved' ? <Checkmark16Regular aria-hidden /> : null}
      {saving === 'failed' ? <Warning16Regular aria-hidden /> : null}
      {text(`wizard.saving.${saving}`)}
    </span>
  );
}
