import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { places } from '#renderer/lib/places';
import type { ErrorActions } from '#renderer/ui/error-actions';
import { askConsent } from './consent-store.ts';

/** Gives what the console can do about an error: sign in again, or ask for the consent that is missing. */
export function useErrorHelp(): ErrorActions {
  const [, navigate] = useLocation();
  return useMemo(
    () => ({
      signIn: () => navigate(places.signIn),
      consent: (scopes, onGiven) => askConsent({ scopes, onGiven }),
    }),
    [navigate],
  );
}
