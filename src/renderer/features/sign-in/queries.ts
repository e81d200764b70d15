import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { places } from '#renderer/lib/places';
import { useChange, useRead } from '#renderer/lib/queries';
import { forgetAllRuns } from '#renderer/lib/task-runs';
import { text } from '#renderer/lib/text';
import { type Task, useTask } from '#renderer/lib/use-task';

export const usePermissions = () => useRead('session.listPermissions', {});

export const useAccounts = () => useRead('session.listAccounts', {});

export const useSettings = () => useRead('settings.show', {});

export const useHost = () => useRead('host.show', {});

export const useConsentRequest = (enabled: boolean) => useRead('session.adminConsentRequest', {}, { enabled });

/** Gives what has to be done when somebody else, or another tenant, is worked with: everything that was read is forgotten. */
export function useStartOver(): (place: string) => Promise<void> {
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  return async (place) => {
    forgetAllRuns();
    await queryClient.resetQueries();
    navigate(place);
  };
}

export const useSignIn = (): Task<'session.signIn'> =>
  useTask('session.signIn', { slot: 'sign-in', label: text('signIn.label'), href: places.home });

export const useSelectAccount = () => useChange('session.selectAccount');

export const useChangeCloud = () =>
  useChange('settings.change', ['settings.show', 'session.show', 'session.listAccounts']);

export const useChangeTarget = () => useChange('host.changeTarget');
