import { z } from 'zod';

/** Types of attributes. Source: learn.microsoft.com/graph/api/resources/synchronization-attributedefinition */
export const attributeTypes = ['String', 'Integer', 'Reference', 'Binary', 'Boolean', 'DateTime'] as const;
export const AttributeType = z.enum(attributeTypes);
export type AttributeType = z.infer<typeof AttributeType>;

/** Where the value stands in an answer of the target's API, where that cannot be told from the name. */
export const ApiExpression = z.strictObject({ key: z.string().min(1).max(400), value: z.string().max(2000) });
export type ApiExpression = z.infer<typeof ApiExpression>;

/** Which objects a reference points to. */
export const ReferencedObject = z.strictObject({
  object: z.string().min(1).max(200),
  property: z.string().max(200).nullable().default(null),
});
export type ReferencedObject = z.infer<typeof ReferencedObject>;

/** An attribute of the target as an administrator wants it defined. Members left out stay as they are; new ones get the usual. */
export const AttributeDefinitionConfiguration = z.strictObject({
  name: z.string().min(1).max(400),
  type: AttributeType.optional(),
  required: z.boolean().optional(),
  multivalued: z.boolean().optional(),
  caseExact: z.boolean().optional(),
  referencedObjects: z.array(ReferencedObject).max(50).optional(),
  apiExpressions: z.array(ApiExpression).max(50).optional(),
});
export type AttributeDefinitionConfiguration = z.infer<typeof AttributeDefinitionConfiguration>;

/** An attribute of a directory object as the live schema has it, with what the service leaves out filled in. */
export const AttributeView = z.strictObject({
  name: z.string(),
  /** As the service writes it: a type that is not known here is kept. */
  type: z.string(),
  /** The primary key of the object. */
  anchor: z.boolean(),
  required: z.boolean(),
  multivalued: z.boolean(),
  caseExact: z.boolean(),
  mutability: z.string(),
  referencedObjects: z.array(ReferencedObject),
  apiExpressions: z.array(ApiExpression),
  /** Added by an administrator, so it can be taken out of the list again. */
  custom: z.boolean(),
});
export type AttributeView = z.infer<typeof AttributeView>;
