import { Field, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import type { CallFailure } from '#renderer/lib/call-failure';
import { text } from '#renderer/lib/text';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import { type JobActionPlan, type ResetScope, resetScopes } from '#shared/model/job-action';
import { ActionPlanView } from './action-plan-view.tsx';
import { useActionPlan } from './story-queries.ts';

/** What is asked about here; people are provisioned on demand where they are chosen. */
export type AskedAction = 'start' | 'pause' | 'restart' | 'delete';

interface ActionDialogProps {
  readonly id: string;
  readonly action: AskedAction;
  readonly busy: boolean;
  /** What came of the last try. */
  readonly failed: CallFailure | null;
  readonly onClose: () => void;
  /** Carries it out on the job as the plan shows it. */
  readonly onConfirm: (plan: JobActionPlan) => void;
}

/** Takes an application and an action; gives what it comes to, and asks. A restart is asked with what it forgets. */
export function ActionDialog({ id, action, busy, failed, onClose, onConfirm }: ActionDialogProps): ReactElement {
  const [scope, setScope] = useState<ResetScope>('default');
  const plan = useActionPlan(id, action, action === 'restart' ? scope : null);
  // While another one is read, the last one is not what would be done.
  const shown = plan.isFetching ? null : (plan.data ?? null);
  return (
    <ConfirmDialog
      open
      title={text(`story.title_${action}`)}
      confirmLabel={text(`story.confirm_${action}`)}
      busy={busy || shown === null || shown.needless !== null}
      onClose={onClose}
      onConfirm={() => {
        if (shown !== null) onConfirm(shown);
      }}
    >
      {action === 'restart' ? <Scopes scope={scope} onScope={setScope} /> : null}
      {failed === null ? null : <ErrorPanel error={failed.wire} onRetry={() => void plan.refetch()} />}
      {plan.error === null ? null : <ErrorPanel error={plan.error.wire} onRetry={() => void plan.refetch()} />}
      {plan.error === null && shown === null ? <LinesSkeleton lines={6} /> : null}
      {shown === null ? null : <ActionPlanView plan={shown} />}
    </ConfirmDialog>
  );
}

interface ScopesProps {
  readonly scope: ResetScope;
  readonly onScope: (scope: ResetScope) => void;
}

const useStyles = makeStyles({ scopes: { marginBottom: tokens.spacingVerticalL } });

const Scopes = ({ scope, onScope }: ScopesProps): ReactElement => (
  <Field className={useStyles().scopes} label={text('app.restartScope')}>
    <RadioGroup value={scope} onChange={(_event, { value }) => onScope(value as ResetScope)}>
      {resetScopes.map((one) => (
        <Radio
          key={one}
          value={one}
          label={
            <>
              <strong>{text(`reset.${one}`)}</strong>
              <br />
              {text(`reset.${one}Help`)}
            </>
          }
        />
      ))}
    </RadioGroup>
  </Field>
);
