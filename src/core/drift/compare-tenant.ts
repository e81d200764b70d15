import { applicationFiles } from '#core/audit/application-files';
import { faultWords, isPartialFault, readApplication } from '#core/audit/read-application';
import { selectApplications } from '#core/audit/select-applications';
import type { MemberCounts } from '#core/graph/calls/evidence';
import { orNullWhenMissing } from '#core/graph/calls/reading';
import { getServicePrincipal, listServicePrincipalsByName } from '#core/graph/calls/service-principals';
import { mapConcurrently } from '#core/graph/concurrency';
import type { Graph } from '#core/graph/graph';
import type { ServicePrincipal } from '#core/graph/shapes';
import type { ProfileSource } from '#core/ports';
import type { CallContext } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import type { DriftedApplication, DriftReport } from '#shared/model/drift';
import { ServicePrincipalId } from '#shared/model/ids';
import type { Baseline, BaselineApplication } from './baseline.ts';
import { type ComparedApplication, compareApplication } from './compare-application.ts';
import { type Decisions, deviationId, deviationOf } from './deviations.ts';

/** Applications that are read beside each other. */
const atOnce = 6;

/** What a comparison needs. */
export interface DriftServices {
  readonly graph: Graph;
  readonly profiles: ProfileSource;
  readonly decisions: Decisions;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly context: CallContext;
}

const uncounted = (): void => undefined;

/** Takes a service principal; gives the application as a bundle would hold it, and what could not be read. Raises what makes the rest worthless. */
export async function readCompared(
  { graph, profiles, context }: Pick<DriftServices, 'graph' | 'profiles' | 'context'>,
  servicePrincipal: ServicePrincipal,
  knownGroups = new Map<string, MemberCounts>(),
): Promise<ComparedApplication & { readonly missing: readonly string[] }> {
  const reading = { graph, profiles, knownGroups, signal: context.signal, countsGroups: false };
  const gathered = await readApplication(reading, servicePrincipal);
  const { configuration, summary } = applicationFiles(gathered, uncounted);
  return { configuration: summary, files: configuration, missing: gathered.missing };
}

/** The live application of a baseline's: by its id where it has one, else by its name. */
async function findLive(
  graph: Graph,
  { servicePrincipalId, displayName }: BaselineApplication,
  signal: AbortSignal,
): Promise<ServicePrincipal | null> {
  const id = ServicePrincipalId.safeParse(servicePrincipalId);
  if (id.success) {
    const found = await orNullWhenMissing(getServicePrincipal(graph, { servicePrincipalId: id.data, signal }));
    if (found !== null) return found;
  }
  const named = await listServicePrincipalsByName(graph, { displayName, signal });
  if (named.length > 1)
    throw new CoreError('conflict', `${named.length} enterprise applications are called "${displayName}".`, {
      reason: 'ambiguousApplication',
      nextStep: 'Write the object id of the one that is meant into the configuration.',
    });
  return named[0] ?? null;
}

async function compareOne(
  services: DriftServices,
  baseline: Baseline,
  one: BaselineApplication,
): Promise<DriftedApplication> {
  const { graph, context, decisions, now } = services;
  const about = { servicePrincipalId: one.servicePrincipalId, displayName: one.displayName };
  try {
    const live = await findLive(graph, one, context.signal);
    if (live === null) return { ...about, state: 'missing', reasons: [], deviations: [] };
    const [before, after] = await Promise.all([one.read(), readCompared(services, live)]);
    const differences = compareApplication(before, after, baseline.kind);
    const deviations = [];
    for (const difference of differences) {
      const id = await deviationId(live.id, difference);
      deviations.push(deviationOf(id, difference, { decision: decisions.get(id), now }));
    }
    return {
      servicePrincipalId: live.id,
      displayName: live.displayName,
      state: deviations.length > 0 ? 'drifted' : after.missing.length > 0 ? 'unread' : 'same',
      reasons: [...after.missing],
      deviations,
    };
  } catch (cause) {
    const ambiguous = cause instanceof CoreError && cause.code === 'conflict';
    if (!isPartialFault(cause) && !ambiguous) throw cause;
    return { ...about, state: 'unread', reasons: [faultWords('The application', cause)], deviations: [] };
  }
}

/** Applications of the tenant that the baseline, which was made of all, does not have. */
async function addedApplications(
  { graph, context }: DriftServices,
  known: readonly (string | null)[],
): Promise<readonly DriftedApplication[]> {
  const { applications } = await selectApplications(graph, { names: null, signal: context.signal });
  return applications
    .filter(({ id }) => !known.includes(id))
    .map(({ id, displayName }) => ({
      servicePrincipalId: id,
      displayName,
      state: 'added',
      reasons: ['It is provisioned, and the baseline does not have it.'],
      deviations: [],
    }));
}

function wantedOf({ applications }: Baseline, names: readonly string[] | null): readonly BaselineApplication[] {
  if (names === null) return applications;
  return names.map((name) => {
    const found = applications.find(
      ({ displayName, servicePrincipalId }) => displayName === name || servicePrincipalId === name,
    );
    if (found !== undefined) return found;
    throw new CoreError('not_found', `The baseline has no application "${name}".`, {
      reason: 'notInBaseline',
      nextStep: `It has: ${applications.map(({ displayName }) => displayName).join(', ')}.`,
    });
  });
}

const countOf = (applications: readonly DriftedApplication[], state: string): number =>
  applications.reduce((sum, { deviations }) => sum + deviations.filter((one) => one.state === state).length, 0);

/** Takes the lines of a comparison; gives the counts. An application that is only on one side is one new deviation. Pure. */
export const countsOf = (applications: readonly DriftedApplication[]): DriftReport['counts'] => ({
  new:
    countOf(applications, 'new') + applications.filter(({ state }) => state === 'missing' || state === 'added').length,
  accepted: countOf(applications, 'accepted'),
  denied: countOf(applications, 'denied'),
  unread: applications.filter(({ state, reasons }) => state === 'unread' || (state === 'drifted' && reasons.length > 0))
    .length,
});

/**
 * Takes a baseline and names of its applications, null for all; reads each application of the tenant, a few at once, and gives what
 * differs in meaning, with what was decided about it. Raises `not_found` (reason notInBaseline) and what Graph raises for the whole.
 */
export async function compareTenant(
  services: DriftServices,
  baseline: Baseline,
  names: readonly string[] | null,
): Promise<Pick<DriftReport, 'counts' | 'applications'>> {
  const wanted = wantedOf(baseline, names);
  let done = 0;
  const compared = await mapConcurrently(wanted, atOnce, async (one) => {
    services.context.signal.throwIfAborted();
    const line = await compareOne(services, baseline, one);
    done += 1;
    const message = `Compared ${one.displayName}`;
    services.context.progress({ state: 'running', message, completed: done, total: wanted.length });
    return line;
  });
  const added =
    names === null && baseline.coversAll
      ? await addedApplications(
          services,
          compared.map(({ servicePrincipalId }) => servicePrincipalId),
        )
      : [];
  const applications = [...compared, ...added];
  return { counts: countsOf(applications), applications };
}
