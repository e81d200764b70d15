import { validateSavedCredentials } from '#core/graph/calls/synchronization-secrets';
import type { Graph } from '#core/graph/graph';
import type { CallContext } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { type LiveScope, readScope } from '#core/scope/read-scope';
import { type AssignmentToAdd, decideAccess, type WantedAssignment } from '#core/setup/plan/access';
import { profileOf } from '#core/setup/read-export';
import type { SetupServices } from '#core/setup/setup-service';
import type { JobView } from '#shared/model/job';
import type { HeldObject } from '#shared/model/quarantine';
import { type HeldBack, readHeldBackIfAllowed } from './held-back.ts';
import type { Return, TestedCredentials } from './plan-steps.ts';
import { readWhereabouts, type Standing, standingOf } from './returning.ts';

/** Faults of the target: they say something about the credentials. */
const ofTarget: ReadonlySet<string> = new Set(['target_refused', 'target_unreachable']);

/** Takes a job; has the service test the saved credentials now. Gives null where the test says nothing about the target. */
export async function testSaved(
  graph: Graph,
  { job, signal }: { readonly job: JobView; readonly signal: AbortSignal },
): Promise<(TestedCredentials & { readonly requestId: string | undefined }) | CoreError> {
  try {
    const { requestId } = await validateSavedCredentials(graph, {
      servicePrincipalId: job.servicePrincipalId,
      jobId: job.jobId,
      signal,
    });
    return { works: true, words: 'The service reached the application with the saved credentials.', requestId };
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    if (!ofTarget.has(cause.code)) return cause;
    return { works: false, words: cause.message, requestId: cause.details.requestId };
  }
}

/** What bringing people back comes to. */
export interface PlannedReturn {
  readonly back: Return;
  readonly add: readonly AssignmentToAdd[];
  readonly held: HeldBack;
  readonly live: LiveScope | null;
}

const nobody = (held: HeldBack): PlannedReturn => ({
  held,
  add: [],
  live: null,
  back: { held: held.complete ? held.held.length : null, assign: [], remaining: null, open: [] },
});

const wantedOf = ({ id, name, kind }: HeldObject): WantedAssignment => ({
  kind: kind === 'group' ? 'group' : 'user',
  name,
  principalId: id,
  displayName: name,
  role: undefined,
  path: '',
});

/** What the decision to bring people back is made from. */
export interface ReturnFacts {
  readonly standings: readonly Standing[];
  /** Of the people who are not assigned, how many the plan assigns. */
  readonly assigning: number;
  readonly complete: boolean;
  /** The mapping of people has a scoping filter. */
  readonly filtered: boolean;
  readonly everyone: boolean;
}

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** Takes where those who are held back stand; gives how many still lose their accounts, and what an assignment does not mend. Pure. */
export function afterAssigning(facts: ReturnFacts): Pick<Return, 'remaining' | 'open'> {
  const count = (standing: Standing): number => facts.standings.filter((one) => one === standing).length;
  // Without the assignment of their group its members stay out as well.
  const apart = facts.assigning === 0 ? count('throughGroup') : 0;
  const [gone, left] = [count('gone'), count('notAssigned') - facts.assigning + apart];
  const back = count('assigned') + count('throughGroup') - apart + facts.assigning;
  const unsure = count('unknown') + (facts.filtered || facts.everyone ? back : 0);
  const known = facts.complete && unsure === 0 && (!facts.everyone || left === 0);
  return {
    remaining: known ? gone + left : null,
    open: [
      ...(gone === 0
        ? []
        : [
            `${gone} cannot be found in the directory as an enabled account or a group: restore or enable them there first.`,
          ]),
      ...(facts.everyone
        ? ['Everyone is provisioned here, so a scoping filter, or the accounts themselves, decide who is in scope.']
        : left === 0
          ? []
          : [`${people(left)} are not assigned: assign them, or the groups that they came from, again.`]),
      ...(facts.filtered
        ? ['A scoping filter decides who is in scope besides; if it was changed, take that change back under Scope.']
        : []),
      ...(count('unknown') === 0
        ? []
        : [
            `Of ${people(count('unknown'))} it cannot be read here whether they are assigned; that needs ${neededHere}.`,
          ]),
      ...(facts.complete ? [] : ['Not everybody who is held back could be named.']),
    ],
  };
}

const neededHere = 'User.ReadBasic.All and GroupMember.Read.All';

const hasFilter = ({ schema }: LiveScope): boolean =>
  (schema.synchronizationRules ?? [])
    .flatMap((rule) => rule.objectMappings ?? [])
    .some(
      ({ sourceObjectName, scope }) =>
        sourceObjectName.toLowerCase() === 'user' &&
        (scope?.groups ?? []).some((group) => (group.clauses ?? []).length > 0),
    );

/** Takes a job and what was decided; reads who is held back and, for a rejection, what brings them back. */
export async function gatherReturn(
  services: Pick<SetupServices, 'graph' | 'ports'>,
  asked: { readonly job: JobView; readonly decision: 'repair' | 'allow' | 'reject'; readonly assignAgain: boolean },
  { signal, progress }: CallContext,
): Promise<PlannedReturn> {
  const { graph, ports } = services;
  const { job, decision, assignAgain } = asked;
  progress({ state: 'running', message: 'Reading whose deletions are held back' });
  const held = await readHeldBackIfAllowed(graph, { job, now: ports.clock.now(), signal });
  if (decision !== 'reject') return nobody(held);
  progress({ state: 'running', message: `Looking where ${held.held.length} stand now` });
  const live = await readScope(graph, { application: job.servicePrincipalId, signal });
  const around = await readWhereabouts({ graph, identity: ports.identity }, live, { held: held.held, signal });
  const standings = held.held.map((one) => standingOf(one, around));
  const { everyone } = live.settings;
  const mayAssign = assignAgain && !everyone;
  const wanted = mayAssign ? held.held.filter((_, index) => standings[index] === 'notAssigned').map(wantedOf) : [];
  const { profile } = await profileOf({ graph, profiles: ports.profiles }, live.servicePrincipal, signal);
  const decided = decideAccess({ wanted, roles: live.roles, existing: live.assignments, profile });
  // A role that has yet to be made is a matter of setting up.
  const add = decided.addRole ? [] : decided.add;
  const assign = add.map(({ wanted: { displayName }, roleName }) => ({ displayName, roleName }));
  const facts = { standings, assigning: add.length, complete: held.complete, filtered: hasFilter(live), everyone };
  return {
    held,
    add,
    live,
    back: { held: held.complete ? held.held.length : null, assign, ...afterAssigning(facts) },
  };
}
