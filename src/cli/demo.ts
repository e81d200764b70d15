import { setFlagsFromString } from 'node:v8';
import type { Clock } from '#core/ports';
import { serveTenant } from '#emulator/serve';
import { demoAdministrator, visitDemoPage } from '#emulator/visit-page';
import { type CustomCloud, parseEndpointsFile } from '#platform/clouds';

/** A demo tenant of this process, as the command line sees it. */
export interface DemoTenant {
  readonly endpoints: CustomCloud;
  readonly tenantId: string;
  /** Where another process controls the tenant, with the secret of this run; null unless it was asked for. */
  readonly control: { readonly url: string; readonly secret: string } | null;
  /** User name of the person who signs in. */
  readonly administrator: string;
  /** The tenant's time: a sleep moves it forward at once when the tenant was started with `warp`. */
  readonly clock: Clock;
  /** Lets time pass, and everything that falls due in it happen. */
  passTime(milliseconds: number): Promise<void>;
  /** Opens an address as the administrator's browser would, in the background. */
  visit(url: string): void;
  /** What a vendor's console does: makes a token. */
  mintToken(vendorId: string): string;
  /** What a vendor's console does: makes all tokens worthless. */
  revokeTokens(vendorId: string): void;
  /** Ids of the vendors whose servers stand in this tenant. */
  readonly vendorIds: readonly string[];
  /** The accounts that a vendor's server really holds. */
  accountsAt(vendorId: string): readonly Record<string, unknown>[];
  /** The groups that a vendor's server really holds. */
  groupsAt(vendorId: string): readonly Record<string, unknown>[];
  close(): Promise<void>;
}

export interface DemoOptions {
  /** `warp`: waiting takes no time; `real`: the wall clock, for a tenant that other processes use. */
  readonly clockMode: 'real' | 'warp';
  /** Real milliseconds that every answer of Graph takes. */
  readonly latencyMs?: number;
  /** True opens the control for other processes. */
  readonly control?: boolean;
  /** Faults of everyday life happen by chance, drawn from this seed; left out: none. */
  readonly faultSeed?: number;
  /** How large the tenant is; left out: the 50 people of the seed tenant and an empty log. */
  readonly size?: {
    readonly users: number;
    readonly logRows?: number;
    readonly applications?: number;
    readonly otherApplications?: number;
    readonly running?: boolean;
    readonly seed?: number;
  };
  /** Another tenant than the usual one: people, gallery, applications and faults, in the shape of assets/tenants. */
  readonly seed?: unknown;
  /** Another id of the tenant than its seed says. */
  readonly tenantId?: string;
  /** Told when a page could not be visited. */
  readonly onFault: (message: string) => void;
}

/**
 * How far the heap may grow over what is in use before it is collected. V8 takes up to 300 %; a cycle over 100,000 people
 * would then hold a gigabyte of which three quarters are garbage.
 */
const heapGrowingPercent = 60;

/** Takes how time runs; starts a tenant on 127.0.0.1 and gives it. Its servers end with `close`. Raises a ZodError for a seed of another shape. */
export async function startDemoTenant({ onFault, ...options }: DemoOptions): Promise<DemoTenant> {
  const stormy = options.faultSeed === undefined ? {} : { faults: [{ fault: 'storm' as const }] };
  if (options.size !== undefined) setFlagsFromString(`--heap-growing-percent=${heapGrowingPercent}`);
  const served = await serveTenant({ ...options, ...stormy });
  const { tenant } = served;
  const targetOf = (vendorId: string) => {
    const target = tenant.targets.find((candidate) => candidate.vendorId === vendorId);
    if (target === undefined) throw new Error(`The demo tenant has no vendor "${vendorId}".`);
    return target;
  };
  return {
    // The same fence as for any file: a demo tenant cannot stand for a real cloud.
    endpoints: parseEndpointsFile(JSON.stringify(served.endpoints)),
    tenantId: tenant.state.tenantId,
    control: served.control,
    administrator: demoAdministrator,
    clock: tenant.clock,
    passTime: (milliseconds) => tenant.clock.advance(milliseconds),
    visit(url) {
      visitDemoPage(url).catch((cause: unknown) =>
        onFault(
          `A page of the demo tenant could not be visited: ${cause instanceof Error ? cause.message : 'unknown fault'}`,
        ),
      );
    },
    mintToken: (vendorId) => targetOf(vendorId).mintToken(),
    revokeTokens: (vendorId) => targetOf(vendorId).revokeAllTokens(),
    vendorIds: tenant.targets.map((target) => target.vendorId),
    accountsAt: (vendorId) => targetOf(vendorId).users(),
    groupsAt: (vendorId) => targetOf(vendorId).groups(),
    close: () => served.close(),
  };
}
