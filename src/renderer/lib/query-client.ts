import { QueryClient } from '@tanstack/react-query';

/** Fresh for this long: changing pages asks nothing again, coming back after a while does. */
const freshMs = 20_000;

/** Gives the store of everything that was read. Core repeats what may be repeated, so a failed read is not tried again here. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: freshMs, refetchOnWindowFocus: true, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
