import { fromAttributeMappingSource } from '#core/expressions/attribute-mapping-source';
import type { ObjectMapping, SynchronizationRule, SynchronizationSchema } from '#core/graph/shapes';
import { compileScopingFilter } from '#core/schema/scoping-filter';
import { attributesOf as readBy } from '#core/scope/rewrites';

/** How people travel in a schema. */
export interface PersonObject {
  readonly rule: SynchronizationRule;
  readonly mapping: ObjectMapping;
  readonly enabled: boolean;
}

/**
 * Takes a schema; gives the object mapping of people by which the service provisions them: the first enabled one by priority of
 * the rules, else one that is turned off, else null. Pure.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationrule
 */
export function personObject(schema: SynchronizationSchema): PersonObject | null {
  const rules = [...(schema.synchronizationRules ?? [])].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
  const all = rules.flatMap((rule) =>
    (rule.objectMappings ?? [])
      .filter(({ sourceObjectName }) => sourceObjectName.toLowerCase() === 'user')
      .map((mapping) => ({ rule, mapping, enabled: mapping.enabled !== false })),
  );
  return all.find(({ enabled }) => enabled) ?? all[0] ?? null;
}

/** Takes how people travel; gives the names of the source attributes that its filter and its mappings look at. Pure. */
export function attributesLookedAt({ mapping }: PersonObject): readonly string[] {
  const mapped = (mapping.attributeMappings ?? []).flatMap(({ source }) => {
    const tree = source === null ? undefined : fromAttributeMappingSource(source).tree;
    return tree === undefined ? [] : readBy(tree);
  });
  return [...new Set([...compileScopingFilter(mapping.scope).attributes, ...mapped])];
}
