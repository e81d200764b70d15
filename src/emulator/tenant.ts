import { randomUUID } from 'node:crypto';
import { setTimeout as realSleep } from 'node:timers/promises';
import { type AdminCenter, createAdminCenter } from '#emulator/admin-center/admin-center';
import { loadTenant } from '#emulator/directory/load-tenant';
import { addSizedApplications } from '#emulator/directory/sized-applications';
import { addOtherApplications, rememberRuns } from '#emulator/directory/sized-fleet';
import { defaultSizeSeed, sizedLogHistory, sizeTenant } from '#emulator/directory/sized-tenant';
import { createIdentityService, type EntraService } from '#emulator/entra/identity-service';
import { applyFault } from '#emulator/faults/apply-fault';
import { FaultSwitch } from '#emulator/faults/fault-switch';
import { createFaultSwitchboard, type FaultSwitchboard } from '#emulator/faults/switchboard';
import { createGraphService, type GraphService } from '#emulator/graph/graph-service';
import { createGraphTenants } from '#emulator/graph/graph-tenants';
import {
  createProvisioningService,
  type EmulatedProvisioningService,
} from '#emulator/provisioning/provisioning-service';
import { createVendorTargets, findVendorTarget } from '#emulator/scim/vendor-targets';
import type { TenantState } from '#emulator/state';
import type { InterceptPhase, RequestLogEntry, TenantOptions } from '#emulator/tenant-options';
import type { TargetNetwork, VendorTarget } from '#emulator/vendor-target';
import { createTenantClock, type DrivenClock } from './clock.ts';

/** Public https origins of the demo tenant. They are reserved names, so a demo can never mix with a real cloud. */
export const tenantOrigins = {
  login: 'https://login.demo.example',
  graph: 'https://graph.demo.example',
  adminCenter: 'https://entra.demo.example',
} as const;

/** A whole tenant: sign-in, Graph, admin center, provisioning service and the vendors' servers, in one function. */
export interface Tenant {
  /** Answers a request by its public host. Rejects for a fault that breaks the connection, and when it is aborted. */
  fetch(request: Request): Promise<Response>;
  readonly state: TenantState;
  readonly clock: DrivenClock;
  readonly targets: readonly VendorTarget[];
  readonly identity: EntraService;
  readonly provisioning: EmulatedProvisioningService;
  readonly faults: FaultSwitchboard;
  /** Requests to Graph in the order in which they were answered. */
  readonly requestLog: readonly RequestLogEntry[];
  readonly origins: typeof tenantOrigins;
}

const defaultReplicationDelayMs = 1_500;

/** The one application that is registered for signing in; its id is known to the product as `demoClientId`. */
const registration = { clientId: '7d0c1f52-3c5a-4a66-9a3e-de3000000001', displayName: 'Provisioning Console' };

/**
 * Makes a tenant from the seed "Contoso Demo" (or `options.seed`). Nothing in it touches a socket; `serveTenant` puts it
 * behind real HTTP. Raises a ZodError for a seed or a fault of another shape, and a FaultSwitchError for a fault of nobody.
 */
export function createTenant(options: TenantOptions): Tenant {
  const clock = createTenantClock({ mode: options.clockMode, startAt: options.startAt });
  const startAt = clock.now();
  const { state: seeded, dialects, otherTenants, faults: seededFaults } = loadTenant(startAt, options.seed);
  const loaded = { ...seeded, tenantId: options.tenantId ?? seeded.tenantId };
  const { size } = options;
  const state = size === undefined ? loaded : sizeTenant(loaded, size, startAt);
  const logHistory = size === undefined ? undefined : sizedLogHistory(state, size, startAt);
  const newId = () => randomUUID();
  const targets = createVendorTargets({ clock, newId, further: dialects });
  const network = options.network ?? inProcessNetwork(targets);
  const faults = createFaultSwitchboard(options.faultSeed);
  const origin = tenantOrigins.graph;
  const identity = createIdentityService({
    state,
    otherTenants,
    clock,
    origin: tenantOrigins.login,
    graphOrigin: origin,
    newId,
    faults,
    clients: [registration],
  });
  const replicationDelayMs = options.replicationDelayMs ?? defaultReplicationDelayMs;
  const provisioning = createProvisioningService({ state, clock, network, newId, replicationDelayMs, logHistory });
  const { applications: count = 0, seed = defaultSizeSeed } = size ?? {};
  if (count > 0) addSizedApplications({ state, provisioning, count, seed, startAt });
  if (size?.running === true) rememberRuns({ state, provisioning, seed, startAt });
  addOtherApplications({ state, provisioning, seed, startAt }, size?.otherApplications ?? 0);
  clock.onAdvance({ run: () => provisioning.runDueCycles(), nextDueAt: () => provisioning.nextDueAt() });
  const exchangeCode = provisioning.completeAuthorization;
  const shared = { state, otherTenants, clock, provisioning, faults, origin, newId };
  const tenantOf = createGraphTenants({ ...shared, replicationDelayMs, exchangeCode });
  const graph = createGraphService({ identity, faults, state, tenantOf, origin, now: clock.now, newId });
  const adminCenter = createAdminCenter({ state, provisioning, origin: tenantOrigins.adminCenter, newId });
  const requestLog: RequestLogEntry[] = [];
  const observed = observedGraph(graph, options, requestLog);
  const fetch = createFetch({ graph: observed, adminCenter, identity, targets });
  const wanted = [...seededFaults, ...(options.faults ?? []).map((each) => FaultSwitch.parse(each))];
  for (const each of wanted) applyFault({ state, clock, faults, provisioning, targets, identity }, each);
  return { fetch, state, clock, targets, identity, provisioning, faults, requestLog, origins: tenantOrigins };
}

type InterceptedRequest = Parameters<NonNullable<TenantOptions['intercept']>>[1];

interface Hosts {
  readonly graph: GraphService;
  readonly adminCenter: AdminCenter;
  readonly identity: EntraService;
  readonly targets: readonly VendorTarget[];
}

function createFetch({ graph, adminCenter, identity, targets }: Hosts): Tenant['fetch'] {
  return async (request) => {
    const { origin } = new URL(request.url);
    if (origin === tenantOrigins.graph) return graph.fetch(request);
    if (origin === tenantOrigins.login) return identity.fetch(request);
    if (origin === tenantOrigins.adminCenter) return adminCenter.fetch(request);
    const target = findVendorTarget(targets, origin);
    if (target !== undefined) return target.fetch(request);
    return new Response(`The demo tenant has no host ${origin}.`, {
      status: 501,
      headers: { 'content-type': 'text/plain' },
    });
  };
}

/** Graph with what tests and benchmarks see of it: latency, hooks and a log in milliseconds of the real clock. */
function observedGraph(graph: GraphService, options: TenantOptions, log: RequestLogEntry[]): GraphService {
  let received = 0;
  return {
    async fetch(request) {
      const { origin, pathname: path } = new URL(request.url);
      const seen = { index: received, method: request.method, path };
      received += 1;
      const began = realNow();
      let status = 0;
      try {
        await intercepted(options, 'received', seen);
        if (options.latencyMs !== undefined && options.latencyMs > 0) await realSleep(options.latencyMs);
        const response = await graph.fetch(request);
        status = response.status;
        await intercepted(options, 'acted', seen);
        return response;
      } finally {
        log.push({ origin, method: request.method, path, status, began, ended: realNow() });
      }
    },
  };
}

/** A hook that rejects breaks the connection: that is how a test loses an answer. */
async function intercepted(options: TenantOptions, phase: InterceptPhase, request: InterceptedRequest): Promise<void> {
  try {
    await options.intercept?.(phase, request);
  } catch (cause) {
    throw Object.assign(new Error('socket hang up', { cause }), { code: 'ECONNRESET' });
  }
}

function realNow(): number {
  return performance.timeOrigin + performance.now();
}

function inProcessNetwork(targets: readonly VendorTarget[]): TargetNetwork {
  return {
    async fetch(url, init) {
      const { origin, hostname } = new URL(url);
      const target = findVendorTarget(targets, origin);
      if (target !== undefined) return target.fetch(new Request(url, init));
      throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' });
    },
  };
}
