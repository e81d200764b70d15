import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { Redirect } from 'wouter';
import type { CallFailure } from '#renderer/lib/call-failure';
import { places } from '#renderer/lib/places';
import { Answer } from '#renderer/ui/answer.tsx';
import { PageSkeleton } from '#renderer/ui/skeletons.tsx';
import type { SessionView } from '#shared/model/session';

interface SessionGateProps {
  readonly session: UseQueryResult<SessionView, CallFailure>;
  readonly children: ReactNode;
}

/** Takes the session and a page; gives the page where somebody is signed in, else leads to the sign-in. */
export const SessionGate = ({ session, children }: SessionGateProps): ReactElement => (
  <Answer query={session} skeleton={<PageSkeleton />}>
    {({ account }) => (account === null ? <Redirect to={places.signIn} replace /> : children)}
  </Answer>
);
