import { useRead } from '#renderer/lib/queries';

/** Versions do not change while the program runs. */
export const useHost = () => useRead('host.show', {}, { freshForMs: Number.POSITIVE_INFINITY });
