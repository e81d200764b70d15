import type { IntentEntry, JournalEntry, OutcomeEntry } from '#core/journal/entry';
import { isWriteEntry } from '#core/journal/entry';
import type { PlannedChange } from '#shared/model/plan';

/** One run of our own writes on an application. */
export interface OwnRun {
  readonly run: string;
  readonly who: string;
  readonly began: string;
  readonly ended: string;
  readonly steps: readonly string[];
  readonly changes: readonly PlannedChange[];
  readonly result: 'done' | 'refused' | 'unknown';
  readonly requestIds: readonly string[];
}

const stepWords: Readonly<Record<string, string>> = {
  'application.create': 'created the application',
  'job.create': 'created the synchronization job',
  'settings.save': 'saved connection and settings',
  'schema.edit': 'changed mappings',
  'appRole.add': 'added an app role',
  'assignments.add': 'assigned people and groups',
  'job.start': 'started provisioning',
  'job.pause': 'paused provisioning',
  'job.restart': 'restarted provisioning',
  'provision.onDemand': 'provisioned on demand',
  'job.remove': 'deleted the synchronization job',
  'assignments.remove': 'removed assignments',
  'appRole.remove': 'removed an app role',
  'application.remove': 'deleted the application',
  'preflight.createPerson': 'made a test person at the application',
  'preflight.disablePerson': 'disabled the test person',
  'preflight.deletePerson': 'deleted the test person',
};

/** Takes the name of a step; gives it as a part of a sentence, or as it is when it is not known. Pure. */
export const stepInWords = (step: string): string => stepWords[step] ?? step;

const isIntent = (entry: JournalEntry): entry is IntentEntry => entry.kind === 'intent';

function resultOf(intents: readonly IntentEntry[], outcomes: ReadonlyMap<string, OutcomeEntry>): OwnRun['result'] {
  const results = intents.map(({ id }) => outcomes.get(id)?.result ?? null);
  if (results.includes('refused')) return 'refused';
  return results.every((result) => result === 'done' || result === 'found') ? 'done' : 'unknown';
}

/** What was refused, or found not to have been done, changed nothing. */
const happened = ({ result }: Pick<OutcomeEntry, 'result'>): boolean => result === 'done' || result === 'found';

/** People of a queue follow each other within this time. */
const queueGapMs = 120_000;

const isOnDemand = ({ steps }: OwnRun): boolean => steps.length === 1 && steps[0] === 'provision.onDemand';

/** Each person of a queue is a run of its own in the journal; in a history they are one. */
function joined(runs: readonly OwnRun[]): readonly OwnRun[] {
  const all: OwnRun[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    const follows =
      last !== undefined &&
      isOnDemand(last) &&
      isOnDemand(run) &&
      last.who === run.who &&
      Date.parse(run.began) - Date.parse(last.ended) <= queueGapMs;
    if (!follows) {
      all.push(run);
      continue;
    }
    all[all.length - 1] = {
      ...last,
      ended: run.ended,
      changes: [...last.changes, ...run.changes],
      result: last.result === 'done' ? run.result : last.result,
      requestIds: [...new Set([...last.requestIds, ...run.requestIds])],
    };
  }
  return all;
}

/** Takes the entries about one application and all outcomes of the journal, oldest first; gives its runs, oldest first. Pure. */
export function ownRuns(entries: readonly JournalEntry[], all: readonly JournalEntry[]): readonly OwnRun[] {
  const outcomes = new Map(
    all.filter((entry) => entry.kind === 'outcome').map((entry) => [entry.intent, entry] as const),
  );
  const ids = [...new Set(entries.filter(isWriteEntry).map(({ run }) => run))];
  const runs = ids.flatMap((run): OwnRun[] => {
    const own = entries.filter(isWriteEntry).filter((entry) => entry.run === run);
    const intents = own.filter(isIntent);
    const [first] = intents;
    const last = own.at(-1);
    // A run that only noted what became of an earlier one changed nothing itself.
    if (first === undefined || last === undefined) return [];
    const done = intents.filter(({ id }) => {
      const outcome = outcomes.get(id);
      return outcome === undefined || happened(outcome);
    });
    return [
      {
        run,
        who: first.who,
        began: first.at,
        ended: last.at,
        steps: [...new Set(intents.map(({ step }) => step))],
        changes: done.flatMap(({ changes }) => changes),
        result: resultOf(intents, outcomes),
        requestIds: [...new Set(intents.flatMap(({ id }) => outcomes.get(id)?.requestId ?? []))],
      },
    ];
  });
  return joined(runs);
}
