import { Button, Field, Input, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { PersonArrowRight20Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { useTask } from '#renderer/lib/use-task';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LiveDifferences } from './live-differences.tsx';
import { OnDemandResult } from './on-demand-result.tsx';
import type { StepProps } from './step-props.ts';
import { useWizard } from './wizard-store.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
  field: { flex: '1 1 320px', maxWidth: '480px' },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  people: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Gives the step that provisions one person now and shows what happened, before everybody follows. */
export function StepTryOne({ guide, answers }: StepProps): ReactElement {
  const styles = useStyles();
  const id = useWizard((state) => state.id);
  const servicePrincipalId = useWizard((state) => state.servicePrincipalId);
  const people = answers.assignments.filter(({ kind }) => kind === 'user');
  const [user, setUser] = useState(people[0]?.detail ?? '');
  const attempt = useTask('provisioning.onDemand', {
    slot: `try:${id}`,
    label: text('wizard.try.label', { vendor: guide.displayName }),
    stale: ['logs.list', 'synchronizationJobs.show'],
  });
  const isRunning = attempt.state === 'running';
  const run = (): void => {
    if (servicePrincipalId !== null) void attempt.start({ application: servicePrincipalId, user: user.trim() });
  };
  return (
    <>
      {servicePrincipalId === null ? null : (
        <LiveDifferences
          vendor={guide.id}
          servicePrincipalId={servicePrincipalId}
          areas={['credentials', 'attributes']}
        />
      )}
      <Section title={text('wizard.try.title')} description={text('wizard.try.description')}>
        <div className={styles.row}>
          <Field label={text('wizard.try.person')} className={styles.field}>
            <Input value={user} maxLength={320} onChange={(_event, { value }) => setUser(value)} />
          </Field>
          <Button
            appearance="primary"
            icon={<PersonArrowRight20Regular />}
            disabled={isRunning || user.trim() === ''}
            onClick={run}
          >
            {text('wizard.try.start')}
          </Button>
        </div>
        <span className={styles.quiet}>{text('wizard.try.personHelp')}</span>
        {people.length < 2 ? null : (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; these fill one
          <div className={styles.people} role="group" aria-label={text('wizard.try.assigned')}>
            {people.slice(0, 8).map(({ id: person, displayName, detail }) => (
              <Button key={person} size="small" shape="circular" onClick={() => setUser(detail)}>
                {displayName}
              </Button>
            ))}
          </div>
        )}
        {isRunning ? <ProgressBar aria-label={text('common.working')} /> : null}
      </Section>
      {attempt.state === 'failed' && attempt.error !== null ? <ErrorPanel error={attempt.error} onRetry={run} /> : null}
      <div aria-live="polite">{attempt.output === null ? null : <OnDemandResult view={attempt.output} />}</div>
    </>
  );
}
