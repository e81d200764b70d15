import { Text } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { places } from '#renderer/lib/places';
import { useChange } from '#renderer/lib/queries';
import { noteSignedOut } from '#renderer/lib/signed-out';
import { forgetAllRuns } from '#renderer/lib/task-runs';
import { text } from '#renderer/lib/text';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { showDialog, useFrame } from './frame-store.ts';

/** Takes the account; gives the question before signing out. What was read of its tenant is forgotten with it. */
export function SignOutDialog({ homeAccountId }: { readonly homeAccountId: string }): ReactElement {
  const open = useFrame(({ dialog }) => dialog === 'signOut');
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  const signOut = useChange('session.signOut');
  const close = (): void => showDialog(null);
  const confirm = async (): Promise<void> => {
    const { browserSignOutUrl } = await signOut.mutateAsync({ homeAccountId });
    noteSignedOut(browserSignOutUrl);
    close();
    forgetAllRuns();
    navigate(places.signIn);
    await queryClient.resetQueries();
  };
  return (
    <ConfirmDialog
      open={open}
      title={text('shell.signOutTitle')}
      confirmLabel={text('shell.signOut')}
      busy={signOut.isPending}
      onConfirm={() => void confirm().catch(() => undefined)}
      onClose={close}
    >
      <Text as="p" block>
        {text('shell.signOutHelp')}
      </Text>
      {signOut.error === null ? null : <ErrorPanel error={signOut.error.wire} />}
    </ConfirmDialog>
  );
}
