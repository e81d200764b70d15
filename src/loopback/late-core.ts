import type { Core } from '#core/create-core';
import type { Path } from '#shared/contract/index';

/** Takes core as it is being opened; gives it at once: calls wait for it. They reject with what its opening raised. */
export function createLateCore(opening: Promise<Core>, begin: () => void): Core {
  return {
    dispatch: async <P extends Path>(path: P, input: unknown, options?: { signal?: AbortSignal }) => {
      begin();
      return (await opening).dispatch(path, input, options);
    },
    subscribe(listener) {
      let isWanted = true;
      let stop = (): void => undefined;
      const listen = (core: Core): void => {
        if (isWanted) stop = core.subscribe(listener);
      };
      // Who opens core says why it did not open.
      opening.then(listen, () => undefined);
      return () => {
        isWanted = false;
        stop();
      };
    },
  };
}
