import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { DrivenClock } from '#emulator/clock';
import { applyFault, clearFaults, FaultSwitchError, type FaultyTenant } from '#emulator/faults/apply-fault';
import { FaultSwitch } from '#emulator/faults/fault-switch';
import type { EmulatedProvisioningService } from '#emulator/provisioning/provisioning-service';
import { imposedFor } from '#emulator/provisioning/quarantine-entry';
import type { JobRecord, TenantState } from '#emulator/state';

/** What a tenant's control works on. */
export interface ControlledTenant extends FaultyTenant {
  readonly clock: DrivenClock;
  readonly provisioning: Pick<EmulatedProvisioningService, 'setOnDemandShape' | 'imposeQuarantine'>;
}

/** The hidden side of a served tenant: faults, time and vendors' tokens, for whoever holds the secret of this run. */
export interface TenantControl {
  /** Sent as a bearer token with every request. */
  readonly secret: string;
  /** Answers one request; `host` is the only Host header that is taken. */
  fetch(request: Request, host: string): Promise<Response>;
}

const longestMoveMs = 366 * 86_400_000;
const Move = z.strictObject({ milliseconds: z.number().min(0).max(longestMoveMs) });
const Vendor = z.strictObject({ vendor: z.string().min(1) });
const Imposed = z.strictObject({
  vendor: z.string().min(1),
  /** null takes the cause back. */
  reason: z.string().min(1).max(100).nullable(),
});
const Nothing = z.strictObject({});

type Action = (tenant: ControlledTenant, input: unknown) => Promise<unknown>;

/** Makes an action that checks its input first. */
function action<T>(schema: z.ZodType<T>, run: (tenant: ControlledTenant, input: T) => unknown): Action {
  return async (tenant, input) => run(tenant, schema.parse(input));
}

const actions: Readonly<Record<string, Action>> = {
  '/faults/switch': action(FaultSwitch, (tenant, wanted) => {
    applyFault(tenant, wanted);
    return { fault: wanted.fault, on: wanted.on };
  }),
  '/faults/clear': action(Nothing, (tenant) => {
    clearFaults(tenant);
    return { cleared: true };
  }),
  '/faults/list': action(Nothing, (tenant) => ({ seed: tenant.faults.seed, faults: tenant.faults.history() })),
  '/clock/advance': action(Move, async (tenant, { milliseconds }) => {
    await tenant.clock.advance(milliseconds);
    return { now: new Date(tenant.clock.now()).toISOString() };
  }),
  '/vendors/token': action(Vendor, (tenant, { vendor }) => ({ vendor, token: vendorOf(tenant, vendor).mintToken() })),
  '/vendors/revoke': action(Vendor, (tenant, { vendor }) => {
    vendorOf(tenant, vendor).revokeAllTokens();
    return { vendor, revoked: true };
  }),
  '/jobs/quarantine': action(Imposed, ({ state, provisioning, targets }, { vendor, reason }) => {
    vendorOf({ targets }, vendor);
    const jobs = jobsOf(state, vendor);
    if (jobs.length === 0) throw new FaultSwitchError(`No application of '${vendor}' is set up here.`);
    for (const job of jobs) provisioning.imposeQuarantine(job, reason === null ? null : imposedFor(reason));
    return { vendor, reason, jobs: jobs.map(({ id }) => id) };
  }),
};

/**
 * Makes the control of a tenant with a new secret. Requests are POST with a JSON body. What a web page could send is
 * refused: another Host (403), any Origin (403), no secret (401). A body that does not fit gives 400, an unknown action 404.
 */
export function createTenantControl(tenant: ControlledTenant): TenantControl {
  const secret = randomBytes(32).toString('base64url');
  return {
    secret,
    async fetch(request, host) {
      const { headers } = request;
      if (headers.get('host') !== host || headers.has('origin')) return refusal(403, 'Not for web pages.');
      if (!isSame(headers.get('authorization') ?? '', `Bearer ${secret}`)) {
        return refusal(401, 'The secret of this run is missing or wrong.');
      }
      const { pathname } = new URL(request.url);
      const run = Object.hasOwn(actions, pathname) ? actions[pathname] : undefined;
      if (run === undefined || request.method !== 'POST') return refusal(404, `There is no action ${pathname}.`);
      return carryOut(run, tenant, await request.text());
    },
  };
}

async function carryOut(run: Action, tenant: ControlledTenant, text: string): Promise<Response> {
  try {
    return Response.json(await run(tenant, text === '' ? {} : JSON.parse(text)));
  } catch (cause) {
    if (cause instanceof SyntaxError) return refusal(400, 'The body is not JSON.');
    if (cause instanceof FaultSwitchError) return refusal(400, cause.message);
    if (cause instanceof z.ZodError) return refusal(400, z.prettifyError(cause));
    throw cause;
  }
}

function refusal(status: number, message: string): Response {
  return Response.json({ error: message }, { status });
}

/** Compares digests: raw texts of unequal length would make the comparison throw, and its time tell. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function jobsOf(state: TenantState, vendorId: string): readonly JobRecord[] {
  return [...state.jobs.values()].filter(({ servicePrincipalId }) => {
    const template = state.servicePrincipals.get(servicePrincipalId)?.applicationTemplateId ?? '';
    return (state.galleryTemplates.get(template)?.vendorId ?? 'scim') === vendorId;
  });
}

function vendorOf({ targets }: Pick<ControlledTenant, 'targets'>, vendorId: string) {
  const target = targets.find((candidate) => candidate.vendorId === vendorId);
  if (target !== undefined) return target;
  const known = targets.map((each) => each.vendorId).join(', ');
  throw new FaultSwitchError(`There is no vendor '${vendorId}' here. There are: ${known}.`);
}
