import {
  Button,
  Checkbox,
  Link,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { type ReactElement, type ReactNode, useState } from 'react';
import { type ChangeRun, confirmationsOf } from '#renderer/lib/change-run';
import { text } from '#renderer/lib/text';
import { textToType } from '#renderer/lib/text-to-type';
import type { WireError } from '#shared/contract/result';
import type { ApplyReport } from '#shared/model/plan';
import { differencesToRead } from '#shared/wizard/own-profile';
import { ErrorPanel } from './error-panel.tsx';
import { PlanView } from './plan-view.tsx';
import { PlannedCalls } from './planned-calls.tsx';
import { SecretField } from './secret-field.tsx';
import { Section } from './section.tsx';
import { TaskProgress } from './task-progress.tsx';
import { TypedConfirmation } from './typed-confirmation.tsx';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  link: { display: 'block', marginTop: tokens.spacingVerticalXS },
});

/** How a change came to be proposed does not matter here. */
type ShownChange = Omit<ChangeRun, 'propose'>;

interface ChangePanelProps {
  readonly change: ShownChange;
  /** What stands here while nothing is proposed. */
  readonly children?: ReactNode;
  /** Called when a person is through with the result. */
  readonly onClose?: () => void;
}

/** Takes a change; gives its plan to look at, its progress and what came of it. */
export function ChangePanel({ change, children, onClose }: ChangePanelProps): ReactElement {
  const styles = useStyles();
  const close = (): void => {
    change.reset();
    onClose?.();
  };
  switch (change.stage) {
    case 'idle':
      return <>{children}</>;
    case 'planning':
      return (
        <Section title={text('change.title')} description={text('change.planning')}>
          <TaskProgress progress={change.progress} running cancelling={change.cancelling} onCancel={change.cancel} />
        </Section>
      );
    case 'review':
      return <Review change={change} onClose={close} />;
    case 'applying':
      return (
        <Section title={text('change.title')} description={text('change.applying')}>
          <TaskProgress progress={change.progress} running cancelling={change.cancelling} onCancel={change.cancel} />
        </Section>
      );
    case 'failed':
      return (
        <Section title={text('change.title')}>
          {change.error === null ? null : <ErrorPanel error={change.error} />}
          <TaskProgress progress={change.progress} running={false} />
          <div className={styles.actions}>
            <Button onClick={close}>{text('common.back')}</Button>
            <Button appearance="primary" onClick={change.proposeAgain}>
              {text('change.tryAgain')}
            </Button>
          </div>
        </Section>
      );
    case 'done':
      return <Done change={change} onClose={close} />;
  }
}

interface PartProps {
  readonly change: ShownChange;
  readonly onClose: () => void;
}

function Review({ change, onClose }: PartProps): ReactElement | null {
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const [read, setRead] = useState(false);
  const { plan } = change;
  if (plan === null) return null;
  const asks = confirmationsOf(plan).length > 0;
  const missing = plan.secrets.filter(({ needed, bound }) => needed && !bound);
  const expected = plan.writes === 0 ? null : textToType(plan);
  const mustRead = plan.writes > 0 && differencesToRead(plan).length > 0;
  const blocked = missing.length > 0 || (mustRead && !read) || (expected !== null && typed.trim() !== expected);
  return (
    <Section title={text('change.title')}>
      <PlanView plan={plan} calls={<PlannedCalls load={change.showCalls} planId={plan.id} />} />
      {missing.map(({ key, label, host, why }) => (
        <MissingSecret key={key} change={change} label={label} hint={text('change.secretNeeded', { host, why })} />
      ))}
      {mustRead ? (
        <Checkbox
          label={text('own.agree')}
          checked={read}
          onChange={(_event, { checked }) => setRead(checked === true)}
        />
      ) : null}
      {expected === null ? null : <TypedConfirmation expected={expected} value={typed} onChange={setTyped} />}
      <div className={styles.actions}>
        <Button onClick={onClose}>{text('common.back')}</Button>
        {plan.writes === 0 ? null : (
          <Button appearance="primary" disabled={blocked} onClick={change.apply}>
            {text(asks ? 'change.applyAnyway' : 'change.apply')}
          </Button>
        )}
      </div>
    </Section>
  );
}

interface MissingSecretProps {
  readonly change: ShownChange;
  readonly label: string;
  readonly hint: string;
}

function MissingSecret({ change, label, hint }: MissingSecretProps): ReactElement {
  const [error, setError] = useState<WireError | null>(null);
  return (
    <>
      <SecretField
        label={text('credentials.replace', { label })}
        hint={hint}
        submitLabel={text('credentials.take')}
        onTake={(value) => void change.bind(label, value).then(setError)}
      />
      {error === null ? null : <ErrorPanel error={error} />}
    </>
  );
}

function Done({ change, onClose }: PartProps): ReactElement {
  return (
    <Section title={text('change.title')}>
      {change.report === null ? null : <Report report={change.report} />}
      <TaskProgress progress={change.progress} running={false} />
      <div>
        <Button appearance="primary" onClick={onClose}>
          {text('common.close')}
        </Button>
      </div>
    </Section>
  );
}

function Report({ report }: { readonly report: ApplyReport }): ReactElement {
  const styles = useStyles();
  const { result, writes, authorizeUrl } = report;
  const words = {
    changed: text('change.doneChanged', { count: writes }),
    unchanged: text('change.doneUnchanged'),
    authorizationRequired: text('change.authorize'),
  } as const;
  return (
    <MessageBar intent={result === 'authorizationRequired' ? 'warning' : 'success'} layout="multiline" role="status">
      <MessageBarBody>
        <MessageBarTitle>{text('change.done')}</MessageBarTitle>
        {words[result]}
        {authorizeUrl === undefined ? null : (
          <Link href={authorizeUrl} target="_blank" rel="noreferrer" className={styles.link}>
            {text('change.openAuthorize')}
          </Link>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}
