import type {
  EntryAction,
  EntryError,
  EntryEvent,
  EntryStatus,
  EntryStep,
  EventOrigin,
  ScopeVerdict,
} from './entry-event.ts';
import type { ValueChange } from './scim-messages.ts';
import type { SourceEntry } from './source-entry.ts';

/** What ends an event. */
export interface EntryEnd {
  readonly action: EntryAction;
  readonly status: EntryStatus;
  readonly error?: EntryError;
  readonly changes?: readonly ValueChange[];
}

/** Writes down what happens to one object. */
export interface EventRecorder {
  step(step: Omit<EntryStep, 'at'>): void;
  setVerdict(verdict: ScopeVerdict): void;
  setTargetId(id: string): void;
  end(end: EntryEnd): EntryEvent;
}

/** What a recorder needs. */
export interface EventRecorderOptions {
  readonly origin: EventOrigin;
  readonly entry: SourceEntry;
  readonly targetType: string;
  readonly now: () => number;
  readonly newId: () => string;
  /** Real milliseconds, for durations: the tenant's time may stand still. */
  readonly stopwatch: () => number;
}

/**
 * Begins the record of one object in one cycle.
 * Takes the object, the job it belongs to and two times; gives functions to add steps and to end it.
 */
export function createEventRecorder(options: EventRecorderOptions): EventRecorder {
  const { entry } = options;
  const startedAt = options.now();
  const began = options.stopwatch();
  const steps: EntryStep[] = [];
  let verdict: ScopeVerdict | null = null;
  let targetId = '';
  return {
    step: (step) => void steps.push({ ...step, at: options.now() }),
    setVerdict(value) {
      verdict = value;
    },
    setTargetId(id) {
      targetId = id;
    },
    end: (end) => ({
      id: options.newId(),
      changeId: options.newId(),
      origin: options.origin,
      startedAt,
      endedAt: options.now(),
      durationMs: Math.max(1, Math.round(options.stopwatch() - began)),
      action: end.action,
      status: end.status,
      error: end.error ?? null,
      verdict,
      reportableIdentifier: entry.reportableIdentifier,
      source: { id: entry.id, type: entry.kind, displayName: entry.displayName, details: entry.details },
      target: { id: targetId, type: options.targetType },
      steps,
      changes: end.changes ?? [],
    }),
  };
}
