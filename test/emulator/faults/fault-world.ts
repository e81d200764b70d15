import { applyFault } from '#emulator/faults/apply-fault';
import { FaultSwitch, type FaultSwitchInput } from '#emulator/faults/fault-switch';
import { createTenant, type Tenant } from '#emulator/tenant';
import { openSession, type Session, setUpApplication } from '#test/emulator/graph/tenant-session';

export const startAt = Date.parse('2026-03-02T08:00:00Z');

/** A tenant with one application set up, and a hand on its faults. */
export interface FaultWorld {
  readonly tenant: Tenant;
  readonly session: Session;
  readonly application: Awaited<ReturnType<typeof setUpApplication>>;
  readonly turn: (wanted: FaultSwitchInput) => void;
}

/** Makes such a tenant; two people are assigned to the application, and provisioning has not begun. */
export async function openFaultWorld(): Promise<FaultWorld> {
  const tenant = createTenant({ clockMode: 'warp', startAt });
  tenant.identity.control.setTokenLifetimeSeconds(90 * 86_400);
  const session = await openSession(tenant);
  const application = await setUpApplication(session, tenant, {
    vendorId: 'airstack',
    baseAddress: 'https://api-as.lenovosoftware.com/0/as/common/scim',
    assigned: ['cher', 'matteo.rossi'],
  });
  return { tenant, session, application, turn: (wanted) => applyFault(tenant, FaultSwitch.parse(wanted)) };
}
