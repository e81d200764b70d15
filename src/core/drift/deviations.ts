import { canonicalJson, sha256 } from '#core/journal/canonical-json';
import type { JournalKey, SealedStore } from '#core/ports';
import type { Difference } from '#shared/model/difference';
import { type Deviation, DeviationDecision } from '#shared/model/drift';

/** Decisions by the id of the deviation that they are about. */
export type Decisions = ReadonlyMap<string, DeviationDecision>;

/**
 * Takes the application and a difference; gives the id of the deviation: the same as long as the tenant deviates in the same way, so
 * that a decision never covers another change.
 */
export async function deviationId(
  application: string,
  { area, place, what, before, after }: Difference,
): Promise<string> {
  return (await sha256(canonicalJson([application.toLowerCase(), area, place, what, before, after]))).slice(0, 32);
}

/** Takes a difference, its id, what was decided and the time; gives the deviation with its state. An acceptance whose time is over counts no more. Pure. */
export function deviationOf(
  id: string,
  difference: Difference,
  { decision, now }: { readonly decision: DeviationDecision | undefined; readonly now: number },
): Deviation {
  if (decision === undefined) return { id, difference, state: 'new', decision: null, expired: false };
  const expired = decision.decision === 'accepted' && decision.until !== null && Date.parse(decision.until) <= now;
  return { id, difference, state: expired ? 'new' : decision.decision, decision, expired };
}

const kind = 'deviations';

function parsed(head: string): DeviationDecision | null {
  try {
    const decision = DeviationDecision.safeParse(JSON.parse(head));
    return decision.success ? decision.data : null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

/** Takes where records are and whose; gives every decision. One that was taken back, or cannot be read, is none. */
export async function readDecisions(store: SealedStore, key: JournalKey): Promise<Decisions> {
  const { records } = await store.list({ key, kind });
  return new Map(
    records.flatMap(({ id, head }) => {
      const decision = parsed(head);
      return decision === null ? [] : [[id, decision] as const];
    }),
  );
}

/** Takes ids and a decision, null to take it back; keeps it. Raises `storage_full`, `internal`. */
export async function keepDecision(
  store: SealedStore,
  key: JournalKey,
  { ids, decision }: { readonly ids: readonly string[]; readonly decision: DeviationDecision | null },
): Promise<void> {
  const head = JSON.stringify(decision);
  for (const id of ids) await store.write({ key, kind }, { id, head, body: head });
}
