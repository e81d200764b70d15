/**
 * Takes a time of the service; gives it, or null for "never", which the service writes as year 1, as an empty text or as null.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationstatus
 */
export const occurred = (time: string | null | undefined): string | null =>
  time === null || time === undefined || time === '' || time.startsWith('0001-01-01') ? null : time;
