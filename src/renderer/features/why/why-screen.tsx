import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowSync20Regular, PersonQuestionMark24Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { useLogEntry } from '#renderer/lib/archived-log';
import { formats } from '#renderer/lib/format';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { LogDetail } from '#renderer/ui/log-detail.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { WhyExplanation } from '#shared/model/why';
import { FixButton } from './fix-link.tsx';
import { GateList } from './gate-list.tsx';
import { MissingPanel } from './missing-panel.tsx';
import { useWhy } from './queries.ts';
import { WhyForm } from './why-form.tsx';

const useStyles = makeStyles({
  answer: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, minWidth: 0 },
  line: { display: 'block', marginTop: tokens.spacingVerticalXS, maxWidth: '88ch', overflowWrap: 'anywhere' },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground2,
  },
});

/** The router leaves characters of an address as they are written there, such as the @ and the # of a user principal name. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // Somebody typed a % into the address: then it is meant.
    return segment;
  }
}

/** Gives the page that says why a person is provisioned to an application, or is not: gate by gate. */
export function WhyScreen(): ReactElement {
  const params = useParams<{ application?: string; person?: string }>();
  const application = decoded(params.application ?? '');
  const person = decoded(params.person ?? '');
  const [, navigate] = useLocation();
  const question = application === '' || person === '' ? null : { application, person };
  const explained = useWhy(question);
  return (
    <Page
      title={text('why.title')}
      description={text('why.description')}
      actions={
        question === null ? undefined : (
          <Button
            icon={<ArrowSync20Regular />}
            disabled={explained.isFetching}
            onClick={() => void explained.refetch()}
          >
            {text('why.again')}
          </Button>
        )
      }
    >
      <WhyForm
        key={`${application} ${person}`}
        asked={{ application, person }}
        onAsk={(asked) =>
          asked.application === application && asked.person === person
            ? void explained.refetch()
            : navigate(places.why(asked))
        }
      />
      {question === null ? (
        <Section>
          <EmptyState
            icon={<PersonQuestionMark24Regular fontSize={36} />}
            title={text('why.emptyTitle')}
            description={text('why.emptyHelp')}
          />
        </Section>
      ) : (
        <Answer
          query={explained}
          skeleton={
            <Section>
              <Text>{text('why.running')}</Text>
              <LinesSkeleton lines={8} />
            </Section>
          }
        >
          {(explanation) => <Explained explanation={explanation} onGiven={() => void explained.refetch()} />}
        </Answer>
      )}
    </Page>
  );
}

interface ExplainedProps {
  readonly explanation: WhyExplanation;
  readonly onGiven: () => void;
}

const intents = { provisioned: 'success', outOfDate: 'warning', notProvisioned: 'error', unknown: 'info' } as const;

function Explained({ explanation, onGiven }: ExplainedProps): ReactElement {
  const styles = useStyles();
  const [opened, setOpened] = useState<string | null>(null);
  const entry = useLogEntry(opened);
  const { conclusion, servicePrincipalId, missing, notes, log, readAt } = explanation;
  const { kind, sentence, next, fix } = conclusion;
  const detail = opened === null ? null : (entry.data ?? null);
  return (
    <div className={styles.answer}>
      <MessageBar intent={intents[kind]} layout="multiline" role="status">
        <MessageBarBody>
          <MessageBarTitle>{text(`why.kind_${kind}`)}</MessageBarTitle>
          <span className={styles.line}>{sentence}</span>
          {fix === null ? null : (
            <span className={styles.line}>
              {text('why.fix')} {fix.text}
            </span>
          )}
          {next.length === 0 ? null : (
            <span className={styles.line}>
              {text('why.then', { gates: next.map((gate) => text(`why.gate_${gate}`)).join(', ') })}
            </span>
          )}
        </MessageBarBody>
        {fix === null ? null : (
          <MessageBarActions>
            <FixButton primary fix={fix} application={servicePrincipalId} onEntry={setOpened} />
          </MessageBarActions>
        )}
      </MessageBar>
      {notes.map(({ code, message, nextStep }) => (
        <MessageBar key={code} intent="warning" layout="multiline">
          <MessageBarBody>
            {message} {nextStep}
          </MessageBarBody>
        </MessageBar>
      ))}
      <MissingPanel missing={missing} onGiven={onGiven} />
      <Section title={text('why.gates')} description={text('why.gatesHelp')}>
        <GateList key={readAt} explanation={explanation} onEntry={setOpened} />
        <div className={styles.foot}>
          <Text size={200}>
            {text(`why.logFrom_${log.source}`)} {formats.dateTime(readAt)}
          </Text>
          <span className={styles.foot}>
            <Text size={200}>{text('why.judge')}</Text>
            <Button as="a" size="small" href={hrefOf(places.application(servicePrincipalId))}>
              {text('why.go_onDemand')}
            </Button>
          </span>
        </div>
      </Section>
      {entry.error === null || opened === null ? null : <ErrorPanel error={entry.error.wire} />}
      <LogDetail entry={detail?.entry ?? null} advice={detail} onClose={() => setOpened(null)} asksWhy={false} />
    </div>
  );
}
