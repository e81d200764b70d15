/** Channels between the page and Electron's main process. There are no others. */
export const channels = { call: 'core:call', cancel: 'core:cancel', event: 'core:event' } as const;

/** What the preload script exposes to the page as `window.bridge`; absent where the page is in an ordinary browser. */
export interface Bridge {
  /** Carries one call; `callId` is what `cancel` names. The answer is a `Result`, unchecked on this side. */
  call(callId: string, path: string, input: unknown): Promise<unknown>;
  cancel(callId: string): void;
  /** Gives every event to the listener until the function that comes back is called. */
  onEvent(listener: (event: unknown) => void): () => void;
}
