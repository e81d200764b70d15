import type { JournalPorts } from '#core/journal/journal';
import type { Clock } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { hostOf } from '#core/setup/tenant-url';
import type { TaskProgress } from '#shared/contract/events';
import {
  type PreflightCheck,
  type PreflightReport,
  type PreflightResult,
  preflightChecks,
} from '#shared/model/preflight';
import { preflightTitles } from '#shared/preflight/report-text';
import { checkProvider, checkResourceTypes, checkSchemas } from './check-discovery.ts';
import { checkFilter, checkGroupFilter } from './check-filter.ts';
import { checkLatency, checkPagination, checkRate } from './check-pace.ts';
import { checkAddress, checkTls, checkUrl } from './check-reach.ts';
import { checkAuthentication, checkContentType, checkRedirect, checkRefusal } from './check-sign-in.ts';
import { checkTokenExpiry } from './check-token.ts';
import { failed, skipped } from './finding.ts';
import type { ProbePort, ProbeRoute } from './probe-port.ts';
import type { KnownSubject } from './read-subject.ts';
import type { CheckOutcome, PreflightRun } from './run-state.ts';
import { createTargetAsker } from './target-asker.ts';
import { whyItMatters } from './why.ts';
import { checkWrite } from './write-check.ts';

/** The world of a preflight. */
export interface PreflightWorld {
  readonly probe: ProbePort;
  readonly ports: JournalPorts;
}

/** What is asked. */
export interface PreflightRequest extends KnownSubject {
  readonly tenantUrl: string;
  readonly token: string | null;
  readonly allowPrivate: readonly string[];
  readonly write: { readonly userName: string } | null;
  readonly signal: AbortSignal;
  readonly progress: (progress: TaskProgress) => void;
}

type Checks = Readonly<Record<PreflightCheck, (run: PreflightRun) => Promise<CheckOutcome>>>;

/** Checks that are about the token alone and need no answer. */
const local: ReadonlySet<PreflightCheck> = new Set(['tokenExpiry']);
/** Checks that tell of what came before, an early end included. */
const telling: ReadonlySet<PreflightCheck> = new Set(['latency']);

function checksOf(world: PreflightWorld, { tenantUrl, profile, subject, write }: PreflightRequest): Checks {
  const application = {
    name: subject.application ?? subject.vendorName,
    servicePrincipalId: subject.servicePrincipalId,
  };
  return {
    url: async () => checkUrl(tenantUrl, profile),
    address: checkAddress,
    tls: checkTls,
    redirect: checkRedirect,
    refusal: checkRefusal,
    authentication: checkAuthentication,
    contentType: checkContentType,
    filter: checkFilter,
    groupFilter: checkGroupFilter,
    provider: checkProvider,
    resourceTypes: checkResourceTypes,
    schemas: checkSchemas,
    pagination: checkPagination,
    rate: checkRate,
    latency: checkLatency,
    tokenExpiry: checkTokenExpiry,
    write: async (run) =>
      write === null
        ? skipped('Nothing is written unless a test person is named.')
        : checkWrite(run, { ports: world.ports, application, userName: write.userName }),
  };
}

const proxyHint =
  'If this machine reaches the internet through a proxy only, name the proxy in the settings or in HTTPS_PROXY.';

/** A fault of the network is what the check came to; anything else is a fault of the run. */
async function outcomeOf(run: PreflightRun, check: () => Promise<CheckOutcome>): Promise<CheckOutcome> {
  try {
    return await check();
  } catch (cause) {
    if (!(cause instanceof CoreError) || (cause.code !== 'offline' && cause.code !== 'timeout')) throw cause;
    const { reason = cause.code, nextStep } = cause.details;
    const hints = [...(nextStep === undefined ? [] : [nextStep]), ...(run.route.kind === 'direct' ? [proxyHint] : [])];
    const fix = hints.length === 0 ? {} : { fix: hints.join(' ') };
    return { ...failed({ finding: reason, seen: cause.message, ...fix }), stops: 'The application did not answer.' };
  }
}

const toldAs = { passed: 'done', warning: 'done', failed: 'failed', skipped: 'skipped', unknown: 'skipped' } as const;

async function runChecks(
  run: PreflightRun,
  checks: Checks,
  progress: PreflightRequest['progress'],
): Promise<PreflightResult[]> {
  const results: PreflightResult[] = [];
  let stopped: string | null = null;
  for (const [index, check] of preflightChecks.entries()) {
    run.signal.throwIfAborted();
    const told = { stepId: check, completed: index, total: preflightChecks.length, message: preflightTitles[check] };
    progress({ ...told, state: 'running' });
    const tells = telling.has(check) || (check === 'rate' && run.asker.refusesRate());
    const runs = stopped === null || local.has(check) || tells;
    const outcome: CheckOutcome = runs ? await outcomeOf(run, () => checks[check](run)) : skipped(stopped ?? '');
    stopped ??=
      outcome.stops ??
      (run.asker.refusesRate() && check !== 'rate' ? 'The application refuses requests for their rate.' : null);
    const { verdict, finding, seen, fix, facts } = outcome;
    results.push({
      check,
      verdict,
      finding,
      seen,
      why: whyItMatters[check],
      fix,
      facts,
      tookMs: run.asker.takeSpent(),
    });
    progress({
      ...told,
      completed: index + 1,
      state: toldAs[verdict],
      message: `${preflightTitles[check]}: ${seen}`,
    });
  }
  return results;
}

/** Without these nobody can say that an endpoint is ready. */
const needed: ReadonlySet<PreflightCheck> = new Set(['authentication', 'filter']);

function verdictOf(results: readonly PreflightResult[]): PreflightReport['verdict'] {
  if (results.some(({ verdict }) => verdict === 'failed')) return 'notReady';
  if (results.some(({ check, verdict }) => verdict === 'skipped' && needed.has(check))) return 'incomplete';
  return results.some(({ verdict }) => verdict === 'warning') ? 'attention' : 'ready';
}

/** A text that is no URL cannot be asked; its first check says so and the others are left out. */
const standsIn = new URL('https://invalid.invalid/');

function routeOf(probe: ProbePort, url: URL): ProbeRoute | CoreError {
  try {
    return probe.routeTo(url.href);
  } catch (cause) {
    if (cause instanceof CoreError) return cause;
    throw cause;
  }
}

function runOf(
  world: PreflightWorld & { readonly clock: Clock; readonly newId: () => string },
  request: PreflightRequest,
): PreflightRun {
  const { token, signal, progress } = request;
  const tenantUrl = URL.canParse(request.tenantUrl) ? new URL(request.tenantUrl) : standsIn;
  const { probe, clock, newId } = world;
  const madeUpToken = `preflight-${newId()}`;
  return {
    probe,
    clock,
    newId,
    signal,
    asker: createTargetAsker({ probe, clock, tenantUrl, token, madeUpToken, signal, progress }),
    tenantUrl,
    token,
    profile: request.profile,
    objects: request.subject.objects,
    allowPrivate: request.allowPrivate,
    route: { kind: 'direct' },
    addresses: [],
    anonymous: null,
    stranger: null,
    search: null,
    leftBehind: null,
  };
}

/**
 * Takes what is to be asked; runs every check in its order, slowly, and gives what each came to. The token goes to the tenant URL's own
 * origin and nowhere else, at the address that was looked up and shown. Reads only, unless a test person is named. Raises `cancelled`,
 * and faults of the journal.
 */
export async function runPreflight(world: PreflightWorld, request: PreflightRequest): Promise<PreflightReport> {
  const { clock, newId } = world.ports;
  const bare = runOf({ ...world, clock, newId }, request);
  const usable = checkUrl(request.tenantUrl, request.profile).stops === undefined;
  const route = usable ? routeOf(world.probe, bare.tenantUrl) : bare.route;
  const checks = checksOf(world, request);
  const reach: Checks = route instanceof CoreError ? { ...checks, address: () => Promise.reject(route) } : checks;
  const run: PreflightRun = route instanceof CoreError ? bare : { ...bare, route };
  const results = await runChecks(run, reach, request.progress);
  return {
    verdict: verdictOf(results),
    application: request.subject.application,
    vendor: request.subject.vendor,
    tenantUrl: request.tenantUrl,
    host: hostOf(request.tenantUrl),
    ranAt: new Date(clock.now()).toISOString(),
    checks: results,
    addresses: run.addresses,
    toConfirm: run.addresses
      .filter(({ kind, confirmed }) => kind !== 'public' && !confirmed)
      .map(({ address }) => address),
    requests: run.asker.requests(),
    leftBehind: run.leftBehind,
  };
}
