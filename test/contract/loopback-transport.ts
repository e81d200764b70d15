import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import type { TenantOptions } from '#emulator/tenant-options';
import { visitDemoPage } from '#emulator/visit-page';
import { createPageSession } from '#loopback/page-session';
import { listenOnLoopback } from '#loopback/server';
import { openSwitchingConsole } from '#platform/console/switching-console';
import { createSettings } from '#platform/settings';
import { createHttpTransport } from '#renderer/lib/http-transport';
import { obtainSessionToken } from '#renderer/lib/session-token';
import type { Transport as PageTransport } from '#renderer/lib/transport';
import type { HostView } from '#shared/model/host';
import { projectRoot } from '#test/support/project-root';
import { callTask, type Door } from './process-transports.ts';
import { isTaskPath, type Transport } from './transport.ts';

interface Host {
  readonly origin: string;
  readonly code: string;
  close(): Promise<void>;
}

/** The real host on a tenant, as `npm start` opens it, without a browser. */
async function startHost(served: ServedTenant): Promise<Host> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'loopback-'));
  const console = await openSwitchingConsole({
    kind: 'loopback',
    components: [{ name: 'Node', version: process.versions.node }] satisfies HostView['components'],
    first: 'demo',
    startDemo: async () => ({
      endpoints: served.endpoints,
      clock: served.tenant.clock,
      signedIn: false,
      mintToken: (vendorId) =>
        served.tenant.targets.find((target) => target.vendorId === vendorId)?.mintToken() ?? null,
      visit: visitDemoPage,
      close: () => served.close(),
    }),
    picker: null,
    updatable: false,
    dataFolder,
    openSettings: createSettings,
    packageFolder: projectRoot,
    openBrowser: async () => false,
    onFault: (message) => {
      throw new Error(message);
    },
    env: { PROVISIONING_NO_KEYCHAIN: '1' },
    productVersion: 'test',
  });
  const session = createPageSession(Date.now);
  const host = await listenOnLoopback({ core: console.core, session, pageFolder: join(projectRoot, 'dist/renderer') });
  return {
    origin: host.origin,
    code: session.issueCode(),
    async close() {
      await host.close();
      await console.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function openPage({ origin, code }: Host): Promise<PageTransport> {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
  const token = obtainSessionToken({
    origin,
    hash: `#code=${code}`,
    storage,
    fetch,
    forgetHash: () => undefined,
  });
  if ((await token) === null) throw new Error('The host did not exchange its own code.');
  return createHttpTransport({ origin, token, fetch, onLost: () => undefined, pause: async () => undefined });
}

/** Gives core behind the loopback host: the page's own transport, over real HTTP, with the code exchanged for the token. */
export async function openLoopback(options: Partial<TenantOptions>): Promise<Transport> {
  const served = await serveTenant({ clockMode: 'warp', ...options });
  const host = await startHost(served);
  const page = await openPage(host);
  const door: Door = {
    carry: (value) => value,
    eventsApart: true,
    dispatch: (path, input, callOptions) => page.call(path, input, callOptions?.signal),
    subscribe: (listener) =>
      page.subscribe((event) => {
        if (event.topic === 'task.progressed' || event.topic === 'task.ended') listener(event);
      }),
  };
  // The stream of events has to stand before the first task tells anything.
  const stopListening = page.subscribe(() => undefined);
  return {
    name: 'loopback',
    served,
    host: 'loopback',
    choosesFiles: false,
    changesTarget: true,
    oneProcess: true,
    command: null,
    start: (path, input) => door.dispatch(path, input),
    async call(path, input, callOptions = {}) {
      if (isTaskPath(path)) return callTask(door, { path, input, options: callOptions });
      const { signal } = callOptions;
      return { result: await door.dispatch(path, input, signal === undefined ? {} : { signal }), heard: [] };
    },
    async close() {
      stopListening();
      await host.close();
    },
  };
}
