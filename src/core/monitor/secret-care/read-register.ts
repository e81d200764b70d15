import { type DirectoryAudit, provisioningAuditPages } from '#core/graph/calls/directory-audits';
import type { Graph } from '#core/graph/graph';
import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import { readJournal } from '#core/journal/verify-journal';
import type { JournalKey, Ports } from '#core/ports';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { loadProfiles } from '#core/profiles/load-profiles';
import { CoreError } from '#core/rpc/errors';
import { gapOfFault, retention } from '#core/timeline/audit-events';
import type { SecretEntry, SecretGap } from '#shared/model/secret-care';
import { lifetimeOf } from './record-saved.ts';
import { changesInAudit, entryOf, type Mark, type ProfileTimes, savesInJournal } from './register.ts';
import { readKeptRotations } from './rotation-record.ts';
import { sourceOf } from './rotation-view.ts';
import { type KeptSecret, readKeptSecrets } from './secret-facts.ts';

/** What reading the register needs. */
export interface RegisterWorld {
  readonly ports: Ports;
  readonly graph: Graph;
}

/** An application whose secret is looked after. */
export interface KnownApplication {
  readonly servicePrincipalId: string;
  readonly displayName: string;
  /** Id of the vendor profile that fits, or null. */
  readonly vendor: string | null;
}

/** Everything that is known about secrets, by service principal id. */
export interface SecretSources {
  readonly key: JournalKey;
  readonly now: number;
  readonly kept: ReadonlyMap<string, KeptSecret>;
  readonly open: ReadonlySet<string>;
  readonly journalled: ReadonlyMap<string, Mark>;
  readonly audited: ReadonlyMap<string, Mark>;
  readonly profiles: ReadonlyMap<string, ProfileTimes>;
  readonly gaps: readonly SecretGap[];
}

interface SourceOptions {
  readonly signal: AbortSignal;
  /** False spares the tenant's log, which answers few requests: changes elsewhere are not known then. */
  readonly audits: boolean;
}

const dayMs = 86_400_000;
/** The log is the whole tenant's and answers few requests at a time; what is beyond so many pages is said to be missing. */
const mostPages = 4;

async function readChanges(
  graph: Graph,
  now: number,
  signal: AbortSignal,
): Promise<{ readonly audited: ReadonlyMap<string, Mark>; readonly gaps: readonly SecretGap[] }> {
  const since = new Date(now - retention.premiumDays * dayMs).toISOString();
  const events: DirectoryAudit[] = [];
  let pages = 0;
  try {
    for await (const page of provisioningAuditPages(graph, { since, signal })) {
      events.push(...page);
      pages += 1;
      if (pages < mostPages) continue;
      const oldest = page.at(-1)?.activityDateTime ?? 'now';
      const message = `The tenant has more audit events than were read; changes before ${oldest} are not known.`;
      return { audited: changesInAudit(events), gaps: [{ code: 'tooManyEvents', message }] };
    }
    return { audited: changesInAudit(events), gaps: [] };
  } catch (cause) {
    const gap = cause instanceof CoreError ? gapOfFault(cause) : null;
    if (gap === null) throw cause;
    return { audited: new Map(), gaps: [gap] };
  }
}

/** The register works without the journal, whatever is wrong with it: the journal's own pages tell of that. */
async function readSaves(
  ports: Ports,
  key: JournalKey,
): Promise<{ readonly saves: ReadonlyMap<string, Mark>; readonly gaps: readonly SecretGap[] }> {
  try {
    const { chain } = await readJournal(ports, key);
    return { saves: savesInJournal(chain.entries), gaps: [] };
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    const nextStep = cause.details.nextStep === undefined ? {} : { nextStep: cause.details.nextStep };
    return { saves: new Map(), gaps: [{ code: 'journalUnread', message: cause.message, ...nextStep }] };
  }
}

const timesOf = (profile: EffectiveProfile): ProfileTimes => ({
  overlap: profile.tokenOverlap,
  lifetime: lifetimeOf(profile),
  authorizes: profile.connection.interactiveAuthorization,
  source: sourceOf(profile),
});

const unreadGap = (count: number): readonly SecretGap[] =>
  count === 0
    ? []
    : [
        {
          code: 'recordsUnread',
          message: `${count} ${count === 1 ? 'record' : 'records'} about secrets on this machine cannot be read: sealed with another key, or damaged and set aside.`,
          nextStep: 'Enter the dates by hand where they are missing.',
        },
      ];

/**
 * Takes the world; reads everything that is known about the secrets of the tenant's applications: the records of this machine, the
 * journal, the profiles and the audit log. What may not be read becomes a gap. Raises `unauthenticated`, and what is no matter of
 * rights: `offline`, `throttled`, `timeout`, an AbortError.
 */
export async function readSecretSources(
  { ports, graph }: RegisterWorld,
  { signal, audits }: SourceOptions,
): Promise<SecretSources> {
  const account = await requireAccount(ports.identity);
  const key = journalKeyOf(ports.identity.cloud, account);
  const now = ports.clock.now();
  const [{ kept, unread }, rotations, journal, audit, { profiles }] = await Promise.all([
    readKeptSecrets(ports.sealed, key),
    readKeptRotations(ports.sealed, key),
    readSaves(ports, key),
    audits ? readChanges(graph, now, signal) : { audited: new Map<string, Mark>(), gaps: [] },
    loadProfiles(ports.profiles),
  ]);
  return {
    key,
    now,
    kept,
    open: new Set([...rotations].flatMap(([id, { endedAt }]) => (endedAt === null ? [id] : []))),
    journalled: journal.saves,
    audited: audit.audited,
    profiles: new Map(profiles.map(({ profile }) => [profile.id, timesOf(profile)])),
    gaps: [...unreadGap(unread), ...journal.gaps, ...audit.gaps],
  };
}

const nothingStated: ProfileTimes = { overlap: null, lifetime: null, authorizes: false, source: null };

/** Takes what is known and an application; gives its line of the register. Pure. */
export function entryFrom(sources: SecretSources, application: KnownApplication): SecretEntry {
  const { servicePrincipalId, displayName, vendor } = application;
  const kept = sources.kept.get(servicePrincipalId) ?? null;
  const profileId = vendor ?? kept?.vendor ?? null;
  return entryOf({
    servicePrincipalId,
    application: displayName,
    vendor: profileId,
    kept,
    journalled: sources.journalled.get(servicePrincipalId),
    audited: sources.audited.get(servicePrincipalId),
    profile: (profileId === null ? undefined : sources.profiles.get(profileId)) ?? nothingStated,
    rotationOpen: sources.open.has(servicePrincipalId),
    now: sources.now,
  });
}
