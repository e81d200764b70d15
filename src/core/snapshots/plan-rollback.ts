import { getServicePrincipal } from '#core/graph/calls/service-principals';
import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import type { CallContext } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { makeSetupPlan, type SetupServices } from '#core/setup/setup-service';
import type { SecretHandle } from '#shared/model/ids';
import type { Plan } from '#shared/model/plan';
import { configurationOf } from './content.ts';
import { findSnapshot, listKept, readContent } from './keep-snapshot.ts';
import { readFacts } from './read-facts.ts';
import { rollbackTo } from './rollback.ts';
import { momentInWords } from './snapshot.ts';

/** Which snapshot, and values for secrets that the plan asks for. */
export interface RollbackRequest {
  readonly id: string;
  readonly secrets: Readonly<Record<string, SecretHandle>>;
}

const gone = (name: string): CoreError =>
  new CoreError('conflict', `The application ${name} of this snapshot is not in the tenant any more.`, {
    reason: 'applicationGone',
    nextStep: 'Save the snapshot as a configuration file and set the application up anew with it.',
  });

/** The application as it is now. Raises `conflict` (applicationGone). */
async function readNow(
  services: SetupServices,
  about: { readonly name: string; readonly servicePrincipalId: string },
  signal: AbortSignal,
) {
  const { graph, ports } = services;
  const { servicePrincipalId } = about;
  try {
    const facts = await readFacts(
      { graph, profiles: ports.profiles },
      { servicePrincipal: getServicePrincipal(graph, { servicePrincipalId, signal }), servicePrincipalId, signal },
    );
    return { facts, configuration: configurationOf(facts).configuration };
  } catch (cause) {
    if (cause instanceof CoreError && cause.code === 'not_found') throw gone(about.name);
    throw cause;
  }
}

/**
 * Takes a snapshot by id; makes the plan that brings its configuration back and keeps it until it is carried out. Writes
 * nothing. Raises `not_found` (unknownSnapshot), `conflict` (nothingBefore, settingsUnknown, applicationGone), `storage_corrupt`
 * (snapshotUnreadable), and what planning raises.
 */
export async function planRollback(
  services: SetupServices,
  request: RollbackRequest,
  context: CallContext,
): Promise<Plan> {
  const { ports } = services;
  const account = await requireAccount(ports.identity);
  const key = journalKeyOf(ports.identity.cloud, account);
  const kept = findSnapshot((await listKept(ports, key)).snapshots, request.id);
  const content = await readContent(ports, key, kept);
  const { name, servicePrincipalId } = kept.head.application;
  const id = servicePrincipalId ?? content.configuration?.application.servicePrincipalId ?? null;
  if (id === null) {
    throw new CoreError('conflict', `At the time of this snapshot the application ${name} did not exist.`, {
      reason: 'nothingBefore',
      nextStep: 'Undo what this product created instead ("setup undo").',
    });
  }
  context.progress({ state: 'running', message: `Reading ${name} as it is now` });
  const live = await readNow(services, { name, servicePrincipalId: id }, context.signal);
  const { configuration, left } = rollbackTo(content, live);
  const to = `the snapshot of ${momentInWords(kept.head.at)}`;
  return makeSetupPlan(
    services,
    { configuration, secrets: request.secrets, rotateSecrets: false, rollback: { to, left } },
    context,
  );
}
