import { Button, Field, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { ArrowCounterclockwise20Regular, Pause20Regular, Play20Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { type ResetScope, resetScopes } from '#shared/contract/operations';
import type { JobView } from '#shared/model/job';
import { usePause, useRestart, useStart } from './queries.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  error: { flexBasis: '100%' },
});

const isOn = ({ scheduleState }: JobView): boolean => scheduleState.toLowerCase() === 'active';

/** Takes an application and its job; gives starting, pausing and restarting it. */
export function JobActions({ id, job }: { readonly id: string; readonly job: JobView }): ReactElement {
  const styles = useStyles();
  const [asks, setAsks] = useState<'pause' | 'restart' | null>(null);
  const start = useStart();
  const pause = usePause();
  const restart = useRestart();
  const failed = start.error ?? pause.error ?? restart.error;
  const busy = start.isPending || pause.isPending || restart.isPending;
  const close = (): void => setAsks(null);
  return (
    <div className={styles.actions}>
      {failed === null ? null : (
        <div className={styles.error}>
          <ErrorPanel error={failed.wire} />
        </div>
      )}
      {isOn(job) ? (
        <Button icon={<Pause20Regular />} disabled={busy} onClick={() => setAsks('pause')}>
          {text('app.pause')}
        </Button>
      ) : (
        <Button
          appearance="primary"
          icon={<Play20Regular />}
          disabled={busy}
          onClick={() => start.mutate({ application: id })}
        >
          {text('app.start')}
        </Button>
      )}
      <Button icon={<ArrowCounterclockwise20Regular />} disabled={busy} onClick={() => setAsks('restart')}>
        {text('app.restart')}
      </Button>
      <ConfirmDialog
        open={asks === 'pause'}
        title={text('app.pauseTitle')}
        confirmLabel={text('app.pause')}
        onClose={close}
        onConfirm={() => {
          close();
          pause.mutate({ application: id });
        }}
      >
        {text('app.pauseHelp')}
      </ConfirmDialog>
      <RestartDialog
        open={asks === 'restart'}
        onClose={close}
        onRestart={(resetScope) => {
          close();
          restart.mutate({ application: id, resetScope });
        }}
      />
    </div>
  );
}

interface RestartDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onRestart: (scope: ResetScope) => void;
}

function RestartDialog({ open, onClose, onRestart }: RestartDialogProps): ReactElement {
  const [scope, setScope] = useState<ResetScope>('default');
  return (
    <ConfirmDialog
      open={open}
      title={text('app.restartTitle')}
      confirmLabel={text('app.restartConfirm')}
      onClose={onClose}
      onConfirm={() => onRestart(scope)}
    >
      <Field label={text('app.restartScope')}>
        <RadioGroup value={scope} onChange={(_event, { value }) => setScope(value as ResetScope)}>
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
    </ConfirmDialog>
  );
}
