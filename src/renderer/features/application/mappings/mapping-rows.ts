import { editedMappings, type ObjectMappingEdits } from '#shared/mappings/edits';
import { type EditedObjectMapping, type MappingProblem, mappingProblems } from '#shared/mappings/problems';
import type { AttributeView } from '#shared/model/attribute-definition';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import type { ObjectMappingView } from '#shared/model/mappings';

/** One row of the table: a mapping as it shall be, and what happened to it. */
export interface EditedRow {
  readonly key: string;
  readonly mapping: AttributeMapping;
  readonly state: 'same' | 'new' | 'changed' | 'removed';
}

/** Takes an object mapping and its edits; gives the rows: the live order, removed ones in their place, new ones at the end. Pure. */
export function editedRows({ mappings }: ObjectMappingView, edits: ObjectMappingEdits): readonly EditedRow[] {
  const counts = new Map<string, number>();
  const rows = mappings.map((live): EditedRow => {
    const name = live.targetAttributeName;
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    const key = `${name}#${count}`;
    const edit = edits.mappings[name];
    if (edit === null) return { key, mapping: live, state: 'removed' };
    // Of several mappings of one target only the first is edited.
    return edit === undefined || count > 0
      ? { key, mapping: live, state: 'same' }
      : { key, mapping: edit, state: 'changed' };
  });
  const added = Object.entries(edits.mappings).flatMap(([name, mapping]): EditedRow[] =>
    mapping === null || counts.has(name) ? [] : [{ key: `${name}#0`, mapping, state: 'new' }],
  );
  return [...rows, ...added];
}

/** Takes an object mapping and edits of it; gives the edit as the rules judge it. Pure. */
export const judged = (object: ObjectMappingView, edits: ObjectMappingEdits): EditedObjectMapping => ({
  source: object.source,
  target: object.target,
  enabledBefore: object.enabled,
  enabled: edits.enabled ?? object.enabled,
  before: object.mappings,
  after: editedMappings(object.mappings, edits),
  sourceAttributes: object.sourceAttributes,
  targetAttributes: object.targetAttributes,
  definitions: Object.values(edits.attributes).filter((definition) => definition !== null),
  removedDefinitions: Object.entries(edits.attributes).flatMap(([name, one]) => (one === null ? [name] : [])),
});

/** Takes an object mapping and edits; gives what is refused or regretted of them. Pure. */
export const problemsOf = (object: ObjectMappingView, edits: ObjectMappingEdits): readonly MappingProblem[] =>
  mappingProblems(judged(object, edits));

/** Takes an object mapping, its edits, and a mapping that somebody adds; gives what is wrong with adding it beside all others. Pure. */
export function problemsOfAdding(
  object: ObjectMappingView,
  edits: ObjectMappingEdits,
  added: AttributeMapping,
): readonly MappingProblem[] {
  const edit = judged(object, edits);
  return mappingProblems({ ...edit, after: [...edit.after, added] });
}

/** Takes an object mapping and its edits; gives the target attributes as the list will be. Pure. */
export function editedAttributes(
  { targetAttributes }: ObjectMappingView,
  { attributes }: ObjectMappingEdits,
): readonly AttributeView[] {
  const known = new Set(targetAttributes.map(({ name }) => name));
  const kept = targetAttributes
    .filter(({ name }) => attributes[name] !== null)
    .map((live) => ({ ...live, ...stated(attributes[live.name] ?? {}) }));
  const added = Object.values(attributes).flatMap((definition) =>
    definition === null || known.has(definition.name)
      ? []
      : [{ ...plain, custom: true, ...stated(definition), name: definition.name }],
  );
  return [...kept, ...added];
}

const plain: Omit<AttributeView, 'name'> = {
  type: 'String',
  anchor: false,
  required: false,
  multivalued: false,
  caseExact: false,
  mutability: 'ReadWrite',
  referencedObjects: [],
  apiExpressions: [],
  custom: true,
};

/** A member that is left out says nothing, also where it is there and undefined. */
const stated = (definition: Partial<Record<keyof AttributeView, unknown>>): Partial<AttributeView> =>
  Object.fromEntries(Object.entries(definition).filter(([, value]) => value !== undefined));
