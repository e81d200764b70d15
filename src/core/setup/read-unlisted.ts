import { orNullWhenMissing } from '#core/graph/calls/reading';
import type { MadeObject } from '#core/journal/facts';

/** How long something that was created may stay invisible; the service itself names no limit. Source: the Terraform provider azuread waits as long. */
export const replicationLimitMs = 600_000;

/** How long a 403 or 404 on something new is taken for lag: longer, and a person without the right would wait for nothing. */
export const replicationToleranceMs = 60_000;

/** Takes when something was created (ISO 8601) and the time now; gives the milliseconds for which it may still stay invisible. Pure. */
export const leftOfLimit = (at: string, now: number, limitMs = replicationLimitMs): number =>
  Math.max(0, Date.parse(at) + limitMs - now);

/** Something that our journal created, by the id under which it is read. */
export interface Made extends Pick<MadeObject, 'at' | 'seen'> {
  readonly id: string;
}

/** How what is missing is looked for. */
export interface Looking<T> {
  readonly look: (id: string, replicationToleranceMs: number) => Promise<T>;
  /** What is looked for, in words. */
  readonly what: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Told when this may take a while. */
  readonly waiting: (message: string) => void;
}

/** What later requests have worked on was visible once, so it is rather deleted than late. */
const leftOf = ({ at, seen }: Made, now: number): number =>
  leftOfLimit(at, now, seen ? replicationToleranceMs : replicationLimitMs);

const minutes = (milliseconds: number): string => `${Math.ceil(milliseconds / 60_000)} min`;

/**
 * Takes what is listed and what our journal created; gives both: what was created a short while ago may not be listed yet, and
 * a second one must not be made because of that. What does not appear in time is left out.
 */
export async function withUnlisted<T extends { readonly id: string }>(
  listed: readonly T[],
  made: readonly Made[],
  { look, what, now, waiting }: Looking<T>,
): Promise<readonly T[]> {
  const missing = made.filter((object) => !listed.some((one) => one.id === object.id) && leftOf(object, now) > 0);
  if (missing.length === 0) return listed;
  const longest = Math.max(...missing.map((object) => leftOf(object, now)));
  waiting(
    `An earlier run created ${what} a short while ago, and the tenant does not list it; looking for it before another one is planned (up to ${minutes(longest)}, can be cancelled).`,
  );
  const found = await Promise.all(missing.map((object) => orNullWhenMissing(look(object.id, leftOf(object, now)))));
  return [...listed, ...found.filter((one) => one !== null)];
}
