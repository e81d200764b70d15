import type { Clock } from '#core/ports';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import type { PreflightAddress, PreflightObject, PreflightReport } from '#shared/model/preflight';
import type { Finding } from './finding.ts';
import type { ProbePort, ProbeRoute } from './probe-port.ts';
import type { ScimAnswer } from './scim-answer.ts';
import type { TargetAsker } from './target-asker.ts';

/** What one run knows so far; checks read it and note what the next ones need. */
export interface PreflightRun {
  readonly probe: ProbePort;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly signal: AbortSignal;
  readonly asker: TargetAsker;
  readonly tenantUrl: URL;
  readonly token: string | null;
  readonly profile: EffectiveProfile;
  readonly objects: readonly PreflightObject[];
  readonly allowPrivate: readonly string[];
  readonly route: ProbeRoute;
  addresses: PreflightAddress[];
  /** The answer to somebody who asked without a token. */
  anonymous: ScimAnswer | null;
  /** The answer to somebody with a made-up token. */
  stranger: ScimAnswer | null;
  /** The answer to the holder of the token, who looked for nobody. */
  search: ScimAnswer | null;
  leftBehind: PreflightReport['leftBehind'];
}

/** What a check came to. `stops`: why nothing after it can be looked at. */
export interface CheckOutcome extends Finding {
  readonly stops?: string;
}

/** Takes the objects of a run and a source; gives the one of that source. */
export const objectOf = (run: Pick<PreflightRun, 'objects'>, source: PreflightObject['source']) =>
  run.objects.find((one) => one.source === source);

/** Takes an object and a value that nobody has; gives the filter with which the service looks for it. Pure. */
export const filterFor = (object: PreflightObject | undefined, value: string): string =>
  `${object?.matching[0] ?? 'userName'} eq ${JSON.stringify(value)}`;
