import type { ServicePrincipal } from '#core/graph/shapes';
import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import { readJobViews } from '#core/operations/read-jobs';
import { selectApplication } from '#core/operations/select-application';
import type { JournalKey } from '#core/ports';
import { testConnection } from '#core/preparation/test-connection';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import type { CallContext } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { profileOf, readExport } from '#core/setup/read-export';
import { makeSetupPlan, type SetupServices } from '#core/setup/setup-service';
import type { ParsedInput } from '#shared/contract/index';
import type { JobView } from '#shared/model/job';
import type { Plan, Warning } from '#shared/model/plan';
import type { ConnectionDiagnosis } from '#shared/model/preparation';
import type { RotationView } from '#shared/model/secret-care';
import { asNotTaken, rotationProofWaits } from './rotation-proof-waits.ts';
import { type KeptRotation, keepRotation, readKeptRotation } from './rotation-record.ts';
import { rotationViewOf } from './rotation-view.ts';
import { readKeptSecret } from './secret-facts.ts';

interface Found {
  readonly servicePrincipal: ServicePrincipal;
  readonly profile: EffectiveProfile;
  readonly key: JournalKey;
  readonly username: string;
  readonly rotation: KeptRotation | null;
}

async function find({ ports, graph }: SetupServices, application: string, signal: AbortSignal): Promise<Found> {
  const account = await requireAccount(ports.identity);
  const key = journalKeyOf(ports.identity.cloud, account);
  const servicePrincipal = await selectApplication(graph, { application, signal });
  const [{ profile }, rotation] = await Promise.all([
    profileOf({ graph, profiles: ports.profiles }, servicePrincipal, signal),
    readKeptRotation(ports.sealed, key, servicePrincipal.id),
  ]);
  return { servicePrincipal, profile, key, username: account.username, rotation };
}

const noRotation = (name: string): CoreError =>
  new CoreError('conflict', `No rotation of the secret of "${name}" was begun.`, {
    reason: 'noRotation',
    nextStep: 'Begin one first; it remembers when the new token was made and how far it is.',
  });

/** Takes an application; gives it with its open rotation. Raises `conflict` (noRotation) and what selecting raises. */
export async function findOpen(services: SetupServices, application: string, signal: AbortSignal) {
  const found = await find(services, application, signal);
  const { rotation } = found;
  if (rotation === null || rotation.endedAt !== null) throw noRotation(found.servicePrincipal.displayName);
  return { ...found, rotation };
}

/** An application with its open rotation. */
export type Open = Awaited<ReturnType<typeof findOpen>>;

/** Takes the services; gives the time, ISO 8601 UTC. */
export const nowOf = ({ ports }: SetupServices): string => new Date(ports.clock.now()).toISOString();

/** Takes an application; gives its only job, null where there is none or several, or it may not be read. Raises what reading jobs raises. */
export async function jobOf(
  { ports, graph }: SetupServices,
  servicePrincipal: ServicePrincipal,
  signal: AbortSignal,
): Promise<JobView | null> {
  try {
    const [only, ...others] = await readJobViews({ graph, clock: ports.clock }, { servicePrincipal, signal });
    return others.length === 0 ? (only ?? null) : null;
  } catch (cause) {
    if (cause instanceof CoreError && ['role_missing', 'forbidden', 'consent_required'].includes(cause.code))
      return null;
    throw cause;
  }
}

/** Takes an open rotation; gives it as a person is led through it. Raises what reading raises. */
export async function viewOf(services: SetupServices, open: Open, signal: AbortSignal): Promise<RotationView> {
  const { ports } = services;
  const [kept, job] = await Promise.all([
    readKeptSecret(ports.sealed, open.key, open.servicePrincipal.id),
    jobOf(services, open.servicePrincipal, signal),
  ]);
  return rotationViewOf({ rotation: open.rotation, kept, profile: open.profile, job, now: ports.clock.now() });
}

/** Takes an application; gives its open rotation, null where none was begun. Raises what selecting and reading raise. */
export async function showRotation(
  services: SetupServices,
  application: string,
  signal: AbortSignal,
): Promise<RotationView | null> {
  const found = await find(services, application, signal);
  const { rotation } = found;
  if (rotation === null || rotation.endedAt !== null) return null;
  return viewOf(services, { ...found, rotation }, signal);
}

function checkMadeAt(madeAt: string | null, now: number): string | null {
  if (madeAt === null) return null;
  const time = Date.parse(madeAt);
  // Clocks differ a little; a token of next week is a slip.
  if (time <= now + 5 * 60_000) return new Date(Math.min(time, now)).toISOString();
  throw new CoreError('bad_request', 'The new token cannot have been made in the future.', {
    reason: 'madeInTheFuture',
    nextStep: 'Give the time at which it was made at the vendor.',
    location: { path: 'madeAt' },
  });
}

function checkRotatable({ connection, displayName }: EffectiveProfile): void {
  if (!connection.interactiveAuthorization) return;
  throw new CoreError(
    'bad_request',
    `${displayName} is authorized at its own sign-in: there is no token to replace here.`,
    {
      reason: 'nothingToRotate',
      nextStep: 'Authorize again in the admin center of the application.',
    },
  );
}

/**
 * Takes an application and when its new token was made, null where that is still to come; begins a rotation, or goes on with the open
 * one. Raises `bad_request` (madeInTheFuture, nothingToRotate), `storage_full`, `internal`, and what selecting raises.
 */
export async function startRotation(
  services: SetupServices,
  { application, madeAt }: ParsedInput<'rotation.start'>,
  { signal }: CallContext,
): Promise<RotationView> {
  const found = await find(services, application, signal);
  const { servicePrincipal, profile, username, key } = found;
  checkRotatable(profile);
  const made = checkMadeAt(madeAt, services.ports.clock.now());
  const before = found.rotation?.endedAt === null ? found.rotation : null;
  const kept = await readKeptSecret(services.ports.sealed, key, servicePrincipal.id);
  const rotation: KeptRotation =
    before === null
      ? {
          version: 1,
          servicePrincipalId: servicePrincipal.id,
          application: servicePrincipal.displayName,
          vendor: profile.id,
          startedAt: nowOf(services),
          startedBy: username,
          madeAt: made,
          savedBefore: kept?.saved?.at ?? null,
          testedAt: null,
          savedAt: null,
          provenAt: null,
          endedAt: null,
          outcome: null,
        }
      : { ...before, madeAt: made ?? before.madeAt };
  await keepRotation(services.ports.sealed, key, rotation);
  return viewOf(services, { ...found, rotation }, signal);
}

/** Takes an open rotation and what changed; keeps it, over what another process may have noted meanwhile. Raises `storage_full`, `internal`. */
export async function note(services: SetupServices, open: Open, change: Partial<KeptRotation>): Promise<Open> {
  const { sealed } = services.ports;
  const latest = await readKeptRotation(sealed, open.key, open.servicePrincipal.id);
  const rotation = { ...(latest ?? open.rotation), ...change };
  await keepRotation(sealed, open.key, rotation);
  return { ...open, rotation };
}

/**
 * Takes an application with an open rotation and its new secrets; tests them before anything is saved. Raises `conflict` (noRotation),
 * `secret_required`, and what {@link testConnection} raises.
 */
export async function testRotation(
  services: SetupServices,
  { application, secrets }: ParsedInput<'rotation.test'>,
  { signal, progress }: CallContext,
): Promise<ConnectionDiagnosis> {
  const { ports, graph } = services;
  const open = await findOpen(services, application, signal);
  const { id: servicePrincipalId } = open.servicePrincipal;
  const { configuration } = await readExport(
    { graph, profiles: ports.profiles },
    { application: servicePrincipalId, signal },
  );
  const diagnosis = await testConnection(
    {
      graph,
      target: ports.target,
      newId: ports.newId,
      revealFor: (handle, host) => services.secrets.revealFor(handle, host),
    },
    { profile: open.profile, connection: configuration.connection, secrets, servicePrincipalId, signal, progress },
  );
  await note(services, open, { testedAt: diagnosis.verdict === 'works' ? nowOf(services) : null });
  return diagnosis;
}

const savedNow = async ({ ports }: SetupServices, { key, servicePrincipal }: Open): Promise<string | null> =>
  (await readKeptSecret(ports.sealed, key, servicePrincipal.id))?.saved?.at ?? null;

/** What was carried out is done: a note of it that cannot be kept is a warning and no fault. */
async function noteApplied(services: SetupServices, open: Open): Promise<readonly Warning[]> {
  const at = nowOf(services);
  try {
    await note(services, open, { savedAt: at, provenAt: at });
    return [];
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    const message = `The secret was saved and proved, but the rotation could not be noted as such on this machine: ${cause.message}`;
    return [{ code: 'rotationNotNoted', message, nextStep: 'Prove it once more when there is room.' }];
  }
}

/**
 * Takes an application with an open rotation and its new secrets; makes the plan that saves them and keeps everything else as it is in
 * the tenant. `setup.apply` carries it out. Raises `conflict` (noRotation) and what {@link makeSetupPlan} raises.
 */
export async function planRotation(
  services: SetupServices,
  { application, secrets }: ParsedInput<'rotation.plan'>,
  context: CallContext,
): Promise<Plan> {
  const { ports, graph } = services;
  const open = await findOpen(services, application, context.signal);
  const { configuration } = await readExport(
    { graph, profiles: ports.profiles },
    { application: open.servicePrincipal.id, signal: context.signal },
  );
  const plan = await makeSetupPlan(
    services,
    { configuration, secrets, rotateSecrets: true, proofWaits: rotationProofWaits },
    context,
  );
  const stored = services.plans.find({ planId: plan.id, planHash: plan.hash });
  services.plans.keep({
    ...stored,
    carryOut: async (options, applying) => {
      const before = await savedNow(services, open);
      const report = await stored.carryOut(options, applying).catch(async (cause: unknown) => {
        throw (await savedNow(services, open)) === before ? cause : asNotTaken(cause);
      });
      return { ...report, warnings: [...report.warnings, ...(await noteApplied(services, open))] };
    },
  });
  return plan;
}
