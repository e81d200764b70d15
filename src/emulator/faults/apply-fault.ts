import { findPerson } from '#emulator/directory/membership';
import type { EntraService } from '#emulator/entra/identity-service';
import type { EmulatedProvisioningService } from '#emulator/provisioning/provisioning-service';
import type { TenantState } from '#emulator/state';
import type { VendorTarget } from '#emulator/vendor-target';
import {
  type FaultSwitch,
  otherFaultOf,
  rulesOf,
  type SignInFaultName,
  setStanding,
  targetFaults,
} from './fault-switch.ts';
import type { FaultSwitchboard } from './switchboard.ts';

/** The parts of a tenant that a fault can be in. */
export interface FaultyTenant {
  readonly state: TenantState;
  readonly clock: { now(): number };
  readonly faults: FaultSwitchboard;
  readonly provisioning: Pick<EmulatedProvisioningService, 'setOnDemandShape'>;
  readonly targets: readonly VendorTarget[];
  readonly identity: Pick<EntraService, 'control'>;
}

/** A switch that this tenant cannot turn: it names nobody, or nothing that can be taken back. */
export class FaultSwitchError extends Error {
  override readonly name = 'FaultSwitchError';
}

/** Faults that mean nothing at the sign-in host. */
const onlyAtGraph: ReadonlySet<string> = new Set(['notReplicated', 'echoRequest', 'dropSecrets', 'claimsRequired']);

/** The policy that a person must satisfy after the switch `conditional-access`. */
const conditionalAccessPolicy = 'c1';

/**
 * Turns one switch on a tenant. Raises a {@link FaultSwitchError} when the switch names no vendor or no person, one that
 * is not here, or asks to take back what cannot be taken back.
 */
export function applyFault(tenant: FaultyTenant, wanted: FaultSwitch): void {
  const rules = rulesOf(wanted);
  const other = otherFaultOf(wanted.fault);
  if (!wanted.on && other?.kind !== 'standing' && other?.kind !== 'target') {
    throw new FaultSwitchError(
      `'${wanted.fault}' ends by itself. To take back every fault of requests, clear all faults.`,
    );
  }
  if (rules?.some(({ host, fault }) => host === 'login' && onlyAtGraph.has(fault.kind)) === true) {
    throw new FaultSwitchError(`'${wanted.fault}' is a fault of Graph; the sign-in host does not know it.`);
  }
  if (rules !== null) for (const rule of rules) tenant.faults.inject(rule);
  if (other?.kind === 'target') {
    targetOf(tenant, wanted.vendor).misbehave(wanted.on ? targetFaults[other.name] : null);
  }
  if (other?.kind === 'signIn') disturbSignIn(tenant, other.name, wanted.person);
  if (other?.kind !== 'standing') return;
  if (other.name === 'on-demand-array') tenant.provisioning.setOnDemandShape(wanted.on ? 'array' : 'object');
  else setStanding(tenant.faults, { name: other.name, on: wanted.on, now: tenant.clock.now() });
}

/** Takes every fault back: rules, standing faults and what vendors' servers were told. Sessions that ended stay ended. */
export function clearFaults(tenant: FaultyTenant): void {
  tenant.faults.clear();
  tenant.provisioning.setOnDemandShape('object');
  for (const target of tenant.targets) target.misbehave(null);
}

function targetOf({ targets }: FaultyTenant, vendorId: string | undefined): VendorTarget {
  const known = targets.map((target) => target.vendorId).join(', ');
  if (vendorId === undefined) throw new FaultSwitchError(`This fault needs a vendor: ${known}.`);
  const target = targets.find((candidate) => candidate.vendorId === vendorId);
  if (target === undefined) throw new FaultSwitchError(`There is no vendor '${vendorId}' here. There are: ${known}.`);
  return target;
}

function disturbSignIn(tenant: FaultyTenant, name: SignInFaultName, person: string | undefined): void {
  if (person === undefined) throw new FaultSwitchError('This fault needs the user principal name of a person.');
  const found = findPerson(tenant.state, person);
  if (found === null) throw new FaultSwitchError(`There is no person '${person}' in this tenant.`);
  const { control } = tenant.identity;
  if (name === 'revoked-session') control.revokeTokens(found.id);
  else if (name === 'claims-challenge') control.challengeAccessTokens(found.id);
  else control.requireSignIn(found.id, conditionalAccessPolicy);
}
