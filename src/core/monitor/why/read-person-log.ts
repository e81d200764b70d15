import type { ArchiveReader } from '#core/archive/archive-port';
import { archiveKeyOf } from '#core/archive/handlers';
import type { Graph } from '#core/graph/graph';
import { readLiveRows } from '#core/logs/live-log';
import { rowOfJson } from '#core/logs/log-source';
import { logEntryViewOf } from '#core/logs/log-view';
import { readLog } from '#core/logs/read-log';
import type { Ports } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import type { LogEntryView } from '#shared/model/job';
import { type LogFacts, reading } from './facts.ts';

/** Entries that are looked at: enough to see what was written last and what went wrong since. */
const most = 20;

/** Whose rows, of which application. */
export interface LogQuestion {
  readonly servicePrincipalId: string;
  /** null: nobody in the directory, so the name is looked for. */
  readonly personId: string | null;
  readonly name: string;
  readonly signal: AbortSignal;
}

type LogPorts = Pick<Ports, 'archive' | 'identity' | 'log'>;

/** An archive that cannot be opened is no reason to show nothing: the service has the newest rows. */
async function openArchive({ archive, identity, log }: LogPorts): Promise<ArchiveReader | null> {
  const opened = await reading(archiveKeyOf({ identity }).then((key) => archive.read(key)));
  if (opened.ok) return opened.value;
  log.write('info', 'the log is read from the service', { code: opened.fault.code });
  return null;
}

async function fromArchive(reader: ArchiveReader, question: LogQuestion): Promise<readonly LogEntryView[]> {
  const rows = await reader.search(
    { application: question.servicePrincipalId, person: question.personId ?? question.name },
    { offset: 0, limit: most },
  );
  const originals = await reader.originals(rows.map(({ id }) => id));
  return originals.flatMap((json) => (json === null ? [] : [logEntryViewOf(rowOfJson(json))]));
}

async function fromService(graph: Graph, question: LogQuestion): Promise<readonly LogEntryView[]> {
  const { servicePrincipalId, personId, name, signal } = question;
  if (personId !== null) {
    const person = { objectId: personId };
    return (await readLog(graph, { servicePrincipalId, person, limit: most, signal })).entries;
  }
  // The service cannot filter by user principal name: the newest rows of the application are looked through.
  const { rows } = await readLiveRows(graph, { filter: { person: name }, servicePrincipalId, most, signal });
  return rows.map(({ json }) => logEntryViewOf(rowOfJson(json)));
}

/** Takes entries of both sources; gives each once, newest first. Pure. */
export function joined(one: readonly LogEntryView[], other: readonly LogEntryView[]): readonly LogEntryView[] {
  const byId = new Map([...other, ...one].map((entry) => [entry.id, entry]));
  return [...byId.values()]
    .sort((a, b) => Date.parse(b.activityDateTime) - Date.parse(a.activityDateTime))
    .slice(0, most);
}

const sourceOf = (service: boolean, archive: boolean): LogFacts['source'] => {
  if (service) return archive ? 'both' : 'service';
  return archive ? 'archive' : 'none';
};

/**
 * Takes whose rows are wanted; gives the newest of the service's log and of the archive. The service has the last minutes, the
 * archive what the service forgot; either answers when the other cannot. Raises an AbortError only.
 */
export async function readPersonLog(
  services: { readonly ports: LogPorts; readonly graph: Graph },
  question: LogQuestion,
): Promise<LogFacts> {
  const { ports, graph } = services;
  const archive = async () => {
    const reader = await openArchive(ports);
    return reader === null ? null : fromArchive(reader, question);
  };
  const [service, kept] = await Promise.all([reading(fromService(graph, question)), reading(archive())]);
  const archived = kept.ok ? kept.value : null;
  const readUntil =
    service.ok || archived === null ? null : (await ports.archive.describe(await archiveKeyOf(ports))).readUntil;
  return {
    source: sourceOf(service.ok, archived !== null),
    readUntil,
    entries: joined(service.ok ? service.value : [], archived ?? []),
    fault: service.ok ? null : service.fault,
  };
}

/** Takes rows of the log and a name that the directory does not know; gives whom they are about, or raises `not_found` (unknownPerson). */
export function personOfLog(
  name: string,
  { entries, fault }: LogFacts,
): { readonly id: string | null; readonly displayName: string } {
  const [newest] = entries;
  if (newest !== undefined) return { id: newest.source.id, displayName: newest.source.displayName ?? name };
  throw new CoreError(
    'not_found',
    `The directory has no person "${name}", and the log of this application has none either.`,
    {
      reason: 'unknownPerson',
      nextStep:
        fault === null
          ? 'Check the user principal name, or give the object id.'
          : `Check the user principal name, or give the object id. The log could not be read: ${fault.message}`,
    },
  );
}
