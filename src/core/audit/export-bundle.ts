import { getMe, getOrganization, listMyRoles } from '#core/graph/calls/directory';
import type { Graph } from '#core/graph/graph';
import { canonicalJson } from '#core/journal/canonical-json';
import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import type { Ports } from '#core/ports';
import type { CallContext } from '#core/rpc/dispatch';
import { roleNoteOf } from '#core/session/role-note';
import { chooseLogs } from './archived-log-source.ts';
import { type BundleContent, createBundleContent } from './bundle-content.ts';
import type { BundlePlace, BundleWriter } from './evidence-port.ts';
import { gatherApplications } from './gather-applications.ts';
import type { BundledApplication, Manifest, Review } from './manifest.ts';
import { type Gathered, manifestOf } from './manifest-of.ts';
import { type Observed, observeAudits, observeLog, readObservedJournal } from './observations.ts';
import { createQueryRecorder } from './query-recorder.ts';
import { writeForPeople } from './report/write-for-people.ts';
import { selectApplications } from './select-applications.ts';

/** What an export needs. */
export interface ExportServices {
  readonly ports: Ports;
  readonly graph: Graph;
}

/** What is exported, and where to. */
export interface ExportRequest {
  /** Display names or object ids; null = all that have a synchronization job. */
  readonly applications: readonly string[] | null;
  readonly place: BundlePlace;
  /** Days of logs and audit events up to now; 0 = none. */
  readonly logDays: number;
  readonly review: Review;
}

/** A bundle that was written. */
export interface ExportedBundle {
  readonly path: string;
  readonly manifest: Manifest;
}

const dayMs = 86_400_000;
const iso = (time: number): string => new Date(time).toISOString();

async function personOf(graph: Graph, signal: AbortSignal): Promise<Pick<Manifest, 'person'> & { tenantName: string }> {
  const [me, organization, roles] = await Promise.all([
    getMe(graph, { signal }),
    getOrganization(graph, { signal }),
    listMyRoles(graph, { signal }),
  ]);
  return {
    tenantName: organization.displayName,
    person: {
      id: me.id,
      userPrincipalName: me.userPrincipalName ?? me.id,
      displayName: me.displayName ?? null,
      roles: roles.map(({ displayName }) => displayName).sort(),
      roleNote:
        roleNoteOf(roles) ??
        'Built-in roles as the service shows them; custom roles, roles over one application and ownership are not among them.',
    },
  };
}

interface Run {
  readonly services: ExportServices;
  readonly request: ExportRequest;
  readonly context: CallContext;
  readonly content: BundleContent;
}

/** Everything that is read, written file by file as it comes. */
async function gather({ services, request, context, content }: Run): Promise<Gathered> {
  const { ports } = services;
  const { signal, progress } = context;
  const began = ports.clock.now();
  const account = await requireAccount(ports.identity);
  const queryLines = await content.writer.lines('queries.jsonl');
  const recorder = createQueryRecorder(ports.clock, queryLines);
  const graph = recorder.watch(services.graph);
  progress({ state: 'running', message: 'Reading which applications are provisioned' });
  const [person, journal, selected] = await Promise.all([
    personOf(graph, signal),
    readObservedJournal(ports, journalKeyOf(ports.identity.cloud, account)),
    selectApplications(graph, { names: request.applications, signal }),
  ]);
  const period = request.logDays === 0 ? null : { since: began - request.logDays * dayMs, until: began };
  const observing = { writer: content.writer, count: content.count, signal };
  const wanted = request.applications === null ? null : selected.applications.map(({ id }) => id);
  const logs = period === null ? null : await chooseLogs(ports, graph, period);
  const observed: Promise<readonly Observed[]> =
    period === null || logs === null
      ? Promise.resolve([])
      : Promise.all([
          observeAudits(observing, graph, period),
          observeLog(observing, logs.read, { ...period, applications: wanted }),
        ]);
  const applicationsRead = gatherApplications(
    {
      graph,
      profiles: ports.profiles,
      content,
      journal,
      now: () => ports.clock.now(),
      signal,
      told: (completed, total, name) => progress({ state: 'running', message: `Read ${name}`, completed, total }),
    },
    selected.applications,
  );
  const [applications, observations] = await allSettledThenRaise([applicationsRead, observed]);
  const queries = await recorder.end();
  await queryLines.end();
  return {
    began,
    account,
    ...person,
    journal,
    selected,
    applications,
    observations,
    period,
    logStatement: logs?.statement ?? null,
    queries,
    skew: recorder.skew(),
    counted: recorder.counted(),
  };
}

/** Both come to an end before a fault of one is raised, so that nothing is written into a folder that is being removed. */
async function allSettledThenRaise<A, B>([one, other]: readonly [Promise<A>, Promise<B>]): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}

async function write(run: Run, plain: BundleWriter): Promise<ExportedBundle> {
  const { services, request, context, content } = run;
  const { ports } = services;
  const gathered = await gather(run);
  const key = await ports.evidence.signingKey();
  context.progress({ state: 'running', message: 'Writing the report and the workbook' });
  const ended = iso(ports.clock.now());
  const facts = { gathered, request, key, ended, cloud: ports.identity.cloud, version: ports.host.view().version };
  const draft = manifestOf(facts, { redaction: content.redaction(), tree: ports.evidence.treeOf(content.files()) });
  await writeForPeople({
    content,
    plain,
    evidence: ports.evidence,
    manifest: draft,
    observations: gathered.observations,
  });
  await content.writer.write('verify-bundle.mjs', await ports.evidence.verifierScript());
  await content.writer.write('public-key.pem', key.pem);
  const manifest = manifestOf(facts, {
    redaction: content.redaction(),
    tree: ports.evidence.treeOf(content.files()),
  });
  const text = `${canonicalJson(manifest)}\n`;
  context.progress({ state: 'running', message: 'Signing the manifest' });
  const signature = await key.sign(new TextEncoder().encode(text));
  const path = await plain.finish(text, signature);
  return { path, manifest };
}

/** Lines about applications that could not be read whole, for whoever waits. */
export const incompleteLines = (applications: readonly BundledApplication[]): readonly string[] =>
  applications.flatMap(({ displayName, reasons }) => reasons.map((reason) => `${displayName}: ${reason}`));

/**
 * Reads everything of the applications and writes it as one signed bundle; what cannot be read makes it PARTIAL, with the reasons.
 * Raises `unauthenticated`, `not_found`, `conflict`, `bad_request` (reasons folderNotEmpty, folderUnusable), `storage_full`, what
 * Graph raises for the sign-in and the list of applications, and an AbortError; then nothing of it stays on the disk.
 */
export async function exportBundle(
  services: ExportServices,
  request: ExportRequest,
  context: CallContext,
): Promise<ExportedBundle> {
  const plain = await services.ports.evidence.create(request.place);
  try {
    return await write({ services, request, context, content: createBundleContent(plain) }, plain);
  } catch (cause) {
    await plain.discard();
    throw cause;
  }
}
