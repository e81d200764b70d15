import { z } from 'zod';

/** Where an attribute mapping takes its value from. Source: learn.microsoft.com/graph/api/resources/synchronization-attributemappingsource */
export interface AttributeMappingSource {
  readonly type: string;
  readonly name?: string | null | undefined;
  readonly expression?: string | null | undefined;
  readonly parameters?: readonly { readonly key: string; readonly value: AttributeMappingSource }[] | null | undefined;
}

/** Parses {@link AttributeMappingSource}; members that are unknown here are kept. */
export const AttributeMappingSource: z.ZodType<AttributeMappingSource> = z.lazy(() =>
  z.looseObject({
    type: z.string(),
    name: z.string().nullish(),
    expression: z.string().nullish(),
    parameters: z.array(z.looseObject({ key: z.string(), value: AttributeMappingSource })).nullish(),
  }),
);

/**
 * One attribute mapping as the service keeps it. `source` null means the portal's mapping type "None".
 * Source: learn.microsoft.com/graph/api/resources/synchronization-attributemapping
 */
export const AttributeMapping = z.looseObject({
  targetAttributeName: z.string().min(1).max(400),
  source: AttributeMappingSource.nullable(),
  defaultValue: z.string().nullish(),
  flowBehavior: z.string().nullish(),
  flowType: z.string().nullish(),
  matchingPriority: z.number().int().nullish(),
  exportMissingReferences: z.boolean().nullish(),
});
export type AttributeMapping = z.infer<typeof AttributeMapping>;

/** One clause of a scoping filter. Source: learn.microsoft.com/graph/api/resources/synchronization-filterclause */
export const FilterClause = z.looseObject({
  operatorName: z.string().min(1),
  sourceOperandName: z.string().min(1),
  targetOperand: z.looseObject({ values: z.array(z.string()) }).nullish(),
});
export type FilterClause = z.infer<typeof FilterClause>;

/** Clauses joined by AND. Source: learn.microsoft.com/graph/api/resources/synchronization-filtergroup */
export const FilterGroup = z.looseObject({ name: z.string().nullish(), clauses: z.array(FilterClause) });
export type FilterGroup = z.infer<typeof FilterGroup>;

/** A scoping filter: groups joined by OR. Source: learn.microsoft.com/graph/api/resources/synchronization-filter */
export const ScopingFilter = z.looseObject({
  groups: z.array(FilterGroup),
  inputFilterGroups: z.array(FilterGroup).nullish(),
  categoryFilterGroups: z.array(FilterGroup).nullish(),
});
export type ScopingFilter = z.infer<typeof ScopingFilter>;
