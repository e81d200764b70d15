import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { events } from '#shared/contract/events';
import { contract, paths } from '#shared/contract/index';
import { WireError } from '#shared/contract/result';
import { AttributeMapping, AttributeMappingSource, ScopingFilter } from '#shared/model/attribute-mapping';

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly catchall?: z.core.$ZodType;
  readonly [member: string]: unknown;
}

const isSchema = (value: unknown): value is z.core.$ZodType =>
  typeof value === 'object' && value !== null && '_zod' in value;

const schemasIn = (value: unknown): readonly z.core.$ZodType[] => {
  if (isSchema(value)) return [value];
  if (Array.isArray(value)) return value.flatMap(schemasIn);
  return [];
};

/** Takes a schema and where it stands; gives the places of objects in it that let unknown keys through. */
function openObjects(schema: z.core.$ZodType, place: string, seen = new Set<unknown>()): string[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const definition = schema._zod.def as unknown as Definition;
  const isOpen = definition.type === 'object' && (definition.catchall?._zod.def as { type?: string })?.type !== 'never';
  const members = Object.entries(definition.shape ?? {}).flatMap(([name, member]) =>
    openObjects(member, `${place}.${name}`, seen),
  );
  const inner = Object.entries(definition)
    .filter(([name]) => name !== 'catchall' && name !== 'shape')
    .flatMap(([, value]) => schemasIn(value).flatMap((one) => openObjects(one, `${place}[]`, seen)));
  return [...(isOpen ? [place] : []), ...members, ...inner];
}

/** Mappings and filters are the service's own objects: what it adds to them has to survive a round trip. */
const ofTheService: readonly unknown[] = [AttributeMapping, AttributeMappingSource, ScopingFilter];

const openPlaces = (schema: z.core.$ZodType, place: string): string[] =>
  openObjects(schema, place, new Set(ofTheService));

describe('no key that the contract does not have', () => {
  it.each(paths)('goes into %s or comes out of it', (path) => {
    expect(openPlaces(contract[path].input, 'input')).toEqual([]);
    expect(openPlaces(contract[path].output, 'output')).toEqual([]);
  });

  it('comes with an event or an error', () => {
    for (const [topic, payload] of Object.entries(events)) expect(openObjects(payload, topic)).toEqual([]);
    expect(openObjects(WireError, 'error')).toEqual([]);
  });

  it('would be found, however deep and whatever is around it', () => {
    const leaky = z.strictObject({
      list: z.array(z.union([z.string(), z.object({ a: z.string() })])).optional(),
      map: z.record(z.string(), z.looseObject({}).nullable()),
    });
    expect(openObjects(leaky, 'x')).toEqual(['x.list[][][]', 'x.map[][]']);
  });
});
