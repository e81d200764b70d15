import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { VendorId } from '#shared/model/ids';
import { type DemoWorld, openDemoWorld, setUp } from '#test/support/demo-world';
import { projectRoot } from '#test/support/project-root';
import { applyPlan, failure } from './setup-calls.ts';

let world: DemoWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

type Seed = {
  galleryTemplates: { displayName: string; vendorId: string | null }[];
  vendors: { vendorId: string; fields?: { name: string; secret?: boolean }[] }[];
};

/** The usual demo tenant, changed by data. */
function seedWith(change: (seed: Seed) => void): Seed {
  const seed = JSON.parse(readFileSync(join(projectRoot, 'assets/tenants/contoso.json'), 'utf8')) as Seed;
  change(seed);
  return seed;
}

const notion = VendorId.parse('notion');
const person = 'sofia.nyberg@contoso.demo.example';

/** Reads the article of Notion and keeps its profile, with other names of it. */
async function keepNotion(of: DemoWorld, aliases: readonly string[] = []): Promise<void> {
  const text = readFileSync(join(projectRoot, 'test/tutorials/articles/notion.md'), 'utf8');
  const { profile } = await of.call('tutorials.import', { text, file: 'notion.md' });
  const curated = { ...(profile.curated as object), aliases };
  await of.call('vendors.save', { text: JSON.stringify({ ...profile, curated }) });
}

async function planNotion(of: DemoWorld, settings: Readonly<Record<string, string>> = {}) {
  const { handle } = await of.call('secrets.makeDemoToken', { vendor: notion });
  return of.call('setup.plan', {
    configuration: {
      schemaVersion: 1,
      vendor: notion,
      connection: { settings },
      assignments: [{ user: person }],
    },
    secrets: { SecretToken: handle },
  });
}

const differences = (warnings: readonly { readonly code: string; readonly message: string }[]): readonly string[] =>
  warnings.filter(({ code }) => code === 'profileDiffers').map(({ message }) => message);

describe('an application that the gallery calls by another name', () => {
  const renamed = seedWith(({ galleryTemplates }) => {
    for (const template of galleryTemplates)
      if (template.vendorId === 'notion') template.displayName = 'Notion Workspace';
  });

  it('is found by an alias, in the wizard and in the plan, which say so', async () => {
    world = await openDemoWorld({ seed: renamed });
    await keepNotion(world, ['Notion Workspace']);
    const { gallery } = await world.call('setup.checkPrerequisites', { vendor: notion });
    expect(gallery).toMatchObject({ state: 'found', displayName: 'Notion Workspace', supportsProvisioning: true });
    const looked = await world.call('vendors.reconcile', { vendor: notion });
    expect(looked.differences).toMatchObject([{ area: 'gallery', profile: 'Notion', tenant: 'Notion Workspace' }]);
    const plan = await planNotion(world);
    expect(plan.application).toBe('Notion Workspace');
    expect(differences(plan.warnings)).toEqual([expect.stringMatching(/Notion Workspace.*renamed/)]);
    expect(await applyPlan(world, plan)).toMatchObject({ result: 'changed' });
    expect((await planNotion(world)).writes).toBe(0);
  });

  it('is not found by a name that nobody wrote down, and nothing is guessed', async () => {
    world = await openDemoWorld({ seed: renamed });
    await keepNotion(world);
    const { gallery } = await world.call('setup.checkPrerequisites', { vendor: notion });
    expect(gallery.state).toBe('notFound');
    expect(await failure(planNotion(world))).toMatchObject({ code: 'not_found', reason: 'templateNotInGallery' });
  });
});

describe('an application that asks for other fields than its article', () => {
  const asking = seedWith(({ vendors }) => {
    for (const vendor of vendors) {
      if (vendor.vendorId !== 'notion') continue;
      vendor.fields = [{ name: 'baseaddress' }, { name: 'secrettoken', secret: true }, { name: 'companyid' }];
    }
  });

  it('can be given them too: the guide has the field, the plan says why and sends it', async () => {
    world = await openDemoWorld({ seed: asking });
    await keepNotion(world);
    const before = await world.call('vendors.guide', { vendor: notion });
    expect(before.connection.fields.map(({ key }) => key)).toEqual(['BaseAddress', 'SecretToken']);
    const report = await applyPlan(world, await planNotion(world));
    const { servicePrincipalId } = report;

    const guide = await world.call('vendors.guide', { vendor: notion, servicePrincipalId });
    expect(guide.connection.fields.map(({ key }) => key)).toEqual(['BaseAddress', 'SecretToken', 'CompanyId']);
    expect((await planNotion(world)).writes).toBe(0);
    const plan = await planNotion(world, { CompanyId: '4711' });
    expect(differences(plan.warnings)).toEqual([expect.stringMatching(/companyid.*can be filled in here too/)]);
    expect(await applyPlan(world, plan)).toMatchObject({ result: 'changed' });
  });
});

describe('a profile that is written by hand', () => {
  it('begins at the live schema of an application, passes every check and sets that application up', async () => {
    world = await openDemoWorld();
    await setUp(world, 'askspoke');
    const { draft, notes } = await world.call('vendors.draft', { application: 'askSpoke' });
    expect(draft).toMatchObject({ id: 'askspoke', groups: 'full', authenticationType: 'bearerToken' });
    expect(draft.mappings.map(({ source, attributes }) => [source, attributes.length > 0])).toEqual([
      ['Group', true],
      ['User', true],
    ]);
    expect(notes.join(' ')).toContain('write it down');
    const written = {
      ...draft,
      id: 'askspoke-by-hand',
      steps: ['Open the settings', 'Make a token and copy it'],
      fields: draft.fields.map((field) =>
        field.key === 'BaseAddress'
          ? { ...field, kind: 'template' as const, value: 'https://{site}.askspoke.com/scim/v2' }
          : field,
      ),
    };
    const { profile, checked } = await world.call('vendors.compose', { draft: written });
    expect(checked).toMatchObject({ usable: true, faults: [], doubts: [] });
    const { id } = await world.call('vendors.save', { text: JSON.stringify(profile) });
    const guide = await world.call('vendors.guide', { vendor: id });
    expect(guide).toMatchObject({ source: 'administrator', overrides: null, documentDate: null });
    expect(guide.vendorSide.steps.at(-1)?.yields).toEqual(['SecretToken']);
    const plan = await world.call('setup.plan', {
      configuration: { schemaVersion: 1, vendor: id, assignments: [{ user: person }] },
    });
    expect(plan).toMatchObject({ application: 'askSpoke' });
    expect(differences(plan.warnings)).toEqual([]);
    const compared = await world.call('vendors.reconcile', { vendor: id });
    expect(compared).toMatchObject({ live: true, differences: [] });
  });

  it('is not begun for an application that is not there', async () => {
    world = await openDemoWorld();
    expect(await failure(world.call('vendors.draft', { application: 'No Such Thing' }))).toMatchObject({
      code: 'not_found',
      reason: 'unknownApplication',
    });
  });

  it('begins with what is known where the application offers no synchronization', async () => {
    world = await openDemoWorld();
    const { draft, notes } = await world.call('vendors.draft', { application: 'Maple Payroll' });
    expect(draft).toMatchObject({ displayName: 'Maple Payroll', mappings: [], groups: 'unknown' });
    expect(notes.length).toBe(3);
  });
});
