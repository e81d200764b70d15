import { z } from 'zod';
import type { JournalKey, SealedStore } from '#core/ports';
import { ServicePrincipalId } from '#shared/model/ids';
import { type DueSecret, dueLevels, type SecretNotice, secretLevels } from '#shared/model/secret-care';
import { factOf, type KeptSecret, parsedRecord, readKeptSecrets, secretStanding } from './secret-facts.ts';

const kind = 'secret-care';
const id = 'reminded';

const Reminded = z.object({ day: z.string() });

/** Takes what is kept about secrets and the time (ms); gives those that end within 30 days or have ended, what ends first at the top. Pure. */
export function dueSecrets(kept: Iterable<KeptSecret>, now: number): readonly DueSecret[] {
  return [...kept]
    .filter(({ gone }) => !gone)
    .flatMap((one): DueSecret[] => {
      const fact = factOf(one);
      const { level, daysLeft } = secretStanding(fact, now);
      if (fact.expiresAt === null || daysLeft === null || !dueLevels.includes(level)) return [];
      const servicePrincipalId = ServicePrincipalId.parse(fact.servicePrincipalId);
      const { application, expiresAt, source: expirySource } = fact;
      return [{ servicePrincipalId, application, level, expiresAt, expirySource, daysLeft }];
    })
    .toSorted(
      (one, other) =>
        secretLevels.indexOf(one.level) - secretLevels.indexOf(other.level) ||
        one.expiresAt.localeCompare(other.expiresAt),
    );
}

/**
 * Takes where records are, whose, and the time (ms); gives the secrets of which a person has to be reminded, and whether that is the
 * first time on this day (UTC), which is noted. It asks nobody and reads only this machine. Raises what records raise.
 */
export async function remind(
  sealed: SealedStore,
  key: JournalKey,
  now: number,
): Promise<{ readonly due: readonly DueSecret[]; readonly firstToday: boolean }> {
  const { kept } = await readKeptSecrets(sealed, key);
  const due = dueSecrets(kept.values(), now);
  if (due.length === 0) return { due, firstToday: false };
  const day = new Date(now).toISOString().slice(0, 10);
  const body = await sealed.read({ key, kind }, id);
  if (body !== null && parsedRecord(Reminded, body)?.day === day) return { due, firstToday: false };
  const head = JSON.stringify({ day });
  await sealed.write({ key, kind }, { id, head, body: head });
  return { due, firstToday: true };
}

const dayMs = 86_400_000;
const epoch = '1970-01-01T00:00:00Z';

/**
 * Takes what is kept and the applications that provision people, all of them; gives the records that have to change, because their
 * application provisions nobody any more, or does again. One of the last day is left alone: the list may be older than it is. Pure.
 */
export function goneChanges(
  kept: Iterable<KeptSecret>,
  { provisioning, now }: { readonly provisioning: ReadonlySet<string>; readonly now: number },
): readonly KeptSecret[] {
  return [...kept].flatMap((one) => {
    const gone = !provisioning.has(one.servicePrincipalId);
    const touched = Math.max(...[one.saved?.at, one.person?.enteredAt].map((at) => Date.parse(at ?? epoch)));
    return gone === one.gone || (gone && now - touched < dayMs) ? [] : [{ ...one, gone }];
  });
}

const namedInNotice = 3;

const inWords = ({ application, daysLeft }: DueSecret): string => {
  if (daysLeft < 0) return `${application}: ended`;
  if (daysLeft === 0) return `${application}: less than a day left`;
  return `${application}: ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} left`;
};

/** Takes secrets that are due, at least one; gives one notice for all of them. Pure. */
export function noticeOf(due: readonly DueSecret[]): SecretNotice {
  const ended = due.filter(({ level }) => level === 'expired').length;
  const soon = due.length - ended;
  const parts = [
    ...(ended === 0 ? [] : [`${ended} ${ended === 1 ? 'secret has' : 'secrets have'} ended`]),
    ...(soon === 0 ? [] : [`${soon} ${soon === 1 ? 'ends' : 'end'} within 30 days`]),
  ];
  const more = due.length - namedInNotice;
  const named = due.slice(0, namedInNotice).map(inWords).join('; ');
  return {
    title: `Provisioning: ${parts.join(', ')}`,
    body: more > 0 ? `${named}; and ${more} more` : named,
    applications: due.map(({ servicePrincipalId, application }) => ({ servicePrincipalId, displayName: application })),
  };
}
