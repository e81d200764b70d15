import {
  Button,
  Link,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { ArrowRight20Regular, Play20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { ApplyReport } from '#shared/model/plan';
import { neighbour, stepsFor } from '#shared/wizard/wizard-plan';
import { ApplyLines } from './apply-lines.tsx';
import { FooterActions } from './footer-actions.tsx';
import type { StepProps } from './step-props.ts';
import { type SetUp, useSetUp } from './use-set-up.ts';
import { useWizard } from './wizard-store.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

/** Gives the step that carries the plan out, a line for each step; what was cut off goes on from where it ended. */
export function StepApply({ guide, goTo }: StepProps): ReactElement {
  const setUp = useSetUp(guide, 'setUp');
  const isSetUp = useWizard((state) => state.servicePrincipalId !== null);
  const { plan, apply } = setUp;
  const on = isSetUp && apply.state !== 'running' ? <GoOn guide={guide} goTo={goTo} /> : null;
  if (apply.state === 'idle')
    return (
      <>
        <NotBegun isSetUp={isSetUp} goTo={goTo} />
        {on}
      </>
    );
  return (
    <>
      {on}
      {apply.state === 'failed' && apply.error !== null ? (
        <ErrorPanel error={apply.error} actions={<Resume setUp={setUp} goTo={goTo} />} />
      ) : null}
      {apply.output === null ? null : <Outcome report={apply.output} setUp={setUp} goTo={goTo} />}
      <Section
        title={text(`wizard.apply.${apply.state}`)}
        description={text(apply.state === 'running' ? 'wizard.apply.mayLeave' : 'wizard.apply.verified')}
      >
        <ApplyLines plan={plan.output} apply={apply} />
      </Section>
    </>
  );
}

function GoOn({ guide, goTo }: Pick<StepProps, 'guide' | 'goTo'>): ReactElement | null {
  const after = neighbour(stepsFor(guide), 'apply', 1);
  if (after === null) return null;
  return (
    <FooterActions>
      <Button appearance="primary" icon={<ArrowRight20Regular />} iconPosition="after" onClick={() => goTo(after)}>
        {text(`wizard.step.${after}`)}
      </Button>
    </FooterActions>
  );
}

function NotBegun({ isSetUp, goTo }: { readonly isSetUp: boolean; readonly goTo: StepProps['goTo'] }): ReactElement {
  return (
    <Section>
      <EmptyState
        icon={<Play20Regular />}
        title={text(isSetUp ? 'wizard.apply.before' : 'wizard.apply.notBegun')}
        description={text(isSetUp ? 'wizard.apply.beforeHelp' : 'wizard.apply.notBegunHelp')}
        actions={
          <Button appearance="primary" onClick={() => goTo('review')}>
            {text('wizard.apply.toReview')}
          </Button>
        }
      />
    </Section>
  );
}

interface ResumeProps {
  readonly setUp: SetUp;
  readonly goTo: StepProps['goTo'];
}

function Resume({ setUp, goTo }: ResumeProps): ReactElement {
  const styles = useStyles();
  const isBusy = setUp.plan.state === 'running';
  const resume = async (): Promise<void> => {
    const went = await setUp.resume();
    // A plan that asks for something is looked at, not carried out unseen.
    if (!went && setUp.apply.state !== 'running') goTo('review');
  };
  return (
    <span className={styles.bar}>
      <Button appearance="primary" disabled={isBusy} onClick={() => void resume()}>
        {text('wizard.apply.resume')}
      </Button>
      <Button onClick={() => goTo('review')}>{text('wizard.apply.toReview')}</Button>
    </span>
  );
}

interface OutcomeProps extends ResumeProps {
  readonly report: ApplyReport;
}

function Outcome({ report, setUp, goTo }: OutcomeProps): ReactElement {
  // Links in progress are those that a browser on this machine can open.
  const url = setUp.apply.progress.findLast((line) => line.url !== undefined)?.url ?? report.authorizeUrl;
  if (report.result === 'authorizationRequired')
    return (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{text('wizard.handOff.title')}</MessageBarTitle>
          {text('wizard.handOff.later')}{' '}
          {url === undefined ? null : (
            <Link href={url} target="_blank" rel="noreferrer">
              {text('wizard.handOff.open')}
            </Link>
          )}{' '}
          <Resume setUp={setUp} goTo={goTo} />
        </MessageBarBody>
      </MessageBar>
    );
  return (
    <>
      <MessageBar intent="success" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{text(`wizard.apply.result.${report.result}`)}</MessageBarTitle>
          {text('wizard.apply.counts', { requests: report.requests, writes: report.writes })}
        </MessageBarBody>
      </MessageBar>
      {report.warnings.map(({ message, nextStep }) => (
        <MessageBar key={message} intent="warning" layout="multiline">
          <MessageBarBody>
            {message} {nextStep}
          </MessageBarBody>
        </MessageBar>
      ))}
    </>
  );
}
