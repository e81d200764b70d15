import { z } from 'zod';
import { type Fault, type FaultRule, type FaultSwitchboard, faultyHosts } from './switchboard.ts';

/** Faults of single requests to Graph, by the names of switches, with what happens. */
const requestFaults = {
  throttle: { kind: 'throttle', retryAfterSeconds: 10 },
  'throttle-without-retry-after': { kind: 'throttle', retryAfterSeconds: null },
  'server-error': { kind: 'status', status: 500 },
  'bad-gateway': { kind: 'status', status: 502 },
  unavailable: { kind: 'status', status: 503, retryAfterSeconds: 5 },
  'gateway-timeout': { kind: 'status', status: 504 },
  'timeout-after-success': { kind: 'timeoutAfterSuccess' },
  'connection-reset': { kind: 'reset' },
  hang: { kind: 'hang' },
  'captive-portal': { kind: 'captivePortal' },
  'echo-request': { kind: 'echoRequest' },
  'forbidden-after-create': { kind: 'notReplicated', status: 403 },
  'not-found-after-create': { kind: 'notReplicated', status: 404 },
  'conflict-after-create': { kind: 'notReplicated', status: 409 },
  'drop-secrets': { kind: 'dropSecrets' },
  'claims-required': { kind: 'claimsRequired' },
} as const satisfies Readonly<Record<string, Fault>>;

type RequestFaultName = keyof typeof requestFaults;

/** What a fault is about where nobody says it. */
const usualPlaces: Partial<Record<RequestFaultName, Pick<FaultRule, 'method' | 'path'>>> = {
  'forbidden-after-create': { path: '/synchronization' },
  'not-found-after-create': { path: '/synchronization' },
  'conflict-after-create': { path: '/synchronization' },
  'drop-secrets': { method: 'PUT', path: '/secrets' },
};

/** Misbehaviour that is on or off, whatever is asked. `report-limit` is on from the start, as at the real service. */
export const standingFaultNames = [
  'report-limit',
  'expired-skiptokens',
  'late-logs',
  'no-synchronization-in-batch',
  'other-verdicts',
  'on-demand-array',
  'late-credentials',
] as const;
export type StandingFaultName = (typeof standingFaultNames)[number];

/** Ways in which a vendor's server misbehaves, by the names of switches. */
export const targetFaults = {
  'target-not-found': 'notFound',
  'target-html': 'html',
  'target-wrong-filter': 'wrongFilterResult',
  'target-server-error': 'serverError',
  'target-slow': 'slow',
  'target-echo': 'echoAuthorization',
  'target-echo-on-write': 'echoOnWrite',
  'target-redirect': 'redirect',
  'target-ignores-paging': 'ignoresPaging',
  'target-accepts-any-token': 'acceptsAnyToken',
  'target-throttles': 'throttles',
  'target-filter-not-found': 'filterNotFound',
} as const;
export type TargetFaultName = keyof typeof targetFaults;

/** Faults of sign-in; each is for one person. */
export const signInFaultNames = ['revoked-session', 'claims-challenge', 'conditional-access'] as const;
export type SignInFaultName = (typeof signInFaultNames)[number];

/** Everything that can be made to go wrong, by name. `storm` is a little of everything, by chance. */
export const faultNames = [
  ...(Object.keys(requestFaults) as RequestFaultName[]),
  'storm',
  ...standingFaultNames,
  ...(Object.keys(targetFaults) as TargetFaultName[]),
  ...signInFaultNames,
] as const;

/** One switch, as a seed, a command or a test writes it. */
export const FaultSwitch = z.strictObject({
  fault: z.enum(faultNames),
  /** False takes a standing fault, or one of a vendor's server, back. */
  on: z.boolean().default(true),
  /** Whose requests break; left out = those to Graph. */
  host: z.enum(faultyHosts).optional(),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  /** Part of the path, at Graph of what follows /v1.0. */
  path: z.string().min(1).max(200).optional(),
  times: z.int().min(1).max(1_000_000).optional(),
  after: z.int().min(0).max(1_000_000).optional(),
  probability: z.number().min(0).max(1).optional(),
  retryAfterSeconds: z.int().min(0).max(86_400).optional(),
  /** Id of the vendor whose server misbehaves. */
  vendor: z.string().min(1).max(100).optional(),
  /** User principal name of the person whose sign-in is meant. */
  person: z.string().min(1).max(200).optional(),
});
export type FaultSwitch = z.infer<typeof FaultSwitch>;
export type FaultSwitchInput = z.input<typeof FaultSwitch>;

/** What is not a fault of single requests to Graph, for the tenant to carry out. */
export type OtherFault =
  | { readonly kind: 'standing'; readonly name: StandingFaultName }
  | { readonly kind: 'target'; readonly name: TargetFaultName }
  | { readonly kind: 'signIn'; readonly name: SignInFaultName };

/** Rules of a storm: what a busy day brings, each by chance. */
const storm: readonly (readonly [RequestFaultName, number])[] = [
  ['throttle', 0.05],
  ['throttle-without-retry-after', 0.03],
  ['unavailable', 0.04],
  ['server-error', 0.02],
  ['timeout-after-success', 0.03],
  ['connection-reset', 0.03],
  ['not-found-after-create', 0.03],
  ['forbidden-after-create', 0.02],
  ['conflict-after-create', 0.02],
];

/**
 * Takes a switch; gives the rules for single requests that it stands for, or null when it is about something else.
 * A storm hits each attempt of a request with its chance, at most twice by one fault, so that a patient caller gets through.
 */
export function rulesOf(wanted: FaultSwitch): readonly FaultRule[] | null {
  const { fault: name, times, after, probability, retryAfterSeconds } = wanted;
  const place = given({ host: wanted.host, method: wanted.method, path: wanted.path });
  if (name === 'storm') {
    const hits = wanted.host === 'login' ? storm.filter(([each]) => !each.endsWith('-after-create')) : storm;
    return hits.map(([each, chance]) => ({
      fault: requestFaults[each],
      times: times ?? 2,
      ...given({ after }),
      ...usualPlaces[each],
      ...place,
      probability: probability === undefined ? chance : chance * probability,
    }));
  }
  if (!isRequestFault(name)) return null;
  const fault: Fault = requestFaults[name];
  const timed =
    retryAfterSeconds !== undefined && 'retryAfterSeconds' in fault ? { ...fault, retryAfterSeconds } : fault;
  return [{ fault: timed, ...usualPlaces[name], ...place, ...given({ times, after, probability }) }];
}

/** Says what a switch that is no fault of single requests is about. */
export function otherFaultOf(name: FaultSwitch['fault']): OtherFault | null {
  const standing = standingFaultNames.find((each) => each === name);
  if (standing !== undefined) return { kind: 'standing', name: standing };
  const signIn = signInFaultNames.find((each) => each === name);
  if (signIn !== undefined) return { kind: 'signIn', name: signIn };
  return Object.hasOwn(targetFaults, name) ? { kind: 'target', name: name as TargetFaultName } : null;
}

/** Sets a standing fault of the switchboard; `now`: milliseconds of the tenant's clock. */
export function setStanding(
  faults: FaultSwitchboard,
  change: { readonly name: Exclude<StandingFaultName, 'on-demand-array'>; readonly on: boolean; readonly now: number },
): void {
  const { standing } = faults;
  if (change.name === 'late-logs') standing.longestLogDelayMs = change.on ? longestLogDelayMs : 0;
  else if (change.name === 'no-synchronization-in-batch') standing.batchRefusesSynchronization = change.on;
  else if (change.name === 'late-credentials') standing.savedCredentialsDelayMs = change.on ? credentialsDelayMs : 0;
  else if (change.name === 'other-verdicts') standing.otherVerdicts = change.on;
  else if (change.name === 'report-limit') standing.reportLimit = change.on;
  else faults.expireSkiptokens(change.on ? change.now : Number.NEGATIVE_INFINITY);
}

const longestLogDelayMs = 2 * 3_600_000;
/** People report minutes; nobody publishes how many. */
const credentialsDelayMs = 3 * 60_000;

function isRequestFault(name: string): name is RequestFaultName {
  return Object.hasOwn(requestFaults, name);
}

/** The members that are there: an optional property must not be set to undefined. */
function given<T extends Readonly<Record<string, unknown>>>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const present = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
