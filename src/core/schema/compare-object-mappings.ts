import type { AttributeMapping, ScopingFilter } from '#shared/model/attribute-mapping';
import type { Difference } from '#shared/model/difference';
import { sourceExpression } from './attribute-source.ts';
import { describeScopingFilter, sameScopingFilter } from './compare-filters.ts';
import { attributeMappingDefaults, describeAttributeMapping, sameAttributeMapping } from './compare-mappings.ts';
import { difference, differenceOf, differingPairs, memberDifferences, type Pair, valueInWords } from './differences.ts';

/** One object mapping, of a schema or of a configuration; null or undefined = nothing is said about it. */
export interface ComparedObjectMapping {
  readonly place: string;
  readonly enabled: boolean | null;
  readonly actions: string | null;
  readonly filter: ScopingFilter | null | undefined;
  readonly attributes: readonly AttributeMapping[] | undefined;
}

const memberNames: Readonly<Record<string, string>> = {
  defaultValue: 'default value',
  exportMissingReferences: 'export of missing references',
  flowBehavior: 'flow behaviour',
  flowType: 'when it is applied',
  matchingPriority: 'matching precedence',
};

const defaults: Readonly<Record<string, unknown>> = attributeMappingDefaults;
const own = new Set(['targetAttributeName', 'source', ...Object.keys(defaults)]);

/** What the service fills in, and precedence 0, read as nothing. */
function stated(mapping: AttributeMapping, name: string): string | null {
  const value = mapping[name];
  return value === defaults[name] ? null : valueInWords(value);
}

const orNone = (text: string | null): string => text ?? 'none';

function changedMapping(place: string, before: AttributeMapping, after: AttributeMapping): readonly Difference[] {
  const target = after.targetAttributeName;
  const area = 'attributeMapping';
  const members = Object.keys(defaults).flatMap((name) => {
    const sides = [stated(before, name), stated(after, name)] as const;
    if (sides[0] === sides[1]) return [];
    const what = `${memberNames[name] ?? name} of "${target}"`;
    const usual = valueInWords(defaults[name]);
    return [difference({ area, place, what, before: orNone(sides[0] ?? usual), after: orNone(sides[1] ?? usual) })];
  });
  const sources = [sourceExpression(before.source), sourceExpression(after.source)] as const;
  const sameSourceText = sameAttributeMapping(
    { targetAttributeName: target, source: before.source },
    { targetAttributeName: target, source: after.source },
  );
  return [
    ...(sameSourceText
      ? []
      : [difference({ area, place, what: `source of "${target}"`, before: sources[0], after: sources[1] })]),
    ...members,
    ...memberDifferences({ before, after }, { area, place, without: own, what: (name) => `${name} of "${target}"` }),
  ];
}

const meansTheSame = (one: AttributeMapping, other: AttributeMapping): boolean =>
  changedMapping('', one, other).length === 0;

function mappingDifferences(place: string, { before, after }: Pair<AttributeMapping>): readonly Difference[] {
  if (before !== null && after !== null) return changedMapping(place, before, after);
  return differenceOf({
    area: 'attributeMapping',
    place,
    what: `mapping of "${(before ?? after)?.targetAttributeName ?? ''}"`,
    before: before === null ? null : describeAttributeMapping(before),
    after: after === null ? null : describeAttributeMapping(after),
  });
}

/** Takes two lists of attribute mappings and where they are; gives what differs in meaning. Pure. */
export const attributeMappingDifferences = (
  place: string,
  lists: { readonly before: readonly AttributeMapping[]; readonly after: readonly AttributeMapping[] },
): readonly Difference[] =>
  differingPairs(lists, { key: (mapping) => mapping.targetAttributeName, same: meansTheSame }).flatMap((pair) =>
    mappingDifferences(place, pair),
  );

const onOff = (enabled: boolean | null): string | null => {
  if (enabled === null) return null;
  return enabled ? 'on' : 'off';
};

const count = (attributes: readonly AttributeMapping[] | undefined): string | null => {
  if (attributes === undefined) return null;
  return `${attributes.length} attribute ${attributes.length === 1 ? 'mapping' : 'mappings'}`;
};

const summary = (mapping: ComparedObjectMapping): string =>
  [onOff(mapping.enabled), mapping.actions, count(mapping.attributes), describeScopingFilter(mapping.filter)]
    .filter((text) => text !== null && text !== '')
    .join(', ');

const filterWords = (filter: ScopingFilter | null | undefined): string | null =>
  filter === undefined ? null : (describeScopingFilter(filter) ?? 'none');

function filterDifferences(before: ComparedObjectMapping, after: ComparedObjectMapping): readonly Difference[] {
  const bothStated = before.filter !== undefined && after.filter !== undefined;
  if (bothStated && sameScopingFilter(before.filter, after.filter)) return [];
  return differenceOf({
    area: 'scopingFilter',
    place: after.place,
    what: 'scoping filter',
    before: filterWords(before.filter),
    after: filterWords(after.filter),
  });
}

function listDifferences(before: ComparedObjectMapping, after: ComparedObjectMapping): readonly Difference[] {
  if (before.attributes !== undefined && after.attributes !== undefined)
    return attributeMappingDifferences(after.place, { before: before.attributes, after: after.attributes });
  return differenceOf({
    area: 'attributeMapping',
    place: after.place,
    what: 'list of attribute mappings',
    before: count(before.attributes),
    after: count(after.attributes),
  });
}

/** Takes one object mapping before and after; gives what differs in meaning: switch, actions, filter, attribute mappings. Pure. */
export function objectMappingDifferences({ before, after }: Pair<ComparedObjectMapping>): readonly Difference[] {
  const area = 'objectMapping';
  const place = (after ?? before)?.place ?? '';
  if (before === null || after === null)
    return differenceOf({
      area,
      place,
      what: 'object mapping',
      before: before === null ? null : summary(before),
      after: after === null ? null : summary(after),
    });
  return [
    ...differenceOf({
      area,
      place,
      what: 'object mapping',
      before: onOff(before.enabled),
      after: onOff(after.enabled),
    }),
    ...differenceOf({ area, place, what: 'actions', before: before.actions, after: after.actions }),
    ...filterDifferences(before, after),
    ...listDifferences(before, after),
  ];
}
