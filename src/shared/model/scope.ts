import { z } from 'zod';
import { AttributeMapping, ScopingFilter } from './attribute-mapping.ts';
import { ServicePrincipalId, SynchronizationJobId } from './ids.ts';
import { Warning } from './plan.ts';

/** A source attribute that a scoping filter may look at. */
export const FilterAttribute = z.strictObject({
  name: z.string().max(400),
  type: z.string().max(80).nullable(),
  multivalued: z.boolean(),
});
export type FilterAttribute = z.infer<typeof FilterAttribute>;

/** An operator of scoping filters. Source: learn.microsoft.com/graph/api/resources/synchronization-filteroperatorschema */
export const FilterOperator = z.strictObject({
  name: z.string().max(120),
  /** Unary operators take no value. */
  arity: z.enum(['Unary', 'Binary']),
  types: z.array(z.string().max(80)).max(50),
});
export type FilterOperator = z.infer<typeof FilterOperator>;

/** What a rule says about a filter. `refused`: the service would not take it, or it could not do what it looks like. */
export const FilterFinding = z.strictObject({
  severity: z.enum(['refused', 'warning', 'note']),
  code: z.string(),
  group: z.number().int(),
  /** null: about the group as a whole. */
  clause: z.number().int().nullable(),
  message: z.string(),
});
export type FilterFinding = z.infer<typeof FilterFinding>;

/** A permission that is not there, why it is asked for, and what cannot be known without it. */
export const MissingPermission = z.strictObject({ scope: z.string(), reason: z.string(), cannotKnow: z.string() });
export type MissingPermission = z.infer<typeof MissingPermission>;

/** An app role that people can have. */
export const RoleView = z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() });
export type RoleView = z.infer<typeof RoleView>;

/** A person or a group that is assigned to an application. */
export const AssignmentView = z.strictObject({
  id: z.string(),
  principalId: z.string(),
  kind: z.enum(['person', 'group', 'other']),
  displayName: z.string(),
  role: z.string(),
  warnings: z.array(Warning),
});
export type AssignmentView = z.infer<typeof AssignmentView>;

/** One kind of object: whether it is provisioned, its filter, and what a filter can look at. */
export const ScopedObject = z.strictObject({
  source: z.string(),
  target: z.string(),
  enabled: z.boolean(),
  filter: ScopingFilter.nullable(),
  inWords: z.string().nullable(),
  attributes: z.array(FilterAttribute),
});
export type ScopedObject = z.infer<typeof ScopedObject>;

/** Accidental-deletion prevention. */
export const DeletionThreshold = z.strictObject({ enabled: z.boolean(), value: z.number().int().nullable() });
export type DeletionThreshold = z.infer<typeof DeletionThreshold>;

/** Who is in scope of an application, and by which rules. */
export const ScopeView = z.strictObject({
  application: z.string(),
  servicePrincipalId: ServicePrincipalId,
  jobId: SynchronizationJobId,
  /** Of the schema that the filters stand in: an edit is made on this one. */
  version: z.string().nullable(),
  hasRun: z.boolean(),
  people: z.enum(['assigned', 'everyone']),
  skipOutOfScopeDeletions: z.boolean(),
  deletionThreshold: DeletionThreshold,
  notificationEmail: z.string().nullable(),
  roles: z.array(RoleView),
  assignments: z.array(AssignmentView),
  objects: z.array(ScopedObject),
  operators: z.array(FilterOperator),
  missing: z.array(MissingPermission),
});
export type ScopeView = z.infer<typeof ScopeView>;

/** How many objects of one kind enter and leave; `open`: it cannot be told for so many. */
export const ScopeCounts = z.strictObject({
  read: z.number().int(),
  before: z.number().int(),
  after: z.number().int(),
  entering: z.number().int(),
  leaving: z.number().int(),
  open: z.number().int(),
  /** The first ones, in the order in which the directory gives them. */
  enteringNames: z.array(z.string()),
  leavingNames: z.array(z.string()),
});
export type ScopeCounts = z.infer<typeof ScopeCounts>;

/** What a mapping change does to one target attribute of people who are in scope before and after. */
export const Rewrite = z.strictObject({
  object: z.string(),
  targetAttributeName: z.string(),
  before: AttributeMapping.nullable(),
  after: AttributeMapping.nullable(),
  people: z.number().int(),
  /** Why nobody's account is written because of it, whatever the values; null = it depends on them. */
  writesNobody: z.enum(['removed', 'onlyOnCreate']).nullable(),
  /** Our evaluator or the directory could not tell for so many. */
  open: z.number().int(),
  examples: z.array(z.strictObject({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});
export type Rewrite = z.infer<typeof Rewrite>;

/** What a change of scope or mappings comes to, before it is saved. */
export const Impact = z.strictObject({
  id: z.string(),
  application: z.string(),
  servicePrincipalId: ServicePrincipalId,
  /** false: no first cycle has ended, so that accounts may come into being at this moment. */
  hasRun: z.boolean(),
  people: ScopeCounts,
  /** null: groups are not provisioned, before and after. */
  groups: ScopeCounts.nullable(),
  effects: z.strictObject({
    creates: z.number().int(),
    updates: z.number().int(),
    disables: z.number().int(),
    deletes: z.number().int(),
  }),
  threshold: DeletionThreshold.extend({ held: z.boolean() }),
  rewrites: z.array(Rewrite),
  cycle: z.strictObject({
    kind: z.enum(['initial', 'incremental', 'none']),
    restart: z.boolean(),
    reason: z.string(),
    objects: z.number().int(),
    minMinutes: z.number(),
    maxMinutes: z.number(),
  }),
  /** Set before a first cycle: begin with that few people and that threshold. */
  firstRun: z.strictObject({ people: z.number().int(), threshold: z.number().int(), message: z.string() }).nullable(),
  warnings: z.array(Warning),
  /** Why numbers are approximate; empty = they are exact as far as the directory says. */
  approximate: z.array(z.string()),
  missing: z.array(MissingPermission),
});
export type Impact = z.infer<typeof Impact>;

/** One row of a CSV of assignments that names somebody. */
export const AssignmentRow = z.strictObject({
  line: z.number().int(),
  kind: z.enum(['person', 'group']),
  principalId: z.string(),
  displayName: z.string(),
  /** Role as the configuration names it; null = a usable one is chosen. */
  role: z.string().nullable(),
  /** The person or group has that role already. */
  assigned: z.boolean(),
});
export type AssignmentRow = z.infer<typeof AssignmentRow>;

/** One row of a CSV that cannot be used. */
export const RowFault = z.strictObject({
  line: z.number().int(),
  text: z.string(),
  code: z.string(),
  message: z.string(),
  nextStep: z.string(),
});
export type RowFault = z.infer<typeof RowFault>;
