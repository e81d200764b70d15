import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import { selectApplication } from '#core/operations/select-application';
import type { CallContext, Handlers } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { profileOf } from '#core/setup/read-export';
import type { SetupServices } from '#core/setup/setup-service';
import type { CoreEvent } from '#shared/contract/events';
import type { ParsedInput } from '#shared/contract/index';
import type { FleetView } from '#shared/model/fleet';
import type { SecretEntry, SecretGap } from '#shared/model/secret-care';
import { finishRotation, proveRotation } from './prove-rotation.ts';
import { entryFrom, type KnownApplication, readSecretSources, type SecretSources } from './read-register.ts';
import { byUrgency } from './register.ts';
import { goneChanges, noticeOf, remind } from './reminders.ts';
import { planRotation, showRotation, startRotation, testRotation } from './rotation.ts';
import { type KeptSecret, keepSecretFacts, readKeptSecret } from './secret-facts.ts';

type SecretCarePath =
  | 'secretCare.list'
  | 'secretCare.show'
  | 'secretCare.setExpiry'
  | 'secretCare.remind'
  | 'rotation.start'
  | 'rotation.test'
  | 'rotation.plan'
  | 'rotation.prove'
  | 'rotation.finish';

/** What the register and rotations need. */
export interface SecretCareServices extends SetupServices {
  /** Gives the applications of the tenant that provision people, as far as they are known. */
  readonly listApplications: Handlers['fleet.show'];
  readonly emit: (event: CoreEvent) => void;
}

async function applicationOf(
  { ports, graph }: SetupServices,
  application: string,
  signal: AbortSignal,
): Promise<KnownApplication> {
  const servicePrincipal = await selectApplication(graph, { application, signal });
  const { profile, notes } = await profileOf({ graph, profiles: ports.profiles }, servicePrincipal, signal);
  const { id: servicePrincipalId, displayName } = servicePrincipal;
  // With a note the profile is the one for any SCIM application, which says nothing about this one.
  return { servicePrincipalId, displayName, vendor: notes.length === 0 ? profile.id : null };
}

async function readEntry(
  services: SetupServices,
  application: string,
  options: { readonly signal: AbortSignal; readonly audits: boolean },
): Promise<{ readonly secret: SecretEntry; readonly sources: SecretSources }> {
  const [known, sources] = await Promise.all([
    applicationOf(services, application, options.signal),
    readSecretSources(services, options),
  ]);
  return { secret: entryFrom(sources, known), sources };
}

const fleetGaps = ({ state, looked, listed }: FleetView): readonly SecretGap[] =>
  state === 'complete'
    ? []
    : [
        {
          code: 'fleetIncomplete',
          message: `Only ${looked} of ${listed} applications of the tenant were looked at so far; there may be more that provision people.`,
          nextStep: 'Look again when the board of applications is complete.',
        },
      ];

/** Nobody is reminded for ever of the secret of an application that is gone. Only a list that is whole can say that one is. */
async function noteGone({ ports }: SetupServices, fleet: FleetView, { kept, key, now }: SecretSources): Promise<void> {
  if (fleet.state !== 'complete' || fleet.hidden > 0) return;
  const provisioning = new Set<string>(
    fleet.applications.flatMap(({ jobId, fault, servicePrincipalId }) =>
      jobId !== null || fault !== null ? [servicePrincipalId] : [],
    ),
  );
  for (const one of goneChanges(kept.values(), { provisioning, now })) await keepSecretFacts(ports.sealed, key, one);
}

const farFuture = Date.UTC(2200, 0, 1);

function dateOf(expiry: ParsedInput<'secretCare.setExpiry'>['expiry']): string | null {
  if (expiry.kind !== 'date') return null;
  const time = Date.parse(expiry.at);
  if (time > 0 && time < farFuture) return new Date(time).toISOString();
  throw new CoreError('bad_request', 'This is no date on which a secret could end.', {
    reason: 'expiryImpossible',
    nextStep: 'Give a date between 1970 and 2200; "never" has a choice of its own.',
    location: { path: 'expiry.at' },
  });
}

/** A date in the past is taken: that is how an expired secret is noted. */
async function setExpiry(
  services: SetupServices,
  { application, expiry }: ParsedInput<'secretCare.setExpiry'>,
  { signal }: CallContext,
): Promise<SecretEntry> {
  const { ports } = services;
  const at = dateOf(expiry);
  const account = await requireAccount(ports.identity);
  const key = journalKeyOf(ports.identity.cloud, account);
  const known = await applicationOf(services, application, signal);
  const before = await readKeptSecret(ports.sealed, key, known.servicePrincipalId);
  const blank: KeptSecret = {
    version: 1,
    servicePrincipalId: known.servicePrincipalId,
    application: known.displayName,
    vendor: known.vendor,
    saved: null,
    token: null,
    lifetime: null,
    person: null,
    gone: false,
  };
  const enteredAt = new Date(ports.clock.now()).toISOString();
  const person = expiry.kind === 'unknown' ? null : { at, by: account.username, enteredAt };
  await keepSecretFacts(ports.sealed, key, {
    ...(before ?? blank),
    application: known.displayName,
    person,
    gone: false,
  });
  return (await readEntry(services, known.servicePrincipalId, { signal, audits: false })).secret;
}

/**
 * Takes what setting up needs and how applications are listed; gives the handlers of secrets' ends and rotations. They raise
 * `not_found` and `conflict` for an application that is unknown or ambiguous, `unauthenticated`, and what Graph refuses.
 */
export function createSecretCareHandlers(services: SecretCareServices): Pick<Handlers, SecretCarePath> {
  const { ports } = services;
  return {
    'secretCare.list': async ({ wait }, context) => {
      const [fleet, sources] = await Promise.all([
        services.listApplications({ wait }, context),
        readSecretSources(services, { signal: context.signal, audits: true }),
      ]);
      await noteGone(services, fleet, sources);
      const secrets = fleet.applications
        .filter(
          ({ jobId, fault, servicePrincipalId: id }) =>
            jobId !== null || fault !== null || sources.kept.get(id)?.gone === false,
        )
        .map((application) => entryFrom(sources, application))
        .toSorted(byUrgency);
      return { asOf: new Date(sources.now).toISOString(), secrets, gaps: [...fleetGaps(fleet), ...sources.gaps] };
    },
    'secretCare.show': async ({ application }, { signal }) => {
      const [{ secret, sources }, rotation] = await Promise.all([
        readEntry(services, application, { signal, audits: true }),
        showRotation(services, application, signal),
      ]);
      return { secret, rotation, gaps: [...sources.gaps] };
    },
    'secretCare.setExpiry': (input, context) => setExpiry(services, input, context),
    'secretCare.remind': async () => {
      const account = await requireAccount(ports.identity);
      const { due, firstToday } = await remind(
        ports.sealed,
        journalKeyOf(ports.identity.cloud, account),
        ports.clock.now(),
      );
      if (firstToday) services.emit({ topic: 'secrets.due', payload: noticeOf(due) });
      return { due: [...due], firstToday };
    },
    'rotation.start': (input, context) => startRotation(services, input, context),
    'rotation.test': (input, context) => testRotation(services, input, context),
    'rotation.plan': (input, context) => planRotation(services, input, context),
    'rotation.prove': (input, context) => proveRotation(services, input, context),
    'rotation.finish': async (input, context) => {
      await finishRotation(services, input, context);
      return (await readEntry(services, input.application, { signal: context.signal, audits: false })).secret;
    },
  };
}
