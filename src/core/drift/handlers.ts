import type { KnownPlace, PlaceRegister } from '#core/audit/place-register';
import type { Graph } from '#core/graph/graph';
import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import { selectApplication } from '#core/operations/select-application';
import type { Ports } from '#core/ports';
import type { CallContext, Handlers } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import type { ParsedInput } from '#shared/contract/index';
import type { DeviationDecision } from '#shared/model/drift';
import { type BaselineApplication, openBaseline } from './baseline.ts';
import { compareApplication } from './compare-application.ts';
import { compareTenant, readCompared } from './compare-tenant.ts';
import { deviationId, keepDecision, readDecisions } from './deviations.ts';
import { repairOf } from './repair.ts';

type DriftPath = 'drift.compare' | 'drift.decide' | 'drift.repair';

interface DriftWorld {
  readonly ports: Ports;
  readonly graph: Graph;
  readonly places: PlaceRegister;
}

const iso = (time: number): string => new Date(time).toISOString();

async function compare(
  { ports, graph, places }: DriftWorld,
  { baseline: handle, fingerprint, applications }: ParsedInput<'drift.compare'>,
  context: CallContext,
) {
  const { path }: KnownPlace = places.get(handle);
  const account = await requireAccount(ports.identity);
  const baseline = await openBaseline(ports.evidence, { path, fingerprint: fingerprint ?? null });
  if (baseline.tenantId !== null && baseline.tenantId !== account.tenantId)
    throw new CoreError('bad_request', 'The baseline is of another tenant.', {
      reason: 'otherTenant',
      nextStep: `It is of ${baseline.tenantId}; sign in there, or take configuration files as the baseline.`,
    });
  const decisions = await readDecisions(ports.sealed, journalKeyOf(ports.identity.cloud, account));
  const now = ports.clock.now();
  const services = { graph, profiles: ports.profiles, decisions, now, context };
  const { counts, applications: lines } = await compareTenant(services, baseline, applications ?? null);
  return {
    comparedAt: iso(now),
    tenantId: account.tenantId,
    baseline: baseline.view,
    counts,
    applications: [...lines],
  };
}

const incomplete = (what: string): CoreError =>
  new CoreError('bad_request', `A decision needs ${what}.`, {
    reason: 'decisionIncomplete',
    nextStep: 'Say why, and who stands for it: an auditor asks for both.',
  });

async function decide(
  { ports }: DriftWorld,
  { deviations, decision, reason, owner, until }: ParsedInput<'drift.decide'>,
): Promise<number> {
  const account = await requireAccount(ports.identity);
  const now = ports.clock.now();
  if (decision !== null && reason.trim() === '') throw incomplete('a reason');
  if (decision !== null && owner.trim() === '') throw incomplete('an owner');
  if (decision === 'accepted' && until !== null && Date.parse(until) <= now) throw incomplete('an end in the future');
  const kept: DeviationDecision | null =
    decision === null
      ? null
      : {
          decision,
          reason: reason.trim(),
          owner: owner.trim(),
          until: decision === 'accepted' && until !== null ? iso(Date.parse(until)) : null,
          decidedAt: iso(now),
          decidedBy: account.username,
        };
  const key = journalKeyOf(ports.identity.cloud, account);
  await keepDecision(ports.sealed, key, { ids: [...new Set(deviations)], decision: kept });
  return new Set(deviations).size;
}

async function repair(
  { ports, graph, places }: DriftWorld,
  { baseline: handle, fingerprint, application, deviations }: ParsedInput<'drift.repair'>,
  context: CallContext,
) {
  const { path } = places.get(handle);
  const account = await requireAccount(ports.identity);
  const baseline = await openBaseline(ports.evidence, { path, fingerprint: fingerprint ?? null });
  const live = await selectApplication(graph, { application, signal: context.signal });
  const one: BaselineApplication | undefined =
    baseline.applications.find(({ servicePrincipalId }) => servicePrincipalId === live.id) ??
    baseline.applications.find(({ displayName }) => displayName === live.displayName);
  if (one === undefined)
    throw new CoreError('not_found', `The baseline has no application "${live.displayName}".`, {
      reason: 'notInBaseline',
      nextStep: 'Take a baseline that has it.',
    });
  const decisions = await readDecisions(ports.sealed, journalKeyOf(ports.identity.cloud, account));
  const [before, after] = await Promise.all([
    one.read(),
    readCompared({ graph, profiles: ports.profiles, context }, live),
  ]);
  const wanted = new Set(
    deviations ?? [...decisions].flatMap(([id, made]) => (made.decision === 'denied' ? [id] : [])),
  );
  const denied = [];
  for (const difference of compareApplication(before, after, baseline.kind))
    if (wanted.has(await deviationId(live.id, difference))) denied.push(difference);
  const { configuration, repaired, left } = repairOf(before, after, denied);
  return { configuration, repaired: [...repaired], left: [...left] };
}

/** Takes the ports, the way to Graph and the register of places; gives the handlers of drift. They raise what {@link openBaseline} and {@link compareTenant} raise. */
export function createDriftHandlers(world: DriftWorld): Pick<Handlers, DriftPath> {
  return {
    'drift.compare': (input, context) => compare(world, input, context),
    'drift.decide': async (input) => ({ decided: await decide(world, input) }),
    'drift.repair': (input, context) => repair(world, input, context),
  };
}
