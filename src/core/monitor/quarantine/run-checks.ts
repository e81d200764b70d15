import type { Graph } from '#core/graph/graph';
import type { Ports } from '#core/ports';
import type { CallContext } from '#core/rpc/dispatch';
import type { JobView } from '#shared/model/job';
import type { AnsweredCheck, CheckId, QuarantineKind } from '#shared/model/quarantine';
import { answered, unknownBecause } from './answered.ts';
import { checkChanges } from './check-changes.ts';
import { checkCredentials, checkTenantAnswers } from './check-connection.ts';
import { checkFailures } from './check-failures.ts';
import { checkMatching } from './check-people.ts';
import { type HeldBack, readHeldBack } from './held-back.ts';

/** Which questions matter for which kind, the likeliest first; without a quarantine, those about the connection and failures. */
const checksOf: Readonly<Record<QuarantineKind | 'none', readonly CheckId[]>> = {
  transport: ['credentials', 'tenantUrl', 'changes'],
  perObject: ['failures', 'matching', 'credentials', 'changes'],
  deletesBlocked: ['heldBack', 'changes', 'credentials'],
  byMicrosoft: ['failures', 'credentials', 'changes'],
  ingestion: ['failures', 'credentials', 'changes'],
  unknown: ['credentials', 'tenantUrl', 'failures', 'matching', 'changes'],
  none: ['credentials', 'failures'],
};

const words: Readonly<Record<CheckId, string>> = {
  credentials: 'Having the service test the saved credentials',
  tenantUrl: 'Asking the tenant URL from this machine',
  failures: 'Counting which error the failures share',
  matching: 'Looking for people without a value for the matching attribute',
  heldBack: 'Counting whose deletions are held back',
  changes: 'Looking for changes shortly before',
};

/** Takes who is held back and the threshold; gives the answer. Pure. */
export function judgeHeldBack({ held, complete, note }: HeldBack, threshold: string | null): AnsweredCheck {
  if (held.length === 0) return answered('heldBack', 'unknown', { seen: note ?? 'The log names nobody.' });
  const who = held.length === 1 ? '1 deletion is' : `${held.length}${complete ? '' : ' or more'} deletions are`;
  return answered('heldBack', 'failed', {
    seen: `${who} held back${threshold === null ? '' : `; the threshold is ${threshold}`}.`,
    nextStep: 'Look at who it is, then allow the deletions or reject them.',
  });
}

async function checkHeldBack(
  graph: Graph,
  asked: { readonly job: JobView; readonly now: number; readonly signal: AbortSignal },
): Promise<AnsweredCheck> {
  try {
    return judgeHeldBack(await readHeldBack(graph, asked), asked.job.deletionThreshold);
  } catch (cause) {
    return unknownBecause('heldBack', cause);
  }
}

interface Services {
  readonly ports: Ports;
  readonly graph: Graph;
}

function answerTo(
  id: CheckId,
  { ports, graph }: Services,
  asked: { job: JobView; context: CallContext },
): Promise<AnsweredCheck> {
  const { job, context } = asked;
  const { signal } = context;
  const now = ports.clock.now();
  switch (id) {
    case 'credentials':
      return checkCredentials(graph, { job, signal });
    case 'tenantUrl':
      return checkTenantAnswers({ graph, target: ports.target }, { job, signal });
    case 'failures':
      return checkFailures(graph, { job, now, signal });
    case 'matching':
      return checkMatching({ graph, identity: ports.identity }, { job, signal });
    case 'heldBack':
      return checkHeldBack(graph, { job, now, signal });
    case 'changes':
      return checkChanges({ ports, graph }, job, context);
  }
}

/**
 * Takes a job and the kind of its quarantine, null for none; answers the questions of that kind that can be answered from here, one after
 * the other. What may not be read is "unknown" with why. Raises `offline`, an AbortError and faults of the program.
 */
export async function runChecks(
  services: Services,
  { job, kind }: { readonly job: JobView; readonly kind: QuarantineKind | null },
  context: CallContext,
): Promise<readonly AnsweredCheck[]> {
  const ids = checksOf[kind ?? 'none'];
  const answers: AnsweredCheck[] = [];
  for (const [index, id] of ids.entries()) {
    context.signal.throwIfAborted();
    context.progress({ state: 'running', message: words[id], completed: index, total: ids.length });
    answers.push(await answerTo(id, services, { job, context: { ...context, progress: () => undefined } }));
  }
  return answers;
}
