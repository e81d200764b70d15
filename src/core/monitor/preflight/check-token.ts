import { readTokenExpiry, type TokenExpiry } from '#core/monitor/secret-care/token-expiry';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { type Finding, failed, passed, skipped, unknown, warned } from './finding.ts';
import type { CheckOutcome, PreflightRun } from './run-state.ts';

const dayMs = 86_400_000;
const soonDays = 30;

/** Takes a profile; gives how long its token works, ISO 8601, or null where it is not stated. Pure. */
export const tokenLifetime = ({ connection }: Pick<EffectiveProfile, 'connection'>): string | null =>
  connection.fields.find(({ secret, value }) => secret && value.lifetime !== undefined)?.value.lifetime ?? null;

const renew = 'Make a new token in time, try it here, and save it; see the credentials of the application.';

/** Takes what a token says about its end, what the profile says, and the time; judges it. Pure. */
export function judgeExpiry(expiry: TokenExpiry, lifetime: string | null, now: number): Finding {
  if (expiry.kind === 'token') {
    const left = Date.parse(expiry.expiresAt) - now;
    const facts = { 'ends at': expiry.expiresAt };
    if (left <= 0)
      return failed({ finding: 'tokenExpired', seen: `The token ended on ${expiry.expiresAt}.`, fix: renew, facts });
    const days = Math.floor(left / dayMs);
    if (days < soonDays)
      return warned({
        finding: 'tokenEndsSoon',
        seen: `The token itself says that it ends in ${days} days.`,
        fix: renew,
        facts,
      });
    return passed(`The token itself says that it ends in ${days} days.`, facts);
  }
  if (lifetime !== null) {
    return unknown({
      finding: 'lifetimeOnly',
      seen: `The token does not say when it ends. By the vendor profile it works for ${lifetime} from the day on which it was made, which is not known here.`,
      fix: 'Note the day on which it was made.',
      facts: { lifetime },
    });
  }
  return unknown({
    finding: 'expiryUnknown',
    seen: 'The token does not say when it ends, and neither does the vendor profile.',
    fix: 'Ask the vendor how long tokens work, and note the day.',
  });
}

/** Takes a run; reads the end of the token on this machine. Sends nothing. */
export async function checkTokenExpiry({ token, profile, clock }: PreflightRun): Promise<CheckOutcome> {
  if (token === null) return skipped('No token was handed over.');
  return judgeExpiry(readTokenExpiry(token), tokenLifetime(profile), clock.now());
}
