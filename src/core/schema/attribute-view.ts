import { z } from 'zod';
import type { AttributeDefinition, DirectoryDefinition } from '#core/graph/shapes';
import type { AttributeView } from '#shared/model/attribute-definition';

const KeyValues = z.array(z.looseObject({ key: z.string(), value: z.unknown().optional() })).nullish();
const References = z
  .array(z.looseObject({ referencedObjectName: z.string(), referencedProperty: z.string().nullish() }))
  .nullish();

/** Marks what an administrator put into the list. Source: learn.microsoft.com/graph/api/resources/synchronization-attributedefinition (metadata) */
export const customMark = { key: 'IsCustomerDefined', value: 'true' } as const;

const isCustom = (metadata: unknown): boolean => {
  const entries = KeyValues.safeParse(metadata);
  return (
    entries.success &&
    (entries.data ?? []).some(
      ({ key, value }) =>
        key === customMark.key && String(value).replaceAll('"', '').toLowerCase() === customMark.value,
    )
  );
};

const referencesOf = (value: unknown): AttributeView['referencedObjects'] => {
  const parsed = References.safeParse(value);
  if (!parsed.success) return [];
  return (parsed.data ?? []).map((one) => ({
    object: one.referencedObjectName,
    property: one.referencedProperty ?? null,
  }));
};

const expressionsOf = (value: unknown): AttributeView['apiExpressions'] => {
  const parsed = KeyValues.safeParse(value);
  if (!parsed.success) return [];
  return (parsed.data ?? []).map((one) => ({ key: one.key, value: typeof one.value === 'string' ? one.value : '' }));
};

/** Types are written in capitals or not. */
const typeOf = (type: string | null | undefined): string => {
  const text = type ?? 'String';
  return text.replace(/^./, (first) => first.toUpperCase());
};

/**
 * Takes an attribute of a schema; gives it with what the service leaves out filled in. Pure.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-attributedefinition
 */
export const attributeView = (attribute: AttributeDefinition): AttributeView => ({
  name: attribute.name,
  type: typeOf(attribute.type),
  anchor: attribute.anchor ?? false,
  required: attribute.required ?? false,
  multivalued: attribute.multivalued ?? false,
  caseExact: attribute.caseExact ?? false,
  mutability: attribute.mutability ?? 'ReadWrite',
  referencedObjects: referencesOf(attribute.referencedObjects),
  apiExpressions: expressionsOf(attribute.apiExpressions),
  custom: isCustom(attribute.metadata),
});

/** Takes the directories of a schema, a directory's name and an object's name; gives the object's attributes; empty when the schema does not say. Pure. */
export function attributesOf(
  directories: readonly DirectoryDefinition[] | null | undefined,
  place: { readonly directory: string | null | undefined; readonly object: string },
): readonly AttributeView[] {
  const directory = directories?.find((candidate) => candidate.name === place.directory);
  const object = directory?.objects?.find((candidate) => candidate.name === place.object);
  return (object?.attributes ?? []).map(attributeView);
}
