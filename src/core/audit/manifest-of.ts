import type { Account, Cloud } from '#shared/model/session';
import type { SigningKey } from './evidence-port.ts';
import type { ExportRequest } from './export-bundle.ts';
import type {
  BundledApplication,
  ClockSkew,
  CollectionFact,
  Manifest,
  ManifestTree,
  RedactionFact,
} from './manifest.ts';
import type { Observed, ObservedJournal } from './observations.ts';
import { cleanValue } from './redaction.ts';
import type { SelectedApplications } from './select-applications.ts';

/** Everything that was read, but for the files themselves. */
export interface Gathered {
  readonly began: number;
  readonly account: Account;
  readonly tenantName: string;
  readonly person: Manifest['person'];
  readonly journal: ObservedJournal;
  readonly selected: SelectedApplications;
  readonly applications: readonly BundledApplication[];
  readonly observations: readonly Observed[];
  readonly period: { readonly since: number; readonly until: number } | null;
  /** Where rows of the provisioning log come from; null = none were asked for. */
  readonly logStatement: string | null;
  readonly queries: { readonly requests: number; readonly rows: number };
  readonly skew: ClockSkew | null;
  readonly counted: readonly CollectionFact[];
}

interface Facts {
  readonly gathered: Gathered;
  readonly request: Pick<ExportRequest, 'applications' | 'review'>;
  readonly key: SigningKey;
  readonly ended: string;
  readonly cloud: Cloud;
  readonly version: string;
}

const iso = (time: number): string => new Date(time).toISOString();

/** Names and sentences come from the tenant too. What is masked here was counted in the files. */
const clean = <T>(value: T): T => cleanValue(value, () => undefined) as T;

const uncounted = ({ what, rows, counted }: CollectionFact): string =>
  `${what}: ${rows} rows were read and the service counts ${counted ?? 'none'}.`;

/** Why a bundle is only partial; none = it is complete. */
function reasonsOf({ selected, applications, observations, counted, journal }: Gathered): readonly string[] {
  return [
    ...selected.missing,
    ...applications.flatMap(({ displayName, reasons }) => reasons.map((reason) => `${displayName}: ${reason}`)),
    ...observations.flatMap(({ missing }) => missing),
    ...counted.filter(({ complete }) => !complete).map(uncounted),
    ...(journal.intact
      ? []
      : [`The journal of this product on this machine is not whole: ${journal.fault ?? 'unknown'}.`]),
  ];
}

function statementOf({ journal, period, logStatement, skew }: Gathered, named: boolean): readonly string[] {
  return [
    named
      ? 'This is evidence about the applications that were named, and says nothing about others.'
      : 'Every enterprise application of the tenant was looked at; those with a synchronization job are in the bundle.',
    'Collections that the service counts were compared with its count; the others were read page by page to the last one. queries.jsonl holds every question with its parameters, its request-id and the number of rows.',
    period === null
      ? 'No logs and no audit events were asked for.'
      : `The provisioning log was read for ${iso(period.since)} to ${iso(period.until)} in windows of at most a day that follow each other without a gap, each to its last page; the audit events of the same time by one question, to its last page. The service offers no count of either, keeps them for 7 or 30 days, and may bring rows late: what arrived after the reading is not here.`,
    ...(logStatement === null ? [] : [logStatement]),
    journal.intact
      ? 'The journal of this product on this machine was read whole, and its chain is whole, also at its end.'
      : `The journal of this product on this machine is NOT whole: ${journal.fault ?? 'unknown'}.`,
    'The journal holds what this product wrote from this machine; changes made elsewhere are among the audit events only.',
    skew === null
      ? "The service's clock could not be compared."
      : `This machine's clock was compared with the service's in ${skew.answers} answers; see time.clockSkew.`,
    'Members of assigned groups are counted, direct members only: the provisioning service takes no nested ones.',
  ];
}

function journalFact({ journal }: Gathered): CollectionFact {
  return {
    what: 'Journal of this product on this machine',
    method: 'chain',
    rows: journal.entries.length,
    counted: null,
    complete: journal.intact,
  };
}

/** Takes what was read, the redaction and the digests; gives the manifest that is signed. Pure. */
export function manifestOf(
  { gathered, request, key, ended, cloud, version }: Facts,
  { redaction, tree }: { readonly redaction: RedactionFact; readonly tree: ManifestTree },
): Manifest {
  const reasons = reasonsOf(gathered);
  const { period } = gathered;
  return {
    format: 'provisioning-evidence',
    formatVersion: 1,
    tool: { name: 'Provisioning Console', version },
    schemas: { configuration: 1, manifest: 1 },
    tenant: { id: gathered.account.tenantId, name: gathered.tenantName, cloud: cloud.name, graph: cloud.graph },
    person: clean(gathered.person),
    review: clean(request.review),
    time: { began: iso(gathered.began), ended, clockSkew: gathered.skew },
    scope: {
      applications: request.applications === null ? 'all' : 'named',
      logs: period === null ? null : { since: iso(period.since), until: iso(period.until) },
    },
    completeness: clean({
      status: reasons.length === 0 ? 'COMPLETE' : 'PARTIAL',
      reasons: [...reasons],
      statement: [...statementOf(gathered, request.applications !== null)],
      collections: [...gathered.counted, ...gathered.observations.map(({ fact }) => fact), journalFact(gathered)],
    }),
    applications: clean([...gathered.applications]),
    queries: { file: 'queries.jsonl', ...gathered.queries },
    redaction,
    tree,
    signature: {
      algorithm: 'Ed25519',
      publicKey: key.publicKey,
      fingerprint: key.fingerprint,
      keptIn: key.keptIn,
    },
  };
}
