import type { ValueChange } from './scim-messages.ts';

/** Kinds of steps in a provisioning log row. Source: learn.microsoft.com/graph/api/resources/provisioningstep */
export type StepType = 'import' | 'scoping' | 'matching' | 'processing' | 'referenceResolution' | 'export';
export type EntryStatus = 'success' | 'failure' | 'skipped';
export type EntryAction = 'other' | 'create' | 'update' | 'disable' | 'delete' | 'stagedDelete';

/** One step of what the service did for one object. */
export interface EntryStep {
  readonly name: string;
  readonly type: StepType;
  readonly status: EntryStatus;
  readonly description: string;
  readonly details: Readonly<Record<string, string>>;
  readonly at: number;
}

/** Why an object failed or was skipped. */
export interface EntryError {
  readonly code: string;
  readonly reason: string;
  readonly category: 'failure' | 'nonServiceFailure';
  readonly recommendedAction: string | null;
}

/** The job and the systems an event belongs to. */
export interface EventOrigin {
  readonly tenantId: string;
  readonly jobId: string;
  readonly cycleId: string;
  readonly servicePrincipal: { readonly id: string; readonly displayName: string; readonly appId: string };
  readonly sourceSystem: { readonly id: string; readonly displayName: string };
  readonly targetSystem: { readonly id: string; readonly displayName: string };
}

/** What the scope of one object came to. */
export interface ScopeVerdict {
  readonly active: boolean;
  readonly assigned: boolean;
  readonly hasRole: boolean;
  readonly filterPassed: boolean;
  readonly clauses: Readonly<Record<string, boolean>>;
}

/** Everything the service did for one object in one cycle; log rows and on-demand answers are made from it. */
export interface EntryEvent {
  readonly id: string;
  readonly changeId: string;
  readonly origin: EventOrigin;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly durationMs: number;
  readonly action: EntryAction;
  readonly status: EntryStatus;
  readonly error: EntryError | null;
  readonly verdict: ScopeVerdict | null;
  /** User principal name of a person, display name of a group. */
  readonly reportableIdentifier: string;
  readonly source: {
    readonly id: string;
    readonly type: string;
    readonly displayName: string;
    readonly details: Readonly<Record<string, string>>;
  };
  readonly target: { readonly id: string; readonly type: string };
  readonly steps: readonly EntryStep[];
  readonly changes: readonly ValueChange[];
}
