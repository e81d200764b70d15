import { afterEach, describe, expect, it } from 'vitest';
import { openScopeWorld, type ScopeWorld } from '#test/support/scope-world';

const application = 'Airstack';
let world: ScopeWorld;
afterEach(() => world.close());

const assignmentOf = async (name: RegExp): Promise<string> => {
  const { assignments } = await world.call('scope.show', { application });
  return assignments.find(({ displayName }) => name.test(displayName))?.id ?? '';
};

const entries = async () => (await world.call('journal.list', { limit: 1000 })).entries;

describe('removing an assignment', () => {
  it('says who is deprovisioned, is read back and journalled, and the next cycle does it', async () => {
    world = await openScopeWorld();
    const before = world.activeAccounts();
    const plan = await world.call('scope.planUnassign', { application, assignments: [await assignmentOf(/Anna/)] });
    expect(plan).toMatchObject({ purpose: 'unassign', writes: 1 });
    const [step] = plan.steps;
    expect(step?.consequence).toMatch(/This deprovisions: 1 person leaves the scope: Anna Larsen/);
    expect(step?.confirmation).toEqual({ kind: 'deprovisions', count: 1 });
    expect(step?.requests[0]).toMatchObject({ method: 'DELETE' });
    await world.carryOut(plan);
    expect((await world.call('scope.show', { application })).assignments).toHaveLength(2);
    expect(world.activeAccounts()).toBe(before - 1);
    expect(JSON.stringify(await entries())).toContain('1 of 1 removed');
  });

  it('says so where nobody leaves, and still asks', async () => {
    world = await openScopeWorld({
      assignments: '  - group: All Staff\n  - user: anna.larsen@contoso.demo.example\n',
    });
    const plan = await world.call('scope.planUnassign', { application, assignments: [await assignmentOf(/Anna/)] });
    expect(plan.steps[0]).toMatchObject({
      consequence: expect.stringContaining('Nobody leaves the scope'),
      confirmation: { kind: 'deletes', objects: ['Assignment of Person Anna Larsen'] },
    });
  });

  it('counts the members of a group', async () => {
    world = await openScopeWorld({ assignments: '  - group: Sales Europe\n  - group: Engineering\n' });
    const before = world.activeAccounts();
    const plan = await world.call('scope.planUnassign', { application, assignments: [await assignmentOf(/Sales/)] });
    const confirmation = plan.steps[0]?.confirmation;
    expect(confirmation).toMatchObject({ kind: 'deprovisions' });
    await world.carryOut(plan);
    expect(confirmation).toMatchObject({ count: before - world.activeAccounts() });
  });

  it('writes nothing without the confirmation of exactly that number', async () => {
    world = await openScopeWorld();
    const plan = await world.call('scope.planUnassign', { application, assignments: [await assignmentOf(/Anna/)] });
    const shown = { planId: plan.id, planHash: plan.hash };
    for (const confirmed of [[], [{ kind: 'deprovisions' as const, count: 2 }]])
      await expect(world.call('setup.apply', { ...shown, confirmed })).rejects.toMatchObject({
        error: { reason: 'confirmationNeeded' },
      });
    expect((await world.call('scope.show', { application })).assignments).toHaveLength(3);
  });

  it('is stale when somebody changed the assignments meanwhile', async () => {
    world = await openScopeWorld();
    const id = await assignmentOf(/Anna/);
    const plan = await world.call('scope.planUnassign', { application, assignments: [id] });
    world.served.tenant.state.assignments.delete(id);
    await expect(world.carryOut(plan)).rejects.toMatchObject({ error: { code: 'plan_stale' } });
  });

  it('refuses an assignment that is not there', async () => {
    world = await openScopeWorld({ hasRun: false });
    await expect(world.call('scope.planUnassign', { application, assignments: ['nothing'] })).rejects.toMatchObject({
      error: { code: 'not_found', reason: 'unknownAssignment' },
    });
  });
});

describe('assignments from a CSV', () => {
  it('names every bad row, finds the others by name, mail, id or group, and assigns nobody', async () => {
    world = await openScopeWorld({ hasRun: false });
    const sofia = [...world.served.tenant.state.people.values()].find(({ userPrincipalName }) =>
      userPrincipalName.startsWith('sofia'),
    );
    const text = [
      'who;role',
      'henrik.odegard@contoso.demo.example;msiam_access',
      `${sofia?.id};`,
      'Sales Europe;msiam_access',
      'Company News;msiam_access',
      'nobody@contoso.demo.example;msiam_access',
      ';msiam_access',
      'anna.larsen@contoso.demo.example;Emperor',
      'HENRIK.odegard@contoso.demo.example;msiam_access',
    ].join('\n');
    const { rows, faults } = await world.call('scope.readAssignments', { application, text });
    expect(rows.map(({ line, kind, assigned }) => [line, kind, assigned])).toEqual([
      [2, 'person', false],
      [3, 'person', true],
      [4, 'group', false],
    ]);
    expect(faults.map(({ line, code }) => [line, code])).toEqual([
      [5, 'groupNotSecurityEnabled'],
      [6, 'unknown'],
      [7, 'nobodyNamed'],
      [8, 'unknownAppRole'],
      [9, 'doubled'],
    ]);
    expect((await world.call('scope.show', { application })).assignments).toHaveLength(3);
  });

  it('leads to a plan that assigns those rows', async () => {
    world = await openScopeWorld({ hasRun: false });
    const text = 'mail,role\nhenrik.odegard@contoso.demo.example,msiam_access\n';
    const { rows } = await world.call('scope.readAssignments', { application, text });
    const assignments = rows.map(({ principalId, role }) => ({
      user: principalId,
      ...(role === null ? {} : { role }),
    }));
    const plan = await world.call('setup.plan', { configuration: { ...world.configuration, assignments } });
    await world.carryOut(plan);
    expect((await world.call('scope.show', { application })).assignments).toHaveLength(4);
  });
});

describe('what is shown of a scope', () => {
  it('warns of groups inside groups', async () => {
    world = await openScopeWorld({ assignments: '  - group: Engineering\n', hasRun: false });
    const { assignments, missing } = await world.call('scope.show', { application });
    expect(assignments[0]?.warnings).toMatchObject([
      { code: 'nestedGroup', message: expect.stringContaining('Engineering – Platform') },
    ]);
    expect(missing).toEqual([]);
  });
});
