import { canonicalJson } from '#core/journal/canonical-json';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import { sameSource, sourceExpression } from './attribute-source.ts';

/**
 * What the service fills in when a member is left out.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-attributemapping
 */
export const attributeMappingDefaults = {
  defaultValue: null,
  exportMissingReferences: false,
  flowBehavior: 'FlowWhenChanged',
  flowType: 'Always',
  matchingPriority: 0,
} as const;

const known = new Set(['targetAttributeName', 'source', ...Object.keys(attributeMappingDefaults)]);

/** A default value of '' and none at all mean the same to the service. */
const meaningOf = (mapping: AttributeMapping, name: keyof typeof attributeMappingDefaults): unknown => {
  const value = mapping[name];
  return value === undefined || value === null || value === '' ? attributeMappingDefaults[name] : value;
};

const isNoise = (name: string): boolean => name.includes('@odata');

const sameUnknownMembers = (live: AttributeMapping, wanted: AttributeMapping): boolean =>
  Object.entries(wanted)
    .filter(([name, value]) => !known.has(name) && !isNoise(name) && value !== undefined)
    .every(([name, value]) => canonicalJson(live[name]) === canonicalJson(value));

/**
 * Takes a mapping as it is and as it is wanted; says whether they mean the same. The order of members, `@odata` members,
 * defaults that the service adds and members that only the live one has do not count. Pure.
 */
export const sameAttributeMapping = (live: AttributeMapping, wanted: AttributeMapping): boolean =>
  live.targetAttributeName === wanted.targetAttributeName &&
  sameSource(live.source, wanted.source) &&
  (Object.keys(attributeMappingDefaults) as (keyof typeof attributeMappingDefaults)[]).every(
    (name) => meaningOf(live, name) === meaningOf(wanted, name),
  ) &&
  sameUnknownMembers(live, wanted);

/** Takes a mapping; gives it in words: source, default, matching, when it flows. Pure. */
export function describeAttributeMapping(mapping: AttributeMapping): string {
  const parts = [sourceExpression(mapping.source)];
  const defaultValue = meaningOf(mapping, 'defaultValue');
  if (defaultValue !== null) parts.push(`default ${JSON.stringify(defaultValue)}`);
  const priority = meaningOf(mapping, 'matchingPriority');
  if (priority !== 0) parts.push(`matching precedence ${String(priority)}`);
  const flowType = meaningOf(mapping, 'flowType');
  if (flowType !== 'Always')
    parts.push(flowType === 'ObjectAddOnly' ? 'only during object creation' : String(flowType));
  const behavior = meaningOf(mapping, 'flowBehavior');
  if (behavior !== 'FlowWhenChanged') parts.push(String(behavior));
  if (meaningOf(mapping, 'exportMissingReferences') !== false) parts.push('exports missing references');
  return parts.join(', ');
}

/** A mapping before and after; null = not there. */
export interface AttributeMappingChange {
  readonly targetAttributeName: string;
  readonly before: AttributeMapping | null;
  readonly after: AttributeMapping | null;
}

/** The service allows several mappings of one target attribute, so they are told apart by their number. */
const byTarget = (mappings: readonly AttributeMapping[]): Map<string, AttributeMapping> => {
  const counts = new Map<string, number>();
  return new Map(
    mappings.map((mapping) => {
      const count = counts.get(mapping.targetAttributeName) ?? 0;
      counts.set(mapping.targetAttributeName, count + 1);
      return [`${mapping.targetAttributeName}#${count}`, mapping];
    }),
  );
};

/** Takes the live list and the complete wanted list; gives what differs: changed and new ones in the wanted order, then removed ones. Pure. */
export function attributeMappingChanges(
  live: readonly AttributeMapping[],
  wanted: readonly AttributeMapping[],
): readonly AttributeMappingChange[] {
  const before = byTarget(live);
  const after = byTarget(wanted);
  const changes: AttributeMappingChange[] = [];
  for (const [key, mapping] of after) {
    const old = before.get(key) ?? null;
    if (old !== null && sameAttributeMapping(old, mapping)) continue;
    changes.push({ targetAttributeName: mapping.targetAttributeName, before: old, after: mapping });
  }
  for (const [key, mapping] of before) {
    if (!after.has(key))
      changes.push({ targetAttributeName: mapping.targetAttributeName, before: mapping, after: null });
  }
  return changes;
}
