import type { Clock, JournalKey, JournalStore, JournalWriter, Ports } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import type { PlannedChange } from '#shared/model/plan';
import type { Account } from '#shared/model/session';
import { type AnchorKeeper, anchorKeeperOf, type MissingTail, missingTail, missingTailWords } from './anchor.ts';
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
  /** Id of this opening; every entry that it writes carries it. */
  readonly run: string;
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
  /** Keeps how far the journal came, so that the removal of its end shows; null = nothing does. */
  readonly anchors: AnchorKeeper | null;
  /** True: entries that are missing at the end are recorded as lost, because a person accepted that. */
  readonly acceptsLoss?: boolean;
}

const corrupt = (fault: string): CoreError =>
  new CoreError('storage_corrupt', `The journal of this tenant cannot be trusted: ${fault}.`, {
    reason: 'journalChainBroken',
    nextStep:
      'Keep the file as evidence, move it away and run the command again; what was created before is then found by its name only.',
  });

const cut = (tail: MissingTail): CoreError =>
  new CoreError('storage_corrupt', `The journal of this tenant cannot be trusted: ${missingTailWords(tail)}.`, {
    reason: 'journalTailMissing',
    nextStep:
      'Look at "journal verify". If you know why (a backup was put back), accept the loss with "journal accept-loss": it is recorded and work goes on.',
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
  readonly run: string;
  readonly openedAt: string;
  readonly facts: JournalFacts;
  readonly #options: JournalOptions;
  readonly #writer: JournalWriter;
  #length: number;
  #head: string;
  // Steps run beside each other; the chain needs one entry after the other.
  #queue: Promise<unknown> = Promise.resolve();
  #broken: unknown = null;

  constructor(options: JournalOptions, writer: JournalWriter, chain: ReadChain) {
    this.#options = options;
    this.#writer = writer;
    this.run = options.newId();
    this.#length = chain.entries.length;
    this.#head = chain.head;
    this.openedAt = chain.head;
    this.facts = journalFacts(chain.entries);
  }

  async #appendNow(content: object): Promise<JournalEntry> {
    // After a failed append the end of the file is unknown: nothing more may be added by this process.
    if (this.#broken !== null) throw this.#broken;
    const { clock, who, key, anchors } = this.#options;
    const draft = {
      v: 1,
      at: new Date(clock.now()).toISOString(),
      run: this.run,
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
    await anchors?.write({ length: this.#length, head: this.#head, at: entry.at });
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

  async loss({ anchor }: MissingTail): Promise<void> {
    await this.#append({ kind: 'loss', expected: { length: anchor.length, head: anchor.head } });
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
 * Raises `conflict` while another process writes, `storage_corrupt` when the chain is broken or its end was removed
 * (reasons journalChainBroken, journalTailMissing), `storage_full`.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const writer = await options.store.open(options.key);
  try {
    const { lines, tornTail } = writer.content;
    const chain = trusted(await readChain(lines));
    const tail = missingTail(chain, tornTail !== null, (await options.anchors?.read()) ?? null);
    if (tail !== null && options.acceptsLoss !== true) throw cut(tail);
    const journal = new OpenJournal(options, writer, chain);
    if (tornTail !== null) await journal.repair(tornTail);
    if (tail !== null) await journal.loss(tail);
    return journal;
  } catch (cause) {
    await writer.close();
    throw cause;
  }
}

/** What keeping a journal needs of the world. */
export type JournalPorts = Pick<Ports, 'identity' | 'journal' | 'sealed' | 'clock' | 'newId'>;

/** Takes the ports and the signed-in account; opens the journal of that account's tenant. Raises what {@link openJournal} raises. */
export function openJournalOf(
  ports: JournalPorts,
  account: Account,
  { acceptsLoss = false }: { readonly acceptsLoss?: boolean } = {},
): Promise<Journal> {
  const key = journalKeyOf(ports.identity.cloud, account);
  return openJournal({
    store: ports.journal,
    key,
    clock: ports.clock,
    newId: ports.newId,
    who: account.username,
    anchors: anchorKeeperOf(ports.sealed, key),
    acceptsLoss,
  });
}
