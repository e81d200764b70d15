import { useQueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import type { Client } from '#renderer/lib/api';
import { useClient } from '#renderer/lib/client-context';
import type { Path } from '#shared/contract/index';
import type { WireError } from '#shared/contract/result';

/** How reading the fleet again stands, for every page of this window. */
interface FleetReading {
  readonly running: boolean;
  /** How many readings failed in a row, and what the last one failed of. */
  readonly failures: number;
  readonly error: WireError | null;
  /** When the last one ended, in milliseconds of this machine. */
  readonly endedAt: number;
}

export const useFleetReading = create<FleetReading>(() => ({ running: false, failures: 0, error: null, endedAt: 0 }));

/** What reading again works with. */
export interface ReadingAgain {
  readonly client: Client;
  /** Makes what was read before stale. */
  readonly invalidate: (paths: readonly Path[]) => Promise<unknown>;
}

let current: Promise<void> | null = null;

async function read({ client, invalidate }: ReadingAgain, olderThanSeconds: number): Promise<void> {
  useFleetReading.setState({ running: true });
  const result = await client.runTask('fleet.refresh', { olderThanSeconds });
  await invalidate(['fleet.show', 'session.clock']);
  useFleetReading.setState(({ failures }) => ({
    running: false,
    failures: result.ok ? 0 : failures + 1,
    error: result.ok ? null : result.error,
    endedAt: Date.now(),
  }));
}

/** Takes the client and an age in seconds; has the fleet read again where it is older. Two at once are one. */
export function readFleetAgain(again: ReadingAgain, olderThanSeconds: number): Promise<void> {
  current ??= read(again, olderThanSeconds).finally(() => {
    current = null;
  });
  return current;
}

/** Forgets that a reading failed because nobody was signed in. */
export function noteSignedIn(): void {
  if (useFleetReading.getState().error?.code === 'unauthenticated')
    useFleetReading.setState({ failures: 0, error: null });
}

/** Gives what reading again works with on this page. */
export function useReadingAgain(): ReadingAgain {
  const client = useClient();
  const queryClient = useQueryClient();
  return {
    client,
    invalidate: (paths) => Promise.all(paths.map((path) => queryClient.invalidateQueries({ queryKey: [path] }))),
  };
}
