import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle24Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { useNow } from '#renderer/lib/now';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { QuarantineView } from '#shared/model/job';
import type { TabProps } from './application-screen.tsx';
import { useStart } from './queries.ts';

const useStyles = makeStyles({
  checks: {
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  words: { maxWidth: '88ch' },
});

/** Gives why an application is in quarantine, until when that can last, what to check and how to end it. */
export function QuarantineTab({ id, job }: TabProps): ReactElement {
  if (job.quarantine === null)
    return (
      <Section>
        <EmptyState
          icon={<CheckmarkCircle24Regular fontSize={36} />}
          title={text('quarantine.none')}
          description={text('quarantine.noneHelp')}
        />
      </Section>
    );
  return (
    <>
      <State quarantine={job.quarantine} />
      <Repair id={id} quarantine={job.quarantine} />
    </>
  );
}

function State({ quarantine }: { readonly quarantine: QuarantineView }): ReactElement {
  const now = useNow();
  const { since, nextAttempt, disabledOn, daysLeft, errorCode, errorMessage } = quarantine;
  const time = (iso: string | null): string =>
    iso === null ? text('common.unknown') : `${formats.dateTime(iso)} (${formats.relative(iso, now)})`;
  return (
    <Section
      title={text('quarantine.title')}
      actions={
        daysLeft === null ? undefined : (
          <Badge appearance="filled" size="large" color="danger">
            {text('quarantine.daysLeft', { count: daysLeft })}
          </Badge>
        )
      }
    >
      <KeyValues
        items={[
          { name: text('quarantine.reason'), value: quarantine.reason },
          { name: text('quarantine.since'), value: time(since) },
          { name: text('quarantine.next'), value: time(nextAttempt) },
          { name: text('quarantine.disabledOn'), value: time(disabledOn) },
          ...(errorMessage === null
            ? []
            : [
                {
                  name: text('quarantine.said'),
                  value: errorCode === null ? errorMessage : `${errorMessage} (${errorCode})`,
                },
              ]),
        ]}
      />
    </Section>
  );
}

function Repair({ id, quarantine }: { readonly id: string; readonly quarantine: QuarantineView }): ReactElement {
  const styles = useStyles();
  const start = useStart();
  return (
    <Section title={text('quarantine.meaning')} description={quarantine.meaning}>
      <Text weight="semibold">{text('quarantine.checks')}</Text>
      <ol className={styles.checks}>
        {quarantine.checks.map((check) => (
          <li key={check}>{check}</li>
        ))}
      </ol>
      <Text weight="semibold">{text('quarantine.fix')}</Text>
      <Text className={styles.words}>{quarantine.fix}</Text>
      {start.error === null ? null : <ErrorPanel error={start.error.wire} />}
      <div className={styles.actions}>
        <Button as="a" appearance="primary" href={hrefOf(places.application(id, 'credentials'))}>
          {text('quarantine.toCredentials')}
        </Button>
        <Button as="a" href={hrefOf(places.application(id, 'log'))}>
          {text('quarantine.toLog')}
        </Button>
        <Button disabled={start.isPending} onClick={() => start.mutate({ application: id })}>
          {text('quarantine.start')}
        </Button>
      </div>
    </Section>
  );
}
