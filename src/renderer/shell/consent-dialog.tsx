import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useRead } from '#renderer/lib/queries';
import { useSession } from '#renderer/lib/session';
import { text } from '#renderer/lib/text';
import { useTask } from '#renderer/lib/use-task';
import { Answer } from '#renderer/ui/answer.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { PermissionItems } from '#renderer/ui/permission-items.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import { TaskProgress } from '#renderer/ui/task-progress.tsx';
import { askConsent, type ConsentQuestion, useConsentQuestion } from './consent-store.ts';

const useStyles = makeStyles({
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    paddingTop: tokens.spacingVerticalS,
  },
});

/** Gives the question that comes before a consent: which permissions, and what for; then what the browser waits for. */
export function ConsentDialog(): ReactElement | null {
  const question = useConsentQuestion((state) => state.question);
  return question === null ? null : <Asking question={question} />;
}

function Asking({ question }: { readonly question: ConsentQuestion }): ReactElement {
  const styles = useStyles();
  const queryClient = useQueryClient();
  const account = useSession().data?.account ?? null;
  const permissions = useRead('session.listPermissions', {}, { freshForMs: Number.POSITIVE_INFINITY });
  const task = useTask('session.signIn', {
    slot: 'consent',
    label: text('shell.consentLabel'),
    stale: ['session.show'],
  });
  const running = task.state === 'running';
  const close = (): void => {
    if (running) task.cancel();
    task.reset();
    askConsent(null);
  };
  const ask = async (): Promise<void> => {
    const given = await task.start({
      scopes: [...question.scopes],
      ...(account === null ? {} : { tenant: account.tenantId, loginHint: account.username }),
    });
    if (!given.ok) return;
    task.reset();
    askConsent(null);
    // Whatever was refused for want of it is asked again.
    await queryClient.invalidateQueries();
    question.onGiven?.();
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_event, { open }) => (open ? undefined : close())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{text('shell.consentTitle')}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{text(running ? 'shell.consentRunning' : 'shell.consentHelp')}</Text>
            {running ? (
              <TaskProgress progress={task.progress} running cancelling={task.cancelling} />
            ) : (
              <Answer query={permissions} skeleton={<LinesSkeleton lines={3} />}>
                {({ permissions: all }) => (
                  <PermissionItems permissions={all.filter(({ scope }) => question.scopes.includes(scope))} />
                )}
              </Answer>
            )}
            {task.error === null ? null : <ErrorPanel error={task.error} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={close}>{text('common.cancel')}</Button>
            <Button appearance="primary" disabled={running} onClick={() => void ask()}>
              {text('shell.consentAsk')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
