import { withoutODataMembers } from '#core/graph/calls/synchronization-schema';
import { queryString } from '#core/graph/paths';
import { canonicalJson } from '#core/journal/canonical-json';
import { stepIds } from '#core/setup/plan/decisions';
import { undoStepIds } from '#core/setup/undo/plan-undo';
import type { Plan, PlanStep } from '#shared/model/plan';
import type { PlannedCall } from '#shared/model/planned-call';
import type { RecordedRequest } from './rehearsal-graph.ts';
import { placeholdersIn, standIns, withPlaceholders } from './stand-ins.ts';

/** Which step a request belongs to; a plan has only one of those that share a row. */
const stepRules: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^POST .*\/instantiate$/, [stepIds.application]],
  [/^DELETE .*\/appRoleAssignedTo\//, [undoStepIds.assignments]],
  [/appRoleAssignedTo/, [stepIds.assignments, undoStepIds.assignments]],
  [/^(PATCH|GET) \/applications/, [stepIds.role, undoStepIds.role, undoStepIds.application, stepIds.application]],
  [/^DELETE \/applications/, [undoStepIds.application]],
  [/^POST .*\/jobs\/validateCredentials$/, [stepIds.test]],
  [/^POST .*\/validateCredentials$/, [stepIds.authorize, stepIds.prove]],
  [/\/synchronization\/secrets$/, [stepIds.settings]],
  [/\/schema(\/|$)/, [stepIds.schema]],
  [/^POST .*\/jobs$/, [stepIds.job]],
  [/^GET .*\/synchronization\/templates$/, [stepIds.test, stepIds.job]],
  [/^GET .*\/synchronization\/jobs$/, [stepIds.job, undoStepIds.job]],
  [/^POST .*\/start$/, [stepIds.start]],
  [/^POST .*\/restart$/, [stepIds.restart]],
  [/^POST .*\/pause$/, [stepIds.pause]],
  [/^DELETE .*\/jobs\//, [undoStepIds.job]],
  [/^GET .*\/jobs\/[^/]+$/, [stepIds.health, stepIds.pause]],
  [/^DELETE \/servicePrincipals/, [undoStepIds.application]],
  [/^GET \/servicePrincipals/, [stepIds.application, undoStepIds.application]],
];

function stepOf(plan: Plan, { method, path }: RecordedRequest['request']): PlanStep | null {
  const line = `${method} ${path}`;
  const candidates = stepRules.find(([pattern]) => pattern.test(line))?.[1] ?? [];
  const there = plan.steps.filter(({ id }) => candidates.includes(id));
  return there.find(({ action }) => action !== 'keep') ?? there[0] ?? null;
}

const isUnknownSchema = ({ request }: RecordedRequest): boolean =>
  request.method === 'PUT' && request.path.endsWith(`/${standIns.jobId}/schema`);

const changesText = (step: PlanStep | null): string =>
  (step?.changes ?? [])
    .map(({ what, before, after }) => `${what}: ${before ?? 'nothing'} → ${after ?? 'nothing'}`)
    .join('\n');

const bodyText = (body: unknown): string | null =>
  body === undefined ? null : withPlaceholders(JSON.stringify(withoutODataMembers(body), null, 2));

function callOf(plan: Plan, recorded: RecordedRequest): PlannedCall {
  const { request, write, batched, captures } = recorded;
  const step = stepOf(plan, request);
  const unknown = isUnknownSchema(recorded);
  return {
    step: step?.id ?? null,
    title: step?.title ?? null,
    method: request.method,
    path: withPlaceholders(`${request.path}${queryString(request.query)}`),
    headers: { ...request.headers },
    body: unknown ? null : bodyText(request.body),
    write,
    batched,
    note: unknown
      ? `The whole schema as the request before read it, with these changes (nothing is sent when all of it is so already):\n${changesText(step)}`
      : null,
    captures: [...captures],
  };
}

/** A look that waits for something is one call; what it is repeated for is over when nothing goes wrong. */
const isRepeated = (call: PlannedCall, before: PlannedCall | undefined): boolean =>
  !call.write &&
  before !== undefined &&
  canonicalJson({ ...call, captures: [] }) === canonicalJson({ ...before, captures: [] });

/** A captured name that nothing after it uses is noise. */
function usedCaptures(calls: readonly PlannedCall[]): readonly PlannedCall[] {
  const filled = new Set<string>();
  return calls.map((call, index) => {
    const later = new Set(calls.slice(index + 1).flatMap((one) => placeholdersIn(`${one.path} ${one.body ?? ''}`)));
    const captures = call.captures.filter(({ name }) => later.has(name) && !filled.has(name));
    for (const { name } of captures) filled.add(name);
    return { ...call, captures };
  });
}

/** Branches of a run go beside each other; one after the other they are read in the order of the plan's steps. */
function inPlanOrder(plan: Plan, calls: readonly PlannedCall[]): readonly PlannedCall[] {
  const places = new Map(plan.steps.map(({ id }, index) => [id, index]));
  let last = 0;
  return calls
    .map((call) => {
      last = call.step === null ? last : (places.get(call.step) ?? last);
      return { call, place: last };
    })
    .toSorted((one, other) => one.place - other.place)
    .map(({ call }) => call);
}

/**
 * Takes a plan and the requests of its rehearsal; gives the calls as a person reads them: each with its step, placeholders for ids
 * that are not there yet and for secrets, in the order of the plan's steps. Looks that only repeat are told once. Pure.
 */
export function plannedCalls(plan: Plan, recorded: readonly RecordedRequest[]): readonly PlannedCall[] {
  const calls = inPlanOrder(
    plan,
    recorded.map((one) => callOf(plan, one)),
  );
  return usedCaptures(calls.filter((call, index) => !isRepeated(call, calls[index - 1])));
}
