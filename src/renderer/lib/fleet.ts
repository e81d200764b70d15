import { useQueryClient } from '@tanstack/react-query';
import type { FleetView } from '#shared/model/fleet';
import { queryKeyOf, type ReadOptions, useRead } from './queries.ts';

/** While the tenant is looked through, lines come; this many milliseconds between two looks. */
const renewEveryMs = 1_500;

const input = { wait: 'firstRows' } as const;

/** Gives the applications of the tenant that provision people, as far as they are known; they are renewed until all are. */
export function useFleet({ enabled = true }: Pick<ReadOptions, 'enabled'> = {}) {
  const known = useQueryClient().getQueryData<FleetView>(queryKeyOf('fleet.show', input));
  return useRead('fleet.show', input, {
    enabled,
    ...(known?.state === 'discovering' ? { refetchEveryMs: renewEveryMs } : {}),
  });
}
