import { useCallback } from 'react';
import { useRead } from './queries.ts';

/** Words such as "3 minutes ago" change with the minutes, in milliseconds. */
const renewEveryMs = 60_000;

/** Gives the tenant's clock: what it reads in milliseconds, set anew each minute while the page is seen. */
export function useTenantClock(): () => number {
  const { data, dataUpdatedAt } = useRead(
    'session.clock',
    {},
    { refetchEveryMs: renewEveryMs, freshForMs: renewEveryMs },
  );
  return useCallback(
    () => (data === undefined ? Date.now() : Date.parse(data.now) + Math.max(0, Date.now() - dataUpdatedAt)),
    [data, dataUpdatedAt],
  );
}

/** Gives the time in the tenant in milliseconds, renewed each minute while the page is seen. */
export const useNow = (): number => useTenantClock()();
