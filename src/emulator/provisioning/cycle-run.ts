import type { TenantState } from '#emulator/state';
import type { CompiledObjectMapping } from './compiled-mapping.ts';
import type { Entitlements } from './entitlements.ts';
import type { EntryEvent, EventOrigin } from './entry-event.ts';
import type { JobRuntime } from './job-runtime.ts';
import type { JobSettings } from './job-settings.ts';
import type { ScimClient } from './scim-client.ts';

/** What one cycle, or one on-demand request, works with. */
export interface CycleRun {
  readonly state: TenantState;
  readonly runtime: JobRuntime;
  readonly client: ScimClient;
  readonly settings: JobSettings;
  readonly syncAll: boolean;
  readonly entitlements: Entitlements;
  readonly origin: EventOrigin;
  /** False on demand, where the flag aadOptscim062020 has no effect. */
  readonly optimizedPatch: boolean;
  /** True when everybody is evaluated: then unchanged objects are logged as skipped too. */
  readonly full: boolean;
  /** On demand: the members asked for, the only ones that are touched. null in a cycle. */
  readonly onDemandMembers: ReadonlySet<string> | null;
  /** Matching values that were claimed in this run. */
  readonly claimed: Set<string>;
  readonly now: () => number;
  readonly newId: () => string;
  readonly stopwatch: () => number;
  readonly log: (event: EntryEvent) => void;
}

/** The mapping of one kind of object within a run. */
export interface KindRun {
  readonly run: CycleRun;
  readonly mapping: CompiledObjectMapping;
  readonly kind: 'User' | 'Group';
}

/** The path of a kind's endpoint. */
export const endpointOf = (kind: 'User' | 'Group'): string => `/${kind}s`;
