import { join } from 'node:path';
import { type Core, createCore } from '#core/create-core';
import type { NetworkFetch, Ports } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { createProfileStore } from '#platform/profile-files';
import { createMemoryDrafts } from '#test/support/memory-drafts';
import { forgetfulSealed } from '#test/support/memory-sealed';
import { noArchive, noExports } from '#test/support/no-archive';
import { projectRoot } from '#test/support/project-root';
import { probeOver } from '#test/support/scripted-probe';
import { stillHost } from '#test/support/still-host';
import { unusedEvidence } from '#test/support/unused-evidence';

const account = {
  homeAccountId: 'home',
  tenantId: '00000000-0000-4000-8000-0000000000aa',
  username: 'ada@contoso.example',
  displayName: 'Ada',
  cloud: 'Fuzz',
};

const offline: NetworkFetch = () => Promise.reject(new CoreError('offline', 'No way to the network.'));

/** Takes JSON texts; gives a network that answers with them, one after another and round again, now and then as an error. */
export function answering(texts: readonly string[]): NetworkFetch {
  const statuses = [200, 200, 201, 200, 404, 200, 429, 204, 500, 400];
  let asked = 0;
  return () => {
    const status = statuses[asked % statuses.length] ?? 200;
    const body = status === 204 ? null : (texts[asked % texts.length] ?? '{}');
    asked += 1;
    return Promise.resolve(new Response(body, { status, headers: { 'content-type': 'application/json' } }));
  };
}

/** Core with somebody signed in, a clock that never waits, and a network that fails at once unless one is given. */
export function createFuzzCore(network: NetworkFetch = offline): { readonly core: Core; readonly faults: string[] } {
  const faults: string[] = [];
  let now = Date.UTC(2026, 0, 31);
  let ids = 0;
  const ports: Ports = {
    clock: {
      now: () => now,
      async sleep(milliseconds, signal) {
        signal?.throwIfAborted();
        now += milliseconds;
      },
    },
    network,
    target: network,
    probe: probeOver(network),
    drafts: createMemoryDrafts(),
    sealed: forgetfulSealed,
    evidence: unusedEvidence,
    archive: noArchive,
    exports: noExports,
    host: stillHost,
    identity: {
      cloud: {
        name: 'Fuzz',
        authority: 'https://login.fuzz.example',
        graph: 'https://graph.fuzz.example',
        adminCenter: 'https://entra.fuzz.example',
        builtIn: false,
      },
      clientId: 'c',
      persistence: async () => 'process',
      current: async () => account,
      accounts: async () => [account],
      select: async () => account,
      signIn: async () => account,
      signOut: async () => ({ removed: 1, browserSignOutUrl: 'https://login.fuzz.example/logout' }),
      accessToken: async () => 'token',
      adminConsentUrl: async () => 'https://login.fuzz.example/adminconsent',
    },
    journal: {
      read: async () => ({ lines: [], tornTail: null }),
      open: async () => ({
        content: { lines: [], tornTail: null },
        append: async () => undefined,
        truncateTornTail: async () => undefined,
        close: async () => undefined,
      }),
    },
    profiles: createProfileStore({ builtIn: join(projectRoot, 'assets/profiles'), chosen: () => null, usual: null }),
    log: {
      write: (_level, message, fields) => {
        if (message === 'unexpected fault') faults.push(JSON.stringify(fields));
      },
    },
    newId: () => {
      ids += 1;
      return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
    },
    random: () => 0.5,
    demo: true,
  };
  return { core: createCore(ports), faults };
}
