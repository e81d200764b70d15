import { useRead } from '#renderer/lib/queries';

/** While the fleet is still being looked for, what is known grows, in milliseconds. */
const growsEveryMs = 5_000;

const input = { wait: 'firstRows' } as const;

/** Gives the register of secrets as far as the fleet is known, read again until all of it is. */
export function useSecrets() {
  const known = useRead('secretCare.list', input);
  const grows = known.data?.gaps.some(({ code }) => code === 'fleetIncomplete') === true;
  useRead('secretCare.list', input, { enabled: grows, ...(grows ? { refetchEveryMs: growsEveryMs } : {}) });
  return known;
}
