import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import type { CallFailure } from '#renderer/lib/call-failure';
import { ErrorPanel } from './error-panel.tsx';

interface AnswerProps<T> {
  readonly query: UseQueryResult<T, CallFailure>;
  /** What stands here until the first answer. */
  readonly skeleton: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** Takes a read; gives its skeleton, its error with a way to try again, or what is made of its answer. */
export function Answer<T>({ query, skeleton, children }: AnswerProps<T>): ReactElement {
  const { data, error, refetch } = query;
  if (data !== undefined)
    return (
      <>
        {error === null ? null : <ErrorPanel error={error.wire} onRetry={() => void refetch()} />}
        {children(data)}
      </>
    );
  if (error !== null) return <ErrorPanel error={error.wire} onRetry={() => void refetch()} />;
  return <>{skeleton}</>;
}
