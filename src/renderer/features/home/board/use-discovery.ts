import { useEffect } from 'react';
import { places } from '#renderer/lib/places';
import { useInvalidate } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { useTask } from '#renderer/lib/use-task';
import type { WireError } from '#shared/contract/result';
import type { FleetView } from '#shared/model/fleet';

/** A look through the whole tenant, as the board sees it. */
export interface Discovery {
  readonly running: boolean;
  readonly stopping: boolean;
  /** null = not told yet. */
  readonly looked: number | null;
  readonly listed: number | null;
  readonly error: WireError | null;
  readonly start: () => void;
  readonly stop: () => void;
}

/** Takes the state of the fleet; gives the discovery that is under way, joined so that its end is heard of, or one to begin. */
export function useDiscovery(state: FleetView['state'] | undefined): Discovery {
  const task = useTask('fleet.discover', {
    slot: 'fleet.discover',
    label: text('fleet.lookingLabel'),
    href: places.home,
    quiet: true,
    stale: ['fleet.show'],
  });
  const invalidate = useInvalidate();
  const isJoinable = state === 'discovering' && task.state === 'idle';
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run is begun once, whatever the task is made of
  useEffect(() => {
    if (isJoinable) void task.start({});
  }, [isJoinable]);
  const last = task.progress.at(-1);
  const isUnderWay = task.state === 'running' && last !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a discovery has begun, the fleet says so, and is looked at until it ends
  useEffect(() => {
    if (isUnderWay) void invalidate(['fleet.show']);
  }, [isUnderWay]);
  return {
    running: task.state === 'running',
    stopping: task.cancelling,
    looked: last?.completed ?? null,
    listed: last?.total ?? null,
    error: task.error?.code === 'cancelled' ? null : task.error,
    start: () => void task.start({}),
    stop: task.cancel,
  };
}
