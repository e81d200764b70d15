import { CoreError } from '#core/rpc/errors';
import type { PlannedChange } from '#shared/model/plan';
import type { CreatedObject, IntentSubject, JournalApplication, RemovedObject } from './entry.ts';
import type { Journal } from './journal.ts';

const definiteCodes: ReadonlySet<string> = new Set([
  'bad_request',
  'unauthenticated',
  'consent_required',
  'role_missing',
  'license_required',
  'forbidden',
  'not_found',
  'conflict',
  'throttled',
  'target_unreachable',
  'target_refused',
  'unsupported_in_cloud',
]);

/** Takes what a write raised; says whether the service surely did not carry it out: it said no (a status of 4xx), or was never asked. */
export const surelyRefused = (cause: unknown): cause is CoreError =>
  cause instanceof CoreError &&
  cause.details.reason !== 'ambiguousCreate' &&
  (definiteCodes.has(cause.code) || cause.details.reason === 'requestRefused');

/** A write with what the journal notes before it. */
export interface JournalledWrite<T> {
  readonly step: string;
  readonly application: JournalApplication;
  readonly changes: readonly PlannedChange[];
  readonly subject?: IntentSubject;
  readonly write: () => Promise<T>;
  readonly outcome: (result: T) => {
    readonly detail: string;
    readonly requestId?: string | undefined;
    readonly created?: readonly CreatedObject[];
    readonly removed?: readonly RemovedObject[];
  };
}

/**
 * Makes one write: the intent is on the disk before the request is sent, the outcome after the answer. When the answer never
 * comes the intent stays open, so that the next run looks first. Raises what the journal or the write raises.
 */
export async function journalled<T>(
  ports: { readonly journal: Pick<Journal, 'intent' | 'outcome'>; readonly signal: AbortSignal },
  write: JournalledWrite<T>,
): Promise<T> {
  ports.signal.throwIfAborted();
  const { step, application, changes, subject = {} } = write;
  const intent = await ports.journal.intent({ step, application, changes, subject });
  let result: T;
  try {
    result = await write.write();
  } catch (cause) {
    if (surelyRefused(cause)) {
      await ports.journal.outcome(intent, {
        result: 'refused',
        detail: cause.details.reason ?? cause.code,
        requestId: cause.details.requestId,
      });
    }
    throw cause;
  }
  await ports.journal.outcome(intent, { result: 'done', ...write.outcome(result) });
  return result;
}
