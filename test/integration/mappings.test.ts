import { afterEach, describe, expect, it } from 'vitest';
import { editedObjectMapping, type MappingEdit, noEdits, withEdit } from '#shared/mappings/edits';
import { sourceOf } from '#shared/mappings/source-kind';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import type { MappingsView } from '#shared/model/mappings';
import { type DemoWorld, openDemoWorld, setUp } from '#test/support/demo-world';
import { applyPlan, failure } from './setup-calls.ts';

const open: DemoWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

async function openAirstack() {
  const world = await openDemoWorld({ replicationDelayMs: 0 });
  open.push(world);
  await setUp(world, 'airstack');
  const [job] = [...world.served.tenant.state.jobs.values()];
  if (job === undefined) throw new Error('no job');
  const view = await world.call('mappings.read', { application: 'Airstack' });
  return { world, job, view };
}

/** The change as the editor proposes it: everything of the reading, the edits in it, and its version. */
async function propose(world: DemoWorld, view: MappingsView, edits: readonly MappingEdit[]) {
  const { configuration } = await world.call('configuration.export', { application: 'Airstack' });
  const all = edits.reduce(withEdit, noEdits);
  const mappings = view.objects.map((one) => editedObjectMapping(one, one.source === 'User' ? all : noEdits));
  return world.call('setup.plan', { configuration: { ...configuration, mappings }, schemaVersion: view.version });
}

const put = (target: string, rest: Partial<AttributeMapping>): MappingEdit => ({
  kind: 'putMapping',
  mapping: { targetAttributeName: target, source: null, ...rest },
});
const expression = (text: string) => ({ source: sourceOf('expression', text) });

const refused: readonly (readonly [string, readonly MappingEdit[]])[] = [
  ['requiredMappingRemoved', [{ kind: 'removeMapping', target: 'userName' }]],
  ['noMatchingAttribute', [put('userName', { source: sourceOf('direct', 'userPrincipalName'), matchingPriority: 0 })]],
  ['expressionTooLong', [put('title', expression(`"${'x'.repeat(10_000)}"`))]],
  ['brokenExpression', [put('title', expression('Toupper([jobTitle])'))]],
  ['unknownTargetAttribute', [put('titel', { source: sourceOf('direct', 'jobTitle') })]],
  ['unknownSourceAttribute', [put('title', { source: sourceOf('direct', 'jobTitel') })]],
  ['removedAttributeMapped', [{ kind: 'removeAttribute', name: 'title' }]],
];

describe('an edit of the mappings', () => {
  it('is planned, saved as a whole and read back: mapping, attribute list; a plan of its export is empty', async () => {
    const { world, job, view } = await openAirstack();
    const before = job.schema.version;
    const plan = await propose(world, view, [
      put('title', { ...expression('Coalesce([jobTitle], "none")'), flowType: 'ObjectAddOnly' }),
      { kind: 'defineAttribute', definition: { name: 'nickName', caseExact: true } },
      put('nickName', { source: sourceOf('direct', 'mailNickname') }),
    ]);
    const step = plan.steps.find(({ id }) => id === 'schema.edit');
    expect(step?.changes.map(({ what }) => what)).toEqual([
      'User: attribute list, nickName',
      'User → User: title',
      'User → User: nickName',
    ]);
    const report = await applyPlan(world, plan);
    expect(report.steps.find(({ id }) => id === 'schema.edit')).toMatchObject({ verified: true });
    expect(job.schema.version).not.toBe(before);
    const again = await world.call('mappings.read', { application: 'Airstack' });
    expect(again.objects[0]?.targetAttributes.find(({ name }) => name === 'nickName')).toMatchObject({
      caseExact: true,
      custom: true,
    });
    const { configuration } = await world.call('configuration.export', { application: 'Airstack' });
    expect(configuration.mappings.find(({ source }) => source === 'User')?.targetAttributes).toEqual([
      { name: 'nickName', type: 'String', caseExact: true },
    ]);
    expect((await world.call('setup.plan', { configuration })).writes).toBe(0);
    const { differences } = await world.call('configuration.compare', {
      before: { configuration },
      after: { application: 'Airstack' },
    });
    expect(differences).toEqual([]);
  });

  it('is refused as stale when somebody else saved since it was read; nothing is put', async () => {
    const { world, job, view } = await openAirstack();
    job.schema.version = 'v9.9';
    const before = JSON.stringify(job.schema);
    const error = await failure(propose(world, view, [{ kind: 'removeMapping', target: 'title' }]));
    expect(error).toMatchObject({ code: 'plan_stale', reason: 'schemaChanged' });
    expect(error.message).toContain('v9.9');
    expect(JSON.stringify(job.schema)).toBe(before);
  });

  it('is refused as stale when somebody else saves between plan and apply; nothing is put', async () => {
    const { world, job, view } = await openAirstack();
    const plan = await propose(world, view, [{ kind: 'removeMapping', target: 'title' }]);
    job.schema.version = 'v9.9';
    const before = JSON.stringify(job.schema);
    expect(await failure(applyPlan(world, plan))).toMatchObject({ code: 'plan_stale' });
    expect(JSON.stringify(job.schema)).toBe(before);
  });

  it('is refused with the reason and the way out where it would break provisioning; nothing is put', async () => {
    const { world, job, view } = await openAirstack();
    const before = JSON.stringify(job.schema);
    for (const [reason, edits] of refused) {
      const error = await failure(propose(world, view, edits));
      expect(error).toMatchObject({ code: 'bad_request', reason });
      expect(error.nextStep).not.toBe('');
    }
    expect(JSON.stringify(job.schema)).toBe(before);
  });

  it('warns of what people regret, and goes on', async () => {
    const { world, view } = await openAirstack();
    const plan = await propose(world, view, [put('title', { source: sourceOf('direct', 'proxyAddresses') })]);
    expect(plan.warnings.map(({ code }) => code)).toContain('manyValuesIntoOne');
    expect(plan.writes).toBeGreaterThan(0);
  });
});
