import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { useTask } from '#renderer/lib/use-task';
import type { ErrorActions } from '#renderer/ui/error-actions';

/** Gives what the console can do about an error: sign in again, or ask for the consent that is missing. */
export function useErrorHelp(): ErrorActions {
  const [, navigate] = useLocation();
  const queryClient = useQueryClient();
  const { start } = useTask('session.signIn', {
    slot: 'consent',
    label: text('shell.consentLabel'),
    stale: ['session.show'],
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `start` is made anew each time and always does the same
  return useMemo(
    () => ({
      signIn: () => navigate(places.signIn),
      consent: async (scopes) => {
        const given = await start({ scopes: [...scopes] });
        // Whatever was refused for want of it is asked again.
        if (given.ok) await queryClient.invalidateQueries();
      },
    }),
    [navigate, queryClient],
  );
}
