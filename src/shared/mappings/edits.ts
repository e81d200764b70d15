import { z } from 'zod';
import { AttributeDefinitionConfiguration } from '#shared/model/attribute-definition';
import { AttributeMapping } from '#shared/model/attribute-mapping';
import type { ObjectFlowAction, ObjectMappingConfiguration } from '#shared/model/configuration';

/** One change of an object mapping's attributes, as an editor or a repair makes it. */
export const MappingEdit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('putMapping'), mapping: AttributeMapping }),
  z.strictObject({ kind: z.literal('removeMapping'), target: z.string() }),
  z.strictObject({ kind: z.literal('defineAttribute'), definition: AttributeDefinitionConfiguration }),
  z.strictObject({ kind: z.literal('removeAttribute'), name: z.string() }),
]);
export type MappingEdit = z.infer<typeof MappingEdit>;

/** Everything that was changed of one object mapping. It says what is wanted, so it can be laid over newer mappings. */
export interface ObjectMappingEdits {
  readonly enabled?: boolean | undefined;
  readonly actions?: readonly ObjectFlowAction[] | undefined;
  /** By target attribute; null = removed. */
  readonly mappings: Readonly<Record<string, AttributeMapping | null>>;
  /** By name; null = leaves the attribute list. */
  readonly attributes: Readonly<Record<string, AttributeDefinitionConfiguration | null>>;
}

export const noEdits: ObjectMappingEdits = { mappings: {}, attributes: {} };

/** Takes edits and one more; gives them together. Pure. */
export function withEdit(edits: ObjectMappingEdits, edit: MappingEdit): ObjectMappingEdits {
  const { mappings, attributes } = edits;
  switch (edit.kind) {
    case 'putMapping':
      return { ...edits, mappings: { ...mappings, [edit.mapping.targetAttributeName]: edit.mapping } };
    case 'removeMapping':
      return { ...edits, mappings: { ...mappings, [edit.target]: null } };
    case 'defineAttribute': {
      const { name } = edit.definition;
      return { ...edits, attributes: { ...attributes, [name]: { ...attributes[name], ...edit.definition } } };
    }
    case 'removeAttribute':
      return { ...edits, attributes: { ...attributes, [edit.name]: null } };
  }
}

const without = <T>(record: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));

/** Takes edits and the target attribute of a mapping; takes back what was changed of it. Pure. */
export const withoutMappingEdit = (edits: ObjectMappingEdits, target: string): ObjectMappingEdits => ({
  ...edits,
  mappings: without(edits.mappings, target),
});

/** Takes edits and the name of an attribute; takes back what was changed of its definition. Pure. */
export const withoutAttributeEdit = (edits: ObjectMappingEdits, name: string): ObjectMappingEdits => ({
  ...edits,
  attributes: without(edits.attributes, name),
});

/** Takes edits; counts what they change. Pure. */
export const countEdits = ({ enabled, actions, mappings, attributes }: ObjectMappingEdits): number =>
  Number(enabled !== undefined) +
  Number(actions !== undefined) +
  Object.keys(mappings).length +
  Object.keys(attributes).length;

/**
 * Takes the attribute mappings as they are and edits; gives them as they shall be: changed ones in their place, new ones at the
 * end. Of several mappings of one target the first is changed, and removing takes all. Pure.
 */
export function editedMappings(
  live: readonly AttributeMapping[],
  { mappings }: ObjectMappingEdits,
): readonly AttributeMapping[] {
  const waiting = new Map(Object.entries(mappings));
  const kept = live.flatMap((mapping) => {
    const name = mapping.targetAttributeName;
    const edit = mappings[name];
    if (edit === null) return [];
    if (edit === undefined || !waiting.delete(name)) return [mapping];
    return [edit];
  });
  const added = [...waiting.values()].filter((mapping) => mapping !== null);
  return [...kept, ...added];
}

/** What of a live object mapping an edit is laid over. */
export interface LiveObjectMapping {
  readonly source: string;
  readonly target: string;
  readonly enabled: boolean;
  readonly actions: readonly ObjectFlowAction[];
  /** Actions that are not known here; they stay as long as nobody chooses others. */
  readonly otherActions: readonly string[];
  readonly scopingFilter: ObjectMappingConfiguration['scopingFilter'];
  readonly mappings: readonly AttributeMapping[];
}

/** Takes a live object mapping and edits; gives it as a configuration says it, with the edits in it. Pure. */
export function editedObjectMapping(live: LiveObjectMapping, edits: ObjectMappingEdits): ObjectMappingConfiguration {
  const targetAttributes = Object.values(edits.attributes).filter((definition) => definition !== null);
  const removed = Object.entries(edits.attributes).flatMap(([name, definition]) => (definition === null ? [name] : []));
  const actions = edits.actions ?? (live.otherActions.length === 0 ? live.actions : undefined);
  return {
    source: live.source,
    target: live.target,
    enabled: edits.enabled ?? live.enabled,
    ...(actions === undefined ? {} : { actions: [...actions] }),
    scopingFilter: live.scopingFilter ?? null,
    attributeMappings: [...editedMappings(live.mappings, edits)],
    ...(targetAttributes.length === 0 ? {} : { targetAttributes }),
    ...(removed.length === 0 ? {} : { removedTargetAttributes: removed }),
  };
}
