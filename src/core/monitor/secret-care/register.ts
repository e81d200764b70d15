import type { DirectoryAudit } from '#core/graph/calls/directory-audits';
import { isWriteEntry, type JournalEntry } from '#core/journal/entry';
import { ServicePrincipalId } from '#shared/model/ids';
import { type SecretEntry, secretLevels } from '#shared/model/secret-care';
import { durationInWords } from './add-duration.ts';
import { expiryOf, type KeptSecret, secretStanding } from './secret-facts.ts';

/** A time and who it was. */
export interface Mark {
  readonly at: string;
  readonly by: string | null;
}

/** Clocks of this machine and of the service differ a little, and an event is written after its request. */
const sameMomentMs = 5 * 60_000;

const activity = 'update provisioning setting or credentials';

/** Takes entries of the journal, oldest first; gives by service principal id when we last saved secrets. Pure. */
export function savesInJournal(entries: readonly JournalEntry[]): ReadonlyMap<string, Mark> {
  const writes = entries.filter(isWriteEntry);
  const happened = new Set(
    writes.flatMap((entry) =>
      entry.kind === 'outcome' && (entry.result === 'done' || entry.result === 'found') ? [entry.intent] : [],
    ),
  );
  const saves = new Map<string, Mark>();
  for (const entry of writes) {
    const { servicePrincipalId } = entry.application;
    if (entry.kind !== 'intent' || servicePrincipalId === null || !happened.has(entry.id)) continue;
    if (entry.step === 'settings.save' && entry.changes.some(({ what }) => what.startsWith('Secret ')))
      saves.set(servicePrincipalId, { at: entry.at, by: entry.who });
  }
  return saves;
}

/** Takes events of the audit log; gives by service principal id when its settings or credentials were last changed. Pure. */
export function changesInAudit(events: readonly DirectoryAudit[]): ReadonlyMap<string, Mark> {
  const changes = new Map<string, Mark>();
  for (const { activityDisplayName, activityDateTime, result, targetResources, initiatedBy } of events) {
    if (activityDisplayName?.toLowerCase() !== activity || result?.toLowerCase() === 'failure') continue;
    const by = initiatedBy?.user?.userPrincipalName ?? initiatedBy?.app?.displayName ?? null;
    for (const { id } of targetResources ?? []) {
      if (typeof id !== 'string') continue;
      const known = changes.get(id);
      if (known === undefined || Date.parse(known.at) < Date.parse(activityDateTime))
        changes.set(id, { at: activityDateTime, by });
    }
  }
  return changes;
}

/** What a vendor's profile states about its tokens. */
export interface ProfileTimes {
  readonly overlap: string | null;
  readonly lifetime: string | null;
  /** true = the application is authorized at the vendor's sign-in, so that there is no token of its own here. */
  readonly authorizes: boolean;
  /** Where these facts are from; null = there is no profile. */
  readonly source: string | null;
}

/** Everything that one line of the register is made of. */
export interface EntryFacts {
  readonly servicePrincipalId: string;
  readonly application: string;
  readonly vendor: string | null;
  readonly kept: KeptSecret | null;
  /** Our last save as the journal has it. */
  readonly journalled: Mark | undefined;
  /** The last change that the tenant's audit log has. */
  readonly audited: Mark | undefined;
  /** What the vendor's profile states now. */
  readonly profile: ProfileTimes;
  readonly rotationOpen: boolean;
  readonly now: number;
}

const isLater = (mark: Mark | undefined, than: string): boolean =>
  mark !== undefined && Date.parse(mark.at) > Date.parse(than) + sameMomentMs;

/** What is kept, where it is about the secret that we saved last: of a save that nobody could keep a record of, only the time is known. */
function currentOf({ kept, journalled, servicePrincipalId, application, vendor, profile }: EntryFacts): KeptSecret {
  const blank: KeptSecret = {
    version: 1,
    servicePrincipalId,
    application,
    vendor,
    saved: null,
    token: null,
    lifetime: null,
    person: null,
    gone: false,
  };
  const known = kept ?? blank;
  const lifetime = known.lifetime ?? profile.lifetime;
  if (journalled === undefined) return { ...known, lifetime };
  if (known.saved !== null && !isLater(journalled, known.saved.at)) return { ...known, lifetime };
  const person = known.person !== null && known.person.enteredAt > journalled.at ? known.person : null;
  return { ...known, saved: { at: journalled.at, by: journalled.by ?? '' }, token: null, person, lifetime };
}

const authorizedWords =
  'Somebody authorized this application at the vendor’s sign-in; there is no token to replace here, and Entra renews what it got.';

function expiryWords(current: KeptSecret, changedElsewhere: string | null, profileSource: string | null): string {
  const doubt =
    changedElsewhere === null
      ? ''
      : ` Settings or credentials were changed elsewhere on ${changedElsewhere.slice(0, 10)}, so that this may be about an earlier secret.`;
  const { source, expiresAt } = expiryOf(current);
  switch (source) {
    case 'token':
      return `The token itself names its end.${doubt}`;
    case 'person': {
      const by = current.person?.by ?? 'somebody';
      return expiresAt === null ? `${by} says that it never ends.${doubt}` : `${by} entered this date.${doubt}`;
    }
    case 'profile':
      return `At the latest: the vendor's tokens work ${durationInWords(current.lifetime ?? '')}${profileSource === null ? '' : ` (from ${profileSource})`}, counted from the day on which it was saved.${doubt}`;
    case 'none':
      return current.token?.kind === 'silent'
        ? `The token says nothing about its end.${doubt}`
        : `Nobody said when it ends, and the vendor's profile states no lifetime.${doubt}`;
  }
}

/** Takes what is known about the secret of one application; gives its line. Pure. */
export function entryOf(facts: EntryFacts): SecretEntry {
  const { audited, now } = facts;
  const current = currentOf(facts);
  const { saved } = current;
  const known = saved?.at ?? current.person?.enteredAt;
  const elsewhere = known !== undefined && audited !== undefined && isLater(audited, known) ? audited.at : null;
  const expiry = expiryOf(current);
  const since = saved?.at ?? audited?.at ?? null;
  const { ageDays, daysLeft, level } = secretStanding({ ...expiry, savedAt: since }, now);
  return {
    servicePrincipalId: ServicePrincipalId.parse(facts.servicePrincipalId),
    application: facts.application,
    vendor: facts.vendor,
    saved:
      saved !== null
        ? { source: 'ours', at: saved.at, by: saved.by === '' ? null : saved.by }
        : audited === undefined
          ? { source: 'none', at: null, by: null }
          : { source: 'audit', ...audited },
    ageDays,
    expiresAt: expiry.expiresAt,
    expirySource: expiry.source,
    authorized: facts.profile.authorizes,
    expiryWords: facts.profile.authorizes ? authorizedWords : expiryWords(current, elsewhere, facts.profile.source),
    daysLeft,
    level,
    changedElsewhereAt: elsewhere,
    overlap: facts.profile.overlap,
    lifetime: facts.profile.lifetime,
    profileSource: facts.profile.source,
    rotationOpen: facts.rotationOpen,
  };
}

/** Orders lines: what ends first, then what nobody knows, oldest first, then what never ends. Pure. */
export function byUrgency(one: SecretEntry, other: SecretEntry): number {
  const order = secretLevels.indexOf(one.level) - secretLevels.indexOf(other.level);
  const ranked = [one, other].every(({ expiresAt }) => expiresAt !== null)
    ? Date.parse(one.expiresAt ?? '') - Date.parse(other.expiresAt ?? '')
    : order || (other.ageDays ?? -1) - (one.ageDays ?? -1);
  return ranked || one.application.localeCompare(other.application);
}
