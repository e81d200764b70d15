import type { ServicePrincipal } from '#core/graph/shapes';
import type { IntentEntry } from '#core/journal/entry';
import type { JournalFacts } from '#core/journal/facts';
import { CoreError } from '#core/rpc/errors';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { ApplicationChoice, TemplateFacts } from './live-state.ts';

/** Steps under which creations are recorded. */
export const createSteps = { application: 'application.create', job: 'job.create' } as const;

interface Candidates {
  readonly configuration: ProvisioningConfiguration;
  readonly displayName: string;
  readonly instances: readonly ServicePrincipal[];
  readonly facts: JournalFacts;
}

const conflict = (reason: string, message: string, nextStep: string): CoreError =>
  new CoreError('conflict', message, { reason, nextStep });

const named = (instances: readonly ServicePrincipal[]): string =>
  instances.map((instance) => `"${instance.displayName}" (${instance.id})`).join(', ');

/** Takes the ids known before a creation and those there are now; gives the new ones. Pure. */
export const newOnes = <T extends { readonly id: string }>(
  known: readonly string[] | undefined,
  now: readonly T[],
): readonly T[] => {
  const before = new Set(known ?? []);
  return now.filter((object) => !before.has(object.id));
};

/** Takes an interrupted creation and the instances of its template now; gives the one it made, or null. Raises `conflict` when several are new. Pure. */
export function instanceOfIntent(
  intent: Pick<IntentEntry, 'application' | 'subject'>,
  instances: readonly ServicePrincipal[],
): ServicePrincipal | null {
  const fresh = newOnes(intent.subject.known, instances);
  const [only] = fresh;
  if (only === undefined) return null;
  if (fresh.length === 1 && only.displayName === intent.application.name) return only;
  throw conflict(
    'severalNewInstances',
    `An earlier run was interrupted while it created "${intent.application.name}", and it cannot be told which application came from it: ${named(fresh)}.`,
    'Name the right one as application.servicePrincipalId in the configuration.',
  );
}

/** Takes the open intents of a journal, a vendor and a name; gives the interrupted creation of that application, if any. Pure. */
export const openCreation = (facts: JournalFacts, vendor: string, displayName: string): IntentEntry | null =>
  facts.openIntents.findLast(
    (intent) =>
      intent.step === createSteps.application &&
      intent.application.vendor === vendor &&
      intent.application.name === displayName,
  ) ?? null;

function ours({ configuration, displayName, instances, facts }: Candidates): readonly ServicePrincipal[] {
  const ids = new Set(
    facts.created
      .filter(
        (object) =>
          object.type === 'application' && object.vendor === configuration.vendor && object.displayName === displayName,
      )
      .map((object) => object.servicePrincipalId),
  );
  return instances.filter((instance) => ids.has(instance.id));
}

function reusable({ configuration, displayName, instances }: Candidates): readonly ServicePrincipal[] {
  if (configuration.application.existing === 'createSeparate') return [];
  // An explicit name says which one is meant; settings meant for a test must not land on another instance.
  if (configuration.application.name === undefined) return instances;
  return instances.filter((instance) => instance.displayName === displayName);
}

/**
 * Takes the configuration, the name of the application, all instances of its template and the journal's facts; says which
 * service principal is used or that one is created: an interrupted creation of ours first, then what our journal created,
 * then the one that is there. Raises `conflict` (severalInstances, severalNewInstances) naming them. Pure.
 */
export function chooseApplication(candidates: Candidates): ApplicationChoice {
  const { configuration, displayName, instances, facts } = candidates;
  const open = openCreation(facts, configuration.vendor, displayName);
  if (open !== null) {
    const servicePrincipal = instanceOfIntent(open, instances);
    return servicePrincipal === null
      ? { kind: 'create', displayName, open }
      : { kind: 'use', servicePrincipal, adopts: open };
  }
  const [created] = ours(candidates);
  if (created !== undefined) return { kind: 'use', servicePrincipal: created, adopts: null };
  const there = reusable(candidates);
  const [only] = there;
  if (only === undefined) return { kind: 'create', displayName, open: null };
  if (there.length === 1) return { kind: 'use', servicePrincipal: only, adopts: null };
  throw conflict(
    'severalInstances',
    `There are ${there.length} applications that this configuration could mean: ${named(there)}.`,
    'Name one as application.servicePrincipalId in the configuration, or set application.existing to createSeparate.',
  );
}

/** Takes what a configuration and its template name; gives the display name of the application. Raises `bad_request` when neither names one. Pure. */
export function applicationName(
  configuration: ProvisioningConfiguration,
  template: TemplateFacts | null,
  gallery: boolean,
): string {
  const name = configuration.application.name ?? (gallery ? template?.displayName : undefined);
  if (name !== undefined) return name;
  throw new CoreError('bad_request', 'An application that is not from the gallery needs a name of its own.', {
    reason: 'applicationNameMissing',
    nextStep: 'Set application.name in the configuration.',
    location: { path: 'application.name' },
  });
}
