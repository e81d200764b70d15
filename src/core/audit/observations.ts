import { type DirectoryAudit, provisioningAuditPages } from '#core/graph/calls/directory-audits';
import type { Graph } from '#core/graph/graph';
import { canonicalJson } from '#core/journal/canonical-json';
import type { JournalEntry } from '#core/journal/entry';
import { entriesOf } from '#core/journal/handlers';
import { readJournal, verificationOf } from '#core/journal/verify-journal';
import type { JournalKey, Ports } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import type { BundleWriter, WrittenFile } from './evidence-port.ts';
import type { LogSource } from './log-source.ts';
import type { CollectionFact } from './manifest.ts';
import { faultWords, isPartialFault } from './read-application.ts';
import { type CountMasked, cleanValue, isSecretAttribute, masked } from './redaction.ts';

/** What was written of one kind of observation, and what is missing of it. */
export interface Observed {
  readonly file: WrittenFile;
  readonly fact: CollectionFact;
  readonly missing: readonly string[];
  /** Rows by application and how they ended, for charts. */
  readonly tally: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

interface Period {
  readonly since: number;
  readonly until: number;
}

interface Observing {
  readonly writer: BundleWriter;
  readonly count: CountMasked;
  readonly signal: AbortSignal;
}

const iso = (time: number): string => new Date(time).toISOString();

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values of an audit event stand beside the name of what they are the value of. */
function maskedEvent(value: unknown, count: CountMasked): unknown {
  if (Array.isArray(value)) return value.map((item) => maskedEvent(item, count));
  if (!isRecord(value)) return value;
  const names = [value.displayName, value.key, value.name].filter((name) => typeof name === 'string');
  const secret = names.some(isSecretAttribute);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const holds = ['oldValue', 'newValue', 'value'].includes(name) && inner !== null && inner !== '';
      if (!secret || !holds) return [name, maskedEvent(inner, count)];
      count('properties');
      return [name, masked];
    }),
  );
}

/** Takes an audit event of the directory; gives it for evidence. Pure but for counting. */
export const auditEventOf = (event: DirectoryAudit, count: CountMasked): unknown =>
  cleanValue(maskedEvent(event, count), count);

/** An archive that breaks while it is read takes its rows with it, and nothing else. */
const isArchiveFault = (cause: unknown): cause is CoreError =>
  cause instanceof CoreError &&
  (cause.code === 'storage_corrupt' || ['archiveUnusable', 'archiveLocked'].includes(cause.details.reason ?? ''));

/** Writes rows as they come, so that none is held. */
async function writeRows(
  { writer, count }: Observing,
  options: { readonly path: string; readonly method: CollectionFact['method']; readonly what: string },
  pages: AsyncIterable<readonly { readonly value: unknown; readonly tallied: readonly [string, string] | null }[]>,
): Promise<Observed> {
  const lines = await writer.lines(options.path);
  const tally = new Map<string, Map<string, number>>();
  const missing: string[] = [];
  let rows = 0;
  try {
    for await (const page of pages) {
      for (const { value, tallied } of page) {
        await lines.add(canonicalJson(cleanValue(value, count)));
        rows += 1;
        if (tallied === null) continue;
        const [application, status] = tallied;
        const counts = tally.get(application) ?? new Map<string, number>();
        counts.set(status, (counts.get(status) ?? 0) + 1);
        tally.set(application, counts);
      }
    }
  } catch (cause) {
    if (!isPartialFault(cause) && !isArchiveFault(cause)) {
      await lines.end();
      throw cause;
    }
    missing.push(faultWords(options.what, cause));
  }
  const file = await lines.end();
  const fact = { what: options.what, method: options.method, rows, counted: null, complete: missing.length === 0 };
  return { file, fact, missing, tally };
}

/** Takes where rows come from and a period; writes the provisioning log of that period, values of secret attributes masked. */
export async function observeLog(
  observing: Observing,
  source: LogSource,
  wanted: Period & { readonly applications: readonly string[] | null },
): Promise<Observed> {
  const countMaskedIn = (row: object): void => {
    if (JSON.stringify(row).includes(`"${masked}"`)) observing.count('properties');
  };
  async function* rows() {
    for await (const page of source({ ...wanted, signal: observing.signal })) {
      yield page.map((row) => {
        countMaskedIn(row);
        return { value: row, tallied: [row.servicePrincipalId ?? '', row.status] as const };
      });
    }
  }
  return writeRows(
    observing,
    {
      path: 'observations/provisioning-log.jsonl',
      method: 'windows',
      what: `Provisioning log, ${iso(wanted.since)} to ${iso(wanted.until)}`,
    },
    rows(),
  );
}

/** Takes the way to Graph and a period; writes every audit event of the provisioning service in the tenant. */
export async function observeAudits(observing: Observing, graph: Graph, { since, until }: Period): Promise<Observed> {
  const period = { since: iso(since), until: iso(until), signal: observing.signal };
  async function* rows() {
    for await (const page of provisioningAuditPages(graph, period))
      yield page.map((event) => ({ value: auditEventOf(event, observing.count), tallied: null }));
  }
  return writeRows(
    observing,
    {
      path: 'observations/directory-audits.jsonl',
      method: 'lastPage',
      what: `Audit events of the provisioning service in the whole tenant, ${iso(since)} to ${iso(until)}`,
    },
    rows(),
  );
}

/** What our own journal says, read once for all applications. */
export interface ObservedJournal {
  readonly entries: readonly JournalEntry[];
  readonly intact: boolean;
  readonly fault: string | null;
}

/** Takes where journals and their anchors are, and whose; reads it and looks whether it is whole, also at its end. */
export async function readObservedJournal(
  ports: Pick<Ports, 'journal' | 'sealed'>,
  key: JournalKey,
): Promise<ObservedJournal> {
  const found = await readJournal(ports, key);
  const { problem } = verificationOf(found);
  return { entries: found.chain.entries, intact: problem === null, fault: problem };
}

/** Takes the journal and an application; gives what stands about it, for a file. Pure but for counting. */
export const journalOf = (
  { entries, intact, fault }: ObservedJournal,
  servicePrincipalId: string,
  count: CountMasked,
): unknown => ({
  chain: { intact, fault },
  entries: cleanValue(entriesOf(entries, servicePrincipalId), count),
});
