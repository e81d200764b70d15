import type { Clock, JournalKey, JournalStore, JournalWriter, Ports } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import type { PlannedChange } from '#shared/model/plan';
import type { Account } from '#shared/model/session';
import { type ReadChain, readChain, sealEntry } from './chain.ts';
import type {
  CreatedObject,
  IntentSubject,
  JournalApplication,
  JournalEntry,
  OutcomeEntry,
  RemovedObject,
} from './entry.ts';
import { type JournalFacts, journalFacts } from './facts.ts';
import { journalKeyOf } from './journal-key.ts';

/** A write that is about to be made. */
export interface Intent {
  readonly step: string;
  readonly application: JournalApplication;
  readonly changes: readonly PlannedChange[];
  readonly subject?: IntentSubject;
}

/** What became of a write. */
export interface Outcome {
  readonly result: OutcomeEntry['result'];
  readonly detail: string;
  readonly requestId?: string | undefined;
  readonly application?: JournalApplication;
  readonly created?: readonly CreatedObject[];
  readonly removed?: readonly RemovedObject[];
}

/** An intent that is on the disk. */
export interface RecordedIntent {
  readonly id: string;
  readonly step: string;
  readonly application: JournalApplication;
}

/** The journal of one tenant, open for writing. */
export interface Journal {
  /** Hash of the last entry that was there when the journal was opened. */
  readonly openedAt: string;
  /** Facts of the entries that were there when the journal was opened. */
  readonly facts: JournalFacts;
  /** Returns after the intent is on the disk; raises `storage_full` or `internal`, and then the write must not be made. */
  intent(intent: Intent): Promise<RecordedIntent>;
  outcome(intent: RecordedIntent, outcome: Outcome): Promise<void>;
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly store: JournalStore;
  readonly key: JournalKey;
  readonly clock: Clock;
  readonly newId: () => string;
  /** User principal name of the person who makes the writes. */
  readonly who: string;
}

const corrupt = (fault: string): CoreError =>
  new CoreError('storage_corrupt', `The journal of this tenant cannot be trusted: ${fault}.`, {
    reason: 'journalChainBroken',
    nextStep:
      'Keep the file as evidence, move it away and run the command again; what was created before is then found by its name only.',
  });

const trusted = (chain: ReadChain): ReadChain => {
  if (chain.fault !== null) throw corrupt(chain.fault);
  return chain;
};

/** Takes where journals are and whose; gives its facts and the hash of its last entry without opening it. Raises `storage_corrupt`. */
export async function readJournalFacts(
  store: JournalStore,
  key: JournalKey,
): Promise<{ readonly facts: JournalFacts; readonly head: string }> {
  const chain = trusted(await readChain((await store.read(key)).lines));
  return { facts: journalFacts(chain.entries), head: chain.head };
}

class OpenJournal implements Journal {
  readonly openedAt: string;
  readonly facts: JournalFacts;
  readonly #options: JournalOptions;
  readonly #writer: JournalWriter;
  readonly #run: string;
  #length: number;
  #head: string;
  // Steps run beside each other; the chain needs one entry after the other.
  #queue: Promise<unknown> = Promise.resolve();
  #broken: unknown = null;

  constructor(options: JournalOptions, writer: JournalWriter, chain: ReadChain) {
    this.#options = options;
    this.#writer = writer;
    this.#run = options.newId();
    this.#length = chain.entries.length;
    this.#head = chain.head;
    this.openedAt = chain.head;
    this.facts = journalFacts(chain.entries);
  }

  async #appendNow(content: object): Promise<JournalEntry> {
    // After a failed append the end of the file is unknown: nothing more may be added by this process.
    if (this.#broken !== null) throw this.#broken;
    const { clock, who, key } = this.#options;
    const draft = {
      v: 1,
      at: new Date(clock.now()).toISOString(),
      run: this.#run,
      who,
      tenantId: key.tenantId,
      ...content,
    };
    const entry = await sealEntry(draft, { length: this.#length, head: this.#head });
    try {
      await this.#writer.append(JSON.stringify(entry));
    } catch (cause) {
      this.#broken = cause;
      throw cause;
    }
    this.#length += 1;
    this.#head = entry.hash;
    return entry;
  }

  #append(content: object): Promise<JournalEntry> {
    const next = this.#queue.then(() => this.#appendNow(content));
    this.#queue = next.catch(() => undefined);
    return next;
  }

  async repair(tornTail: string): Promise<void> {
    await this.#writer.truncateTornTail();
    await this.#append({ kind: 'repair', tornTail });
  }

  async intent(intent: Intent): Promise<RecordedIntent> {
    const id = this.#options.newId();
    const { step, application, changes, subject = {} } = intent;
    await this.#append({ kind: 'intent', id, step, application, changes, subject });
    return { id, step, application };
  }

  async outcome(intent: RecordedIntent, outcome: Outcome): Promise<void> {
    await this.#append({
      kind: 'outcome',
      intent: intent.id,
      step: intent.step,
      application: outcome.application ?? intent.application,
      result: outcome.result,
      detail: outcome.detail,
      requestId: outcome.requestId ?? null,
      created: outcome.created ?? [],
      removed: outcome.removed ?? [],
    });
  }

  async close(): Promise<void> {
    await this.#queue;
    await this.#writer.close();
  }
}

/**
 * Opens the one journal of a tenant for writing; a torn last line is cut off and recorded as an entry of its own.
 * Raises `conflict` while another process writes, `storage_corrupt` when the chain is broken, `storage_full`.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const writer = await options.store.open(options.key);
  try {
    const journal = new OpenJournal(options, writer, trusted(await readChain(writer.content.lines)));
    if (writer.content.tornTail !== null) await journal.repair(writer.content.tornTail);
    return journal;
  } catch (cause) {
    await writer.close();
    throw cause;
  }
}

/** Takes the ports and the signed-in account; opens the journal of that account's tenant. Raises what {@link openJournal} raises. */
export const openJournalOf = (
  ports: Pick<Ports, 'identity' | 'journal' | 'clock' | 'newId'>,
  account: Account,
): Promise<Journal> =>
  openJournal({
    store: ports.journal,
    key: journalKeyOf(ports.identity.cloud, account),
    clock: ports.clock,
    newId: ports.newId,
    who: account.username,
  });
