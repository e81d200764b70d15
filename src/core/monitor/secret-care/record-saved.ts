import { journalKeyOf } from '#core/journal/journal-key';
import type { Ports } from '#core/ports';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { CoreError } from '#core/rpc/errors';
import type { Warning } from '#shared/model/plan';
import type { Account } from '#shared/model/session';
import { addDuration } from './add-duration.ts';
import { type KeptSecret, keepSecretFacts, readKeptSecret } from './secret-facts.ts';
import { firstTokenExpiry } from './token-expiry.ts';

/** What a record is kept with. */
export interface RecordWorld {
  readonly ports: Pick<Ports, 'clock' | 'sealed' | 'log' | 'identity'>;
  readonly account: Account;
}

/** Secrets that were saved and read back. */
export interface SavedNow {
  readonly servicePrincipal: { readonly id: string; readonly displayName: string };
  readonly vendor: string;
  readonly profile: Pick<EffectiveProfile, 'connection'>;
  readonly values: readonly string[];
  /** Whether it is surely another secret than before; otherwise the same may have been entered again, and what a person said stays. */
  readonly isNew: boolean;
}

/** Takes a profile; gives the shortest lifetime that it states for a secret, ISO 8601, null where it states none. Pure. */
export function lifetimeOf({ connection }: Pick<EffectiveProfile, 'connection'>): string | null {
  const stated = connection.fields.flatMap(({ secret, value }) =>
    secret && value.lifetime !== undefined ? [value.lifetime] : [],
  );
  const epoch = new Date(0).toISOString();
  const ends = stated.flatMap((lifetime) => {
    const end = addDuration(epoch, lifetime);
    return end === null ? [] : [{ lifetime, end }];
  });
  return ends.toSorted((one, other) => one.end.localeCompare(other.end))[0]?.lifetime ?? null;
}

/** Takes what was kept before and what was saved now; gives what is kept from now on: times and no part of a value. Pure. */
export function keptAfterSave(
  before: KeptSecret | null,
  saved: SavedNow,
  when: { readonly at: string; readonly by: string },
): KeptSecret {
  return {
    version: 1,
    servicePrincipalId: saved.servicePrincipal.id,
    application: saved.servicePrincipal.displayName,
    vendor: saved.vendor,
    saved: when,
    token: firstTokenExpiry(saved.values),
    lifetime: lifetimeOf(saved.profile),
    person: saved.isNew ? null : (before?.person ?? null),
    gone: false,
  };
}

/**
 * Takes secrets that were saved; keeps when that was and when they end. The secrets are saved by then, so a record that cannot be kept
 * is a warning and no fault. Gives the warnings; raises nothing.
 */
export async function recordSavedSecrets(
  { ports, account }: RecordWorld,
  saved: SavedNow,
): Promise<readonly Warning[]> {
  const key = journalKeyOf(ports.identity.cloud, account);
  try {
    const before = await readKeptSecret(ports.sealed, key, saved.servicePrincipal.id);
    const when = { at: new Date(ports.clock.now()).toISOString(), by: account.username };
    await keepSecretFacts(ports.sealed, key, keptAfterSave(before, saved, when));
    return [];
  } catch (cause) {
    // Nothing of the fault but its name: it must not be able to carry a value.
    if (!(cause instanceof CoreError))
      ports.log.write('error', 'secret date not kept', { name: cause instanceof Error ? cause.name : typeof cause });
    return [
      {
        code: 'secretDateNotKept',
        message: `The secret was saved, but this machine could not keep when that was and when it ends${cause instanceof CoreError ? `: ${cause.message}` : '.'}`,
        nextStep: 'Make room or mend what stands in the way, then enter the date by hand under the secrets.',
      },
    ];
  }
}
