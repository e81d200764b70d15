import type { Graph } from '#core/graph/graph';
import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import { selectApplication } from '#core/operations/select-application';
import type { JournalKey, Ports } from '#core/ports';
import type { CallContext, Handlers } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { configurationText } from '#core/setup/configuration-text';
import type { SnapshotView } from '#shared/model/snapshot';
import { compareContents } from './compare-snapshots.ts';
import { contentOf } from './content.ts';
import { findSnapshot, type KeptSnapshot, keepSnapshot, listKept, readContent } from './keep-snapshot.ts';
import { keepingOf } from './keeping.ts';
import { readFacts } from './read-facts.ts';
import { type SnapshotContent, snapshotSummary } from './snapshot.ts';

type SnapshotPath = 'snapshots.list' | 'snapshots.show' | 'snapshots.take' | 'snapshots.compare';

interface Services {
  readonly ports: Ports;
  readonly graph: Graph;
}

/**
 * Takes snapshots and an application by name or object id; gives its snapshots. One from before the application had an id
 * belongs to it when a later snapshot of the same run does. Pure.
 */
export function snapshotsOf(snapshots: readonly KeptSnapshot[], application: string): readonly KeptSnapshot[] {
  const wanted = application.toLowerCase();
  const isAbout = ({ head }: KeptSnapshot): boolean =>
    head.application.servicePrincipalId === wanted || head.application.name.toLowerCase() === wanted;
  const runs = new Set(snapshots.filter(isAbout).map(({ head }) => head.run));
  return snapshots.filter(
    (one) => isAbout(one) || (one.head.application.servicePrincipalId === null && runs.has(one.head.run)),
  );
}

async function keyOf(ports: Ports): Promise<JournalKey> {
  return journalKeyOf(ports.identity.cloud, await requireAccount(ports.identity));
}

async function show(ports: Ports, id: string): Promise<SnapshotView> {
  const key = await keyOf(ports);
  const kept = findSnapshot((await listKept(ports, key)).snapshots, id);
  const { configuration, masked, missing, notes } = await readContent(ports, key, kept);
  return {
    snapshot: snapshotSummary(kept.id, kept.head),
    configuration,
    text: configuration === null ? '' : configurationText(configuration),
    masked,
    missing,
    notes,
  };
}

async function readNow({ ports, graph }: Services, application: string, signal: AbortSignal) {
  const servicePrincipal = await selectApplication(graph, { application, signal });
  const facts = await readFacts(
    { graph, profiles: ports.profiles },
    { servicePrincipal: Promise.resolve(servicePrincipal), servicePrincipalId: servicePrincipal.id, signal },
  );
  return { servicePrincipal, facts, content: contentOf(facts) };
}

async function take({ ports, graph }: Services, application: string, signal: AbortSignal) {
  const account = await requireAccount(ports.identity);
  const { servicePrincipal, facts, content } = await readNow({ ports, graph }, application, signal);
  return keepSnapshot(ports, account, {
    moment: 'asked',
    why: 'somebody asked for it',
    run: ports.newId(),
    application: { vendor: facts.vendor, name: servicePrincipal.displayName, servicePrincipalId: servicePrincipal.id },
    content,
  });
}

async function compare(
  services: Services,
  wanted: { readonly before: string; readonly after?: string | undefined },
  { signal, progress }: CallContext,
) {
  const { ports } = services;
  const key = await keyOf(ports);
  const { snapshots } = await listKept(ports, key);
  const before = findSnapshot(snapshots, wanted.before);
  const after = wanted.after === undefined ? null : findSnapshot(snapshots, wanted.after);
  const contents = await Promise.all([
    readContent(ports, key, before),
    after === null ? liveContent(services, before, { signal, progress }) : readContent(ports, key, after),
  ]);
  const { differences, notes } = compareContents(...contents);
  return {
    before: snapshotSummary(before.id, before.head),
    after: after === null ? null : snapshotSummary(after.id, after.head),
    differences: [...differences],
    notes: [...notes],
  };
}

async function liveContent(
  services: Services,
  { head }: KeptSnapshot,
  { signal, progress }: CallContext,
): Promise<SnapshotContent> {
  const { name, servicePrincipalId } = head.application;
  progress({ state: 'running', message: `Reading ${name} as it is now` });
  try {
    return (await readNow(services, servicePrincipalId ?? name, signal)).content;
  } catch (cause) {
    if (!(cause instanceof CoreError) || cause.code !== 'not_found') throw cause;
    throw new CoreError('not_found', `The application ${name} is not in the tenant any more.`, {
      reason: 'applicationGone',
      nextStep: 'Compare the snapshot with another one.',
      requestId: cause.details.requestId,
    });
  }
}

/** Takes the ports and Graph; gives the handlers of the `snapshots.*` procedures, but for planning a rollback. */
export function createSnapshotHandlers(services: Services): Pick<Handlers, SnapshotPath> {
  const { ports } = services;
  return {
    'snapshots.list': async ({ application, limit }) => {
      const { snapshots, setAside, locked } = await listKept(ports, await keyOf(ports));
      const wanted = application === undefined ? snapshots : snapshotsOf(snapshots, application);
      return {
        snapshots: wanted.slice(-limit).map(({ id, head }) => snapshotSummary(id, head)),
        keeping: keepingOf(await ports.sealed.protection()),
        setAside: [...setAside],
        locked,
      };
    },
    'snapshots.show': ({ id }) => show(ports, id),
    'snapshots.take': ({ application }, { signal }) => take(services, application, signal),
    'snapshots.compare': (wanted, context) => compare(services, wanted, context),
  };
}
