import { z } from 'zod';
import type { SynchronizationSchema } from '#core/graph/shapes';
import { CoreError } from '#core/rpc/errors';

/** The rule by which one kind of object is provisioned, and the name that the schema gives to that kind. */
export interface SelectedRule {
  readonly ruleId: string;
  readonly objectTypeName: string;
}

const Metadata = z.array(z.looseObject({ key: z.string(), value: z.string().nullish() }));

/** Some rules say themselves whether they can be carried out on demand; most say nothing. */
function saysUnsupported({ metadata }: Readonly<Record<string, unknown>>): boolean {
  const entries = Metadata.safeParse(metadata).data ?? [];
  return entries.some(
    ({ key, value }) => key.toLowerCase() === 'supportsprovisionondemand' && value?.toLowerCase() === 'false',
  );
}

const unsupported = (): CoreError =>
  new CoreError('conflict', 'The service does not provision on demand by this rule of the application.', {
    reason: 'onDemandUnsupported',
    nextStep: 'Wait for the next cycle, about every 40 minutes, and look at the log.',
  });

/**
 * Takes a schema and a kind of object; gives the rule that provisions it: the first by priority with an enabled object mapping.
 * Raises `conflict` (objectTypeNotProvisioned) when there is none, and (onDemandUnsupported) when the rule says that it cannot.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationrule
 */
export function selectRule(schema: SynchronizationSchema, kind: 'User' | 'Group'): SelectedRule {
  const rules = [...(schema.synchronizationRules ?? [])].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
  for (const rule of rules) {
    const mapping = rule.objectMappings?.find(
      (candidate) => candidate.sourceObjectName.toLowerCase() === kind.toLowerCase() && candidate.enabled !== false,
    );
    if (mapping === undefined) continue;
    if (saysUnsupported(rule)) throw unsupported();
    return { ruleId: rule.id, objectTypeName: mapping.sourceObjectName };
  }
  throw new CoreError('conflict', `This application does not provision ${kind === 'User' ? 'people' : 'groups'}.`, {
    reason: 'objectTypeNotProvisioned',
    nextStep: 'Look at its object mappings: there is none for this kind of object, or it is turned off.',
  });
}
