import {
  type CreatedObject,
  type IntentEntry,
  isWriteEntry,
  type JournalEntry,
  type OutcomeEntry,
  type RemovedObject,
} from './entry.ts';

/**
 * An object we made, for which vendor and application, and when (ISO 8601). `seen`: the service did later work on it, so it was
 * visible to others than its maker.
 */
export type MadeObject = CreatedObject & {
  readonly vendor: string;
  readonly name: string;
  readonly at: string;
  readonly seen: boolean;
};

/** What a journal says about the tenant: writes whose outcome is unknown, and what of our making is not yet removed. */
export interface JournalFacts {
  readonly openIntents: readonly IntentEntry[];
  readonly created: readonly MadeObject[];
  /** Follow-ups by service principal id that a saved change still needs. */
  readonly owed: ReadonlyMap<string, ReadonlySet<'start' | 'restart'>>;
}

/** Facts of an empty journal. */
export const noFacts: JournalFacts = { openIntents: [], created: [], owed: new Map() };

/** Takes an object we made; gives the id under which its removal is recorded. */
export const createdId = (object: CreatedObject): string => {
  switch (object.type) {
    case 'application':
      return object.servicePrincipalId;
    case 'job':
      return object.jobId;
    case 'appRole':
      return object.roleId;
    case 'assignment':
      return object.assignmentId;
  }
};

/** Takes the facts and the id of an object; says whether its removal was begun and nobody saw how that ended. Pure. */
export const isBeingRemoved = (facts: JournalFacts, id: string): boolean =>
  facts.openIntents.some((intent) => intent.subject.removes?.some((removed) => removed.id === id) === true);

const removes = (removed: RemovedObject, object: CreatedObject): boolean =>
  (removed.type === object.type && removed.id === createdId(object)) ||
  // What hangs on a service principal goes with it.
  (removed.type === 'application' && removed.id === object.servicePrincipalId);

/** Steps that the service carries out on a job; the others only need its application. */
const jobSteps: ReadonlySet<string> = new Set([
  'schema.edit',
  'job.start',
  'job.pause',
  'job.restart',
  'provision.onDemand',
]);

const provesSight = (entry: OutcomeEntry, object: CreatedObject): boolean =>
  entry.result === 'done' &&
  entry.application.servicePrincipalId === object.servicePrincipalId &&
  (object.type === 'application' || (object.type === 'job' && jobSteps.has(entry.step)));

const settlesDebt = (entry: OutcomeEntry): readonly ('start' | 'restart')[] => {
  if (entry.result !== 'done') return [];
  if (entry.step === 'job.restart') return ['start', 'restart'];
  return entry.step === 'job.start' ? ['start'] : [];
};

const owedBy = (entries: readonly JournalEntry[]): JournalFacts['owed'] => {
  const owed = new Map<string, Set<'start' | 'restart'>>();
  for (const entry of entries) {
    if (!isWriteEntry(entry)) continue;
    const id = entry.application.servicePrincipalId;
    if (id === null) continue;
    const debts = owed.get(id) ?? new Set<'start' | 'restart'>();
    if (entry.kind === 'intent') for (const debt of entry.subject.owes ?? []) debts.add(debt);
    else for (const debt of settlesDebt(entry)) debts.delete(debt);
    owed.set(id, debts);
  }
  return owed;
};

/** Takes the entries of a journal, oldest first; gives what they mean for the next run. Pure. */
export function journalFacts(entries: readonly JournalEntry[]): JournalFacts {
  const outcomes = entries.filter((entry) => entry.kind === 'outcome');
  const settled = new Set(outcomes.map((entry) => entry.intent));
  let created: JournalFacts['created'] = [];
  for (const entry of outcomes) {
    const { vendor, name } = entry.application;
    created = [
      ...created
        .filter((object) => !entry.removed.some((removed) => removes(removed, object)))
        .map((object) => (provesSight(entry, object) ? { ...object, seen: true } : object)),
      ...entry.created.map((object) => ({ ...object, vendor, name, at: entry.at, seen: false })),
    ];
  }
  return {
    openIntents: entries.filter((entry) => entry.kind === 'intent').filter((entry) => !settled.has(entry.id)),
    created,
    owed: owedBy(entries),
  };
}
