import { serveTenant } from '#emulator/serve';
import { visitDemoPage } from '#emulator/visit-page';
import type { EmbeddedTenant } from '#platform/console/open-console';

/** Starts a demo tenant on 127.0.0.1 in which waiting takes no time, and gives it; it ends with `close`. */
export async function startDemoTenant(): Promise<EmbeddedTenant> {
  const served = await serveTenant({ clockMode: 'warp' });
  return {
    endpoints: served.endpoints,
    clock: served.tenant.clock,
    signedIn: true,
    mintToken: (vendorId) => served.tenant.targets.find((target) => target.vendorId === vendorId)?.mintToken() ?? null,
    visit: visitDemoPage,
    close: () => served.close(),
  };
}
