import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setUp } from '#test/support/demo-world';
import { type EvidenceWorld, openEvidenceWorld } from '#test/support/evidence-world';

const hour = 3_600_000;
const day = 24 * hour;

let world: EvidenceWorld;
let baseline: string;
let fingerprint: string;

beforeAll(async () => {
  world = await openEvidenceWorld({ replicationDelayMs: 0 });
  await setUp(world, 'airstack', { waitForCycle: true });
  const { path, answer } = await world.export('baseline', { logDays: 0 });
  baseline = path;
  fingerprint = answer.fingerprint;
});
afterAll(() => world.close());

const compare = async (path = baseline) => world.call('drift.compare', { baseline: await world.placeOf(path) });

/** Somebody changes the tenant in the admin center: the mapping of the title and the scope. */
function changeByHand(): void {
  const { state } = world.served.tenant;
  for (const job of state.jobs.values()) {
    const mapping = job.schema.synchronizationRules?.[0]?.objectMappings
      ?.find(({ sourceObjectName }) => sourceObjectName === 'User')
      ?.attributeMappings?.find(({ targetAttributeName }) => targetAttributeName === 'title');
    if (mapping?.source) Object.assign(mapping.source, { name: 'department', expression: '[department]' });
  }
  for (const settings of state.secrets.values()) settings.set('SyncAll', 'true');
}

describe('a tenant beside its own bundle', () => {
  it('has no drift, also after a cycle and an hour', async () => {
    await world.served.tenant.clock.advance(hour);
    const report = await compare();
    expect(report.applications).toMatchObject([{ displayName: 'Airstack', state: 'same', deviations: [] }]);
    expect(report.counts).toEqual({ new: 0, accepted: 0, denied: 0, unread: 0 });
    expect(report.baseline).toMatchObject({ kind: 'bundle', authorProven: false, complete: true });
    const proven = await world.call('drift.compare', { baseline: await world.placeOf(baseline), fingerprint });
    expect(proven.baseline.authorProven).toBe(true);
  });

  it('tells a change by hand in words, keeps what was decided about it, and takes it back', async () => {
    changeByHand();
    const changed = await compare();
    const [app] = changed.applications;
    expect(
      app?.deviations.map(({ difference, state }) => [
        state,
        difference.place,
        difference.what,
        difference.before,
        difference.after,
      ]),
    ).toEqual([
      ['new', 'Scope', 'people', 'assigned only', 'everyone'],
      ['new', 'User → User', 'source of "title"', '[jobTitle]', '[department]'],
    ]);
    const [scope, title] = app?.deviations ?? [];
    if (scope === undefined || title === undefined) throw new Error('no deviations');
    const now = world.served.tenant.clock.now();
    await world.call('drift.decide', {
      deviations: [scope.id],
      decision: 'accepted',
      reason: 'Agreed',
      owner: 'Ada',
      until: new Date(now + day).toISOString(),
    });
    await world.call('drift.decide', {
      deviations: [title.id],
      decision: 'denied',
      reason: 'Not agreed',
      owner: 'Ada',
    });
    const decided = await compare();
    expect(decided.counts).toEqual({ new: 0, accepted: 1, denied: 1, unread: 0 });
    const repair = await world.call('drift.repair', {
      baseline: await world.placeOf(baseline),
      application: 'Airstack',
    });
    expect(repair).toMatchObject({ repaired: [expect.stringContaining('title')], left: [] });
    expect(repair.configuration.scope.people).toBe('everyone');
    const plan = await world.call('setup.plan', { configuration: repair.configuration });
    expect(plan.steps.flatMap(({ changes }) => changes.map(({ what }) => what))).toEqual(['User → User: title']);
    await world.call('setup.apply', { planId: plan.id, planHash: plan.hash, confirmed: [] });
    expect((await compare()).counts).toEqual({ new: 0, accepted: 1, denied: 0, unread: 0 });
    await world.served.tenant.clock.advance(2 * day);
    const later = await compare();
    expect(later.counts).toMatchObject({ new: 1, accepted: 0 });
    expect(later.applications[0]?.deviations[0]).toMatchObject({ state: 'new', expired: true });
  });

  it('refuses decisions without a reason, an owner or an end in the future', async () => {
    const decide = (more: object) =>
      world.call('drift.decide', {
        deviations: ['ab'.repeat(16)],
        decision: 'accepted',
        reason: 'a',
        owner: 'b',
        ...more,
      });
    for (const more of [{ reason: ' ' }, { owner: '' }, { until: '2000-01-31T00:00:00Z' }])
      await expect(decide(more)).rejects.toMatchObject({
        error: { code: 'bad_request', reason: 'decisionIncomplete' },
      });
  });
});

describe('configuration files as a baseline', () => {
  it('count what they say, and nothing that they leave out', async () => {
    const folder = join(world.folder, 'files');
    mkdirSync(folder);
    const text = [
      'schemaVersion: 1',
      'vendor: airstack',
      'application:',
      '  name: Airstack',
      'scope:',
      '  people: assigned',
    ];
    writeFileSync(join(folder, 'airstack.yaml'), text.join('\n'));
    const report = await compare(folder);
    expect(report.applications[0]?.deviations.map(({ difference }) => difference.what)).toEqual(['people']);
  });
});
