import { afterEach, describe, expect, it } from 'vitest';
import { filterOf, openScopeWorld, type ScopeWorld, withFilter } from '#test/support/scope-world';

const application = 'Airstack';
const least = ['User.Read', 'Application.ReadWrite.All', 'Synchronization.ReadWrite.All', 'User.ReadBasic.All'];
let world: ScopeWorld;
afterEach(() => world.close());

/** Somebody else assigns a group, so that nothing has to be looked up for it here. */
function assignGroup(name: string): void {
  const { state } = world.served.tenant;
  const group = [...state.groups.values()].find(({ displayName }) => displayName === name);
  const servicePrincipal = [...state.servicePrincipals.values()].find(({ displayName }) => displayName === application);
  const roles = state.applications.get(servicePrincipal?.applicationObjectId ?? '')?.appRoles ?? [];
  state.assignments.set('by-hand', {
    id: 'by-hand',
    servicePrincipalId: servicePrincipal?.id ?? '',
    principalId: group?.id ?? '',
    principalKind: 'group',
    appRoleId: roles[0]?.id ?? '00000000-0000-0000-0000-000000000000',
    createdAt: 0,
  });
}

describe('an impact with less permission', () => {
  it('leaves open who depends on attributes that it may not read, and names the permission with its reason', async () => {
    world = await openScopeWorld({ people: 'everyone', permissions: least });
    const mappings = withFilter(world.configuration, filterOf('department', 'EQUALS', 'Sales'));
    const impact = await world.call('scope.impact', { application, mappings });
    expect(impact.people).toMatchObject({ entering: 0, leaving: 0 });
    expect(impact.people.open).toBe(impact.people.read);
    expect(impact.missing).toMatchObject([{ scope: 'User.Read.All', reason: expect.stringMatching(/filters/) }]);
    expect(impact.approximate.join(' ')).toMatch(/Without User\.Read\.All: .*cannot be told/);
  });

  it('counts by what everybody may read', async () => {
    world = await openScopeWorld({ people: 'everyone', permissions: least });
    const mappings = withFilter(world.configuration, filterOf('surname', 'IS NOT NULL'));
    const impact = await world.call('scope.impact', { application, mappings });
    expect(impact.people.open).toBe(0);
    expect(impact.people.after).toBeGreaterThan(0);
    expect(impact.missing).toMatchObject([{ cannotKnow: 'whether an account is disabled.' }]);
  });

  it('says that it does not know the members of groups', async () => {
    world = await openScopeWorld({ permissions: least });
    assignGroup('All Staff');
    const impact = await world.call('scope.impact', { application, people: 'everyone' });
    expect(impact.missing.map(({ scope }) => scope)).toEqual(['User.Read.All', 'GroupMember.Read.All']);
    expect(impact.people.open).toBeGreaterThan(0);
    const shown = await world.call('scope.show', { application });
    expect(shown.missing.map(({ scope }) => scope)).toContain('GroupMember.Read.All');
  });

  it('lets a removal that it cannot count be confirmed as such', async () => {
    world = await openScopeWorld({ permissions: [...least, 'AppRoleAssignment.ReadWrite.All'] });
    assignGroup('All Staff');
    const plan = await world.call('scope.planUnassign', { application, assignments: ['by-hand'] });
    expect(plan.steps[0]?.confirmation).toEqual({ kind: 'deprovisions', count: null });
    expect(plan.warnings.map(({ code }) => code)).toContain('approximate');
  });
});

describe('the impact of a mapping change', () => {
  it('counts whose account is rewritten, with examples old and new', async () => {
    world = await openScopeWorld({ people: 'everyone' });
    const own = world.configuration.mappings.find(({ source }) => source === 'User');
    const { objects } = await world.call('scope.show', { application });
    const mapped = (own?.attributeMappings ?? []).find(
      ({ targetAttributeName }) => targetAttributeName === 'displayName',
    );
    expect(mapped, JSON.stringify(objects.map(({ source }) => source))).toBeDefined();
    const attributeMappings = (own?.attributeMappings ?? []).map((mapping) =>
      mapping === mapped ? { ...mapping, source: { type: 'Function', expression: 'ToUpper([displayName])' } } : mapping,
    );
    const mappings = [{ source: 'User', target: own?.target ?? 'User', attributeMappings }];
    const impact = await world.call('scope.impact', { application, mappings });
    const [rewrite] = impact.rewrites;
    expect(rewrite).toMatchObject({ targetAttributeName: 'displayName', open: 0 });
    expect(rewrite?.people).toBe(impact.effects.updates);
    expect(rewrite?.examples[0]?.after).toBe(rewrite?.examples[0]?.before?.toUpperCase());
    expect(impact.cycle.kind).toBe('initial');
    expect(impact.people).toMatchObject({ entering: 0, leaving: 0 });
  });
});
