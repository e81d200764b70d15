import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import { leaksInFolder, leaksInText, needlesOf } from '#test/support/canary';
import { type DemoWorld, openDemoWorld, setUp } from '#test/support/demo-world';
import { objectMappingOf, openPortal } from './portal.ts';
import { applyPlan, failure } from './setup-calls.ts';

const worlds: DemoWorld[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0).reverse()) await world.close();
});

const canary = 'Kanari-9f3aPq7ZxW42-passwort';
const hour = 3_600_000;

interface Made {
  readonly world: DemoWorld;
  readonly id: string;
  readonly jobId: string;
  readonly token: string;
}

async function openSetUp(): Promise<Made> {
  const world = await openDemoWorld({ replicationDelayMs: 0 });
  worlds.push(world);
  const { report, token } = await setUp(world, 'airstack');
  await world.served.tenant.clock.advance(hour);
  return { world, id: report.servicePrincipalId ?? '', jobId: report.jobId ?? '', token: token ?? '' };
}

/** Another program of the same person on the same disk: everything that the first one remembers is gone. */
async function restarted({ world }: Made): Promise<DemoWorld> {
  const again = await openDemoWorld({ served: world.served, dataFolder: world.dataFolder });
  worlds.push(again);
  return again;
}

/** Somebody saves the mappings of people in the admin center. */
async function saveElsewhere({ world, id, jobId }: Made, edit: (mappings: AttributeMapping[]) => AttributeMapping[]) {
  const portal = await openPortal(world, { servicePrincipalId: id, jobId });
  await portal.editSchema((schema) => {
    const mapping = objectMappingOf(schema, 'User');
    mapping.attributeMappings = edit(mapping.attributeMappings ?? []);
  });
  await world.served.tenant.clock.advance(hour);
}

/** An attribute for passwords with a constant, as some administrators really have it. */
async function mapPassword({ world, id, jobId }: Made): Promise<void> {
  const portal = await openPortal(world, { servicePrincipalId: id, jobId });
  await portal.editSchema((schema) => {
    const mapping = objectMappingOf(schema, 'User');
    const objects = (schema.directories ?? []).flatMap((directory) => directory.objects ?? []);
    for (const { name, attributes } of objects) {
      const [known] = attributes ?? [];
      if (name === mapping.targetObjectName && known !== undefined)
        attributes?.push({ ...known, name: 'password', anchor: false, required: false });
    }
    mapping.attributeMappings?.push({
      ...mapping.attributeMappings[0],
      targetAttributeName: 'password',
      source: { type: 'Constant', name: canary, expression: `"${canary}"`, parameters: [] },
      defaultValue: canary,
      matchingPriority: 0,
    });
  });
}

const without = (target: string) => (mappings: AttributeMapping[]) =>
  mappings.filter(({ targetAttributeName }) => targetAttributeName !== target);

const snapshotsOf = async (world: DemoWorld, id: string) =>
  (await world.call('snapshots.list', { application: id })).snapshots;

const liveTargets = ({ world, jobId }: Made): string[] =>
  (
    objectMappingOf(world.served.tenant.state.jobs.get(jobId)?.schema as Parameters<typeof objectMappingOf>[0], 'User')
      .attributeMappings ?? []
  ).map(({ targetAttributeName }) => targetAttributeName);

describe('snapshots', () => {
  it('are kept before and after a set-up and before a pause, with who, when and what for', async () => {
    const { world, id } = await openSetUp();
    await world.call('synchronizationJobs.pause', { application: id });
    const snapshots = await snapshotsOf(world, id);
    expect(snapshots.map(({ moment, why }) => [moment, why])).toEqual([
      ['before', 'setting up'],
      ['after', 'setting up'],
      ['before', 'Pause provisioning'],
    ]);
    expect(snapshots.every(({ who }) => who === 'ada.admin@contoso.demo.example')).toBe(true);
    expect(snapshots[0]?.run).toBe(snapshots[1]?.run);
    const first = await world.call('snapshots.show', { id: snapshots[0]?.id ?? '' });
    expect(first.configuration).toBeNull();
    const second = await world.call('snapshots.show', { id: snapshots[1]?.id ?? '' });
    expect(second.configuration?.assignments).toHaveLength(3);
    expect(second.missing).toEqual([]);
  });

  it('hold no secret: neither the token nor the value of a password-like target nor what hides in a tenant URL', async () => {
    const made = await openSetUp();
    await mapPassword(made);
    const { world, id, token } = made;
    const taken = await world.call('snapshots.take', { application: id });
    const shown = await world.call('snapshots.show', { id: taken.id });
    const history = await world.call('history.show', { application: id });
    expect(shown.masked.join()).toContain('password');
    const needles = needlesOf(canary, token);
    expect(leaksInFolder(join(world.dataFolder, 'sealed'), needles)).toEqual([]);
    expect(leaksInText('shown', JSON.stringify([shown, history]), needles)).toEqual([]);
  });

  it('are compared by meaning, with each other and with the tenant', async () => {
    const made = await openSetUp();
    const { world, id } = made;
    const before = await world.call('snapshots.take', { application: id });
    expect((await world.call('snapshots.compare', { before: before.id })).differences).toEqual([]);
    await saveElsewhere(made, without('title'));
    const live = await world.call('snapshots.compare', { before: before.id });
    expect(live.differences).toMatchObject([{ area: 'attributeMapping', kind: 'removed' }]);
    const after = await world.call('snapshots.take', { application: id });
    const both = await world.call('snapshots.compare', { before: before.id, after: after.id.slice(0, 8) });
    expect(both.differences).toEqual(live.differences);
    const [absent] = await snapshotsOf(world, id);
    expect((await world.call('snapshots.compare', { before: absent?.id ?? '' })).differences).toMatchObject([
      { area: 'application', kind: 'added', after: 'Airstack' },
    ]);
  });

  it('go aside with their name when they are damaged, and the others stay', async () => {
    const { world, id } = await openSetUp();
    const folder = join(world.dataFolder, 'sealed');
    const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(
      (name) =>
        name.includes('snapshots') && name.endsWith('.sealed') && readFileSync(join(folder, name)).length > 5_000,
    );
    writeFileSync(join(folder, file ?? ''), readFileSync(join(folder, file ?? ''), 'utf8').slice(0, 40));
    const listed = await world.call('snapshots.list', { application: id });
    expect(listed.setAside).toEqual([expect.stringMatching(/\.sealed\.corrupt$/)]);
    expect((await world.call('history.show', { application: id })).gaps.map(({ code }) => code)).toContain('setAside');
  });
});

describe('rolling back', () => {
  it('is a plan like any other, verified and journalled, and works after a restart', async () => {
    const made = await openSetUp();
    const [, good] = await snapshotsOf(made.world, made.id);
    await saveElsewhere(made, without('title'));
    expect(liveTargets(made)).not.toContain('title');
    const world = await restarted(made);
    const plan = await world.call('snapshots.planRollback', { id: good?.id ?? '' });
    expect(plan).toMatchObject({ purpose: 'rollback', servicePrincipalId: made.id });
    expect(plan.steps.filter(({ action }) => action === 'update').map(({ id }) => id)).toEqual(['schema.edit']);
    const report = await applyPlan(world, plan);
    expect(report.result).toBe('changed');
    expect(report.steps.every(({ verified }) => verified)).toBe(true);
    expect(liveTargets(made)).toContain('title');
    const again = await world.call('snapshots.planRollback', { id: good?.id ?? '' });
    expect(again.writes).toBe(0);
    expect((await world.call('journal.verify', {})).intact).toBe(true);
    const [newest] = (await world.call('history.show', { application: made.id })).entries;
    expect(newest).toMatchObject({ origin: 'ours', result: 'done', title: expect.stringMatching(/^Rolling back to/) });
  });

  it('is refused where there is nothing to go back to, and says what cannot be brought back', async () => {
    const made = await openSetUp();
    const { world, id } = made;
    const [absent, good] = await snapshotsOf(world, id);
    expect(await failure(world.call('snapshots.planRollback', { id: absent?.id ?? '' }))).toMatchObject({
      code: 'conflict',
      reason: 'nothingBefore',
    });
    expect(await failure(world.call('snapshots.planRollback', { id: 'ffffffff' }))).toMatchObject({
      code: 'not_found',
      reason: 'unknownSnapshot',
    });
    const portal = await openPortal(world, { servicePrincipalId: id, jobId: made.jobId });
    const { body: person } = await portal.session('GET', '/users/kenji.sato@contoso.demo.example');
    const { body: principal } = await portal.session('GET', `/servicePrincipals/${id}`);
    await portal.session('POST', `/servicePrincipals/${id}/appRoleAssignedTo`, {
      body: { principalId: person.id, resourceId: id, appRoleId: principal.appRoles[0].id },
    });
    const plan = await world.call('snapshots.planRollback', { id: good?.id ?? '' });
    expect(plan.warnings).toContainEqual(expect.objectContaining({ code: 'assignmentStays' }));
    expect(plan.writes).toBe(0);
    await portal.session('DELETE', `/servicePrincipals/${id}`);
    expect(await failure(world.call('snapshots.planRollback', { id: good?.id ?? '' }))).toMatchObject({
      code: 'conflict',
      reason: 'applicationGone',
    });
  });
});

describe('the change history', () => {
  it('joins the tenant’s event to what differs between the snapshots on both sides of it', async () => {
    const made = await openSetUp();
    await saveElsewhere(made, without('title'));
    const { entries, gaps } = await made.world.call('history.show', { application: made.id });
    expect(entries[0]).toMatchObject({
      origin: 'elsewhere',
      title: 'Update attribute mappings or scope',
      certainty: 'only',
      changes: [{ what: expect.stringContaining('title'), after: null }],
    });
    expect(entries.slice(1).every(({ origin }) => origin === 'ours')).toBe(true);
    expect(gaps.map(({ code }) => code)).toEqual(expect.arrayContaining(['retention', 'beforeFirst', 'late']));
  });

  it('says that several events share a difference, and that nobody is named where there is no event', async () => {
    const made = await openSetUp();
    await saveElsewhere(made, without('title'));
    await saveElsewhere(made, without('nickName'));
    const { entries } = await made.world.call('history.show', { application: made.id });
    expect(entries.slice(0, 2).map(({ certainty }) => certainty)).toEqual(['shared', 'shared']);
    await made.world.call('snapshots.take', { application: made.id });
    const portal = await openPortal(made.world, { servicePrincipalId: made.id, jobId: made.jobId });
    const { body } = await portal.session('GET', `/servicePrincipals/${made.id}/appRoleAssignedTo`);
    await portal.session('DELETE', `/servicePrincipals/${made.id}/appRoleAssignedTo/${body.value[0].id}`);
    const later = await made.world.call('history.show', { application: made.id });
    expect(later.entries[0]).toMatchObject({ certainty: 'nobody', who: null, changes: [{ after: null }] });
  });

  it('names the licence and the role as gaps and goes on with what it has', async () => {
    const made = await openSetUp();
    Object.assign(made.world.served.tenant.state, { premium: false });
    const { entries, gaps } = await made.world.call('history.show', { application: made.id });
    expect(gaps[0]?.code).toBe('noLicence');
    expect(entries.map(({ origin }) => origin)).toEqual(['ours']);
  });
});
