import type { FaultSwitchInput } from '#emulator/faults/fault-switch';
import type { TargetNetwork } from './vendor-target.ts';

/** One request as the tenant saw it, for tests and benchmarks; milliseconds of the real clock. */
export interface RequestLogEntry {
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly began: number;
  readonly ended: number;
}

/** Moments at which a test may hold or break a request. */
export type InterceptPhase = 'received' | 'acted';

/** How large a generated tenant is. */
export interface TenantSize {
  /** People of the directory, those of the seed tenant included. */
  readonly users: number;
  /** Rows that the provisioning log holds from before the tenant's first moment. Default 0. */
  readonly logRows?: number;
  /** Applications with a paused job, beside those of the seed tenant. Default 0. */
  readonly applications?: number;
  /** Enterprise applications that provision nobody, beside those of the seed tenant. Default 0. */
  readonly otherApplications?: number;
  /** Whether the jobs of `applications` are active and have a past: cycles, failures, quarantines. Default false. */
  readonly running?: boolean;
  /** What generated people, groups and rows follow from. Default 1. */
  readonly seed?: number;
}

export interface TenantOptions {
  readonly clockMode: 'real' | 'warp';
  /** Start of the tenant's time; default: now. */
  readonly startAt?: number;
  /** Real milliseconds added to each Graph request. */
  readonly latencyMs?: number;
  /** Tenant milliseconds until a new application, service principal or job is visible. Default 1,500. */
  readonly replicationDelayMs?: number;
  /** Another seed than "Contoso Demo", in the shape of assets/tenants. */
  readonly seed?: unknown;
  /** Another id of the tenant than its seed says. */
  readonly tenantId?: string;
  /** Adds generated people, groups and log rows. They are made when they are asked for. */
  readonly size?: TenantSize;
  /** Seed of faults with a probability. Default 1. */
  readonly faultSeed?: number;
  /** Faults that are on from the start, beside those of the seed. */
  readonly faults?: readonly FaultSwitchInput[];
  /** How targets are reached; default: their functions are called in this process. */
  readonly network?: TargetNetwork;
  /** Called for each Graph request before it acts (`received`) and after it acted, before it answers (`acted`). */
  readonly intercept?: (
    phase: InterceptPhase,
    request: { readonly index: number; readonly method: string; readonly path: string },
  ) => Promise<void>;
}
