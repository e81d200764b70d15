import { findGroups, findUsers } from '#core/graph/calls/directory';
import { type OnDemandSubject, provisionOnDemand } from '#core/graph/calls/synchronization-jobs';
import type { Graph } from '#core/graph/graph';
import type { DirectoryObject, SynchronizationSchema } from '#core/graph/shapes';
import { CoreError } from '#core/rpc/errors';
import type { TaskProgress } from '#shared/contract/events';
import type { OnDemandView } from '#shared/model/job';
import type { JobChanger } from './change-job.ts';
import { type ApplicationWrite, journalledWrite } from './journalled-write.ts';
import { onDemandViewOf } from './on-demand-view.ts';
import type { OfApplication } from './read-jobs.ts';
import { selectRule } from './rule-selection.ts';

/** Who or what is provisioned: a person, or a group with up to five of its members. */
export interface OnDemandTarget {
  readonly user?: string | undefined;
  readonly group?: string | undefined;
  readonly members: readonly string[];
}

const unknownPrincipal = (kind: string, name: string): CoreError =>
  new CoreError('not_found', `The directory has no ${kind} "${name}".`, {
    reason: kind === 'group' ? 'unknownGroup' : 'unknownPerson',
    nextStep:
      kind === 'group'
        ? 'Check the display name, or give the object id.'
        : 'Check the user principal name, or give the object id.',
  });

async function people(graph: Graph, names: readonly string[], signal: AbortSignal): Promise<DirectoryObject[]> {
  const found = await findUsers(graph, { names, signal });
  return names.map((name) => {
    const person = found.get(name);
    if (person === undefined) throw unknownPrincipal('person', name);
    return person;
  });
}

async function oneGroup(graph: Graph, name: string, signal: AbortSignal): Promise<DirectoryObject> {
  const groups = (await findGroups(graph, { names: [name], signal })).get(name) ?? [];
  const [only, ...others] = groups;
  if (only === undefined) throw unknownPrincipal('group', name);
  if (others.length === 0) return only;
  throw new CoreError('conflict', `${groups.length} groups are called "${name}".`, {
    reason: 'ambiguousGroup',
    nextStep: `Give the object id instead: ${groups.map((group) => group.id).join(', ')}.`,
  });
}

/** The object to provision, its type still to be named by the schema. */
export interface Principal {
  readonly kind: 'User' | 'Group';
  readonly objectId: string;
  readonly label: string;
  readonly memberIds: readonly string[];
}

/**
 * Takes whom to provision by name or id; gives the object in the directory. Raises `not_found` (unknownPerson, unknownGroup) or
 * `conflict` (ambiguousGroup).
 */
export async function lookUpPrincipal(graph: Graph, target: OnDemandTarget, signal: AbortSignal): Promise<Principal> {
  if (target.group !== undefined) {
    const [group, members] = await Promise.all([
      oneGroup(graph, target.group, signal),
      people(graph, target.members, signal),
    ]);
    return {
      kind: 'Group',
      objectId: group.id,
      label: group.displayName ?? target.group,
      memberIds: members.map((one) => one.id),
    };
  }
  const name = target.user ?? '';
  const [person] = await people(graph, [name], signal);
  if (person === undefined) throw unknownPrincipal('person', name);
  return { kind: 'User', objectId: person.id, label: person.userPrincipalName ?? name, memberIds: [] };
}

const stateOf = (status: string): TaskProgress['state'] => {
  if (status === 'failure') return 'failed';
  return status === 'skipped' ? 'skipped' : 'done';
};

/** How one object is provisioned. */
export interface ProvisionOptions extends OfApplication {
  readonly jobId: string;
  readonly schema: SynchronizationSchema;
  readonly principal: Principal;
  readonly progress: (progress: TaskProgress) => void;
  /** Runs with the journal open, before the request. */
  readonly before?: ApplicationWrite['before'];
}

/**
 * Takes a job, its schema and whom to provision now; gives what it came to, step by step. Somebody out of scope is an outcome
 * with a remedy, no error. Raises `conflict` for an application that does not provision this kind of object, and what the
 * service refuses.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand
 */
export async function provisionPrincipal(changer: JobChanger, options: ProvisionOptions): Promise<OnDemandView> {
  const { servicePrincipal, jobId, schema, principal, signal, progress, before } = options;
  const { ruleId, objectTypeName } = selectRule(schema, principal.kind);
  const subject: OnDemandSubject = {
    objectId: principal.objectId,
    objectTypeName,
    members: principal.memberIds.map((objectId) => ({ objectId, objectTypeName: 'User' })),
  };
  progress({ state: 'running', message: `Provisioning ${principal.label}; this may take half a minute` });
  const { raw, requestId } = await journalledWrite(
    changer.ports,
    {
      step: 'provision.onDemand',
      application: { servicePrincipalId: servicePrincipal.id, displayName: servicePrincipal.displayName },
      change: { what: `Provision ${principal.label} now`, before: null, after: null },
      signal,
      ...(before === undefined ? {} : { before }),
    },
    () => provisionOnDemand(changer.graph, { servicePrincipalId: servicePrincipal.id, jobId, signal, ruleId, subject }),
  );
  const view = onDemandViewOf(raw, principal.label, requestId);
  for (const step of view.steps) progress({ state: stateOf(step.status), message: step.description });
  return view;
}
