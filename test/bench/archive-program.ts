// The program that is measured while it reads a log: the real transport, archive and worker, in a process of its own.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncLog } from '#core/archive/sync-log';
import { ticksIn } from '#core/archive/ticks';
import { longestWindow, serviceKeeps } from '#core/archive/window-plan';
import { rawProvisioningLogPages } from '#core/graph/calls/provisioning-logs';
import { createGraph } from '#core/graph/create-graph';
import type { Clock, IdentityPort } from '#core/ports';
import { visitSignIn } from '#emulator/entra/visitor';
import { createArchiveStore } from '#platform/archive/archive-store';
import { demoClientId, parseEndpointsFile, toCloud } from '#platform/clouds';
import { createPorts } from '#platform/create-ports';
import { createSettings } from '#platform/settings';
import { fixedVault } from '#test/support/archive/fixed-vault';
import type { ArchiveWork, Measured } from './archive-messages.ts';

/** Nobody waits for the documented limit here: what is measured is what the program itself takes. */
function impatient(clock: Clock): Clock {
  let ahead = 0;
  return {
    now: () => clock.now() + ahead,
    sleep: async (milliseconds) => {
      ahead += milliseconds;
    },
  };
}

/** What the service is asked in one pass over the whole log. */
function filtersUntil(now: number): readonly string[] {
  const day = longestWindow / ticksIn(1);
  return Array.from({ length: serviceKeeps / longestWindow }, (_, index) => {
    const [from, to] = [now - (index + 1) * day, now - index * day].map((time) => new Date(time).toISOString());
    return `activityDateTime gt ${from} and activityDateTime lt ${to}`;
  });
}

async function plainPass({ endpoints, now }: ArchiveWork, token: string) {
  const began = performance.now();
  let rows = 0;
  for (const filter of filtersUntil(now)) {
    const query = new URLSearchParams({ $filter: filter, $orderby: 'activityDateTime desc', $top: '1000' });
    let next: string | undefined = `${endpoints.graph}/v1.0/auditLogs/provisioning?${query}`;
    while (next !== undefined) {
      const url: URL = new URL(next);
      const local: string = `${endpoints.loopback[url.origin] ?? url.origin}${url.pathname}${url.search}`;
      const response = await fetch(local, { headers: { Authorization: `Bearer ${token}` } });
      const page = JSON.parse(await response.text()) as { value: unknown[]; '@odata.nextLink'?: string };
      rows += page.value.length;
      next = page['@odata.nextLink'];
    }
  }
  return { rows, ms: performance.now() - began };
}

async function run(work: ArchiveWork): Promise<Measured> {
  const custom = parseEndpointsFile(JSON.stringify(work.endpoints));
  const settings = createSettings(work.folder);
  const { ports, close } = createPorts({
    cloud: toCloud(custom),
    loopback: custom.loopback,
    clientId: demoClientId,
    productVersion: 'bench',
    dataFolder: work.folder,
    settings,
    builtInProfiles: work.folder,
    caFile: null,
    env: {},
    clock: null,
    demo: false,
    keychain: { vault: fixedVault, folder: work.folder },
    openBrowser: (url) =>
      visitSignIn(url, { fetch, username: work.administrator, consent: 'accept', forOrganization: true }),
    onLogFailure: () => undefined,
  });
  const scopes = ['ProvisioningLog.Read.All'];
  await ports.identity.signIn({ scopes, method: 'browser', onPrompt: () => undefined });
  const token = await ports.identity.accessToken({ scopes });
  const graph = createGraph({ ...ports, clock: impatient(ports.clock), identity: known(ports.identity, token) });
  const plain: number[] = [];
  const own: number[] = [];
  for (let pass = 0; pass < work.passes; pass += 1) {
    plain.push((await plainPass(work, token)).ms);
    const began = performance.now();
    for (const filter of filtersUntil(work.now)) {
      const asked = { filter, top: 1000, onTime: () => undefined, signal: new AbortController().signal };
      for await (const _page of rawProvisioningLogPages(graph, asked));
    }
    own.push(performance.now() - began);
  }
  const archived: Measured['archived'] = [];
  for (let pass = 0; pass < work.passes; pass += 1)
    archived.push(await archivePass(work, { graph, clock: ports.clock, log: ports.log }));
  await close();
  return { plain, own, archived };
}

/** The token is asked for once: what MSAL takes for each request is not what is measured. */
const known = (identity: IdentityPort, token: string): IdentityPort => ({
  ...identity,
  accessToken: async () => token,
});

type PassPorts = Pick<Parameters<typeof syncLog>[0], 'graph' | 'clock'> & {
  readonly log: Parameters<typeof createArchiveStore>[0]['log'];
};

/** Reads the whole log into a new archive; looks at the memory of the process on the way. */
async function archivePass(work: ArchiveWork, { graph, clock, log }: PassPorts): Promise<Measured['archived'][number]> {
  const folder = join(work.folder, 'archive-of-pass');
  rmSync(folder, { recursive: true, force: true });
  const store = createArchiveStore({ folder, vault: fixedVault, clock, log });
  const key = { authority: 'a', graph: 'g', tenantId: 't' };
  const archive = await store.write(key);
  let rows = 0;
  const memory: (readonly [number, number])[] = [];
  const watching = setInterval(() => memory.push([rows, process.memoryUsage().rss]), 20);
  const cpu = process.cpuUsage();
  const began = performance.now();
  const report = await syncLog({
    graph,
    clock,
    archive,
    rules: { finalAfter: ticksIn(86_400_000), keep: null },
    signal: new AbortController().signal,
    onProgress: ({ added }) => {
      rows = added;
    },
  });
  const ms = performance.now() - began;
  const used = process.cpuUsage(cpu);
  clearInterval(watching);
  await archive.close();
  await store.close();
  const peak = (from: number, to: number): number =>
    Math.max(0, ...memory.filter(([at]) => at >= from && at <= to).map(([, bytes]) => bytes));
  return {
    rows: report.added,
    ms,
    cpuMs: (used.user + used.system) / 1000,
    early: peak(50_000, 100_000),
    late: peak(150_000, 200_000),
  };
}

process.once('message', (work: ArchiveWork) => {
  run(work).then(
    (measured) => process.send?.(measured, () => process.disconnect()),
    (cause: unknown) => {
      process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
      process.exit(1);
    },
  );
});
