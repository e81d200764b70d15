import { validateSavedCredentials } from '#core/graph/calls/synchronization-secrets';
import { followCycle } from '#core/operations/wait-for-cycle';
import type { CallContext } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { untilTaken } from '#core/setup/apply/prove-saved';
import type { SetupServices } from '#core/setup/setup-service';
import type { ParsedInput } from '#shared/contract/index';
import type { JobView } from '#shared/model/job';
import type { RotationView } from '#shared/model/secret-care';
import { findOpen, jobOf, note, nowOf, type Open, viewOf } from './rotation.ts';
import { asNotTaken, rotationProofWaits } from './rotation-proof-waits.ts';
import { cycleAfter, savedAtOf } from './rotation-view.ts';
import { readKeptSecret } from './secret-facts.ts';

const notSaved = (name: string): CoreError =>
  new CoreError('conflict', `No new secret of "${name}" was saved in this rotation.`, {
    reason: 'rotationNotSaved',
    nextStep: 'Enter the new secret, test it and save it; or give the rotation up.',
  });

interface ToProve {
  readonly open: Open;
  readonly job: JobView;
  readonly context: CallContext;
}

async function prove({ graph, ports }: SetupServices, { open, job, context }: ToProve): Promise<void> {
  const { servicePrincipal } = open;
  const { signal, progress } = context;
  progress({ state: 'running', message: 'Proving the saved secret' });
  await untilTaken(
    () => validateSavedCredentials(graph, { servicePrincipalId: servicePrincipal.id, jobId: job.jobId, signal }),
    {
      waits: rotationProofWaits,
      sleep: (milliseconds) => ports.clock.sleep(milliseconds, signal),
      waiting: (message) => progress({ state: 'waiting', message }),
    },
  ).catch((cause: unknown) => {
    throw asNotTaken(cause);
  });
}

async function jobToProve(services: SetupServices, open: Open, signal: AbortSignal): Promise<JobView> {
  const job = await jobOf(services, open.servicePrincipal, signal);
  if (job !== null) return job;
  throw new CoreError(
    'conflict',
    `"${open.servicePrincipal.displayName}" has no job, or several, with which its secret could be proved.`,
    {
      reason: 'noJobToProve',
      nextStep: 'Look at the application in the admin center.',
    },
  );
}

/** Returns when a cycle with the new secret has ended, when there will be none for now, or when the time is over. */
async function awaitCycle(
  { graph, ports }: SetupServices,
  { open, job, context }: ToProve,
  { savedAt, timeoutMs }: { readonly savedAt: string; readonly timeoutMs: number },
): Promise<void> {
  const { clock } = ports;
  const { signal, progress } = context;
  const until = clock.now() + timeoutMs;
  let seen = job;
  // A cycle that was under way while the secret was saved says nothing about it: the next one does.
  while (cycleAfter(seen, savedAt).state === 'notYet' && seen.quarantine === null && clock.now() < until) {
    const { view, over } = await followCycle(
      { graph, clock },
      {
        servicePrincipal: open.servicePrincipal,
        signal,
        progress,
        jobId: job.jobId,
        timeoutMs: until - clock.now(),
        endedBefore: seen.lastCycle?.ended ?? null,
      },
    );
    seen = view;
    if (!over) return;
  }
}

/**
 * Takes an application with an open rotation; proves what is saved, patiently, and looks at the first cycle with it, waiting for it
 * where that is asked for. Raises `conflict` (noRotation, rotationNotSaved, noJobToProve), `target_refused`, `target_unreachable`.
 */
export async function proveRotation(
  services: SetupServices,
  { application, waitForCycle, timeoutMs }: ParsedInput<'rotation.prove'>,
  context: CallContext,
): Promise<RotationView> {
  const { signal } = context;
  const open = await findOpen(services, application, signal);
  const { servicePrincipal } = open;
  const kept = await readKeptSecret(services.ports.sealed, open.key, servicePrincipal.id);
  const savedAt = savedAtOf(open.rotation, kept);
  if (savedAt === null) throw notSaved(servicePrincipal.displayName);
  const job = await jobToProve(services, open, signal);
  await prove(services, { open, job, context });
  const proven = await note(services, open, { provenAt: nowOf(services) });
  if (waitForCycle) await awaitCycle(services, { open, job, context }, { savedAt, timeoutMs });
  return viewOf(services, proven, signal);
}

/**
 * Takes an application with an open rotation and how it ends; ends it. Unless it is given up the saved secret is tested once more: who
 * revoked the wrong one learns it now. Raises `conflict` (noRotation, rotationNotSaved, noJobToProve), `target_refused` (savedSecretRefused).
 */
export async function finishRotation(
  services: SetupServices,
  { application, outcome }: ParsedInput<'rotation.finish'>,
  context: CallContext,
): Promise<void> {
  const open = await findOpen(services, application, context.signal);
  const { servicePrincipal, key } = open;
  if (outcome !== 'givenUp') {
    const kept = await readKeptSecret(services.ports.sealed, key, servicePrincipal.id);
    if (savedAtOf(open.rotation, kept) === null) throw notSaved(servicePrincipal.displayName);
    await testOnceMore(services, open, context);
  }
  await note(services, open, { endedAt: nowOf(services), outcome });
}

async function testOnceMore(services: SetupServices, open: Open, { signal, progress }: CallContext): Promise<void> {
  const job = await jobToProve(services, open, signal);
  progress({ state: 'running', message: 'Testing the saved secret once more' });
  try {
    const { id: servicePrincipalId } = open.servicePrincipal;
    await validateSavedCredentials(services.graph, { servicePrincipalId, jobId: job.jobId, signal });
  } catch (cause) {
    if (!(cause instanceof CoreError) || cause.code !== 'target_refused') throw cause;
    throw new CoreError('target_refused', `The saved secret is refused. ${cause.message}`, {
      ...cause.details,
      reason: 'savedSecretRefused',
      nextStep:
        'If the old token was just revoked, perhaps it was the wrong one: make another at the vendor, enter it, test it and save it. The rotation stays open.',
    });
  }
}
