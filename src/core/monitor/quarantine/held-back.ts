import { z } from 'zod';
import type { ArchivedRow } from '#core/archive/archived-row';
import { msOfTicks, textOfTicks, ticksOf } from '#core/archive/ticks';
import type { Graph } from '#core/graph/graph';
import { readLiveRows } from '#core/logs/live-log';
import { CoreError } from '#core/rpc/errors';
import type { JobView } from '#shared/model/job';
import type { HeldObject } from '#shared/model/quarantine';

/** How the log calls a deletion that is held back. Source: learn.microsoft.com/graph/api/resources/provisioningobjectsummary */
const stagedDelete = 'stagedDelete';

/** The cycle that led into the quarantine began before it; nothing says when, so a day is looked back. */
const lookBackMs = 86_400_000;
/** What `readLiveRows` reads at most anyway. */
const mostRows = 5_000;

/** Whose deletions are held back, as far as the log says. */
export interface HeldBack {
  readonly held: readonly HeldObject[];
  readonly complete: boolean;
  /** From when on the log was read, ISO 8601; null = it was not. */
  readonly since: string | null;
  readonly note: string | null;
}

const noneHeld: HeldBack = { held: [], complete: true, since: null, note: null };

/** Rows of the cycle that led into the quarantine, and all that came after: nothing of a quarantine that was over before. */
function rowsOfQuarantine(rows: readonly ArchivedRow[], beganMs: number | null): readonly ArchivedRow[] {
  if (beganMs === null) return rows;
  const later = rows.filter(({ at }) => msOfTicks(at) > beganMs);
  const earlier = rows.filter(({ at }) => msOfTicks(at) <= beganMs);
  const causing = earlier[0]?.cycleId ?? '';
  return [...later, ...(causing === '' ? earlier : earlier.filter(({ cycleId }) => cycleId === causing))];
}

const Identified = z.looseObject({
  sourceIdentity: z
    .looseObject({ identityType: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
});

function kindOf({ json }: ArchivedRow): HeldObject['kind'] {
  const type = Identified.safeParse(JSON.parse(json)).data?.sourceIdentity?.identityType?.toLowerCase();
  if (type === 'group') return 'group';
  return type === 'user' || type === undefined ? 'person' : 'other';
}

/**
 * Takes rows of held-back deletions, newest first, and when the quarantine began (ISO 8601, null = not known); gives each person or
 * group once, by name. Who was brought back meanwhile may still be among them. Pure.
 */
export function heldObjects(rows: readonly ArchivedRow[], since: string | null): readonly HeldObject[] {
  const began = since === null ? Number.NaN : Date.parse(since);
  const held = new Map<string, HeldObject>();
  for (const row of rowsOfQuarantine(rows, Number.isNaN(began) ? null : began)) {
    const key = row.personId || row.personLabel || row.personName || row.id;
    if (held.has(key)) continue;
    const name = row.personName || row.personLabel || row.personId || row.id;
    held.set(key, {
      id: key,
      kind: kindOf(row),
      name,
      label: row.personLabel === '' || row.personLabel === name ? null : row.personLabel,
      lastSeen: textOfTicks(row.at),
      reason: row.reason,
    });
  }
  return [...held.values()].sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

/**
 * Takes a job that is shown; gives whose deletions its quarantine holds back, read from the service's log. Raises what reading the log
 * raises: `license_required`, `role_missing`, `consent_required`.
 */
export async function readHeldBack(
  graph: Graph,
  { job, now, signal }: { readonly job: JobView; readonly now: number; readonly signal: AbortSignal },
): Promise<HeldBack> {
  const { quarantine } = job;
  if (quarantine?.reason !== 'TooManyDeletes') return noneHeld;
  const began = quarantine.since === null ? now : Date.parse(quarantine.since);
  const from = new Date((Number.isNaN(began) ? now : began) - lookBackMs).toISOString();
  const { rows, complete } = await readLiveRows(graph, {
    filter: { action: stagedDelete, from: ticksOf(from) ?? undefined },
    servicePrincipalId: job.servicePrincipalId,
    most: mostRows,
    signal,
  });
  const held = heldObjects(rows, quarantine.since);
  const empty = held.length === 0;
  return {
    held,
    complete: complete && !empty,
    since: from,
    note: empty
      ? 'The service holds deletions back, but its log names nobody: rows arrive late, or are not kept any more.'
      : complete
        ? null
        : `The log has more rows than were read; these are the ones that came last.`,
  };
}

const unreadable: ReadonlySet<string> = new Set([
  'license_required',
  'role_missing',
  'forbidden',
  'consent_required',
  'unsupported_in_cloud',
  'not_found',
]);

/** Takes a fault of reading the log; gives why nobody can be named, or null when it is another kind of fault. Pure. */
const whyNobodyNamed = (cause: unknown): CoreError | null =>
  cause instanceof CoreError && unreadable.has(cause.code) ? cause : null;

/** Reads as {@link readHeldBack} does; where the log may not be read, nobody is named and the note says why. */
export async function readHeldBackIfAllowed(
  graph: Graph,
  asked: { readonly job: JobView; readonly now: number; readonly signal: AbortSignal },
): Promise<HeldBack> {
  try {
    return await readHeldBack(graph, asked);
  } catch (cause) {
    const why = whyNobodyNamed(cause);
    if (why === null) throw cause;
    return { held: [], complete: false, since: null, note: `Who it is cannot be read: ${why.message}` };
  }
}
