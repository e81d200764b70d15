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
import { PlugConnectedCheckmarkRegular } from '@fluentui/react-icons';
import { type ReactElement, useEffect } from 'react';
import { useParams } from 'wouter';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TaskProgress } from '#renderer/ui/task-progress.tsx';
import type { PreflightReport, PreflightSubject } from '#shared/model/preflight';
import { preflightText, preflightVerdictWords } from '#shared/preflight/report-text';
import { PreflightForm } from './preflight-form.tsx';
import { chooseAbout, usePreflightChoice } from './preflight-store.ts';
import { aboutOf, usePreflight, useSubject } from './queries.ts';
import { ResultList } from './result-list.tsx';

const useStyles = makeStyles({
  answer: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Gives the page that asks a SCIM endpoint from this machine, as the provisioning service will. */
export function PreflightScreen(): ReactElement {
  const { kind, id } = useParams<{ kind?: string; id?: string }>();
  useEffect(() => {
    if (kind !== undefined && id !== undefined) chooseAbout(`${kind}:${id}`);
  }, [kind, id]);
  const choice = usePreflightChoice();
  const about = aboutOf(choice.about);
  const subject = useSubject(about).data;
  const task = usePreflight(subject?.application ?? subject?.vendorName ?? '');
  const run = (tenantUrl: string, allowPrivate: readonly string[]): void => {
    if (about === null) return;
    const write = choice.writes ? { userName: choice.userName.trim() } : null;
    void task.start({ ...about, tenantUrl, token: choice.token, allowPrivate: [...allowPrivate], write });
  };
  const start = (_subject: PreflightSubject, tenantUrl: string): void => run(tenantUrl, []);
  const isRunning = task.state === 'running';
  return (
    <Page title={text('preflight.title')} description={text('preflight.description')}>
      <PreflightForm running={isRunning} onRun={start} />
      {isRunning ? (
        <Section title={text('preflight.running')}>
          <TaskProgress progress={task.progress} running cancelling={task.cancelling} onCancel={task.cancel} />
        </Section>
      ) : null}
      {task.state === 'failed' && task.error !== null ? <ErrorPanel error={task.error} /> : null}
      {task.state === 'idle' ? (
        <Section>
          <EmptyState
            icon={<PlugConnectedCheckmarkRegular fontSize={36} />}
            title={text('preflight.emptyTitle')}
            description={text('preflight.emptyHelp')}
          />
        </Section>
      ) : null}
      {isRunning || task.output === null ? null : (
        <Report report={task.output} onConfirm={isAbout(task.output, subject) ? run : null} />
      )}
    </Page>
  );
}

const intents = { ready: 'success', attention: 'warning', notReady: 'error', incomplete: 'info' } as const;

/** An older report may be about something that is not chosen any more. */
const isAbout = (report: PreflightReport, subject: PreflightSubject | undefined): boolean =>
  report.application === subject?.application && report.vendor === subject.vendor;

interface ReportProps {
  readonly report: PreflightReport;
  /** Runs it again at that address, with addresses that a person confirms; null: something else is chosen by now. */
  readonly onConfirm: ((tenantUrl: string, allowPrivate: readonly string[]) => void) | null;
}

function Report({ report, onConfirm }: ReportProps): ReactElement {
  const styles = useStyles();
  const { verdict, application, vendor, tenantUrl, host, toConfirm, leftBehind, checks, requests, ranAt } = report;
  return (
    <div className={styles.answer}>
      <MessageBar intent={intents[verdict]} layout="multiline" role="status" data-verdict={verdict}>
        <MessageBarBody>
          <MessageBarTitle>{text(`preflight.is_${verdict}`)}</MessageBarTitle>
          {preflightVerdictWords[verdict]}
        </MessageBarBody>
      </MessageBar>
      {toConfirm.length === 0 ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{text('preflight.confirmTitle')}</MessageBarTitle>
            {text('preflight.confirmHelp', { host, addresses: toConfirm.join(', ') })}
          </MessageBarBody>
          {onConfirm === null ? null : (
            <MessageBarActions>
              <Button onClick={() => onConfirm(tenantUrl, toConfirm)}>{text('preflight.confirm')}</Button>
            </MessageBarActions>
          )}
        </MessageBar>
      )}
      {leftBehind === null ? null : (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{text('preflight.leftTitle')}</MessageBarTitle>
            {text('preflight.leftHelp', { userName: leftBehind.userName })}
          </MessageBarBody>
        </MessageBar>
      )}
      <Section
        title={text('preflight.result')}
        description={text('preflight.resultHelp', {
          name: application ?? vendor,
          host,
          time: formats.dateTime(ranAt),
          requests: String(requests),
        })}
        actions={<CopyButton labelled value={preflightText(report)} what={text('preflight.report')} />}
      >
        <ResultList results={checks} />
        <Text size={200} className={styles.quiet}>
          {text('preflight.judge')}
        </Text>
      </Section>
    </div>
  );
}
