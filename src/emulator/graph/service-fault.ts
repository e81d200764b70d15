import type { ServiceFault } from '#emulator/state';
import { GraphFault } from './graph-fault.ts';

/** The provisioning service's fault as Graph answers it. */
export function graphFaultOf(fault: ServiceFault): GraphFault {
  return new GraphFault(fault.status, fault.code, { message: fault.message });
}

/** True for a fault among the results of the provisioning service. */
export function isServiceFault(value: object): value is ServiceFault {
  return 'status' in value && 'code' in value && 'message' in value;
}
