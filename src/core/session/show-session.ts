import { getOrganization, listMyRoles } from '#core/graph/calls/directory';
import type { Graph } from '#core/graph/graph';
import type { Ports } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import type { SessionView } from '#shared/model/session';
import { accessOf, roleNoteOf } from './role-note.ts';

/** What showing the session needs. */
export interface SessionReader {
  readonly ports: Ports;
  readonly graph: Graph;
}

type Read<T> = { readonly value: T } | { readonly fault: CoreError };

/** Tenant name and roles only inform, so a fault in reading them is told instead of raised; giving up is still raised. */
async function read<T>(work: Promise<T>): Promise<Read<T>> {
  try {
    return { value: await work };
  } catch (cause) {
    if (!(cause instanceof CoreError) || cause.code === 'cancelled') throw cause;
    return { fault: cause };
  }
}

const unreadRoles = (fault: CoreError): string => {
  const next = fault.details.nextStep === undefined ? '' : ` ${fault.details.nextStep}`;
  return `Your roles could not be read: ${fault.message}${next}`;
};

/**
 * Takes the ports and the way to Graph; gives who is signed in, where and with which roles. Nobody signed in is an answer too.
 * Raises what the identity port raises and an AbortError; a fault of Graph is told in `roleNote`.
 */
export async function showSession({ ports, graph }: SessionReader, signal: AbortSignal): Promise<SessionView> {
  const { identity } = ports;
  const [account, persistence] = await Promise.all([identity.current(), identity.persistence()]);
  const nobody: SessionView = {
    cloud: identity.cloud,
    account,
    tenantName: null,
    roles: null,
    roleNote: null,
    access: 'unknown',
    persistence,
    demo: ports.demo,
  };
  if (account === null) return nobody;
  const [tenant, roles] = await Promise.all([
    read(getOrganization(graph, { signal })),
    read(listMyRoles(graph, { signal })),
  ]);
  return {
    ...nobody,
    tenantName: 'value' in tenant ? tenant.value.displayName : null,
    roles: 'value' in roles ? roles.value : null,
    access: accessOf('value' in roles ? roles.value : null),
    roleNote: 'value' in roles ? roleNoteOf(roles.value) : unreadRoles(roles.fault),
  };
}
