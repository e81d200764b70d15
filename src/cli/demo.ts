import type { Clock } from '#core/ports';
import { visitAuthorize } from '#emulator/admin-center/visit-authorize';
import { visitSignIn } from '#emulator/entra/visitor';
import { serveTenant } from '#emulator/serve';
import { type CustomCloud, parseEndpointsFile } from '#platform/clouds';

/** The person who signs in to demo tenants. */
const demoAdministrator = 'ada.admin@contoso.demo.example';

/** A demo tenant of this process, as the command line sees it. */
export interface DemoTenant {
  readonly endpoints: CustomCloud;
  readonly tenantId: string;
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
  /** Told when a page could not be visited. */
  readonly onFault: (message: string) => void;
}

/** Takes how time runs; starts a tenant on 127.0.0.1 and gives it. Its servers end with `close`. */
export async function startDemoTenant({ onFault, ...options }: DemoOptions): Promise<DemoTenant> {
  const served = await serveTenant(options);
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
    administrator: demoAdministrator,
    clock: tenant.clock,
    passTime: (milliseconds) => tenant.clock.advance(milliseconds),
    visit(url) {
      visitPage(url).catch((cause: unknown) =>
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

/** The admin center's deep link names the application behind "#", which a server never sees; its page takes the id. */
async function visitPage(url: string): Promise<void> {
  const servicePrincipalId = /\/objectId\/([0-9a-f-]{36})/i.exec(new URL(url).hash)?.[1];
  if (servicePrincipalId === undefined) {
    await visitSignIn(url, { fetch, username: demoAdministrator, consent: 'accept', forOrganization: true });
    return;
  }
  const page = new URL('/authorize', url);
  page.searchParams.set('servicePrincipalId', servicePrincipalId);
  await visitAuthorize(page.href, { fetch, account: demoAdministrator });
}
