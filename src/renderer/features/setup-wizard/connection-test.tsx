import { Button, Link, ProgressBar } from '@fluentui/react-components';
import { PlugConnected20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { useTask } from '#renderer/lib/use-task';
import { Diagnosis } from '#renderer/ui/connection-diagnosis.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { configurationOf } from '#shared/wizard/configuration-of';
import type { StepProps } from './step-props.ts';
import { noteDiagnosis, useWizard } from './wizard-store.ts';

/** Takes the answers; gives the test of the connection and its diagnosis, layer by layer. */
export function ConnectionTest({
  guide,
  answers,
  missing,
}: Pick<StepProps, 'guide' | 'answers' | 'missing'>): ReactElement {
  const id = useWizard((state) => state.id);
  const handles = useWizard((state) => state.handles);
  const diagnosis = useWizard((state) => state.diagnosis);
  const test = useTask('setup.testConnection', {
    slot: `test:${id}`,
    label: text('wizard.test.label', { vendor: guide.displayName }),
  });
  const isReady = missing.every(({ severity }) => severity !== 'stops');
  const isRunning = test.state === 'running';
  const { application } = answers;
  const run = async (): Promise<void> => {
    noteDiagnosis(null);
    const result = await test.start({
      vendor: guide.id,
      connection: configurationOf(guide, answers, 'off').connection,
      secrets: handles,
      servicePrincipalId: application?.kind === 'reuse' ? application.servicePrincipalId : null,
    });
    if (result.ok) noteDiagnosis(result.data);
  };
  return (
    <Section
      title={text('wizard.test.title')}
      description={text('wizard.test.description')}
      actions={
        isRunning ? (
          <Button disabled={test.cancelling} onClick={test.cancel}>
            {text(test.cancelling ? 'common.cancelling' : 'common.cancel')}
          </Button>
        ) : (
          <Button icon={<PlugConnected20Regular />} disabled={!isReady} onClick={() => void run()}>
            {text('wizard.test.start')}
          </Button>
        )
      }
    >
      {isRunning ? <ProgressBar aria-label={text('common.working')} /> : null}
      {test.state === 'failed' && test.error !== null ? <ErrorPanel error={test.error} /> : null}
      {isReady || isRunning ? null : text('wizard.test.notReady')}
      <div aria-live="polite">{diagnosis === null ? null : <Diagnosis diagnosis={diagnosis} />}</div>
      <div>
        <Link href={hrefOf(places.preflight({ vendor: guide.id }))}>{text('preflight.link')}</Link>
      </div>
    </Section>
  );
}
