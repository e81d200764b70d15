import type { Graph } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import type { Ports } from '#core/ports';
import type { CallContext } from '#core/rpc/dispatch';
import { compileScopingFilter } from '#core/schema/scoping-filter';
import { readPrincipals } from '#core/setup/read-principals';
import type { Impact, MissingPermission } from '#shared/model/scope';
import { type ChangedScope, changedScope, type MappingSides, type ScopeChange } from './change.ts';
import { countGroups } from './count-groups.ts';
import { countPeople } from './count-people.ts';
import { initialCycleEstimate, isHeld } from './cycle-estimate.ts';
import { addedEffects, effectsOf, mappingAfter } from './effects.ts';
import { approximations, firstRunAdvice, type ImpactFacts, impactWarnings } from './impact-words.ts';
import { missingPermissions } from './missing-permissions.ts';
import { type LiveScope, readScope } from './read-scope.ts';
import { createRewriteCounter, type RewriteCounter } from './rewrites.ts';
import { countPeople as countDirectory } from './scope-pages.ts';
import { type SourceReading, sourceReading } from './source-values.ts';
import { createTally, type ScopeRules, type Tally } from './tally.ts';

/** What computing an impact needs. */
export interface ImpactServices {
  readonly ports: Pick<Ports, 'clock' | 'identity' | 'newId'>;
  readonly graph: Graph;
}

/** What is asked for. */
export interface ImpactRequest extends ScopeChange {
  readonly application: string;
  /** How many names are given of those who enter and of those who leave. */
  readonly names: number;
}

interface Counting {
  readonly tally: Tally;
  readonly reading: SourceReading;
  readonly rewrites: readonly RewriteCounter[];
}

function countingOf(
  sides: MappingSides | null,
  { everyone, edit }: ChangedScope,
  options: { readonly kind: 'person' | 'group'; readonly full: boolean; readonly names: number; readonly now: number },
): Counting {
  const rulesOf = (side: 'before' | 'after'): ScopeRules => ({
    enabled: sides !== null && sides[side].enabled !== false,
    everyone: everyone[side],
    filter: compileScopingFilter(sides?.[side].scope),
  });
  const [before, after] = [rulesOf('before'), rulesOf('after')];
  const changes = edit.edits.find((one) => one.before === sides?.before)?.attributeChanges ?? [];
  const name = sides === null ? '' : `${sides.after.sourceObjectName} → ${sides.after.targetObjectName}`;
  const rewrites = changes.map((change) => createRewriteCounter(name, change));
  const names = [before.filter, after.filter, ...rewrites].flatMap(({ attributes }) => attributes);
  return {
    tally: createTally({ before, after, rewrites, names: options.names, now: options.now }),
    reading: sourceReading(names, options),
    rewrites,
  };
}

const isOn = (sides: MappingSides | null): boolean =>
  sides !== null && (sides.before.enabled !== false || sides.after.enabled !== false);

/** How many people the directory has, for a progress that has an end; a directory that does not say has none. */
async function totalOf({ graph }: ImpactServices, change: ChangedScope, signal: AbortSignal): Promise<number | null> {
  return change.everyone.before || change.everyone.after ? countDirectory(graph, signal) : null;
}

/** Tells after each page how far it is and what was found so far. */
function createTeller({ progress }: CallContext, tally: Tally) {
  let total: number | null = null;
  const tell = (): void => {
    const { read, entering, leaving } = tally.counts();
    progress({
      stepId: 'people',
      state: 'running',
      message: `${read} people read: ${entering} enter the scope, ${leaving} leave it`,
      completed: read,
      ...(total === null ? {} : { total: Math.max(total, read) }),
    });
  };
  const until = (count: number | null): void => {
    total = count;
  };
  return Object.assign(tell, { until });
}

async function countAll(
  services: ImpactServices,
  about: { readonly change: ChangedScope; readonly people: Counting; readonly groups: Counting | null },
  access: { readonly full: boolean; readonly members: boolean; readonly context: CallContext },
): Promise<void> {
  const { graph } = services;
  const { change, people, groups } = about;
  const { full, members, context } = access;
  const { signal } = context;
  const tell = createTeller(context, people.tally);
  // How many there are only gives the progress an end, so it never keeps the first counts waiting.
  let counting: Promise<void> | null = null;
  const counted = (): void => {
    tell();
    counting ??= totalOf(services, change, signal).then(tell.until);
    counting.catch(() => undefined);
  };
  await Promise.all([
    countPeople({
      graph,
      change,
      members,
      signal,
      reading: people.reading,
      tally: people.tally,
      scope: full ? scopes.peopleInFull : scopes.people,
      counted,
    }),
    groups === null ? undefined : countGroups({ graph, change, signal, ...groups }),
  ]);
  await counting;
}

function cycleOf(live: LiveScope, change: ChangedScope, objects: number): Impact['cycle'] {
  const narrowed = change.everyone.before && !change.everyone.after;
  const rescoped = change.everyone.before !== change.everyone.after;
  const edited = change.edit.edits.length > 0;
  const length = { objects, ...initialCycleEstimate(objects) };
  const incremental = { objects, minMinutes: 0, maxMinutes: 40 };
  if (!live.hasRun)
    return {
      kind: 'initial',
      restart: false,
      reason: 'No cycle has run yet: the first one is an initial cycle.',
      ...length,
    };
  if (edited)
    return {
      kind: 'initial',
      restart: narrowed,
      reason: 'The service evaluates everybody again after mappings or scoping filters were saved.',
      ...length,
    };
  if (rescoped)
    return {
      kind: 'initial',
      restart: narrowed,
      reason: narrowed
        ? 'From everyone to assigned takes effect with a restart, which evaluates everybody again.'
        : 'The whole directory comes into reach and is evaluated.',
      ...length,
    };
  if (change.assignmentsChange)
    return {
      kind: 'incremental',
      restart: false,
      reason: 'Assignments are taken up by the next incremental cycle, about every 40 minutes.',
      ...incremental,
    };
  return {
    kind: 'none',
    restart: false,
    reason: 'Nothing that concerns the scope changes.',
    ...incremental,
    maxMinutes: 0,
  };
}

function resultOf(facts: ImpactFacts, counters: readonly RewriteCounter[], id: string): Impact {
  const { live, change, effects, groups } = facts;
  const removed = effects.disables + effects.deletes;
  const objects = facts.people.after + (groups?.after ?? 0);
  return {
    id,
    application: live.servicePrincipal.displayName,
    servicePrincipalId: live.servicePrincipal.id,
    hasRun: live.hasRun,
    people: facts.people,
    groups,
    effects,
    threshold: { ...live.settings.threshold, held: isHeld(live.settings.threshold, removed) },
    rewrites: counters.map((counter) => counter.result()),
    cycle: cycleOf(live, change, objects),
    firstRun: firstRunAdvice(live.hasRun, facts.people.after),
    warnings: [...impactWarnings(facts)],
    approximate: [...approximations(facts)],
    missing: [...facts.missing],
  };
}

const openOf = (counters: readonly RewriteCounter[]): number =>
  counters.reduce((sum, counter) => sum + counter.result().open, 0);

/** Both kinds of object, counted. */
function factsOf(
  live: LiveScope,
  change: ChangedScope,
  counted: {
    readonly people: Counting;
    readonly groups: Counting | null;
    readonly missing: readonly MissingPermission[];
  },
): ImpactFacts {
  const { people, groups, missing } = counted;
  const rules = { hasRun: live.hasRun, skipOutOfScopeDeletions: change.skipOutOfScopeDeletions };
  const effectOf = (counting: Counting, sides: MappingSides | null) =>
    effectsOf({
      ...rules,
      counts: counting.tally.counts(),
      rewritten: counting.tally.rewritten(),
      turnedOff: counting.rewrites.reduce((sum, counter) => sum + counter.turnedOff(), 0),
      mapping: mappingAfter(sides),
    });
  const ofPeople = effectOf(people, change.people);
  return {
    live,
    change,
    people: people.tally.counts(),
    groups: groups?.tally.counts() ?? null,
    effects: groups === null ? ofPeople : addedEffects(ofPeople, effectOf(groups, change.groups)),
    reading: people.reading,
    missing,
    openRewrites: openOf(people.rewrites) + openOf(groups?.rewrites ?? []),
  };
}

/**
 * Takes a change of scope or mappings; reads the directory page by page and gives who enters and leaves, what a cycle would
 * do, and how long it takes, and who is provisioned after it. Writes nothing; works with less where permissions are missing and says what it cannot know.
 * Raises `bad_request` for what cannot be used, `consent_required` where not even names can be read, `conflict` (noJob), and what Graph raises.
 */
export async function computeImpact(
  services: ImpactServices,
  request: ImpactRequest,
  context: CallContext,
): Promise<{ readonly impact: Impact; readonly people: 'assigned' | 'everyone' }> {
  const { graph, ports } = services;
  const { signal } = context;
  context.progress({ state: 'running', message: 'Reading scope, mappings and assignments' });
  const [live, principals] = await Promise.all([
    readScope(graph, { application: request.application, signal }),
    readPrincipals(graph, { assignments: request.assign, signal }),
  ]);
  const change = changedScope(live, request, principals);
  const now = ports.clock.now();
  const withGroups = isOn(change.groups);
  const anyGroups = change.entitled.before.groups.size + change.entitled.after.groups.size > 0;
  const asked = { groups: withGroups || anyGroups };
  const { full, members, missing } = await missingPermissions(ports.identity, asked, signal);
  const options = { names: request.names, now, full };
  const people = countingOf(change.people, change, { kind: 'person', ...options });
  const groups = withGroups && members ? countingOf(change.groups, change, { kind: 'group', ...options }) : null;
  await countAll(services, { change, people, groups }, { full, members, context });
  const needed = full || people.reading.hidden.length > 0 ? missing : withoutAttributes(missing);
  const counters = [...people.rewrites, ...(groups?.rewrites ?? [])];
  const impact = resultOf(factsOf(live, change, { people, groups, missing: needed }), counters, ports.newId());
  return { impact, people: change.everyone.after ? 'everyone' : 'assigned' };
}

/** Where nothing hidden is asked for, only whether accounts are enabled stays unknown. */
const withoutAttributes = (missing: readonly MissingPermission[]): readonly MissingPermission[] =>
  missing.map((one) =>
    one.scope === scopes.peopleInFull ? { ...one, cannotKnow: 'whether an account is disabled.' } : one,
  );
