import type { AttributeMapping, ScopingFilter } from '#shared/model/attribute-mapping';
import type { ObjectFlowAction, ObjectMappingConfiguration } from '#shared/model/configuration';

/** What a person changed of one object mapping; what is left out stays. */
export interface MappingEdit {
  readonly enabled?: boolean;
  readonly actions?: readonly ObjectFlowAction[];
  /** Target attributes whose mapping is taken away. */
  readonly removed?: readonly string[];
}

/** Edits by the name of the object mapping. */
export type MappingEdits = Readonly<Record<string, MappingEdit>>;

/** Takes an object mapping; gives a name for it that no other has. Pure. */
export const mappingKey = ({ source, target }: Pick<ObjectMappingConfiguration, 'source' | 'target'>): string =>
  `${source} → ${target}`;

/** Takes object mappings and edits; gives the mappings as they shall be. Pure. */
export const edited = (
  mappings: readonly ObjectMappingConfiguration[],
  edits: MappingEdits,
): ObjectMappingConfiguration[] =>
  mappings.map((mapping) => {
    const { enabled, actions, removed = [] } = edits[mappingKey(mapping)] ?? {};
    return {
      ...mapping,
      ...(enabled === undefined ? {} : { enabled }),
      ...(actions === undefined ? {} : { actions: [...actions] }),
      ...(removed.length === 0
        ? {}
        : {
            attributeMappings: (mapping.attributeMappings ?? []).filter(
              ({ targetAttributeName }) => !removed.includes(targetAttributeName),
            ),
          }),
    };
  });

/** Takes edits; counts what they change. Pure. */
export const countEdits = (edits: MappingEdits): number =>
  Object.values(edits).reduce(
    (sum, { enabled, actions, removed = [] }) =>
      sum + Number(enabled !== undefined) + Number(actions !== undefined) + removed.length,
    0,
  );

/** Takes where a mapping gets its value; gives it in one line, as the admin center shows it. Pure. */
export function sourceText({ source }: AttributeMapping): string | null {
  if (source === null) return null;
  if (typeof source.expression === 'string' && source.expression !== '') return source.expression;
  if (source.type === 'Constant') return `"${source.name ?? ''}"`;
  return source.name ?? source.type;
}

/** Takes a scoping filter; gives its groups, each as its conditions. Groups are alternatives, conditions of one are all needed. Pure. */
export const filterTexts = (filter: ScopingFilter): readonly (readonly string[])[] =>
  filter.groups.map(({ clauses }) =>
    clauses.map(({ sourceOperandName, operatorName, targetOperand }) =>
      [sourceOperandName, operatorName, targetOperand?.values.join(', ') ?? ''].join(' ').trim(),
    ),
  );
