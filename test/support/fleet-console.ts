import { join } from 'node:path';
import type { TenantOptions } from '#emulator/tenant-options';
import { createPageSession } from '#loopback/page-session';
import { listenOnLoopback } from '#loopback/server';
import { type DemoWorld, type DemoWorldOptions, openDemoWorld, setUp } from './demo-world.ts';
import { projectRoot } from './project-root.ts';

/** The console in front of a tenant in which provisioning runs, as a browser opens it. */
export interface FleetConsole {
  readonly world: DemoWorld;
  /** Gives an address that leads into the console once. */
  entry(): string;
  /** Object id of a vendor's application. */
  application(vendorId: string): string;
  close(): Promise<void>;
}

export interface FleetOptions extends Partial<TenantOptions>, Pick<DemoWorldOptions, 'host'> {
  /** Vendors to set up. Default: all five. */
  readonly vendors?: readonly string[];
  /** The vendor whose token is revoked, so that its application is in quarantine. Default: none. */
  readonly quarantined?: string;
}

const hour = 3_600_000;

export const fleetVendors = ['airstack', 'askspoke', 'atea', 'cloud-academy-sso', 'schoolstream-asa'] as const;

/**
 * Sets up vendors on a demo tenant, lets the first cycles run and serves the built page (`dist/renderer`) in front of it,
 * over the real loopback server. Raises what a call raised.
 */
export async function openFleetConsole(options: FleetOptions = {}): Promise<FleetConsole> {
  const { vendors = fleetVendors, quarantined, ...tenant } = options;
  const world = await openDemoWorld(tenant);
  const ids = new Map<string, string>();
  for (const vendor of vendors) {
    const { report } = await setUp(world, vendor);
    ids.set(vendor, report.servicePrincipalId ?? '');
  }
  if (vendors.length > 0) await world.served.tenant.clock.advance(2 * hour);
  if (quarantined !== undefined) {
    world.target(quarantined).revokeAllTokens();
    await world.served.tenant.clock.advance(3 * hour);
  }
  const session = createPageSession(Date.now);
  const host = await listenOnLoopback({ core: world.core, session, pageFolder: join(projectRoot, 'dist/renderer') });
  return {
    world,
    entry: () => `${host.origin}/#code=${session.issueCode()}`,
    application: (vendorId) => {
      const id = ids.get(vendorId);
      if (id === undefined) throw new Error(`The fleet has no "${vendorId}".`);
      return id;
    },
    async close() {
      await host.close();
      await world.close();
    },
  };
}
