import { z } from 'zod';
import type { JournalKey, SealedStore } from '#core/ports';
import type { ExpirySource, SecretLevel } from '#shared/model/secret-care';
import { addDuration } from './add-duration.ts';

/** What a person says about the end of a secret. `at` null: it does not end. */
const PersonsWord = z.object({ at: z.string().nullable(), by: z.string(), enteredAt: z.string() });

/**
 * What is kept on this machine about the secret of one application. Never a part of the secret, nor anything computed from all of it:
 * of a JWT only the time of `exp`.
 */
export const KeptSecret = z.object({
  version: z.literal(1),
  servicePrincipalId: z.string(),
  application: z.string(),
  vendor: z.string().nullable(),
  /** The last time that this product saved it from this machine. */
  saved: z.object({ at: z.string(), by: z.string() }).nullable(),
  /** `silent`: a JWT without an end; `opaque`: not a JWT; null: never seen. */
  token: z
    .union([
      z.object({ kind: z.literal('token'), expiresAt: z.string() }),
      z.object({ kind: z.enum(['silent', 'opaque']) }),
    ])
    .nullable(),
  /** Lifetime that the profile stated when it was saved, ISO 8601. */
  lifetime: z.string().nullable(),
  person: PersonsWord.nullable(),
  /** True where the application provisions nobody any more, so that nobody is reminded of its secret. */
  gone: z.boolean().default(false),
});
export type KeptSecret = z.infer<typeof KeptSecret>;

/** What is known about the secret of one application, without asking the tenant. */
export interface SecretFact {
  readonly servicePrincipalId: string;
  readonly application: string;
  readonly vendor: string | null;
  /** When we saved it; null = not by us, or before this was kept. */
  readonly savedAt: string | null;
  readonly savedBy: string | null;
  /** null = unknown, or never where `source` is `person`. */
  readonly expiresAt: string | null;
  /** Where the end is known from. `person` without an end: somebody says that it never ends. */
  readonly source: ExpirySource;
}

/** What a secret's times come to at one moment. */
export interface SecretStanding {
  /** Whole days since it was saved; null = unknown. */
  readonly ageDays: number | null;
  /** Whole days left, rounded down, negative when it is over; null = unknown or never. */
  readonly daysLeft: number | null;
  readonly level: SecretLevel;
}

const dayMs = 86_400_000;
const kind = 'secret-care';
const prefix = 'secret-';

const idOf = (servicePrincipalId: string): string => `${prefix}${servicePrincipalId.toLowerCase()}`;

/** Takes what is kept about a secret; gives when it ends and where that is known from: of what the token and a person say, what comes first. Pure. */
export function expiryOf(kept: KeptSecret): Pick<SecretFact, 'expiresAt' | 'source'> {
  const { person, token, lifetime, saved } = kept;
  const ofToken = token?.kind === 'token' ? token.expiresAt : null;
  const ofPerson = person?.at ?? null;
  if (ofPerson !== null && (ofToken === null || Date.parse(ofPerson) <= Date.parse(ofToken)))
    return { expiresAt: ofPerson, source: 'person' };
  if (ofToken !== null) return { expiresAt: ofToken, source: 'token' };
  if (person !== null) return { expiresAt: null, source: 'person' };
  const latest = lifetime === null || saved === null ? null : addDuration(saved.at, lifetime);
  return latest === null ? { expiresAt: null, source: 'none' } : { expiresAt: latest, source: 'profile' };
}

/** Takes what is kept about a secret; gives it as the rest of the product sees it. Pure. */
export const factOf = (kept: KeptSecret): SecretFact => ({
  servicePrincipalId: kept.servicePrincipalId,
  application: kept.application,
  vendor: kept.vendor,
  savedAt: kept.saved?.at ?? null,
  savedBy: kept.saved?.by ?? null,
  ...expiryOf(kept),
});

const limits: readonly (readonly [number, SecretLevel])[] = [
  [0, 'expired'],
  [1, 'in1Day'],
  [7, 'in7Days'],
  [14, 'in14Days'],
  [30, 'in30Days'],
];

/** Takes the times of a secret (undefined = nothing is known of it) and the time (ms); gives its age, the days left and how near its end is. Pure. */
export function secretStanding(
  fact: Pick<SecretFact, 'savedAt' | 'expiresAt' | 'source'> | undefined,
  now: number,
): SecretStanding {
  const saved = fact?.savedAt ?? null;
  const ageDays = saved === null ? null : Math.max(0, Math.floor((now - Date.parse(saved)) / dayMs));
  if (fact === undefined || fact.expiresAt === null)
    return { ageDays, daysLeft: null, level: fact?.source === 'person' ? 'never' : 'unknown' };
  const left = (Date.parse(fact.expiresAt) - now) / dayMs;
  const level = limits.find(([days]) => left <= days)?.[1] ?? 'later';
  return { ageDays, daysLeft: Math.floor(left), level };
}

/** What a list of kept secrets comes to, and what of it could not be read. */
export interface KeptSecrets {
  readonly kept: ReadonlyMap<string, KeptSecret>;
  /** How many records are there that this machine cannot open or read. */
  readonly unread: number;
}

/** Takes a record's text; gives what it says, null where it is none of ours. */
export function parsedRecord<T extends z.ZodType>(schema: T, text: string): z.output<T> | null {
  try {
    const read = schema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

/** Takes where records are and whose; gives everything that is kept about secrets, by service principal id. Raises what listing records raises. */
export async function readKeptSecrets(sealed: SealedStore, key: JournalKey): Promise<KeptSecrets> {
  const { records, setAside, locked } = await sealed.list({ key, kind });
  const own = records.filter(({ id }) => id.startsWith(prefix));
  const read = own.flatMap(({ head }) => parsedRecord(KeptSecret, head) ?? []);
  return {
    kept: new Map(read.map((one) => [one.servicePrincipalId, one])),
    unread: own.length - read.length + setAside.length + locked,
  };
}

/**
 * Takes where records are and whose; gives what is known about the secret of each application, by service principal id, without a
 * request. An application that is missing: nothing is known of its secret. Raises what listing records raises.
 */
export async function readSecretFacts(at: {
  readonly sealed: SealedStore;
  readonly key: JournalKey;
}): Promise<ReadonlyMap<string, SecretFact>> {
  const { kept } = await readKeptSecrets(at.sealed, at.key);
  return new Map([...kept].map(([id, one]) => [id, factOf(one)]));
}

/** Takes what is to be kept about a secret; keeps it in the place of what was kept before. Raises `storage_full`, `internal`. */
export async function keepSecretFacts(sealed: SealedStore, key: JournalKey, kept: KeptSecret): Promise<void> {
  const head = JSON.stringify(kept);
  await sealed.write({ key, kind }, { id: idOf(kept.servicePrincipalId), head, body: head });
}

/** Takes a service principal's id; gives what is kept about its secret, null where that is nothing. Raises what reading records raises. */
export async function readKeptSecret(
  sealed: SealedStore,
  key: JournalKey,
  servicePrincipalId: string,
): Promise<KeptSecret | null> {
  const body = await sealed.read({ key, kind }, idOf(servicePrincipalId));
  return body === null ? null : parsedRecord(KeptSecret, body);
}
