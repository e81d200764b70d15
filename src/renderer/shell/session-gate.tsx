import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactElement, type ReactNode, useEffect } from 'react';
import { Redirect } from 'wouter';
import type { CallFailure } from '#renderer/lib/call-failure';
import { places } from '#renderer/lib/places';
import { isSignInLikely, noteSignedIn } from '#renderer/lib/sign-in-hint';
import { Answer } from '#renderer/ui/answer.tsx';
import { PageSkeleton } from '#renderer/ui/skeletons.tsx';
import type { SessionView } from '#shared/model/session';

interface SessionGateProps {
  readonly session: UseQueryResult<SessionView, CallFailure>;
  readonly children: ReactNode;
}

/**
 * Takes the session and a page; gives the page where somebody is signed in, else leads to the sign-in. Where somebody
 * most likely is, the page is drawn before the session is known; its own reads show skeletons until then.
 */
export function SessionGate({ session, children }: SessionGateProps): ReactElement {
  const account = session.data?.account;
  useEffect(() => {
    if (account !== undefined) noteSignedIn(sessionStorage, account !== null);
  }, [account]);
  if (account === null) return <Redirect to={places.signIn} replace />;
  if (account !== undefined || (session.isPending && isSignInLikely(sessionStorage))) return <>{children}</>;
  return (
    <Answer query={session} skeleton={<PageSkeleton />}>
      {() => null}
    </Answer>
  );
}
