import { getApplicationByAppId } from '#core/graph/calls/applications';
import { orNullWhenMissing } from '#core/graph/calls/reading';
import {
  getServicePrincipal,
  listAssignments,
  listServicePrincipalsByTemplate,
} from '#core/graph/calls/service-principals';
import { listJobs } from '#core/graph/calls/synchronization-jobs';
import type { Graph } from '#core/graph/graph';
import type { CreatedObject, IntentEntry } from '#core/journal/entry';
import type { JournalFacts } from '#core/journal/facts';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { CoreError } from '#core/rpc/errors';
import { outcomeOfInterrupted, type Standing } from '#core/setup/apply/settle';
import { createSteps, instanceOfIntent, openCreation } from '#core/setup/choose-application';
import { jobOfIntent } from '#core/setup/choose-job';
import type { ProvisioningConfiguration } from '#shared/model/configuration';

/** What our journal created on one application, and what of it and beside it is there now. */
export interface UndoState extends Standing {
  readonly created: readonly CreatedObject[];
}

interface UndoInput {
  readonly configuration: ProvisioningConfiguration;
  readonly profile: EffectiveProfile;
  readonly facts: JournalFacts;
  readonly signal: AbortSignal;
}

/** Nothing of ours. */
export const nothingToUndo: UndoState = {
  created: [],
  servicePrincipal: null,
  application: null,
  jobs: [],
  assignments: [],
};

/** An application that an interrupted run created without noting it. */
async function interruptedApplication(
  graph: Graph,
  { configuration, profile, facts, signal }: UndoInput,
): Promise<CreatedObject | null> {
  const open = openCreation(facts, configuration.vendor, configuration.application.name ?? profile.displayName);
  const templateId = open?.subject.templateId;
  if (open === null || templateId === undefined) return null;
  const all = await listServicePrincipalsByTemplate(graph, { templateId, signal });
  const made = instanceOfIntent(
    open,
    profile.addMethod === 'nonGallery' ? all.filter((one) => one.displayName === open.application.name) : all,
  );
  if (made === null) return null;
  const registration = await orNullWhenMissing(getApplicationByAppId(graph, { appId: made.appId, signal }));
  return {
    type: 'application',
    servicePrincipalId: made.id,
    applicationId: registration?.id ?? '',
    appId: made.appId,
    displayName: made.displayName,
  };
}

/** Ids of all applications that the configuration may mean and our journal worked on, the latest last. Pure. */
function workedOn({ configuration, facts }: UndoInput, interrupted: CreatedObject | null): readonly string[] {
  const { servicePrincipalId, name } = configuration.application;
  if (servicePrincipalId !== undefined) return [servicePrincipalId];
  const ids = new Set(
    facts.created
      .filter((object) => object.vendor === configuration.vendor && (name === undefined || object.name === name))
      .map((object) => object.servicePrincipalId),
  );
  for (const intent of facts.openIntents) {
    const { vendor, name: intentName, servicePrincipalId: id } = intent.application;
    if (id !== null && vendor === configuration.vendor && (name === undefined || intentName === name)) ids.add(id);
  }
  if (interrupted !== null) ids.add(interrupted.servicePrincipalId);
  return [...ids];
}

/** The one of them that is there; where none is, the latest. Raises `conflict` when several are. */
async function theOne(graph: Graph, ids: readonly string[], signal: AbortSignal): Promise<string | null> {
  if (ids.length <= 1) return ids[0] ?? null;
  const found = await Promise.all(
    ids.map((servicePrincipalId) => orNullWhenMissing(getServicePrincipal(graph, { servicePrincipalId, signal }))),
  );
  const there = found.flatMap((one) => (one === null ? [] : [one.id]));
  if (there.length <= 1) return there[0] ?? ids.at(-1) ?? null;
  throw new CoreError(
    'conflict',
    `Our journal has work on ${there.length} applications that this configuration could mean: ${there.join(', ')}.`,
    {
      reason: 'severalInstances',
      nextStep: 'Name one as application.servicePrincipalId in the configuration.',
    },
  );
}

/** Takes an intent without outcome and what stands on its service principal; gives what it made there. Raises `conflict` (severalNewJobs). Pure. */
export function madeByInterrupted(intent: IntentEntry, live: Standing): readonly CreatedObject[] {
  const { servicePrincipalId } = intent.application;
  if (servicePrincipalId === null) return [];
  if (intent.step !== createSteps.job) return outcomeOfInterrupted(intent, live).created ?? [];
  const job = jobOfIntent(intent, live.jobs);
  return job === null ? [] : [{ type: 'job', servicePrincipalId, jobId: job.id }];
}

/** Reads what our journal created on the application of a configuration and what of it is there still; writes nothing. */
export async function readUndo(graph: Graph, input: UndoInput): Promise<UndoState> {
  const { facts, signal } = input;
  const interrupted = await interruptedApplication(graph, input);
  const servicePrincipalId = await theOne(graph, workedOn(input, interrupted), signal);
  if (servicePrincipalId === null) return nothingToUndo;
  const recorded = facts.created.filter((object) => object.servicePrincipalId === servicePrincipalId);
  const ownApplication = [...recorded, ...(interrupted === null ? [] : [interrupted])].find(
    (object) => object.type === 'application',
  );
  const servicePrincipal = await orNullWhenMissing(getServicePrincipal(graph, { servicePrincipalId, signal }));
  const appId = servicePrincipal?.appId ?? ownApplication?.appId;
  const there = servicePrincipal !== null;
  const [application, jobs, assignments] = await Promise.all([
    appId === undefined ? null : orNullWhenMissing(getApplicationByAppId(graph, { appId, signal })),
    there ? listJobs(graph, { servicePrincipalId, signal }) : [],
    there ? listAssignments(graph, { servicePrincipalId, signal }) : [],
  ]);
  const live = { servicePrincipal, application, jobs, assignments };
  const created = [
    ...recorded,
    ...(interrupted === null ? [] : [interrupted]),
    ...facts.openIntents
      .filter((intent) => intent.application.servicePrincipalId === servicePrincipalId)
      .flatMap((intent) => madeByInterrupted(intent, live)),
  ];
  return { created, ...live };
}
