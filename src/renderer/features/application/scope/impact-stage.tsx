import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactElement, useEffect, useRef } from 'react';
import { text } from '#renderer/lib/text';
import type { Task } from '#renderer/lib/use-task';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TaskProgress } from '#renderer/ui/task-progress.tsx';
import { ImpactView } from './impact-view.tsx';
import { MissingBar } from './missing-bar.tsx';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  top: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, outline: 'none' },
});

interface ImpactStageProps {
  readonly impact: Task<'scope.impact'>;
  readonly onBack: () => void;
  readonly onAgain: () => void;
  /** Goes on to the plan, with the impact's id where there is one. */
  readonly onPlan: (impactId: string | undefined) => void;
}

/** Takes the computation of an impact; gives its progress, what it came to, and the way on and back. */
export function ImpactStage({ impact, onBack, onAgain, onPlan }: ImpactStageProps): ReactElement {
  const styles = useStyles();
  const top = useRef<HTMLDivElement>(null);
  const { state, output, error } = impact;
  // What was clicked is gone; whoever uses the keyboard goes on where the answer is.
  useEffect(() => {
    if (state === 'done') top.current?.focus();
  }, [state]);
  return (
    <Section title={text('impact.title')} description={state === 'running' ? text('impact.computing') : undefined}>
      {state === 'running' ? (
        <TaskProgress progress={impact.progress} running cancelling={impact.cancelling} onCancel={impact.cancel} />
      ) : null}
      {error === null ? null : <ErrorPanel error={error} onRetry={onAgain} />}
      {output === null ? null : (
        <div ref={top} tabIndex={-1} className={styles.top}>
          <MissingBar missing={output.missing} onGiven={onAgain} />
          <ImpactView impact={output} />
        </div>
      )}
      {state === 'running' ? null : (
        <div className={styles.actions}>
          <Button onClick={onBack}>{text('common.back')}</Button>
          {output === null ? (
            <Button onClick={() => onPlan(undefined)}>{text('impact.goOnWithout')}</Button>
          ) : (
            <>
              <Button onClick={onAgain}>{text('impact.again')}</Button>
              <Button appearance="primary" onClick={() => onPlan(output.id)}>
                {text('impact.goOn')}
              </Button>
            </>
          )}
        </div>
      )}
    </Section>
  );
}
