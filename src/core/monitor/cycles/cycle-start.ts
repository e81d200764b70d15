import type { JournalEntry } from '#core/journal/entry';
import { stepIds } from '#core/setup/plan/decisions';

/** What makes the service begin again with everybody. */
const beginsAnew: ReadonlySet<string> = new Set([stepIds.restart, stepIds.schema]);

/**
 * Takes the journal's entries about one application, oldest first; gives when its initial cycle began, in milliseconds since
 * 1970, as far as our own writes say: the last restart or change of mappings, or the first start after it. null = another
 * program or the admin center started it. Pure.
 */
export function startOfInitialCycle(entries: readonly JournalEntry[]): number | null {
  const done = entries.flatMap((entry) =>
    entry.kind === 'outcome' && entry.result === 'done' ? [{ step: entry.step, at: Date.parse(entry.at) }] : [],
  );
  const anew = done.findLastIndex(({ step }) => beginsAnew.has(step));
  const start = done.slice(anew + 1).find(({ step }) => step === stepIds.start);
  return start?.at ?? done[anew]?.at ?? null;
}
