import { useRead } from './queries.ts';

/** Words such as "3 minutes ago" change with the minutes, in milliseconds. */
const renewEveryMs = 60_000;

/** Gives the time in the tenant in milliseconds, renewed each minute while the page is seen. */
export function useNow(): number {
  const { data, dataUpdatedAt } = useRead(
    'session.clock',
    {},
    { refetchEveryMs: renewEveryMs, freshForMs: renewEveryMs },
  );
  return data === undefined ? Date.now() : Date.parse(data.now) + Math.max(0, Date.now() - dataUpdatedAt);
}
