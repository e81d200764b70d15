import { createGraph } from '#core/graph/create-graph';
import { createOperationsHandlers } from '#core/operations/handlers';
import type { JournalWriter, NetworkRequest } from '#core/ports';
import type { CallContext } from '#core/rpc/dispatch';
import type { TaskProgress } from '#shared/contract/events';
import { createFakeClock, createFakePorts, createRoutedNetwork, json } from '#test/unit/core/graph/fake-world';

export const spId = '11111111-1111-4111-8111-111111111111';
export const personId = '22222222-2222-4222-8222-222222222222';
export const sync = `/servicePrincipals/${spId}/synchronization`;
export const servicePrincipal = { id: spId, appId: 'app', displayName: 'Airstack' };
export const application = servicePrincipal.displayName;
export const jobsRoute = `GET ${sync}/jobs`;
export const jobRoute = `GET ${sync}/jobs/scim.1`;
export const quarantine = { reason: 'EncounteredQuarantineException', seriesBegan: '2026-01-09T12:00:00Z' };

export const jobWith = (status: object, schedule: object = {}) => ({
  id: 'scim.1',
  templateId: 'scim',
  schedule: { state: 'Active', interval: 'PT40M', ...schedule },
  status: { code: 'Active', quarantine: null, steadyStateFirstAchievedTime: '2026-01-01T00:00:00Z', ...status },
});

/** A journal in memory: the kinds and steps of its entries in order. */
export function createMemoryJournal() {
  const lines: string[] = [];
  const writer: JournalWriter = {
    content: { lines, tornTail: null },
    append: async (line) => {
      lines.push(line);
    },
    truncateTornTail: async () => undefined,
    close: async () => undefined,
  };
  const entries = () =>
    lines.map((line) => {
      const { kind, step, result } = JSON.parse(line) as { kind: string; step: string; result?: string };
      return `${kind} ${step}${result === undefined ? '' : ` ${result}`}`;
    });
  return { store: { read: async () => ({ lines: [], tornTail: null }), open: async () => writer }, entries };
}

type Route = (request: NetworkRequest) => Response;

/** Answers the requests of a batch by their own routes. */
export const batchRoute =
  (routes: Readonly<Record<string, () => { status: number; body: unknown }>>): Route =>
  (request) => {
    const { requests } = JSON.parse(request.body ?? '{}') as {
      requests: { id: string; method: string; url: string }[];
    };
    return json(200, {
      responses: requests.map(({ id, method, url }) => {
        const key = `${method} ${decodeURIComponent(url.split('?')[0] ?? url)}`;
        return {
          id,
          ...(routes[key]?.() ?? { status: 404, body: { error: { code: 'Request_ResourceNotFound', message: '' } } }),
        };
      }),
    });
  };

/** Operations over a fake tenant with one application; `routes` add to or replace what it answers. */
export function createOperationsWorld(routes: Readonly<Record<string, Route>>) {
  const clock = createFakeClock();
  const journal = createMemoryJournal();
  const { network, sent } = createRoutedNetwork({
    "GET /servicePrincipals?$filter=displayName eq 'Airstack'": () => json(200, { value: [servicePrincipal] }),
    [`GET /servicePrincipals/${spId}`]: () => json(200, servicePrincipal),
    [`GET ${sync}/templates`]: () => json(200, { value: [] }),
    [`GET ${sync}/jobs/scim.1/schema`]: () => json(200, { id: 'schema', synchronizationRules: [], directories: [] }),
    [`GET /servicePrincipals/${spId}/appRoleAssignedTo`]: () => json(200, { value: [] }),
    [`GET ${sync}/secrets`]: () => json(200, { value: [{ key: 'SyncAll', value: 'false' }] }),
    ...routes,
  });
  const ports = createFakePorts({ clock, network, journal: journal.store });
  const handlers = createOperationsHandlers({ ports, graph: createGraph(ports) });
  const progress: TaskProgress[] = [];
  const context: CallContext = { signal: new AbortController().signal, progress: (one) => progress.push(one) };
  const writes = () => sent.filter((request) => request.method !== 'GET' && !request.url.endsWith('$batch'));
  return { handlers, context, clock, journal, sent, progress, writes };
}
