import type { Graph } from '#core/graph/graph';
import { entriesOf } from '#core/journal/handlers';
import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import { readJournal } from '#core/journal/verify-journal';
import { onlyJob, readJobViews } from '#core/operations/read-jobs';
import { selectApplication } from '#core/operations/select-application';
import { followCycle } from '#core/operations/wait-for-cycle';
import type { Ports } from '#core/ports';
import type { CallContext } from '#core/rpc/dispatch';
import type { QuarantineProof, SeenQuarantine } from '#shared/model/quarantine';
import { liftingWrites, wasInQuarantine, writeInWords } from './history.ts';
import { endedSince, proofOf } from './proof.ts';

interface Request {
  readonly application: string;
  readonly before: SeenQuarantine | null;
  readonly timeoutMs: number;
}

async function lastFix(
  ports: Ports,
  servicePrincipalId: string,
): Promise<{ readonly fix: QuarantineProof['fix']; readonly fixedQuarantine: boolean }> {
  const key = journalKeyOf(ports.identity.cloud, await requireAccount(ports.identity));
  const { chain } = await readJournal(ports, key);
  const entries = entriesOf(chain.entries, servicePrincipalId);
  const last = liftingWrites(entries).at(-1);
  if (last === undefined) return { fix: null, fixedQuarantine: false };
  const { at, requestId } = last;
  return {
    fix: { at, what: writeInWords(last), requestId },
    fixedQuarantine: wasInQuarantine(entries, last),
  };
}

/**
 * Takes an application and what was seen before; reads the job back, waits for the next cycle unless one has ended since our last start or
 * restart, and says whether the quarantine is gone. Raises what selecting the application and reading raise, and an AbortError.
 */
export async function proveGone(
  { ports, graph }: { readonly ports: Ports; readonly graph: Graph },
  { application, before, timeoutMs }: Request,
  { signal, progress }: CallContext,
): Promise<QuarantineProof> {
  const servicePrincipal = await selectApplication(graph, { application, signal });
  const reader = { graph, clock: ports.clock };
  const [views, { fix, fixedQuarantine }] = await Promise.all([
    readJobViews(reader, { servicePrincipal, signal }),
    lastFix(ports, servicePrincipal.id),
  ]);
  const first = onlyJob(views, servicePrincipal.displayName);
  const done = endedSince(first, fix?.at ?? null);
  const waits = !done && first.quarantine === null && first.scheduleState.toLowerCase() === 'active';
  const followed = waits
    ? await followCycle(reader, {
        servicePrincipal,
        signal,
        progress,
        timeoutMs,
        jobId: first.jobId,
        endedBefore: first.lastCycle?.ended ?? null,
      })
    : { view: first, over: done };
  return proofOf({
    fix,
    fixedQuarantine,
    before,
    first,
    last: followed.view,
    cycleEnded: followed.over,
    lookedAt: new Date(ports.clock.now()).toISOString(),
  });
}
