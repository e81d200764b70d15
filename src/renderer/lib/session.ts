import type { UseQueryResult } from '@tanstack/react-query';
import type { SessionView } from '#shared/model/session';
import type { CallFailure } from './call-failure.ts';
import { useRead } from './queries.ts';

/** Roles change rarely and everything on the page depends on them, so they are read again after this many milliseconds. */
const sessionFreshMs = 5 * 60_000;

/** Gives who is signed in, in which tenant and cloud, with which roles. */
export const useSession = (): UseQueryResult<SessionView, CallFailure> =>
  useRead('session.show', {}, { freshForMs: sessionFreshMs });
