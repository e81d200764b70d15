import { Link, Toast, ToastBody, ToastFooter, ToastTitle, useToastController } from '@fluentui/react-components';
import { type ReactElement, useEffect } from 'react';
import { hrefOf } from '#renderer/lib/places';
import { noteSeen, type TaskRun, useTaskRuns } from '#renderer/lib/task-runs';
import { text } from '#renderer/lib/text';
import { frameToasts } from './toasts.tsx';

/** How long a toast stands, in milliseconds: a failure has to be read. */
const standMs = { done: 6_000, failed: 15_000 } as const;

/** Tells of long calls that ended while nobody looked at them. */
export function TaskToasts(): null {
  const { dispatchToast } = useToastController(frameToasts);
  const unseen = useTaskRuns((state) => state.unseen);
  useEffect(() => {
    for (const slot of unseen) {
      const run = useTaskRuns.getState().runs[slot];
      noteSeen(slot);
      if (run === undefined || run.state === 'running' || run.error?.code === 'cancelled') continue;
      dispatchToast(<TaskToast run={run} />, {
        intent: run.state === 'done' ? 'success' : 'error',
        timeout: standMs[run.state],
      });
    }
  }, [unseen, dispatchToast]);
  return null;
}

function TaskToast({ run }: { readonly run: TaskRun }): ReactElement {
  const { label, state, error, href } = run;
  return (
    <Toast>
      <ToastTitle>{text(state === 'done' ? 'shell.taskDone' : 'shell.taskFailed', { label })}</ToastTitle>
      {error === null ? null : <ToastBody>{error.message}</ToastBody>}
      {href === null ? null : (
        <ToastFooter>
          <Link href={hrefOf(href)}>{text('shell.taskOpen')}</Link>
        </ToastFooter>
      )}
    </Toast>
  );
}
