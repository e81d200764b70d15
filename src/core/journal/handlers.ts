import type { Ports } from '#core/ports';
import type { Handlers } from '#core/rpc/dispatch';
import type { JournalEntryView } from '#shared/contract/journal';
import { readChain } from './chain.ts';
import type { JournalEntry } from './entry.ts';
import { journalKeyOf, requireAccount } from './journal-key.ts';

const resultWords = {
  done: 'done',
  refused: 'refused',
  found: 'found to have been done',
  nothingCame: 'found not to have been done',
  resumed: 'taken up again by a later run',
} as const;

const textOf = (entry: JournalEntry): string => {
  switch (entry.kind) {
    case 'intent':
      return entry.changes.length === 0
        ? 'about to run'
        : entry.changes
            .map(({ what, before, after }) => `${what}: ${before ?? '(none)'} → ${after ?? '(none)'}`)
            .join('; ');
    case 'outcome':
      return entry.detail === '' ? resultWords[entry.result] : `${resultWords[entry.result]}: ${entry.detail}`;
    case 'repair':
      return `a torn last line of ${entry.tornTail.length} characters was cut off`;
  }
};

/** Takes a journal entry; gives it as it is shown. Pure. */
export const journalEntryView = (entry: JournalEntry): JournalEntryView => ({
  sequence: entry.sequence,
  at: entry.at,
  kind: entry.kind,
  who: entry.who,
  application: entry.kind === 'repair' ? null : entry.application.name,
  step: entry.kind === 'repair' ? null : entry.step,
  text: textOf(entry),
  requestId: entry.kind === 'outcome' ? entry.requestId : null,
});

/**
 * Takes entries and the object id of a service principal; gives those about it. What a run did before the application had an
 * id is about it too, when the same run names it later. Pure.
 */
export function entriesOf(entries: readonly JournalEntry[], servicePrincipalId?: string): readonly JournalEntry[] {
  if (servicePrincipalId === undefined) return entries;
  const isAboutIt = (entry: JournalEntry): boolean =>
    entry.kind !== 'repair' && entry.application.servicePrincipalId === servicePrincipalId;
  const runs = new Set(entries.filter(isAboutIt).map(({ run }) => run));
  return entries.filter(
    (entry) =>
      isAboutIt(entry) ||
      (entry.kind !== 'repair' && entry.application.servicePrincipalId === null && runs.has(entry.run)),
  );
}

/** Takes the ports; gives the handlers of the `journal.*` procedures. They raise `unauthenticated` when nobody is signed in. */
export function createJournalHandlers({ ports }: { readonly ports: Ports }): Pick<Handlers, 'journal.list'> {
  return {
    'journal.list': async ({ servicePrincipalId, limit }) => {
      const account = await requireAccount(ports.identity);
      const content = await ports.journal.read(journalKeyOf(ports.identity.cloud, account));
      const { entries, fault } = await readChain(content.lines);
      const torn = content.tornTail === null ? null : 'the last line is torn; the next run repairs it';
      return {
        entries: entriesOf(entries, servicePrincipalId).slice(-limit).map(journalEntryView),
        intact: fault === null && torn === null,
        fault: fault ?? torn,
      };
    },
  };
}
