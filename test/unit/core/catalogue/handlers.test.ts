import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCatalogueHandlers } from '#core/catalogue/handlers';
import { createGraph } from '#core/graph/create-graph';
import type { Log, ProfileSource } from '#core/ports';
import { toWireError } from '#core/rpc/errors';
import { VendorId } from '#shared/model/ids';
import { keptProfiles } from '#test/support/kept-profiles';
import { createFakePorts, createRoutedNetwork, json } from '#test/unit/core/graph/fake-world';

const folder = 'assets/profiles';
const builtIn: ProfileSource = {
  list: async () =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => ({
        id: name,
        source: 'built-in' as const,
        content: JSON.parse(readFileSync(`${folder}/${name}/profile.json`, 'utf8')) as unknown,
      })),
};

function worldOf(options: { readonly profiles?: ProfileSource; readonly templates?: readonly object[] } = {}) {
  const { network } = createRoutedNetwork({
    'GET /applicationTemplates': () => json(200, { value: options.templates ?? [] }),
  });
  const warnings: string[] = [];
  const log: Log = { write: (level, message) => warnings.push(`${level} ${message}`) };
  const ports = createFakePorts({ network, log, profiles: keptProfiles(options.profiles ?? builtIn) });
  const context = { signal: new AbortController().signal, progress: () => undefined };
  return { handlers: createCatalogueHandlers({ ports, graph: createGraph(ports) }), context, warnings };
}

describe('vendor profiles', () => {
  it('are listed by name', async () => {
    const { handlers, context, warnings } = worldOf();
    const { vendors } = await handlers['vendors.list']({ search: '' }, context);
    expect(vendors.map((vendor) => vendor.id)).toEqual(
      expect.arrayContaining(['airstack', 'atea', 'schoolstream-asa']),
    );
    expect(warnings).toEqual([]);
  });

  it.each(['AIRSTACK', ' airst ', 'aírstack'])('are found by "%s"', async (search) => {
    const { handlers, context } = worldOf();
    const { vendors } = await handlers['vendors.list']({ search }, context);
    expect(vendors.map((vendor) => vendor.id)).toEqual(['airstack']);
  });

  it('are shown whole', async () => {
    const { handlers, context } = worldOf();
    const { profile, source } = await handlers['vendors.show']({ vendor: VendorId.parse('airstack') }, context);
    expect(source).toBe('built-in');
    expect(Object.keys(profile)).toEqual(expect.arrayContaining(['imported', 'curated']));
  });

  it('name what there is when one is unknown', async () => {
    const { handlers, context } = worldOf();
    const fault = await handlers['vendors.show']({ vendor: VendorId.parse('nobody') }, context).catch(toWireError);
    expect(fault).toMatchObject({ code: 'not_found', nextStep: expect.stringContaining('airstack') });
  });

  it('that are broken are left out with a warning', async () => {
    const broken: ProfileSource = { list: async () => [{ id: 'x', source: 'administrator', content: { id: 'x' } }] };
    const { handlers, context, warnings } = worldOf({ profiles: broken });
    expect((await handlers['vendors.list']({ search: '' }, context)).vendors).toEqual([]);
    expect(warnings).toEqual(['warn vendor profile left out']);
  });
});

describe('a search of the gallery', () => {
  const template = (digit: number, displayName: string, supportedProvisioningTypes: readonly string[]) => ({
    id: `${String(digit).repeat(8)}-0000-4000-8000-000000000000`,
    displayName,
    supportedProvisioningTypes,
  });
  const templates = [
    template(1, 'Airstack', ['sync']),
    template(2, 'Airtable', []),
    template(3, 'Air Future', ['Sync', 'novel']),
  ];

  it('says what supports provisioning and which profile is about it', async () => {
    const { handlers, context } = worldOf({ templates });
    const { entries } = await handlers['gallery.search']({ search: 'air', provisioningOnly: false }, context);
    expect(entries.map((entry) => [entry.displayName, entry.supportsProvisioning, entry.vendorProfile])).toEqual([
      ['Airstack', true, 'airstack'],
      ['Airtable', false, null],
      ['Air Future', true, null],
    ]);
  });

  it('can leave out what has no provisioning', async () => {
    const { handlers, context } = worldOf({ templates });
    const { entries } = await handlers['gallery.search']({ search: 'air', provisioningOnly: true }, context);
    expect(entries.map((entry) => entry.displayName)).toEqual(['Airstack', 'Air Future']);
  });
});
