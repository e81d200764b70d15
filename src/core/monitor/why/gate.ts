import type { GateFix, GateSeen, GateVerdict, WhyGate, WhyGateName } from '#shared/model/why';

type Rest = Partial<Pick<WhyGate, 'seen' | 'byUs' | 'needs' | 'fix'>>;

/** Takes the name of a gate, its verdict and why; gives the gate. */
export const gateOf = (
  gate: WhyGateName,
  [verdict, why]: readonly [GateVerdict, string],
  rest: Rest = {},
): WhyGate => ({
  gate,
  verdict,
  why,
  seen: [],
  byUs: false,
  needs: [],
  fix: null,
  ...rest,
});

/** Takes a time of the service, ISO 8601 UTC; gives it as a sentence has it. */
export const moment = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** Takes what to do and where; gives the fix. */
export const fixAt = (place: GateFix['place'], text: string, entry: string | null = null): GateFix => ({
  text,
  place,
  entry,
});

/** Takes what was looked at, its value and what it means; gives it as it is shown. */
export const sawThat = (what: string, value: string | null, more: Partial<GateSeen> = {}): GateSeen => ({
  what,
  value,
  verdict: null,
  note: null,
  ...more,
});
