import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Contract, Input, Output, Path, TaskPath } from '#shared/contract/index';
import { type CallFailure, dataOf } from './call-failure.ts';
import { useClient } from './client-context.ts';

/** Procedures that answer with their data at once: queries and mutations. Tasks go through `useTask`. */
export type QueryPath = { [P in Path]: Contract[P]['kind'] extends 'query' ? P : never }[Path];
export type MutationPath = { [P in Path]: Contract[P]['kind'] extends 'mutation' ? P : never }[Path];

/** How a read behaves; what is left out is as the page's query client says. */
export interface ReadOptions {
  readonly enabled?: boolean;
  /** Milliseconds between two reads while the page is seen. */
  readonly refetchEveryMs?: number;
  /** Milliseconds during which an answer is taken for fresh. */
  readonly freshForMs?: number;
  /** True keeps showing the last answer while another input is read. */
  readonly keepPrevious?: boolean;
}

/** Takes a path and its input; gives the key under which the answer is kept. Keys of one path share their first member. */
export const queryKeyOf = <P extends Path>(path: P, input: Input<P>): readonly unknown[] => [path, input];

/** Takes a path, its input and how the read behaves; gives the answer as the query library keeps it. The error is a `CallFailure`. */
export function useRead<P extends QueryPath>(
  path: P,
  input: Input<P>,
  options: ReadOptions = {},
): UseQueryResult<Output<P>, CallFailure> {
  const { api } = useClient();
  return useQuery<Output<P>, CallFailure>({
    queryKey: queryKeyOf(path, input),
    queryFn: async ({ signal }) => dataOf(await api[path](input, { signal })) as Output<P>,
    enabled: options.enabled ?? true,
    ...(options.refetchEveryMs === undefined ? {} : { refetchInterval: options.refetchEveryMs }),
    ...(options.freshForMs === undefined ? {} : { staleTime: options.freshForMs }),
    ...(options.keepPrevious === true ? { placeholderData: (previous) => previous } : {}),
  });
}

/**
 * Takes the path of a mutation and the paths whose answers it makes stale; gives the mutation. Its error is a
 * `CallFailure`.
 */
export function useChange<P extends MutationPath>(path: P, stale: readonly Path[] = []) {
  const { api } = useClient();
  const invalidate = useInvalidate();
  return useMutation<Output<P>, CallFailure, Input<P>>({
    mutationFn: async (input) => dataOf(await api[path](input)) as Output<P>,
    onSuccess: () => invalidate(stale),
  });
}

/** Gives a function that makes every answer of some paths stale, whatever their input; open pages read again. */
export function useInvalidate(): (paths: readonly Path[]) => Promise<void> {
  const queryClient = useQueryClient();
  return async (paths) => {
    await Promise.all(paths.map((path) => queryClient.invalidateQueries({ queryKey: [path] })));
  };
}

/** Takes the path of a task that only reads, and its input; gives its outcome as an answer that is kept like any other. */
export function useTaskRead<P extends TaskPath>(
  path: P,
  input: Input<P>,
  options: Pick<ReadOptions, 'enabled'> = {},
): UseQueryResult<Output<P>, CallFailure> {
  const client = useClient();
  return useQuery<Output<P>, CallFailure>({
    queryKey: queryKeyOf(path, input),
    queryFn: async ({ signal }) => dataOf(await client.runTask(path, input, { signal })),
    enabled: options.enabled ?? true,
    refetchOnWindowFocus: false,
  });
}
