import type { AttributeDefinition, DirectoryDefinition } from '#core/graph/shapes';
import type { Difference } from '#shared/model/difference';
import { differenceOf, differingPairs, memberDifferences, type Pair, valueInWords } from './differences.ts';

/**
 * What the service fills in for an attribute when a member is left out.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-attributedefinition
 */
const usual: Readonly<Record<string, string>> = { mutability: 'ReadWrite', type: 'String' };

const memberNames: Readonly<Record<string, string>> = {
  anchor: 'primary key',
  apiExpressions: 'API expressions',
  caseExact: 'exact case',
  flowNullValues: 'flow of null values',
  multivalued: 'multi-value',
  referencedObjects: 'referenced objects',
};

type ObjectDefinition = NonNullable<DirectoryDefinition['objects']>[number];
type Members = Readonly<Record<string, unknown>>;

/** Types are printed in capitals or not; a member with the service's own value says nothing. */
const normalised = (attribute: AttributeDefinition): Members =>
  Object.fromEntries(
    Object.entries(attribute).map(([name, value]) => {
      const same = typeof value === 'string' && value.toLowerCase() === usual[name]?.toLowerCase();
      return [name, same ? null : name === 'type' && typeof value === 'string' ? value.toLowerCase() : value];
    }),
  );

const inWords = (attribute: AttributeDefinition): string => {
  const marks = [
    attribute.anchor === true ? 'primary key' : '',
    attribute.required === true ? 'required' : '',
    attribute.multivalued === true ? 'multi-value' : '',
    attribute.caseExact === true ? 'exact case' : '',
  ];
  return [attribute.type ?? 'String', ...marks].filter((text) => text !== '').join(', ');
};

function attributeDifferences(place: string, { before, after }: Pair<AttributeDefinition>): readonly Difference[] {
  const area = 'attribute';
  const name = (after ?? before)?.name ?? '';
  if (before === null || after === null)
    return differenceOf({
      area,
      place,
      what: `attribute "${name}"`,
      before: before === null ? null : inWords(before),
      after: after === null ? null : inWords(after),
    });
  const pair = { before: normalised(before), after: normalised(after) };
  const what = (member: string): string => `${memberNames[member] ?? member} of "${name}"`;
  return memberDifferences(pair, { area, place, without: new Set(['name']), what }).map((one) => spoken(one));
}

/** A switch that is off reads as nothing when it is compared; a person reads yes and no. */
const spoken = (one: Difference): Difference => {
  if (one.before !== 'true' && one.after !== 'true') return one;
  const [before, after] = [one.before === 'true' ? 'yes' : 'no', one.after === 'true' ? 'yes' : 'no'];
  return {
    ...one,
    kind: 'changed',
    before,
    after,
    words: `${one.place}: ${one.what} changes from ${before} to ${after}.`,
  };
};

/** What the service notes about its own reading of a directory. */
const noise = new Set(['id', 'name', 'objects', 'version', 'discoveryDateTime', 'discoverabilities']);

function objectDifferences(directory: string, { before, after }: Pair<ObjectDefinition>): readonly Difference[] {
  const area = 'attribute';
  const place = `${directory}, ${(after ?? before)?.name ?? ''}`;
  const sides = [before, after].map((one) => (one === null ? null : `${(one.attributes ?? []).length} attributes`));
  if (before === null || after === null)
    return differenceOf({ area, place, what: 'object', before: sides[0] ?? null, after: sides[1] ?? null });
  const pairs = differingPairs(
    { before: before.attributes ?? [], after: after.attributes ?? [] },
    {
      key: (attribute) => attribute.name,
      same: (one, other) => valueInWords(normalised(one)) === valueInWords(normalised(other)),
    },
  );
  return [
    ...memberDifferences(
      { before, after },
      { area, place, without: new Set(['name', 'attributes']), what: (name) => name },
    ),
    ...pairs.flatMap((pair) => attributeDifferences(place, pair)),
  ];
}

const byName = { key: (item: { readonly name: string }) => item.name, same: () => false };

/** Takes the directories of two schemas; gives what differs in meaning: directories, objects, attributes and their members. Pure. */
export function directoryDifferences(
  before: readonly DirectoryDefinition[],
  after: readonly DirectoryDefinition[],
): readonly Difference[] {
  return differingPairs({ before, after }, byName).flatMap((pair) => {
    const place = (pair.after ?? pair.before)?.name ?? '';
    const area = 'attribute';
    const sides = [pair.before, pair.after].map((one) =>
      one === null ? null : `${(one.objects ?? []).length} objects`,
    );
    if (pair.before === null || pair.after === null)
      return differenceOf({ area, place, what: 'directory', before: sides[0] ?? null, after: sides[1] ?? null });
    const objects = { before: pair.before.objects ?? [], after: pair.after.objects ?? [] };
    return [
      ...memberDifferences(
        { before: pair.before, after: pair.after },
        { area, place, without: noise, what: (name) => name },
      ),
      ...differingPairs(objects, byName).flatMap((one) => objectDifferences(place, one)),
    ];
  });
}
