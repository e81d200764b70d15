import './lib/zod-setup.ts';
import './react-first.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Bridge } from '#shared/contract/bridge';
import { App, createStyleRenderer } from './app.tsx';
import { createClient } from './lib/api.ts';
import { noteConnectionLost } from './lib/connection.ts';
import { createHttpTransport } from './lib/http-transport.ts';
import { createIpcTransport } from './lib/ipc-transport.ts';
import { places } from './lib/places.ts';
import { createQueryClient } from './lib/query-client.ts';
import { obtainSessionToken } from './lib/session-token.ts';
import { openStreamSharing } from './lib/stream-sharing.ts';
import { noteEvent } from './lib/task-runs.ts';
import type { Transport } from './lib/transport.ts';
import { fetchPageAhead } from './routes.tsx';

declare global {
  interface Window {
    /** Set by the preload script of the desktop window; an ordinary browser has none. */
    readonly bridge?: Bridge;
  }
}

const reconnectMs = 500;

/**
 * Not in the module's own frame: where a program watches the page's requests, V8 reads the whole file again to say where in it
 * one was made.
 */
queueMicrotask(start);

function start(): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no element with the id "root"');
  fetchPageAhead(window.location.hash.slice(1));
  // What a person does first on most starts; asked for before core is, whose opening keeps the host busy.
  fetchPageAhead(places.setUp);
  const client = createClient(openTransport());
  client.subscribe(noteEvent);
  createRoot(root).render(
    <StrictMode>
      <App client={client} queryClient={createQueryClient()} renderer={createStyleRenderer(styleNonce())} />
    </StrictMode>,
  );
}

function openTransport(): Transport {
  if (window.bridge !== undefined) return createIpcTransport(window.bridge);
  const { origin, hash, pathname } = window.location;
  const token = obtainSessionToken({
    origin,
    hash,
    storage: sessionStorage,
    fetch: (url, init) => fetch(url, init),
    forgetHash: () => history.replaceState(null, '', pathname),
  });
  void token.then((known) => known ?? noteConnectionLost());
  return createHttpTransport({
    origin,
    token,
    fetch: (url, init) => fetch(url, init),
    // The token is kept: a page that is loaded again loses its connection too, and needs it a moment later.
    onLost: noteConnectionLost,
    pause: () => new Promise((resolve) => setTimeout(resolve, reconnectMs)),
    sharing: async () =>
      openStreamSharing((await token) ?? '', {
        locks: navigator.locks,
        openChannel: (name) => new BroadcastChannel(name),
      }),
  });
}

/** A browser hides the attribute from scripts of others but gives it to the page's own. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
