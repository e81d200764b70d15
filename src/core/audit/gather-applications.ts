import type { MemberCounts } from '#core/graph/calls/evidence';
import { getServicePrincipal } from '#core/graph/calls/service-principals';
import { mapConcurrently } from '#core/graph/concurrency';
import type { Graph } from '#core/graph/graph';
import type { ProfileSource } from '#core/ports';
import { applicationFiles } from './application-files.ts';
import type { BundleContent } from './bundle-content.ts';
import type { BundledApplication } from './manifest.ts';
import { journalOf, type ObservedJournal } from './observations.ts';
import { faultWords, isPartialFault, readApplication } from './read-application.ts';
import type { SelectedApplications } from './select-applications.ts';

/** Applications that are read beside each other: more would only wait for the service, and hold more at once. */
const atOnce = 6;

interface Gathering {
  readonly graph: Graph;
  readonly profiles: ProfileSource;
  readonly content: BundleContent;
  readonly journal: ObservedJournal;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly told: (done: number, all: number, name: string) => void;
}

type One = SelectedApplications['applications'][number];

/** Folder of an application below configuration/ and observations/: its object id, which no renaming changes. */
export const folderOf = ({ id }: { readonly id: string }): string => id.toLowerCase();

const asOf = (now: number): string => new Date(now).toISOString();

async function gatherOne(
  { graph, profiles, content, journal, now, signal }: Gathering,
  one: One,
  knownGroups: Map<string, MemberCounts>,
): Promise<BundledApplication> {
  const folder = folderOf(one);
  const bundled = { servicePrincipalId: one.id, displayName: one.displayName, folder };
  try {
    const servicePrincipal = await getServicePrincipal(graph, { servicePrincipalId: one.id, signal });
    const gathered = await readApplication({ graph, profiles, knownGroups, signal }, servicePrincipal);
    const files = applicationFiles(gathered, content.count);
    for (const [name, value] of files.configuration) await content.json(`configuration/${folder}/${name}`, value);
    await content.json(`observations/${folder}/status.json`, { asOf: asOf(now()), jobs: files.status });
    await content.json(`observations/${folder}/journal.json`, {
      asOf: asOf(now()),
      ...(journalOf(journal, one.id, content.count) as object),
    });
    await content.json(`observations/${folder}/notes.json`, { notes: files.notes });
    return { ...bundled, complete: gathered.missing.length === 0, reasons: [...gathered.missing] };
  } catch (cause) {
    if (!isPartialFault(cause)) throw cause;
    return { ...bundled, complete: false, reasons: [faultWords('The application', cause)] };
  }
}

/**
 * Takes the applications; reads and writes one after the other, a few at once, so that what is held does not grow with their number.
 * Gives one line each, in order. Raises what makes the rest worthless: a cancelled call, no network, no sign-in, a full disk.
 */
export async function gatherApplications(
  gathering: Gathering,
  applications: readonly One[],
): Promise<readonly BundledApplication[]> {
  const knownGroups = new Map<string, MemberCounts>();
  let done = 0;
  return mapConcurrently(applications, atOnce, async (one) => {
    gathering.signal.throwIfAborted();
    const bundled = await gatherOne(gathering, one, knownGroups);
    done += 1;
    gathering.told(done, applications.length, one.displayName);
    return bundled;
  });
}
