/** What pages of one browser tell each other: a line of the stream, or that events may have been missed before. */
export type Shared = { readonly line: string } | { readonly gap: true };

/** How the pages of one browser hear events over one stream: a browser opens six connections to a host, for all of its pages. */
export interface StreamSharing {
  /** Does the work once, and as long as, this page is the one that hears for all; resolves when it is over or the signal aborts. */
  lead(work: () => Promise<void>, signal: AbortSignal): Promise<void>;
  tell(shared: Shared): void;
  /** Gives what another page tells to the listener. */
  onTold(listener: (shared: Shared) => void): void;
}

/** What a browser has for this; older ones lack it, and then each page has a stream of its own. */
export interface Browser {
  readonly locks?:
    | { request(name: string, options: { signal: AbortSignal }, work: () => Promise<void>): Promise<unknown> }
    | undefined;
  readonly openChannel: (name: string) => {
    postMessage(shared: Shared): void;
    addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  };
}

/**
 * Takes the token of the session and the browser; gives the sharing among pages that have the same token, or null where
 * there are no locks. Who does not know the token cannot tell the name of the channel.
 */
export async function openStreamSharing(token: string, { locks, openChannel }: Browser): Promise<StreamSharing | null> {
  if (locks === undefined) return null;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`events ${token}`));
  const name = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const channel = openChannel(name);
  return {
    async lead(work, signal) {
      try {
        await locks.request(name, { signal }, work);
      } catch (cause) {
        if (!signal.aborted) throw cause;
      }
    },
    tell: (shared) => channel.postMessage(shared),
    onTold: (listener) =>
      channel.addEventListener('message', ({ data }) => {
        const shared = sharedOf(data);
        if (shared !== null) listener(shared);
      }),
  };
}

/** Takes what came over the channel; gives it, or null for what another version told. */
function sharedOf(data: unknown): Shared | null {
  if (typeof data !== 'object' || data === null) return null;
  if ('line' in data && typeof data.line === 'string') return { line: data.line };
  return 'gap' in data ? { gap: true } : null;
}
