import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle24Regular } from '@fluentui/react-icons';
import { type ReactElement, type ReactNode, useEffect } from 'react';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { ChangePanel } from '#renderer/ui/change-panel.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { QuarantineReport } from '#shared/model/quarantine';
import type { TabProps } from './application-screen.tsx';
import { Checks } from './quarantine/checks.tsx';
import { Headline } from './quarantine/headline.tsx';
import { HeldBack } from './quarantine/held-back.tsx';
import { Meters } from './quarantine/meters.tsx';
import { Past } from './quarantine/past.tsx';
import { Proof } from './quarantine/proof.tsx';
import { rememberSeen, useHeldBack, useProof, useQuarantine, useRepair, useSeenBefore } from './quarantine/queries.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  words: { maxWidth: '88ch' },
});

/** Gives why an application is in quarantine, what was checked, how it is ended, and whether it is gone. */
export function QuarantineTab({ id }: TabProps): ReactElement {
  const report = useQuarantine(id);
  return (
    <Answer
      query={report}
      skeleton={
        <Section>
          <LinesSkeleton lines={8} />
        </Section>
      }
    >
      {(data) => <Content id={id} report={data} />}
    </Answer>
  );
}

interface ContentProps {
  readonly id: string;
  readonly report: QuarantineReport;
}

function Content({ id, report }: ContentProps): ReactElement {
  const repair = useRepair(id);
  const proof = useProof(id);
  const seen = useSeenBefore((all) => all[id]);
  const { quarantine } = report;
  // It may be repaired on another page; the proof says then what is different.
  useEffect(() => {
    if (quarantine !== null && seen === undefined) rememberSeen(report);
  }, [quarantine, seen, report]);
  const held = useHeldBack(id, 0, report.kind === 'deletesBlocked');
  const decide = (decision: 'repair' | 'allow' | 'reject'): void => {
    rememberSeen(report);
    repair.propose({ application: id, decision });
  };
  return (
    <>
      {quarantine === null ? <NotInQuarantine /> : <Headline report={report} quarantine={quarantine} />}
      {quarantine === null ? null : <Checks id={id} open={quarantine.checks} />}
      <ChangePanel change={repair}>
        {quarantine === null ? null : report.kind === 'deletesBlocked' ? (
          <HeldBack id={id} onDecide={decide} />
        ) : (
          <HowToEnd id={id} report={report} fix={quarantine.fix} onPlan={() => decide('repair')} />
        )}
      </ChangePanel>
      {quarantine !== null || seen !== undefined || proof.state !== 'idle' ? <Proof id={id} /> : null}
      <Meters report={report} held={held.data?.count ?? null} />
      <Past id={id} />
    </>
  );
}

const NotInQuarantine = (): ReactElement => (
  <Section>
    <EmptyState
      icon={<CheckmarkCircle24Regular fontSize={36} />}
      title={text('quarantine.none')}
      description={text('quarantine.noneHelp')}
    />
  </Section>
);

interface HowToEndProps extends ContentProps {
  readonly fix: string;
  readonly onPlan: () => void;
}

const link = (label: string, place: string, primary = false): ReactNode => (
  <Button key={place} as="a" {...(primary ? { appearance: 'primary' as const } : {})} href={hrefOf(place)}>
    {label}
  </Button>
);

function HowToEnd({ id, report, fix, onPlan }: HowToEndProps): ReactElement {
  const styles = useStyles();
  const isTransport = report.kind === 'transport';
  return (
    <Section title={text('quarantine.fix')}>
      <Text className={styles.words}>{fix}</Text>
      <div className={styles.actions}>
        {isTransport ? link(text('quarantine.toCredentials'), places.application(id, 'credentials'), true) : null}
        <Button {...(isTransport ? {} : { appearance: 'primary' as const })} onClick={onPlan}>
          {text('quarantine.plan')}
        </Button>
        {report.kind === 'unknown'
          ? link(text('quarantine.toCredentials'), places.application(id, 'credentials'))
          : null}
        {link(text('quarantine.toLog'), places.application(id, 'log'))}
        {link(text('quarantine.toHistory'), places.application(id, 'history'))}
      </div>
    </Section>
  );
}
