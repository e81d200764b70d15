import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SynchronizationSchema } from '#core/graph/shapes';
import { compareSchemas } from '#core/schema/compare-schemas';
import { createDefaultSchema } from '#emulator/provisioning/default-schema';
import { vendorDefinitions } from '#emulator/provisioning/vendor-definitions';
import { schema } from './schema-fixture.ts';

type Json = Record<string, unknown>;

/** The schema with one change, made on a copy. */
function changed(change: (copy: SynchronizationSchema) => void): SynchronizationSchema {
  const copy = structuredClone(schema);
  change(copy);
  return copy;
}

const users = (copy: SynchronizationSchema) => {
  const mapping = copy.synchronizationRules?.[0]?.objectMappings?.[0];
  if (mapping === undefined) throw new Error('no object mapping');
  return mapping;
};

const mappingOf = (copy: SynchronizationSchema, target: string) => {
  const mapping = users(copy).attributeMappings?.find((one) => one.targetAttributeName === target);
  if (mapping === undefined) throw new Error(`no mapping of ${target}`);
  return mapping;
};

const attributeOf = (copy: SynchronizationSchema, name: string) => {
  const attribute = copy.directories?.[1]?.objects?.[0]?.attributes?.find((one) => one.name === name);
  if (attribute === undefined) throw new Error(`no attribute ${name}`);
  return attribute;
};

const sentences: readonly (readonly [string, (copy: SynchronizationSchema) => void, readonly string[]])[] = [
  [
    'another source',
    (copy) => {
      mappingOf(copy, 'displayName').source = { type: 'Attribute', name: 'mail', expression: '[mail]' };
    },
    ['User → User: source of "displayName" changes from [displayName] to [mail].'],
  ],
  [
    'a default, where there was none',
    (copy) => {
      mappingOf(copy, 'displayName').defaultValue = 'x';
    },
    ['User → User: default value of "displayName" changes from none to x.'],
  ],
  [
    'only on create, and matching',
    (copy) => {
      Object.assign(mappingOf(copy, 'displayName'), { flowType: 'ObjectAddOnly', matchingPriority: 2 });
    },
    [
      'User → User: when it is applied of "displayName" changes from Always to ObjectAddOnly.',
      'User → User: matching precedence of "displayName" changes from 0 to 2.',
    ],
  ],
  [
    'a mapping more and one less',
    (copy) => {
      users(copy).attributeMappings = [
        mappingOf(copy, 'userName'),
        { targetAttributeName: 'title', source: { type: 'Attribute', name: 'mail', expression: '[mail]' } },
      ];
    },
    [
      'User → User: mapping of "title" is added: [mail].',
      'User → User: mapping of "displayName" is removed; it was [displayName].',
    ],
  ],
  [
    'the switch, the actions and the filter',
    (copy) => {
      Object.assign(users(copy), {
        enabled: false,
        flowTypes: 'Update, Add',
        scope: {
          groups: [
            {
              name: 'Sales',
              clauses: [
                { operatorName: 'EQUALS', sourceOperandName: 'department', targetOperand: { values: ['Sales'] } },
              ],
            },
          ],
        },
      });
    },
    [
      'User → User: object mapping changes from on to off.',
      'User → User: actions changes from create, update, delete to create, update.',
      'User → User: scoping filter changes from none to department EQUALS "Sales".',
    ],
  ],
  [
    'an attribute of the target: required, its type, and a new one',
    (copy) => {
      Object.assign(attributeOf(copy, 'title'), { required: true, type: 'Integer' });
      copy.directories?.[1]?.objects?.[0]?.attributes?.push({ name: 'badge', multivalued: true });
    },
    [
      'App, User: required of "title" changes from no to yes.',
      'App, User: type of "title" is added: integer.',
      'App, User: attribute "badge" is added: String, multi-value.',
    ],
  ],
  [
    'a whole object mapping',
    (copy) => {
      copy.synchronizationRules?.[0]?.objectMappings?.push({ sourceObjectName: 'Group', targetObjectName: 'Group' });
    },
    ['Group → Group: object mapping is added: on, none, 0 attribute mappings.'],
  ],
  [
    'a member that is not known here',
    (copy) => {
      (mappingOf(copy, 'displayName') as Json).futureSwitch = 'Sideways';
    },
    ['User → User: futureSwitch of "displayName" is added: Sideways.'],
  ],
];

describe('compareSchemas', () => {
  it.each(sentences)('says %s in a sentence', (_name, change, expected) => {
    expect(compareSchemas(schema, changed(change)).map(({ words }) => words)).toEqual(expected);
  });

  it('gives the same rows the other way round, with before and after exchanged', () => {
    const other = changed((copy) => {
      mappingOf(copy, 'displayName').defaultValue = 'x';
      users(copy).attributeMappings?.shift();
    });
    const swapped = compareSchemas(other, schema).map(({ what, before, after }) => [what, after, before]);
    const straight = compareSchemas(schema, other).map(({ what, before, after }) => [what, before, after]);
    expect(swapped).toHaveLength(2);
    expect(swapped).toEqual(expect.arrayContaining(straight));
  });

  it('tells two mappings of one target apart by what they mean', () => {
    const twice = changed((copy) => {
      users(copy).attributeMappings?.unshift({
        targetAttributeName: 'displayName',
        source: null,
        defaultValue: 'first',
      });
    });
    expect(compareSchemas(schema, twice).map(({ words }) => words)).toEqual([
      'User → User: mapping of "displayName" is added: (none), default "first".',
    ]);
  });
});

const volatile = { version: 'v9.9', id: 'another' } as const;

/** The same schema as the service may print it another time: other order, `@odata` members, defaults filled in. */
function printedAgain(value: unknown, order: (length: number) => readonly number[]): unknown {
  if (Array.isArray(value)) return order(value.length).map((index) => printedAgain(value[index], order));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).reverse();
  const noise = { '@odata.type': '#microsoft.graph.x', addedByTheService: null, addedList: [], addedSwitch: false };
  return { ...noise, ...Object.fromEntries(members.map(([name, member]) => [name, printedAgain(member, order)])) };
}

const shuffle = (seed: readonly number[]) => (length: number) =>
  Array.from({ length }, (_, index) => index).sort(
    (one, other) => (seed[one % seed.length] ?? 0) - (seed[other % seed.length] ?? 0),
  );

describe('a schema that was read twice', () => {
  it.each(vendorDefinitions.map((vendor) => [vendor.vendorId, vendor] as const))(
    'has no difference, in whatever order and with whatever noise it is printed: %s',
    (_id, vendor) => {
      const first = createDefaultSchema(vendor);
      fc.assert(
        fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 40 }), (seed) => {
          const again = SynchronizationSchema.parse({ ...(printedAgain(first, shuffle(seed)) as Json), ...volatile });
          expect(compareSchemas(first, again)).toEqual([]);
        }),
        { numRuns: 12 },
      );
    },
  );
});
