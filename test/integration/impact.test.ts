import { afterEach, describe, expect, it } from 'vitest';
import type { ScopingFilter } from '#shared/model/attribute-mapping';
import { filterOf, openScopeWorld, type ScopeWorld, withFilter } from '#test/support/scope-world';

const application = 'Airstack';
const allStaff = '  - group: All Staff\n';
let world: ScopeWorld;
afterEach(() => world.close());

async function planWithImpact(scopingFilter: ScopingFilter | null) {
  const mappings = withFilter(world.configuration, scopingFilter);
  const impact = await world.call('scope.impact', { application, mappings });
  const configuration = { ...world.configuration, mappings };
  return { impact, plan: await world.call('setup.plan', { configuration, impact: impact.id }) };
}

const removals = ({ disables, deletes }: { readonly disables: number; readonly deletes: number }) => disables + deletes;

describe('the impact of a filter', () => {
  it.each<readonly [string, ScopingFilter]>([
    ['one value', filterOf('department', 'EQUALS', 'Sales')],
    ['everything but one value, where empty ones fail too', filterOf('department', 'NOT EQUALS', 'IT')],
    ['a pattern', filterOf('jobTitle', 'REGEX MATCH', '.*(Lead|Manager).*')],
    ['empty ones', filterOf('department', 'IS NULL')],
    ['a name of the service that differs from that of Graph', filterOf('telephoneNumber', 'IS NOT NULL')],
  ])('is what the next cycle does: %s', async (_name, filter) => {
    world = await openScopeWorld({ people: 'everyone' });
    const before = world.activeAccounts();
    const { impact, plan } = await planWithImpact(filter);
    expect(impact.people).toMatchObject({ before, open: 0 });
    await world.carryOut(plan);
    expect(world.activeAccounts()).toBe(impact.people.after);
    expect(before - world.activeAccounts()).toBe(removals(impact.effects));
  });

  it('counts back in who left before, when the filter is removed', async () => {
    world = await openScopeWorld({ people: 'everyone' });
    const all = world.activeAccounts();
    await world.carryOut((await planWithImpact(filterOf('department', 'EQUALS', 'Sales'))).plan);
    const { configuration } = await world.call('configuration.export', { application });
    world = { ...world, configuration };
    const { impact, plan } = await planWithImpact(null);
    expect(impact.people.entering).toBe(all - world.activeAccounts());
    expect(plan.steps.every(({ confirmation }) => confirmation === undefined)).toBe(true);
    await world.carryOut(plan);
    expect(world.activeAccounts()).toBe(all);
  });

  it('says that the threshold holds it back, and then nobody is disabled', async () => {
    world = await openScopeWorld({ people: 'everyone', threshold: '{ enabled: true, value: 20 }' });
    const before = world.activeAccounts();
    const { impact, plan } = await planWithImpact(filterOf('department', 'EQUALS', 'Sales'));
    expect(impact.threshold).toEqual({ enabled: true, value: 20, held: true });
    expect(impact.warnings.map(({ code }) => code)).toContain('thresholdHolds');
    await world.carryOut(plan);
    expect(world.activeAccounts()).toBe(before);
  });

  it('warns of a filter that would remove everyone, in the plan too, and asks for the number', async () => {
    world = await openScopeWorld({ people: 'everyone' });
    const { impact, plan } = await planWithImpact(filterOf('department', 'EQUALS', 'sales'));
    expect(impact.people.after).toBe(0);
    expect(plan.warnings.map(({ code }) => code)).toContain('removesEveryone');
    const confirmations = plan.steps.flatMap(({ confirmation }) => confirmation ?? []);
    expect(confirmations).toEqual([{ kind: 'deprovisions', count: impact.people.before }]);
    const apply = world.call('setup.apply', {
      planId: plan.id,
      planHash: plan.hash,
      confirmed: [{ kind: 'deprovisions', count: 1 }],
    });
    await expect(apply).rejects.toMatchObject({ error: { reason: 'confirmationNeeded' } });
  });

  it.each([
    ['a value is missing', filterOf('department', 'EQUALS')],
    ['the attribute is not supported', filterOf('userType', 'EQUALS', 'Guest')],
    ['the pattern cannot be read', filterOf('department', 'REGEX MATCH', '(')],
    [
      'a group without clauses lets everybody through',
      { groups: [...filterOf('department', 'EQUALS', 'Sales').groups, { name: 'Empty', clauses: [] }] },
    ],
  ])('refuses a filter before anything is written: %s', async (_name, filter) => {
    world = await openScopeWorld();
    const mappings = withFilter(world.configuration, filter);
    const refused = { error: { code: 'bad_request', reason: 'brokenFilter' } };
    await expect(world.call('scope.impact', { application, mappings })).rejects.toMatchObject(refused);
    const plan = world.call('setup.plan', { configuration: { ...world.configuration, mappings } });
    await expect(plan).rejects.toMatchObject(refused);
  });

  it('is not taken for another change than the one it was computed for', async () => {
    world = await openScopeWorld({ people: 'everyone' });
    const { impact } = await planWithImpact(filterOf('department', 'EQUALS', 'Sales'));
    const other = {
      ...world.configuration,
      mappings: withFilter(world.configuration, filterOf('city', 'EQUALS', 'Oslo')),
    };
    await expect(world.call('setup.plan', { configuration: other, impact: impact.id })).rejects.toMatchObject({
      error: { code: 'plan_stale', reason: 'impactOfAnotherChange' },
    });
  });
});

describe('the impact of scope and assignments', () => {
  it('is what the restart from everyone to assigned does', async () => {
    world = await openScopeWorld({ people: 'everyone' });
    const before = world.activeAccounts();
    const configuration = {
      ...world.configuration,
      scope: { ...world.configuration.scope, people: 'assigned' as const },
    };
    const { mappings } = configuration;
    const impact = await world.call('scope.impact', { application, people: 'assigned', mappings });
    expect(impact.people).toMatchObject({ before, after: 3, leaving: before - 3 });
    expect(impact.cycle).toMatchObject({ kind: 'initial', restart: true });
    expect(impact.warnings.map(({ code }) => code)).toContain('restarts');
    const { handle } = await world.call('secrets.put', { value: world.target('airstack').mintToken() });
    const plan = await world.call('setup.plan', { configuration, impact: impact.id, secrets: { SecretToken: handle } });
    const restart = plan.steps.find(({ action }) => action === 'restart');
    expect(restart).toMatchObject({ confirmation: { kind: 'deprovisions', count: removals(impact.effects) } });
    await world.carryOut(plan);
    expect(world.activeAccounts()).toBe(impact.people.after);
  });

  it('expands groups, but not the groups inside them, and counts nobody twice', async () => {
    world = await openScopeWorld({ assignments: '  - group: Engineering\n  - group: Engineering – Platform\n' });
    expect(world.activeAccounts()).toBeGreaterThan(0);
    const platform = (await world.call('scope.show', { application })).assignments.find(({ displayName }) =>
      displayName.includes('Platform'),
    );
    const unassign = [platform?.id ?? ''];
    const impact = await world.call('scope.impact', { application, unassign });
    expect(impact.people.before).toBe(world.activeAccounts());
    expect(impact.people.leaving).toBe(3);
  });

  it('holds on to who is still assigned otherwise', async () => {
    world = await openScopeWorld({ assignments: `${allStaff}  - user: sofia.nyberg@contoso.demo.example\n` });
    const { assignments } = await world.call('scope.show', { application });
    const sofia = assignments.filter(({ kind }) => kind === 'person').map(({ id }) => id);
    const impact = await world.call('scope.impact', { application, unassign: sofia });
    expect(impact.people).toMatchObject({ entering: 0, leaving: 0 });
    expect(impact.cycle.kind).toBe('incremental');
  });

  it('suggests one or two people and a low threshold before the first cycle', async () => {
    world = await openScopeWorld({ assignments: allStaff, hasRun: false });
    await world.call('synchronizationJobs.pause', { application });
    const impact = await world.call('scope.impact', { application });
    expect(impact.firstRun).toMatchObject({ people: 2, threshold: 5 });
    expect(impact.effects).toEqual({ creates: impact.people.after, updates: 0, disables: 0, deletes: 0 });
  });

  it('gives the time of an initial cycle as the documented range', async () => {
    world = await openScopeWorld({ people: 'everyone' });
    const { cycle, people } = await world.call('scope.impact', {
      application,
      mappings: withFilter(world.configuration, filterOf('department', 'IS NOT NULL')),
    });
    expect(cycle.objects).toBeGreaterThanOrEqual(people.after);
    expect(cycle.minMinutes).toBeCloseTo(cycle.objects * 0.01, 2);
    expect(cycle.maxMinutes).toBeCloseTo(cycle.objects * 0.08, 2);
  });
});
