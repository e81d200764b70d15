import { makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TaskProgress } from '#renderer/ui/task-progress.tsx';
import { useLedHere } from './on-demand-focus.ts';
import { OnDemandGroupForm } from './on-demand-group-form.tsx';
import { OnDemandPeopleForm } from './on-demand-people-form.tsx';
import { useOnDemandGroup, useOnDemandQueue, useOnDemandResume } from './on-demand-queries.ts';
import { OnDemandResult } from './on-demand-result.tsx';
import { OnDemandRunView } from './on-demand-run-view.tsx';
import { OnDemandRuns } from './on-demand-runs.tsx';
import { OnDemandPlan } from './story/on-demand-plan.tsx';

const useStyles = makeStyles({
  results: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
});

type Kind = 'people' | 'group';

/** Takes an application; gives provisioning chosen people or one group at once, with every step, and earlier runs. */
export function OnDemandCard({ id }: { readonly id: string }): ReactElement {
  const styles = useStyles();
  const [kind, setKind] = useState<Kind>('people');
  const queue = useOnDemandQueue(id);
  const group = useOnDemandGroup(id);
  const resume = useOnDemandResume(id);
  const frame = useLedHere();
  const tasks = [queue, group, resume];
  const running = tasks.find(({ state }) => state === 'running');
  const failed = tasks.find(({ error }) => error !== null)?.error ?? null;
  const run = resume.output ?? queue.output;
  const reset = (): void => {
    for (const task of tasks) task.reset();
  };
  return (
    <Section title={text('onDemand.title')} description={text('onDemand.help')}>
      <div ref={frame} />
      <OnDemandPlan id={id} />
      <RadioGroup
        layout="horizontal"
        aria-label={text('onDemand.kind')}
        value={kind}
        onChange={(_event, { value }) => setKind(value as Kind)}
      >
        <Radio value="people" label={text('onDemand.people')} />
        <Radio value="group" label={text('onDemand.group')} />
      </RadioGroup>
      {kind === 'people' ? (
        <OnDemandPeopleForm
          disabled={running !== undefined}
          onStart={(users, stopAtFailure) => {
            reset();
            void queue.start({ application: id, users: [...users], stopAtFailure });
          }}
        />
      ) : (
        <OnDemandGroupForm
          disabled={running !== undefined}
          onStart={(name, members) => {
            reset();
            void group.start({ application: id, group: name, members: [...members] });
          }}
        />
      )}
      {running === undefined ? null : (
        <TaskProgress progress={running.progress} running cancelling={running.cancelling} onCancel={running.cancel} />
      )}
      {failed === null ? null : <ErrorPanel error={failed} />}
      <div className={styles.results} aria-live="polite">
        {run === null ? null : <OnDemandRunView run={run} onResume={() => void resume.start({ run: run.id })} />}
        {group.output === null ? null : <OnDemandResult view={group.output} />}
      </div>
      <OnDemandRuns id={id} disabled={running !== undefined} onResume={(one) => void resume.start({ run: one })} />
    </Section>
  );
}
