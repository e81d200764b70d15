import type { Acknowledged } from '#core/graph/calls/reading';
import type { RemovedObject } from '#core/journal/entry';
import { type Journal, type JournalPorts, openJournalOf } from '#core/journal/journal';
import { requireAccount } from '#core/journal/journal-key';
import { journalled } from '#core/journal/journalled';
import type { PlannedChange } from '#shared/model/plan';

/** A write that is about one application. */
export interface ApplicationWrite {
  /** Name of the step, for example job.start */
  readonly step: string;
  readonly application: { readonly servicePrincipalId: string; readonly displayName: string };
  readonly change: PlannedChange;
  /** What the write removes. */
  readonly removes?: readonly RemovedObject[];
  readonly signal: AbortSignal;
  /** Runs with the journal open, before the intent is noted: keeps how things were. What it raises stops the write. */
  readonly before?: (journal: Pick<Journal, 'run'>) => Promise<void>;
}

/**
 * Takes a write and how to make it; puts the intent into the journal, makes the write, and puts down what became of it. The write
 * is not made when the intent cannot be kept. Gives what the write gives; raises what it raises, and faults of the journal.
 */
export async function journalledWrite<T extends Acknowledged>(
  ports: JournalPorts,
  write: ApplicationWrite,
  make: () => Promise<T>,
): Promise<T> {
  const account = await requireAccount(ports.identity);
  const journal = await openJournalOf(ports, account);
  try {
    const { servicePrincipalId, displayName } = write.application;
    // The journal is about the application; which vendor it belongs to plays no part in these writes.
    const application = { vendor: '', name: displayName, servicePrincipalId };
    await write.before?.(journal);
    return await journalled(
      { journal, signal: write.signal },
      {
        step: write.step,
        application,
        changes: [write.change],
        ...(write.removes === undefined ? {} : { subject: { removes: [...write.removes] } }),
        write: make,
        outcome: ({ requestId }) => ({
          detail: write.change.what,
          requestId,
          ...(write.removes === undefined ? {} : { removed: write.removes }),
        }),
      },
    );
  } finally {
    await journal.close();
  }
}
