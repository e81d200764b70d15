import type { Bridge } from '#shared/contract/bridge';
import { cancelled, carriedOf, eventOf, failed, type Transport } from './transport.ts';

/** Takes what the preload script exposes; gives the transport over Electron's channels. */
export function createIpcTransport(bridge: Bridge): Transport {
  return {
    async call(path, input, signal) {
      if (signal?.aborted === true) return cancelled;
      const callId = crypto.randomUUID();
      const cancel = (): void => bridge.cancel(callId);
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        return await carriedOf(await bridge.call(callId, path, input));
      } catch {
        // Electron rejects what cannot be cloned and what its main process no longer answers.
        return failed('internal', 'bridgeBroken', 'The window lost its program. Close it and open it again.');
      } finally {
        signal?.removeEventListener('abort', cancel);
      }
    },
    subscribe: (listener) =>
      bridge.onEvent((told) => {
        void eventOf(told).then((event) => {
          if (event !== null) listener(event);
        });
      }),
    // A window hears everything from its first moment on.
    onGap: () => undefined,
  };
}
