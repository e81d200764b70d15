import type { SynchronizationSchema } from '#core/graph/shapes';
import type { WhyExplanation, WhyGate, WhyGateName } from '#shared/model/why';
import type { DemoWorld } from './demo-world.ts';

const application = 'Airstack';

/** Takes the part before the @; gives a user principal name of the demo tenant. */
export const upn = (name: string): string => `${name}@contoso.demo.example`;

/** Takes a world in which Airstack is set up; gives the way to ask about a person there. */
export const explainIn =
  (world: DemoWorld, name = application) =>
  (person: string): Promise<WhyExplanation> =>
    world.call('why.explain', { application: name, person });

/** Takes an explanation and a name; gives that gate. */
export function gateOf({ gates }: WhyExplanation, name: WhyGateName): WhyGate {
  const gate = gates.find((one) => one.gate === name);
  if (gate === undefined) throw new Error(`no gate ${name}`);
  return gate;
}

/** Takes an explanation; gives the verdicts in turn. */
export const verdictsOf = ({ gates }: WhyExplanation): readonly string[] => gates.map(({ verdict }) => verdict);

interface ByHand {
  readonly person?: string;
  readonly group?: string;
  readonly role: 'usable' | 'default';
}

/** Takes whom somebody assigns in the admin center, and with which role; the tenant has it at once. */
export function assignByHand(world: DemoWorld, { person, group, role }: ByHand): void {
  const { state } = world.served.tenant;
  const servicePrincipal = [...state.servicePrincipals.values()].find(({ displayName }) => displayName === application);
  const roles = state.applications.get(servicePrincipal?.applicationObjectId ?? '')?.appRoles ?? [];
  const principal =
    person === undefined
      ? [...state.groups.values()].find(({ displayName }) => displayName === group)
      : [...state.people.values()].find(({ userPrincipalName }) => userPrincipalName === person);
  const defaultAccess = '00000000-0000-0000-0000-000000000000';
  const id = `by-hand-${state.assignments.size}`;
  state.assignments.set(id, {
    id,
    servicePrincipalId: servicePrincipal?.id ?? '',
    principalId: principal?.id ?? '',
    principalKind: person === undefined ? 'group' : 'user',
    appRoleId: role === 'default' ? defaultAccess : (roles[0]?.id ?? defaultAccess),
    createdAt: 0,
  });
}

/** Gives the schema of Airstack's job as the tenant keeps it: what is changed in it is changed there. */
export function liveSchema(world: DemoWorld): SynchronizationSchema {
  const { state } = world.served.tenant;
  const servicePrincipal = [...state.servicePrincipals.values()].find(({ displayName }) => displayName === application);
  const job = [...state.jobs.values()].find((one) => one.servicePrincipalId === servicePrincipal?.id);
  if (job === undefined) throw new Error('Airstack has no job.');
  return job.schema;
}
