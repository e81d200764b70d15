import type { SynchronizationSchema } from '#core/graph/shapes';
import { CoreError } from '#core/rpc/errors';

/** The rule by which one kind of object is provisioned, and the name that the schema gives to that kind. */
export interface SelectedRule {
  readonly ruleId: string;
  readonly objectTypeName: string;
}

/**
 * Takes a schema and a kind of object; gives the rule that provisions it: the first by priority with an enabled object mapping.
 * Raises `conflict` (objectTypeNotProvisioned) when there is none.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationrule
 */
export function selectRule(schema: SynchronizationSchema, kind: 'User' | 'Group'): SelectedRule {
  const rules = [...(schema.synchronizationRules ?? [])].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
  for (const rule of rules) {
    const mapping = rule.objectMappings?.find(
      (candidate) => candidate.sourceObjectName.toLowerCase() === kind.toLowerCase() && candidate.enabled !== false,
    );
    if (mapping !== undefined) return { ruleId: rule.id, objectTypeName: mapping.sourceObjectName };
  }
  throw new CoreError('conflict', `This application does not provision ${kind === 'User' ? 'people' : 'groups'}.`, {
    reason: 'objectTypeNotProvisioned',
    nextStep: 'Look at its object mappings: there is none for this kind of object, or it is turned off.',
  });
}
