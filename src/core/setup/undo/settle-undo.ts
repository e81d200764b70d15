import type { IntentEntry, JournalApplication } from '#core/journal/entry';
import { createdId } from '#core/journal/facts';
import type { Journal, Outcome } from '#core/journal/journal';
import { outcomeOfInterrupted } from '#core/setup/apply/settle';
import { createSteps } from '#core/setup/choose-application';
import { madeByInterrupted, type UndoState } from './read-undo.ts';

/**
 * Takes an intent without outcome, what an undo read, and the ids of what the journal knows to be ours; gives what became of
 * it: what it made is ours from now on, and what it removed is ours no longer. Pure.
 */
export function outcomeBeforeUndo(intent: IntentEntry, state: UndoState, made: ReadonlySet<string>): Outcome {
  const created =
    intent.step === createSteps.application
      ? state.created.filter((object) => object.type === 'application' && !made.has(createdId(object)))
      : madeByInterrupted(intent, state);
  const { removed = [] } = outcomeOfInterrupted(intent, state);
  const found = created.length > 0 || removed.length > 0;
  return { result: found ? 'found' : 'resumed', detail: 'before an undo', created, removed };
}

/** Notes what became of the writes that an earlier run did not see the end of, before anything is removed, so that no later run looks for it. */
export async function settleBeforeUndo(
  journal: Pick<Journal, 'facts' | 'outcome'>,
  state: UndoState,
  application: JournalApplication,
): Promise<void> {
  const made = new Set(journal.facts.created.map(createdId));
  for (const intent of journal.facts.openIntents) {
    const { vendor, name, servicePrincipalId } = intent.application;
    const own =
      servicePrincipalId === null
        ? vendor === application.vendor && name === application.name
        : servicePrincipalId === application.servicePrincipalId;
    if (own) await journal.outcome(intent, { ...outcomeBeforeUndo(intent, state, made), application });
  }
}
