import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { VendorId } from '#shared/model/ids';
import type { WizardAnswers } from '#shared/model/wizard';
import { configurationOf } from '#shared/wizard/configuration-of';
import { whatStops } from '#shared/wizard/missing';
import { freshAnswers, stepsFor } from '#shared/wizard/wizard-plan';
import { type DemoWorld, openDemoWorld } from '#test/support/demo-world';
import { projectRoot } from '#test/support/project-root';
import { applyPlan, failure } from './setup-calls.ts';
import { receivedPeople } from './tenant-view.ts';

let world: DemoWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const article = (name: string): string =>
  readFileSync(join(projectRoot, 'test/tutorials/articles', `${name}.md`), 'utf8');

const person = 'sofia.nyberg@contoso.demo.example';

/** Articles that are none of the five profiles that the program brings along. */
const cases = [
  { name: 'notion', vendor: VendorId.parse('notion'), fields: {}, application: 'Notion' },
  {
    name: 'hypervault',
    vendor: VendorId.parse('hypervault'),
    fields: { BaseAddress: 'https://contoso.hypervault.example/scim/v2' },
    application: 'Hypervault',
  },
] as const;

async function importAndKeep(of: DemoWorld, name: string) {
  const { profile } = await of.call('tutorials.import', { text: article(name), file: `${name}.md` });
  return of.call('vendors.save', { text: JSON.stringify(profile) });
}

async function answersFor(of: DemoWorld, row: (typeof cases)[number]): Promise<WizardAnswers> {
  const guide = await of.call('vendors.guide', { vendor: row.vendor });
  const { entries } = await of.call('directory.search', { kind: 'user', search: 'sofia' });
  const [found] = entries;
  if (found === undefined) throw new Error('Nobody has that name.');
  return {
    ...freshAnswers(guide),
    application: { kind: 'create', name: guide.displayName, separate: false },
    fields: { ...row.fields },
    assignments: [{ kind: 'user', id: found.id, displayName: found.displayName, detail: person, role: '' }],
    email: 'team@contoso.demo.example',
  };
}

describe('an article that the program has never seen', () => {
  it.each(cases)('$name becomes a profile, a set-up and a job that runs', async (row) => {
    world = await openDemoWorld();
    const { vendor } = row;
    const kept = await importAndKeep(world, row.name);
    expect(kept).toMatchObject({ id: vendor, tookPlaceOf: 'nothing' });
    const guide = await world.call('vendors.guide', { vendor });
    expect(guide).toMatchObject({ source: 'administrator', overrides: null, displayName: row.application });

    const answers = await answersFor(world, row);
    const bound = new Set(['SecretToken']);
    expect(whatStops(stepsFor(guide), { guide, answers, bound })).toEqual([]);
    const { handle } = await world.call('secrets.makeDemoToken', { vendor });
    const plan = await world.call('setup.plan', {
      configuration: configurationOf(guide, answers, 'on'),
      secrets: { SecretToken: handle },
    });
    const report = await applyPlan(world, plan, { waitForCycle: true });
    expect(report.result).toBe('changed');
    expect(report.steps.filter(({ verified }) => !verified)).toEqual([]);
    expect(Object.keys(receivedPeople(world.target(vendor)))).toEqual([person]);
    const { jobs } = await world.call('synchronizationJobs.show', { application: report.servicePrincipalId ?? '' });
    expect(jobs[0]).toMatchObject({ scheduleState: 'Active', health: 'healthy' });
  });

  it('that the live schema contradicts is set up by the live schema, and the plan says in what they differ', async () => {
    world = await openDemoWorld();
    const row = cases[1];
    await importAndKeep(world, row.name);
    const guide = await world.call('vendors.guide', { vendor: row.vendor });
    const { handle } = await world.call('secrets.makeDemoToken', { vendor: row.vendor });
    const asked = {
      configuration: configurationOf(guide, await answersFor(world, row), 'on'),
      secrets: { SecretToken: handle },
    };
    await applyPlan(world, await world.call('setup.plan', asked), { waitForCycle: true });
    const again = await world.call('setup.plan', asked);
    expect(again.writes).toBe(0);
    expect(again.warnings.filter(({ code }) => code === 'profileDiffers').map(({ message }) => message)).toEqual([
      expect.stringMatching(/User:2\.0|2\.0:User:organization\. The live schema does not know the attribute/),
    ]);
  });

  it('is not kept in the place of another profile unless that is said', async () => {
    world = await openDemoWorld();
    expect(await failure(importAndKeep(world, 'airstack'))).toMatchObject({
      code: 'conflict',
      reason: 'profileExists',
    });
    await importAndKeep(world, 'notion');
    expect(await failure(importAndKeep(world, 'notion'))).toMatchObject({ code: 'conflict', reason: 'profileExists' });
  });
});

describe('a profile file that cannot be used', () => {
  const broken = [
    ['is not JSON', 'airstack', '{"id": oops'],
    ['is of another shape', 'airstack', '{"schemaVersion": 2, "id": "airstack"}'],
    ['is of a newer program', 'airstack', '{"schemaVersion": 99, "id": "airstack"}'],
    ['stands in a folder of another name', 'airstack', '{"schemaVersion": 2, "id": "atea"}'],
  ] as const;

  it.each(broken)('because it %s stops its vendor alone, and says where it is', async (_why, id, text) => {
    world = await openDemoWorld();
    const folder = join(world.dataFolder, 'profiles', id);
    mkdirSync(folder, { recursive: true });
    const place = join(folder, 'profile.json');
    writeFileSync(place, text);
    const own = await failure(world.call('vendors.guide', { vendor: VendorId.parse(id) }));
    expect(own).toMatchObject({ code: 'bad_request', reason: 'invalidProfile' });
    expect(own.nextStep).toContain(place);
    const { vendors } = await world.call('vendors.list', {});
    expect(vendors.map((vendor) => vendor.id)).toEqual([
      'askspoke',
      'atea',
      'cloud-academy-sso',
      'scim',
      'schoolstream-asa',
    ]);
    const configuration = await world.call('configuration.parse', { text: 'schemaVersion: 1\nvendor: atea\n' });
    expect(await world.call('setup.plan', { configuration })).toMatchObject({ vendor: 'atea' });
    const { profiles } = await world.call('vendors.validate', {});
    expect(profiles.filter(({ usable }) => !usable)).toMatchObject([{ id, source: 'administrator', place }]);
    expect(await world.call('fleet.show', {})).toMatchObject({ applications: expect.any(Array) });
  });
});
