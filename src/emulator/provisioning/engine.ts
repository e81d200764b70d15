import type { ServiceFault, TenantClock, TenantState } from '#emulator/state';
import type { TargetNetwork } from '#emulator/vendor-target';
import { fixedGuid, sourceDirectoryName } from './default-schema.ts';
import type { EntryEvent, EventOrigin } from './entry-event.ts';
import type { JobRuntime } from './job-runtime.ts';
import { isFault, readConnection } from './job-settings.ts';
import { renewAccessToken } from './oauth-authorization.ts';
import type { OnDemandShape } from './on-demand-answer.ts';
import type { EscrowThresholds } from './quarantine.ts';
import type { QuarantineEvent } from './quarantine-entry.ts';
import { createScimClient, type ScimClient } from './scim-client.ts';
import type { VendorDefinition } from './vendor-definitions.ts';

/** What every part of the provisioning service works with. */
export interface Engine {
  readonly state: TenantState;
  readonly clock: Pick<TenantClock, 'now'>;
  readonly network: TargetNetwork;
  readonly newId: () => string;
  /** Real milliseconds, for the durations in the log. */
  readonly stopwatch: () => number;
  /** Objects a page of the progress bar. */
  readonly pageSize: number;
  /** Asked for at the end of each cycle, because they follow from the size of the directory. */
  readonly escrowThresholds: () => EscrowThresholds;
  readonly onDemandShape: () => OnDemandShape;
  readonly log: (event: EntryEvent) => void;
  /** Told of every quarantine that begins or whose reason changes. */
  readonly quarantined: (event: QuarantineEvent) => void;
}

const noSecrets: ReadonlyMap<string, string> = new Map();

/** The saved settings and credentials of a service principal. */
export function secretsOf(engine: Engine, servicePrincipalId: string): ReadonlyMap<string, string> {
  return engine.state.secrets.get(servicePrincipalId) ?? noSecrets;
}

/** Whose target is to be reached, and with what. */
export interface OpenTarget {
  readonly vendor: VendorDefinition;
  readonly servicePrincipalId: string;
  readonly credentials: ReadonlyMap<string, string>;
}

/**
 * A client for the target that credentials name.
 * Takes the engine, the vendor and the credentials; gives the client, or the fault with which incomplete credentials are
 * refused. The client of an OAuth application renews its token with the saved refresh token.
 */
export function openTarget(engine: Engine, target: OpenTarget): ScimClient | ServiceFault {
  const connection = readConnection(target.vendor, target.credentials);
  if (isFault(connection)) return connection;
  const renewToken = target.vendor.oauth === null ? null : () => renewAccessToken(engine, target);
  return createScimClient({ network: engine.network, connection, renewToken });
}

/** Origin of the events of one cycle. */
export function originOf(engine: Engine, runtime: JobRuntime, cycleId: string): EventOrigin {
  const { job, vendor } = runtime;
  const servicePrincipal = engine.state.servicePrincipals.get(job.servicePrincipalId);
  const displayName = servicePrincipal?.displayName ?? vendor.targetDirectoryName;
  return {
    tenantId: engine.state.tenantId,
    jobId: job.id,
    cycleId,
    servicePrincipal: { id: job.servicePrincipalId, displayName, appId: servicePrincipal?.appId ?? '' },
    sourceSystem: { id: fixedGuid('directory:source'), displayName: sourceDirectoryName },
    targetSystem: { id: fixedGuid(`directory:${vendor.vendorId}`), displayName: vendor.targetDirectoryName },
  };
}
