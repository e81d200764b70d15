import { Button, makeStyles, tokens } from '@fluentui/react-components';
import {
  ArrowSync24Regular,
  DocumentBulletList24Regular,
  KeyReset24Regular,
  PeopleAdd24Regular,
  ShieldError24Regular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { places } from '#renderer/lib/places';
import { useChange, useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { HealthBadge } from '#renderer/ui/health-badge.tsx';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { ServicePrincipalId } from '#shared/model/ids';
import type { JobView } from '#shared/model/job';
import { FooterActions } from './footer-actions.tsx';
import type { StepProps } from './step-props.ts';
import { stopSaving } from './use-autosave.ts';
import { useWizard } from './wizard-store.ts';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
  },
  row: { display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', gap: tokens.spacingHorizontalM },
  icon: { display: 'flex', color: tokens.colorBrandForeground1 },
  words: { display: 'flex', flexDirection: 'column', gap: '2px' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '76ch' },
});

const facts = [
  ['cycle', <ArrowSync24Regular key="cycle" />],
  ['log', <DocumentBulletList24Regular key="log" />],
  ['quarantine', <ShieldError24Regular key="quarantine" />],
  ['token', <KeyReset24Regular key="token" />],
  ['widen', <PeopleAdd24Regular key="widen" />],
] as const;

/** The job is looked at again this often while the page is seen, in milliseconds. */
const lookEveryMs = 15_000;

/** Gives the last step: how it stands, and what happens from here on by itself. */
export function StepNext({ guide }: StepProps): ReactElement {
  const styles = useStyles();
  const servicePrincipalId = useWizard((state) => state.servicePrincipalId);
  return (
    <>
      {servicePrincipalId === null ? null : <Standing servicePrincipalId={servicePrincipalId} />}
      <Section title={text('wizard.next.title')}>
        <ul className={styles.list}>
          {facts
            .filter(([fact]) => fact !== 'token' || !guide.connection.authorizes)
            .map(([fact, icon]) => (
              <li key={fact} className={styles.row}>
                <span aria-hidden className={styles.icon}>
                  {icon}
                </span>
                <span className={styles.words}>
                  <span className={styles.name}>{text(`wizard.next.${fact}`)}</span>
                  <span className={styles.quiet}>{text(`wizard.next.${fact}Help`)}</span>
                </span>
              </li>
            ))}
        </ul>
      </Section>
    </>
  );
}

function Standing({ servicePrincipalId }: { readonly servicePrincipalId: ServicePrincipalId }): ReactElement {
  const shown = useRead(
    'synchronizationJobs.show',
    { application: servicePrincipalId },
    { refetchEveryMs: lookEveryMs },
  );
  return (
    <Section title={text('wizard.next.standing')}>
      <Answer query={shown} skeleton={<LinesSkeleton lines={3} />}>
        {({ jobs }) => <Job job={jobs[0]} />}
      </Answer>
      <Finish servicePrincipalId={servicePrincipalId} />
    </Section>
  );
}

function Job({ job }: { readonly job: JobView | undefined }): ReactElement | null {
  if (job === undefined) return null;
  return (
    <KeyValues
      items={[
        { name: text('wizard.next.application'), value: job.application },
        { name: text('wizard.next.health'), value: <HealthBadge health={job.health} /> },
        { name: text('wizard.next.summary'), value: job.summary },
      ]}
    />
  );
}

function Finish({ servicePrincipalId }: { readonly servicePrincipalId: ServicePrincipalId }): ReactElement {
  const id = useWizard((state) => state.id);
  const [, navigate] = useLocation();
  const forget = useChange('drafts.delete', ['drafts.list']);
  const leave = (): void => {
    useWizard.setState({ id: null, answers: null, handles: {}, saving: 'saved' });
    navigate(places.application(servicePrincipalId));
  };
  const finish = async (): Promise<void> => {
    if (id === null) return;
    await stopSaving();
    forget.mutate({ id }, { onSuccess: leave });
  };
  return (
    <>
      {forget.error === null ? null : <ErrorPanel error={forget.error.wire} />}
      <FooterActions>
        <Button appearance="primary" disabled={forget.isPending} onClick={() => void finish()}>
          {text('wizard.next.finish')}
        </Button>
      </FooterActions>
    </>
  );
}
