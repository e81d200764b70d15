import type { CreatedObject, IntentSubject, JournalApplication } from '#core/journal/entry';
import { surelyRefused } from '#core/journal/journalled';
import { CoreError } from '#core/rpc/errors';
import { replicationLimitMs } from '#core/setup/read-unlisted';
import type { PlannedChange } from '#shared/model/plan';
import type { RunPorts } from './run.ts';

/** An intent whose outcome is unknown: what was there before, and when it was written (milliseconds since 1970). */
interface OpenCreation {
  readonly id: string;
  readonly step: string;
  readonly application: JournalApplication;
  readonly known: readonly string[];
  readonly at: number;
}

/** How one object is created exactly once. */
export interface CreateOnce<T extends { readonly id: string }> {
  readonly step: string;
  readonly application: JournalApplication;
  readonly changes: readonly PlannedChange[];
  readonly subject: Omit<IntentSubject, 'known'>;
  /** An earlier run's intent without outcome. */
  readonly open: OpenCreation | null;
  readonly list: () => Promise<readonly T[]>;
  /** Takes what was there before and what is there now; gives the new one, null, or raises `conflict` when several are new. */
  readonly pick: (known: readonly string[], now: readonly T[]) => T | null;
  readonly create: () => Promise<{ readonly made: T; readonly requestId: string | undefined }>;
  readonly created: (made: T) => Promise<CreatedObject>;
  /** The application as the journal names it once the object is there. */
  readonly applicationOf: (made: T) => JournalApplication;
  readonly waiting: (message: string) => void;
}

/** What came of it; `found`: an earlier or unanswered request had made it. */
export interface Created<T> {
  readonly made: T;
  readonly found: boolean;
  readonly requestId: string | undefined;
}

/** Milliseconds before each further look; the last one repeats. */
const looks = [2_000, 3_000, 5_000, 10_000, 20_000] as const;

const minutes = (milliseconds: number): string => `${Math.max(1, Math.ceil(milliseconds / 60_000))} min`;

/** Looks for the object that an unanswered request may have made, at least once and until ten minutes after the request. */
async function lookFor<T extends { readonly id: string }>(
  ports: RunPorts,
  once: CreateOnce<T>,
  open: OpenCreation,
): Promise<T | null> {
  const until = open.at + replicationLimitMs;
  for (let look = 0; ; look += 1) {
    const found = once.pick(open.known, await once.list());
    if (found !== null) return found;
    const left = until - ports.clock.now();
    if (left <= 0) return null;
    once.waiting(
      `An earlier request to create it was not answered; looking for its result before creating another (up to ${minutes(left)}, can be cancelled).`,
    );
    await ports.clock.sleep(Math.min(left, looks[Math.min(look, looks.length - 1)] ?? 20_000), ports.signal);
  }
}

async function adopt<T extends { readonly id: string }>(
  ports: RunPorts,
  once: CreateOnce<T>,
  open: OpenCreation,
): Promise<T | null> {
  const found = await lookFor(ports, once, open);
  await ports.journal.outcome(
    open,
    found === null
      ? { result: 'nothingCame', detail: 'nothing new appeared' }
      : {
          result: 'found',
          detail: found.id,
          application: once.applicationOf(found),
          created: [await once.created(found)],
        },
  );
  return found;
}

const isUnanswered = (cause: unknown): cause is CoreError =>
  cause instanceof CoreError && cause.code !== 'cancelled' && !surelyRefused(cause);

/** One attempt; null when nothing came of a request that was not answered. */
async function attempt<T extends { readonly id: string }>(
  ports: RunPorts,
  once: CreateOnce<T>,
): Promise<Created<T> | null> {
  const known = (await once.list()).map((object) => object.id);
  ports.signal.throwIfAborted();
  const intent = await ports.journal.intent({
    step: once.step,
    application: once.application,
    changes: once.changes,
    subject: { ...once.subject, known },
  });
  try {
    const { made, requestId } = await once.create();
    await ports.journal.outcome(intent, {
      result: 'done',
      detail: made.id,
      requestId,
      application: once.applicationOf(made),
      created: [await once.created(made)],
    });
    return { made, found: false, requestId };
  } catch (cause) {
    if (surelyRefused(cause))
      await ports.journal.outcome(intent, {
        result: 'refused',
        detail: cause.details.reason ?? cause.code,
        requestId: cause.details.requestId,
      });
    if (!isUnanswered(cause) || cause.code.startsWith('storage')) throw cause;
    const found = await adopt(ports, once, { ...intent, known, at: ports.clock.now() });
    return found === null ? null : { made: found, found: true, requestId: cause.details.requestId };
  }
}

/**
 * Creates one object and never two: the ids that are there are on the disk before the request, a request without an answer is
 * followed by looking for a new id, and only when none appears within ten minutes is it sent once more.
 * Raises `conflict` when several are new, and what the journal or the service raises; an aborted run leaves the intent open.
 */
export async function createOnce<T extends { readonly id: string }>(
  ports: RunPorts,
  once: CreateOnce<T>,
): Promise<Created<T>> {
  if (once.open !== null) {
    const found = await adopt(ports, once, once.open);
    if (found !== null) return { made: found, found: true, requestId: undefined };
  }
  const created = (await attempt(ports, once)) ?? (await attempt(ports, once));
  if (created !== null) return created;
  throw new CoreError(
    'graph_error',
    'The service answered twice neither yes nor no to a creation, and nothing new appeared.',
    {
      reason: 'createUnanswered',
      nextStep: 'Try again later.',
    },
  );
}
