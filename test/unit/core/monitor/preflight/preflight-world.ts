import type { ProbePort } from '#core/monitor/preflight/probe-port';
import { runPreflight } from '#core/monitor/preflight/run-preflight';
import type { JournalStore, NetworkFetch } from '#core/ports';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { vendorDialects } from '#emulator/scim/vendor-dialects';
import { createVendorTarget } from '#emulator/scim/vendor-targets';
import type { TaskProgress } from '#shared/contract/events';
import type { PreflightObject, PreflightReport, PreflightResult } from '#shared/model/preflight';
import { probeOver } from '#test/support/scripted-probe';
import { createFakeClock, createFakePorts } from '#test/unit/core/graph/fake-world';

export const tenantUrl = 'https://scim.demo.example/scim';

/** As much of a profile as a preflight looks at. */
export const anyProfile = {
  id: 'scim',
  displayName: 'Any application',
  connection: { authenticationType: 'bearerToken', fields: [], interactiveAuthorization: false, tokenOverlap: null },
  objectMappings: [],
  neededOnEveryAccount: [],
} as unknown as EffectiveProfile;

export const people: PreflightObject = {
  source: 'User',
  endpoint: '/Users',
  matching: ['userName'],
  matchingKnown: true,
  attributes: ['userName', 'displayName', 'name.givenName'],
};

/** A journal in memory. */
function memoryJournal(): { readonly store: JournalStore; readonly lines: string[] } {
  const lines: string[] = [];
  const store: JournalStore = {
    read: async () => ({ lines, tornTail: null }),
    open: async () => ({
      content: { lines: [...lines], tornTail: null },
      append: async (line) => void lines.push(line),
      truncateTornTail: async () => undefined,
      close: async () => undefined,
    }),
  };
  return { store, lines };
}

interface WorldOptions {
  /** Answers instead of a SCIM server; null = the server answers. */
  readonly answer?: (request: Request, calls: number) => Response | Promise<Response> | null;
  readonly probe?: Partial<ProbePort>;
  readonly objects?: readonly PreflightObject[];
  /** A journal that cannot be opened, and why. */
  readonly journalFault?: Error;
}

/** A SCIM server that everything works with, behind a probe that notes what it was sent. */
export function preflightWorld({
  answer = () => null,
  probe = {},
  objects = [people],
  journalFault,
}: WorldOptions = {}) {
  const clock = createFakeClock(Date.UTC(2026, 5, 1));
  const dialect = vendorDialects.find(({ vendorId }) => vendorId === 'scim');
  if (dialect === undefined) throw new Error('There is no generic target.');
  let ids = 0;
  const target = createVendorTarget(dialect, { clock, newId: () => `id-${++ids}` });
  const token = `CANARY-${target.mintToken()}`;
  target.acceptToken(token);
  let calls = 0;
  const network: NetworkFetch = async ({ url, method, headers, body }) => {
    calls += 1;
    const request = new Request(url, { method, headers, ...(body === undefined ? {} : { body }) });
    return (await answer(request, calls)) ?? target.fetch(request);
  };
  const over = probeOver(network, probe);
  const journal = memoryJournal();
  const closed = { ...journal.store, open: () => Promise.reject(journalFault) };
  const ports = createFakePorts({ clock, journal: journalFault === undefined ? journal.store : closed });
  const progress: TaskProgress[] = [];
  const controller = new AbortController();
  const run = (
    asked: {
      readonly tenantUrl?: string;
      readonly token?: string | null;
      readonly allowPrivate?: readonly string[];
      readonly userName?: string;
      readonly onProgress?: (told: TaskProgress) => void;
    } = {},
  ): Promise<PreflightReport> =>
    runPreflight(
      { probe: over, ports },
      {
        subject: {
          application: 'Any application',
          servicePrincipalId: null,
          vendor: 'scim' as never,
          vendorName: 'Any application',
          tenantUrl: null,
          tenantUrlFrom: null,
          authentication: 'bearerToken',
          tokenLifetime: null,
          mappingsFrom: 'application',
          objects: [...objects],
        },
        profile: anyProfile,
        tenantUrl: asked.tenantUrl ?? tenantUrl,
        token: asked.token === undefined ? token : asked.token,
        allowPrivate: asked.allowPrivate ?? [],
        write: asked.userName === undefined ? null : { userName: asked.userName },
        signal: controller.signal,
        progress: (told) => {
          progress.push(told);
          asked.onProgress?.(told);
        },
      },
    );
  return { run, target, token, sent: over.sent, progress, clock, journal: journal.lines, controller };
}

/** Takes a report and a check; gives its result. */
export function resultOf({ checks }: PreflightReport, check: PreflightResult['check']): PreflightResult {
  const found = checks.find((one) => one.check === check);
  if (found === undefined) throw new Error(`There is no check ${check}.`);
  return found;
}

/** Takes a report; gives check and finding of each that failed or warned. */
export const troubles = ({ checks }: PreflightReport): string[] =>
  checks.flatMap(({ check, verdict, finding }) =>
    verdict === 'failed' || verdict === 'warning' ? [`${check}: ${finding}`] : [],
  );
