import type { DirectoryAudit } from '#core/graph/calls/directory-audits';
import type { Difference } from '#shared/model/difference';
import type { SnapshotSummary } from '#shared/model/snapshot';
import type { AuditMark, Certainty, TimelineEntry } from '#shared/model/timeline';
import { type OwnRun, stepInWords } from './own-runs.ts';
import { isQuarantineEvent } from './quarantine-event.ts';

/** The time between two snapshots that follow each other, and what differs. `after` null = the tenant as it is now. */
export interface Window {
  readonly before: SnapshotSummary;
  readonly after: SnapshotSummary | null;
  readonly differences: readonly Difference[];
}

/** Everything that a timeline is made of; snapshots and runs oldest first. */
export interface TimelineInput {
  readonly runs: readonly OwnRun[];
  readonly audits: readonly DirectoryAudit[];
  readonly snapshots: readonly SnapshotSummary[];
  readonly windows: readonly Window[];
  readonly now: string;
}

const minuteMs = 60_000;

/** Which of our steps the service logs under which activity. */
const activitySteps: Readonly<Record<string, readonly string[]>> = {
  'add provisioning configuration': ['job.create'],
  'update provisioning setting or credentials': ['settings.save'],
  'update attribute mappings or scope': ['schema.edit'],
  'enable/start provisioning configuration': ['job.start'],
  'enable/restart provisioning configuration': ['job.restart'],
  'disable/pause provisioning configuration': ['job.pause'],
  'delete provisioning configuration': ['job.remove'],
};

const whoOf = ({ initiatedBy }: DirectoryAudit): string | null =>
  initiatedBy?.user?.userPrincipalName ?? initiatedBy?.user?.displayName ?? initiatedBy?.app?.displayName ?? null;

const markOf = (audit: DirectoryAudit): AuditMark => ({
  id: audit.id,
  at: audit.activityDateTime,
  activity: audit.activityDisplayName ?? 'an activity without a name',
  result: audit.result ?? 'unknown',
  correlationId: audit.correlationId ?? null,
});

/** The clocks of this machine and of the service differ a little, and the event is written after the request. */
function isOf(run: OwnRun, audit: DirectoryAudit): boolean {
  const at = Date.parse(audit.activityDateTime);
  const sameTime = at >= Date.parse(run.began) - minuteMs && at <= Date.parse(run.ended) + 2 * minuteMs;
  const samePerson = (whoOf(audit) ?? '').toLowerCase() === run.who.toLowerCase();
  const steps = activitySteps[(audit.activityDisplayName ?? '').toLowerCase()];
  return sameTime && samePerson && (steps ?? []).some((step) => run.steps.includes(step));
}

const snapshotOf = (snapshots: readonly SnapshotSummary[], run: string, moment: SnapshotSummary['moment']) =>
  snapshots.find((one) => one.run === run && one.moment === moment) ?? null;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const resultWords = {
  done: 'Written by this product and read back.',
  refused: 'The service refused a part of it.',
  unknown: 'Nobody saw how all of it ended; the next run looks.',
} as const;

function entryOfRun(
  run: OwnRun,
  audits: readonly DirectoryAudit[],
  snapshots: readonly SnapshotSummary[],
): TimelineEntry {
  const before = snapshotOf(snapshots, run.run, 'before');
  const steps = run.steps.map(stepInWords).join(', ');
  const rollback = before?.why.startsWith('rolling back') === true ? `${before.why}: ` : '';
  return {
    id: `run-${run.run}`,
    at: run.began,
    origin: 'ours',
    who: run.who,
    title: capital(`${rollback}${steps}`),
    result: run.result,
    changes: [...run.changes],
    certainty: 'exact',
    words: resultWords[run.result],
    before: before?.id ?? null,
    after: snapshotOf(snapshots, run.run, 'after')?.id ?? null,
    audits: audits.map(markOf),
    requestIds: [...run.requestIds],
  };
}

const holds = ({ before, after }: Window, at: number): boolean =>
  at > Date.parse(before.at) && (after === null || at <= Date.parse(after.at));

/**
 * The window of an event. The clocks of this machine and of the service differ a little: an event close to a snapshot goes to
 * the window beside it when only that one holds a difference.
 */
function windowOf(audit: DirectoryAudit, { windows, runs }: TimelineInput): Window | null {
  const at = Date.parse(audit.activityDateTime);
  const strict = windows.find((one) => holds(one, at)) ?? null;
  if (strict !== null && foreignDifferences(strict, runs).length > 0) return strict;
  const near = windows.find(
    (one) => (holds(one, at - minuteMs) || holds(one, at + minuteMs)) && foreignDifferences(one, runs).length > 0,
  );
  return near ?? strict;
}

const isOwnRun = ({ before, after }: Window): boolean =>
  after !== null && before.run === after.run && before.moment === 'before' && after.moment === 'after';

/** A run of ours that kept no snapshot at its end changed something in the window that follows. */
const ownStepsIn = (window: Window, runs: readonly OwnRun[]): readonly string[] =>
  isOwnRun(window)
    ? []
    : (runs.find(({ run }) => run === window.before.run && window.before.moment === 'before')?.steps ?? []);

const onlyJobSteps = (steps: readonly string[]): boolean =>
  steps.every((step) => step.startsWith('job.') || step === 'provision.onDemand');

/** What differs in a window and was not made by our own run in it. */
function foreignDifferences(window: Window, runs: readonly OwnRun[]): readonly Difference[] {
  if (isOwnRun(window)) return [];
  const steps = ownStepsIn(window, runs);
  if (steps.length === 0) return window.differences;
  return onlyJobSteps(steps) ? window.differences.filter(({ area }) => area !== 'provisioning') : [];
}

const changesOf = (differences: readonly Difference[]): TimelineEntry['changes'] =>
  differences.map(({ place, what, before, after }) => ({ what: `${place}: ${what}`, before, after }));

const certaintyWords = (certainty: Certainty, events: number, changes: number): string => {
  if (certainty === 'unknown')
    return 'What it changed is not known: there is no snapshot on both sides of it, or it fell into a run of our own.';
  if (certainty === 'nobody') return 'The snapshots on both sides differ, and no event of the tenant says who did it.';
  if (changes === 0) return 'Nothing that a snapshot holds differs before and after it.';
  return certainty === 'only'
    ? 'It is the only event between the two snapshots, so this is what differs before and after it.'
    : `One of ${events} events between the same two snapshots: together they made these differences.`;
};

/** Events that none of our runs caused, each with its window. */
type Placed = ReadonlyMap<DirectoryAudit, Window | null>;

function entryOfAudit(audit: DirectoryAudit, input: TimelineInput, placed: Placed): TimelineEntry {
  const window = placed.get(audit) ?? null;
  const known = window !== null && !isOwnRun(window) ? window : null;
  const events = [...placed.values()].filter((one) => one === known).length;
  const differences = known === null ? [] : foreignDifferences(known, input.runs);
  const certainty: Certainty = known === null ? 'unknown' : events === 1 ? 'only' : 'shared';
  return {
    id: `audit-${audit.id}`,
    at: audit.activityDateTime,
    origin: 'elsewhere',
    who: whoOf(audit),
    title: audit.activityDisplayName ?? 'An activity without a name',
    result: (audit.result ?? 'unknown').toLowerCase() === 'success' ? 'done' : (audit.result ?? 'unknown'),
    changes: changesOf(differences),
    certainty,
    words: certaintyWords(certainty, events, differences.length),
    before: known?.before.id ?? null,
    after: known?.after?.id ?? null,
    audits: [markOf(audit)],
    requestIds: [],
  };
}

/** What the service did to the job and not to its configuration: nothing that differs comes from it. */
const entryOfQuarantine = (audit: DirectoryAudit): TimelineEntry => ({
  id: `audit-${audit.id}`,
  at: audit.activityDateTime,
  origin: 'elsewhere',
  who: whoOf(audit),
  title: audit.activityDisplayName ?? 'Quarantine',
  result: (audit.result ?? 'unknown').toLowerCase() === 'success' ? 'done' : (audit.result ?? 'unknown'),
  changes: [],
  certainty: 'only',
  words: audit.resultReason ?? 'The service put the job into quarantine; that changes nothing of what is set up.',
  before: null,
  after: null,
  audits: [markOf(audit)],
  requestIds: [],
});

function unattributed(window: Window, input: TimelineInput, placed: Placed): TimelineEntry[] {
  const differences = foreignDifferences(window, input.runs);
  const hasEvent = [...placed.values()].includes(window);
  if (differences.length === 0 || hasEvent) return [];
  return [
    {
      id: `window-${window.before.id}`,
      at: window.after?.at ?? input.now,
      origin: 'elsewhere',
      who: null,
      title: 'Changed elsewhere',
      result: 'done',
      changes: changesOf(differences),
      certainty: 'nobody',
      words: certaintyWords('nobody', 0, differences.length),
      before: window.before.id,
      after: window.after?.id ?? null,
      audits: [],
      requestIds: [],
    },
  ];
}

/** The journal's order holds among our own runs, also where this machine's clock was set back between them. */
function momentsOf(runs: readonly OwnRun[]): ReadonlyMap<string, number> {
  const moments = new Map<string, number>();
  let latest = Number.NEGATIVE_INFINITY;
  for (const { run, began } of runs) {
    latest = Math.max(latest, Date.parse(began));
    moments.set(`run-${run}`, latest);
  }
  return moments;
}

/**
 * Takes our own runs, the tenant's audit events, the snapshots and what differs between each two that follow each other; gives
 * one history, newest first. An event that one of our runs caused belongs to that run; every other one is told with what
 * differs between the snapshots on both sides of it, and how sure that is; a difference that no event explains is told as
 * that. Pure.
 */
export function buildTimeline(input: TimelineInput): readonly TimelineEntry[] {
  const { runs, audits, snapshots, windows } = input;
  const ownerOf = new Map(audits.map((audit) => [audit.id, runs.find((run) => isOf(run, audit)) ?? null]));
  const foreign = audits.filter(({ id }) => ownerOf.get(id) === null);
  const quarantines = foreign.filter(({ activityDisplayName }) => isQuarantineEvent(activityDisplayName));
  const changing = foreign.filter(({ activityDisplayName }) => !isQuarantineEvent(activityDisplayName));
  const placed: Placed = new Map(changing.map((audit) => [audit, windowOf(audit, input)]));
  const entries = [
    ...runs.map((run) =>
      entryOfRun(
        run,
        audits.filter(({ id }) => ownerOf.get(id) === run),
        snapshots,
      ),
    ),
    ...changing.map((audit) => entryOfAudit(audit, input, placed)),
    ...quarantines.map(entryOfQuarantine),
    ...windows.flatMap((window) => unattributed(window, input, placed)),
  ];
  // What is of one moment stands in the order in which it came, the last one first.
  const moments = momentsOf(runs);
  const momentOf = ({ id, at }: TimelineEntry): number => moments.get(id) ?? Date.parse(at);
  return entries.reverse().sort((one, other) => momentOf(other) - momentOf(one));
}
