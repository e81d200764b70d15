import { describe, expect, it } from 'vitest';
import { orderedSchema } from '#core/audit/ordered-schema';
import { compareApplication } from '#core/drift/compare-application';
import { createDefaultSchema } from '#emulator/provisioning/default-schema';
import { vendorDefinitions } from '#emulator/provisioning/vendor-definitions';
import { ProvisioningConfiguration } from '#shared/model/configuration';
import { seeded } from '#test/support/memory-bundle';

const rewrites = 1_000;
const seed = 20_260_131;
const configuration = ProvisioningConfiguration.parse({ schemaVersion: 1, vendor: 'airstack' });

type Random = () => number;

const shuffled = <T>(items: readonly T[], random: Random): T[] =>
  items
    .map((item) => ({ item, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);

/** Lists whose order means nothing to the service. */
const unordered = new Set([
  'synchronizationRules',
  'objectMappings',
  'attributeMappings',
  'directories',
  'objects',
  'attributes',
  'metadata',
  'groups',
  'clauses',
]);

/** What the service does by itself: another order, `@odata` members, a new version and moment, members that are filled in or left out. */
function rewritten(value: unknown, random: Random, name = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => rewritten(item, random));
    return unordered.has(name) ? shuffled(items, random) : items;
  }
  if (typeof value === 'string' && name === 'flowTypes')
    return shuffled(
      value.split(',').map((one) => one.trim()),
      random,
    ).join(random() < 0.5 ? ',' : ', ');
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).map(([key, member]) => [key, rewritten(member, random, key)] as const);
  const kept = members.filter(([key, member]) => !(key === 'defaultValue' && member === null && random() < 0.5));
  const noise: [string, unknown][] = random() < 0.3 ? [['@odata.type', '#microsoft.graph.thing']] : [];
  const result = Object.fromEntries(shuffled([...kept, ...noise], random));
  if ('synchronizationRules' in result) result.version = `Date:${random()}`;
  if ('discoverabilities' in result)
    result.discoveryDateTime = random() < 0.5 ? null : new Date(Math.floor(random() * 1e12)).toISOString();
  return result;
}

const schemas = ['airstack', 'askspoke', 'atea', 'schoolstream-asa', 'cloud-academy-sso'].map((vendorId) => {
  const vendor = vendorDefinitions.find((one) => one.vendorId === vendorId);
  if (vendor === undefined) throw new Error(`no vendor ${vendorId}`);
  const schema = createDefaultSchema(vendor);
  const mapping = schema.synchronizationRules?.[0]?.objectMappings?.find(
    ({ sourceObjectName }) => sourceObjectName === 'User',
  );
  if (mapping !== undefined)
    mapping.scope = {
      groups: [
        {
          name: 'a',
          clauses: [
            { operatorName: 'EQUALS', sourceOperandName: 'department', targetOperand: { values: ['Sales'] } },
            { operatorName: 'IS NOT NULL', sourceOperandName: 'mail', targetOperand: { values: [] } },
          ],
        },
        {
          name: 'b',
          clauses: [{ operatorName: 'EQUALS', sourceOperandName: 'city', targetOperand: { values: ['Oslo'] } }],
        },
      ],
    };
  return JSON.parse(JSON.stringify(schema));
});

const side = (schema: unknown) => ({ configuration, files: new Map([['schema.json', orderedSchema(schema)]]) });

describe('drift', () => {
  it(`is not told of any of ${rewrites} equivalent rewrites of schemas`, () => {
    const random = seeded(seed);
    const told: string[] = [];
    for (let index = 0; index < rewrites; index += 1) {
      const schema = schemas[index % schemas.length];
      told.push(
        ...compareApplication(side(schema), side(rewritten(schema, random)), 'bundle').map(({ words }) => words),
      );
    }
    expect(told).toEqual([]);
  }, 240_000);

  it('is told of a change behind any of those rewrites', () => {
    const random = seeded(seed + 1);
    for (const schema of schemas) {
      const changed = JSON.parse(JSON.stringify(schema).replaceAll('"Sales"', '"Finance"'));
      const words = compareApplication(side(schema), side(rewritten(changed, random)), 'bundle').map(
        ({ words: one }) => one,
      );
      expect(words).toHaveLength(1);
      expect(words[0]).toContain('Finance');
    }
  });

  it('does not judge values that are masked on both sides', () => {
    const masked = (text: string) =>
      side(JSON.parse(JSON.stringify(schemas[0]).replaceAll('"Sales"', JSON.stringify(text))));
    expect(compareApplication(masked('(masked)'), masked('(masked)'), 'bundle')).toEqual([]);
  });
});
