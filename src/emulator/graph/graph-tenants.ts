import { GeneratedMap } from '#emulator/directory/generated-map';
import type { FaultSwitchboard } from '#emulator/faults/switchboard';
import type { Person, ProvisioningService, TenantClock, TenantState } from '#emulator/state';
import type { CodeExchange, GraphMemory, GraphTenant } from './graph-tenant.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { createIdentityAllowance } from './throttling.ts';

export interface GraphTenantsOptions {
  readonly state: TenantState;
  /** Tenants in which people of this one are guests. */
  readonly otherTenants: readonly { readonly tenantId: string; readonly tenantName: string; readonly domain: string }[];
  readonly clock: TenantClock;
  readonly provisioning: ProvisioningService;
  readonly faults: FaultSwitchboard;
  readonly origin: string;
  readonly newId: () => string;
  readonly replicationDelayMs: number;
  readonly exchangeCode: CodeExchange;
}

const windowMs = 10_000;

/**
 * Makes what Graph knows of each tenant that a token can be for: the demo tenant, and the others, which hold nothing
 * but their guests without any role. The function gives null for a tenant id that is not here.
 */
export function createGraphTenants(options: GraphTenantsOptions): (tenantId: string) => GraphTenant | null {
  const { otherTenants, ...shared } = options;
  const tenants = new Map<string, GraphTenant>();
  for (const state of [options.state, ...otherTenants.map((other) => guestState(options.state, other))]) {
    tenants.set(state.tenantId, { ...shared, state, memory: createMemory(options.clock, state) });
  }
  return (tenantId) => tenants.get(tenantId) ?? null;
}

function createMemory(clock: TenantClock, state: TenantState): GraphMemory {
  const fivePerWindow = { requests: 5, windowMs };
  return {
    audits: [],
    deletedItems: new Map(),
    earlyAttempts: new Map(),
    secretsSavedAt: new Map(),
    reportLimit: createRateLimiter(clock, fivePerWindow),
    onDemandLimit: createRateLimiter(clock, fivePerWindow),
    identityAllowance: createIdentityAllowance(clock, () => state.people.size),
  };
}

function guestState(
  home: TenantState,
  { tenantId, tenantName, domain }: GraphTenantsOptions['otherTenants'][number],
): TenantState {
  // Generated people are guests nowhere, and there are too many of them to be made for that.
  const people =
    home.people instanceof GeneratedMap ? (home.people.touched() as Iterable<Person>) : home.people.values();
  const guests = [...people]
    .filter((person) => person.guestOf.includes(tenantId))
    .map((person) => ({ ...person, managerId: null, roles: [], customRoleActions: [] }));
  return {
    tenantId,
    tenantName,
    domain,
    premium: false,
    people: new Map(guests.map((guest) => [guest.id, guest])),
    groups: new Map(),
    galleryTemplates: home.galleryTemplates,
    applications: new Map(),
    servicePrincipals: new Map(),
    assignments: new Map(),
    removedAssignments: [],
    jobs: new Map(),
    secrets: new Map(),
  };
}
