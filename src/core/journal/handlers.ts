import type { Ports } from '#core/ports';
import type { Handlers } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import type { JournalEntryView } from '#shared/contract/journal';
import { missingTailWords } from './anchor.ts';
import { isWriteEntry, type JournalEntry } from './entry.ts';
import { openJournalOf } from './journal.ts';
import { journalKeyOf, requireAccount } from './journal-key.ts';
import { type JournalVerdict, readJournal, verdictOf, verificationOf } from './verify-journal.ts';

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
    case 'loss':
      return `entries at the end were gone (there had been ${entry.expected.length}), and that was accepted`;
  }
};

/** Takes a journal entry; gives it as it is shown. Pure. */
export const journalEntryView = (entry: JournalEntry): JournalEntryView => ({
  sequence: entry.sequence,
  at: entry.at,
  kind: entry.kind,
  who: entry.who,
  application: isWriteEntry(entry) ? entry.application.name : null,
  step: isWriteEntry(entry) ? entry.step : null,
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
    isWriteEntry(entry) && entry.application.servicePrincipalId === servicePrincipalId;
  const runs = new Set(entries.filter(isAboutIt).map(({ run }) => run));
  return entries.filter(
    (entry) =>
      isAboutIt(entry) || (isWriteEntry(entry) && entry.application.servicePrincipalId === null && runs.has(entry.run)),
  );
}

type JournalPath = 'journal.list' | 'journal.verify' | 'journal.export' | 'journal.acceptLoss';

const shownFault = ({ fault, torn, missingTail }: JournalVerdict): string | null => {
  if (fault !== null) return fault;
  if (missingTail !== null) return missingTailWords(missingTail);
  return torn ? 'the last line is torn; the next run repairs it' : null;
};

async function acceptLoss(ports: Ports) {
  const account = await requireAccount(ports.identity);
  const { tail } = await readJournal(ports, journalKeyOf(ports.identity.cloud, account));
  if (tail === null) {
    throw new CoreError('conflict', 'Nothing is missing at the end of this journal, so there is nothing to accept.', {
      reason: 'nothingMissing',
      nextStep: 'Nothing has to be done.',
    });
  }
  const journal = await openJournalOf(ports, account, { acceptsLoss: true });
  await journal.close();
  return { accepted: tail.expected - tail.found };
}

/** Takes the ports; gives the handlers of the `journal.*` procedures. They raise `unauthenticated` when nobody is signed in. */
export function createJournalHandlers({ ports }: { readonly ports: Ports }): Pick<Handlers, JournalPath> {
  const read = async () => {
    const account = await requireAccount(ports.identity);
    return readJournal(ports, journalKeyOf(ports.identity.cloud, account));
  };
  return {
    'journal.list': async ({ servicePrincipalId, limit }) => {
      const found = await read();
      const fault = shownFault(verdictOf(found));
      return {
        entries: entriesOf(found.chain.entries, servicePrincipalId).slice(-limit).map(journalEntryView),
        intact: fault === null,
        fault,
      };
    },
    'journal.verify': async () => verificationOf(await read()),
    'journal.export': async () => {
      const found = await read();
      const { content, chain } = found;
      const { tenantId } = await requireAccount(ports.identity);
      return {
        name: `journal-${tenantId}.jsonl`,
        text: content.lines.map((line) => `${line}\n`).join(''),
        entries: chain.entries.length,
        head: chain.head,
        verdict: verificationOf(found),
      };
    },
    'journal.acceptLoss': () => acceptLoss(ports),
  };
}
