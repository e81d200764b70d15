import { z } from 'zod';

const attributeTypes = ['String', 'Integer', 'Reference', 'Binary', 'Boolean', 'DateTime'] as const;

/** One row of an article's attribute table. */
export const AttributeFacts = z.strictObject({
  name: z.string().min(1),
  type: z.enum(attributeTypes),
  filterable: z.boolean().nullable().describe('"Supported for filtering"; null: the column is missing'),
  required: z.boolean().nullable(),
  matchingPriority: z.number().int().nullable().describe('Only where the article says so; null: the live schema knows'),
  flowType: z.enum(['Always', 'ObjectAddOnly', 'MultiValueAddOnly', 'ValueAddOnly', 'AttributeAddOnly']).optional(),
  mappedByDefault: z.boolean().optional(),
  allowedValues: z.array(z.string()).optional(),
  note: z.string().optional(),
});
export type AttributeFacts = z.infer<typeof AttributeFacts>;

/** A mapping that the administrator has to add, change or remove. `{{entraTenantId}}` in a default stands for the tenant id. */
export const ExtraAttributeMapping = z.strictObject({
  action: z.enum(['add', 'edit', 'remove']).default('add'),
  targetAttributeName: z.string().min(1),
  source: z.strictObject({
    type: z.enum(['Attribute', 'Constant', 'Function']),
    name: z.string().optional(),
    expression: z.string().optional(),
  }),
  defaultValue: z.string().nullable().optional(),
  matchingPriority: z.number().int().optional(),
  flowType: z.enum(['Always', 'ObjectAddOnly']).optional(),
});
export type ExtraAttributeMapping = z.infer<typeof ExtraAttributeMapping>;

/** What an article says about mapping one kind of object. */
export const ObjectMappingFacts = z.strictObject({
  sourceObjectName: z.string(),
  targetObjectName: z.string(),
  flowTypes: z.string().optional(),
  attributesSource: z
    .enum(['table', 'image', 'none'])
    .describe('image: the article shows the attributes only in a picture'),
  image: z.string().nullable().optional(),
  schemaDiscovery: z.boolean().optional(),
  customExtensionPrefix: z.string().optional(),
  attributes: z.array(AttributeFacts),
  extraAttributeMappings: z.array(ExtraAttributeMapping).optional(),
});
export type ObjectMappingFacts = z.infer<typeof ObjectMappingFacts>;
