import { z } from 'zod';
import type { JournalKey, SealedStore } from '#core/ports';
import { parsedRecord } from './secret-facts.ts';

/** How a rotation was ended. `leftToEnd`: the old token ends by itself. */
export const rotationOutcomes = ['revoked', 'leftToEnd', 'givenUp'] as const;

/** What is kept about a rotation, so that it survives the end of the program. Never a secret: the new one is asked for again. */
export const KeptRotation = z.object({
  version: z.literal(1),
  servicePrincipalId: z.string(),
  application: z.string(),
  vendor: z.string(),
  startedAt: z.string(),
  startedBy: z.string(),
  /** When the new token was made at the vendor, as a person says. */
  madeAt: z.string().nullable(),
  /** When the secret before was saved, as it was kept at the start; null = unknown. */
  savedBefore: z.string().nullable(),
  testedAt: z.string().nullable(),
  savedAt: z.string().nullable(),
  provenAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  outcome: z.enum(rotationOutcomes).nullable(),
});
export type KeptRotation = z.infer<typeof KeptRotation>;

const kind = 'secret-care';
const prefix = 'rotation-';

const idOf = (servicePrincipalId: string): string => `${prefix}${servicePrincipalId.toLowerCase()}`;

/** Takes where records are and whose; gives the last rotation of each application, open or ended. Raises what listing records raises. */
export async function readKeptRotations(
  sealed: SealedStore,
  key: JournalKey,
): Promise<ReadonlyMap<string, KeptRotation>> {
  const { records } = await sealed.list({ key, kind });
  const read = records
    .filter(({ id }) => id.startsWith(prefix))
    .flatMap(({ head }) => parsedRecord(KeptRotation, head) ?? []);
  return new Map(read.map((one) => [one.servicePrincipalId, one]));
}

/** Takes a service principal's id; gives its last rotation, null where there was none. Raises what reading records raises. */
export async function readKeptRotation(
  sealed: SealedStore,
  key: JournalKey,
  servicePrincipalId: string,
): Promise<KeptRotation | null> {
  const body = await sealed.read({ key, kind }, idOf(servicePrincipalId));
  return body === null ? null : parsedRecord(KeptRotation, body);
}

/** Takes a rotation; keeps it in the place of the one before. Raises `storage_full`, `internal`. */
export async function keepRotation(sealed: SealedStore, key: JournalKey, rotation: KeptRotation): Promise<void> {
  const head = JSON.stringify(rotation);
  await sealed.write({ key, kind }, { id: idOf(rotation.servicePrincipalId), head, body: head });
}
