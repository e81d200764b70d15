import { z } from 'zod';
import { MappingEdit } from '#shared/mappings/edits';
import { AttributeView } from './attribute-definition.ts';
import { AttributeMapping, ScopingFilter } from './attribute-mapping.ts';
import { ObjectFlowAction } from './configuration.ts';
import { ServicePrincipalId, SynchronizationJobId, VendorId } from './ids.ts';

/** One way to put a finding right: edits that collect with a person's own, never written by themselves. */
export const Repair = z.strictObject({ label: z.string(), effect: z.string().nullable(), edits: z.array(MappingEdit) });
export type Repair = z.infer<typeof Repair>;

/** What a profile and the live schema disagree on. */
export const profileFindingCodes = [
  'missing',
  'extra',
  'wrongType',
  'matchingNotFilterable',
  'requiredWithoutSource',
  'vendorMapping',
] as const;
export const ProfileFinding = z.strictObject({
  code: z.enum(profileFindingCodes),
  /** Target attribute. */
  attribute: z.string(),
  message: z.string(),
  /** Why it matters, where the profile says so. */
  explanation: z.string().nullable(),
  /** Empty: only a person can tell what to do. */
  repairs: z.array(Repair),
});
export type ProfileFinding = z.infer<typeof ProfileFinding>;

/** One object mapping of the live schema with everything that an editor needs. */
export const ObjectMappingView = z.strictObject({
  source: z.string(),
  target: z.string(),
  /** False: fixed by the application. */
  editable: z.boolean(),
  enabled: z.boolean(),
  actions: z.array(ObjectFlowAction),
  /** Actions that are not known here and stay as they are. */
  otherActions: z.array(z.string()),
  scopingFilter: ScopingFilter.nullable(),
  filterInWords: z.string().nullable(),
  mappings: z.array(AttributeMapping),
  sourceAttributes: z.array(AttributeView),
  targetAttributes: z.array(AttributeView),
  findings: z.array(ProfileFinding),
});
export type ObjectMappingView = z.infer<typeof ObjectMappingView>;

/** The mappings of an application as they are. */
export const MappingsView = z.strictObject({
  servicePrincipalId: ServicePrincipalId,
  application: z.string(),
  jobId: SynchronizationJobId,
  /** Of the schema; a change names it, so that nothing is laid over somebody else's. */
  version: z.string().nullable(),
  vendor: VendorId,
  profile: z.string(),
  objects: z.array(ObjectMappingView),
});
export type MappingsView = z.infer<typeof MappingsView>;

/** A function of the expression language, for completion and help. */
export const ExpressionFunction = z.strictObject({
  name: z.string(),
  /** For example `Mid(source, start, length)`. */
  signature: z.string(),
  description: z.string(),
  returns: z.string(),
});
export type ExpressionFunction = z.infer<typeof ExpressionFunction>;

/** What is wrong with an expression; offsets count characters from 0, line and column from 1. */
export const ExpressionDiagnostic = z.strictObject({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  offset: z.number().int(),
  length: z.number().int(),
  line: z.number().int(),
  column: z.number().int(),
  suggestion: z.string().optional(),
});
export type ExpressionDiagnostic = z.infer<typeof ExpressionDiagnostic>;

const SampleValue = z.union([
  z.string().max(4000),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string().max(4000)).max(200),
]);

/** A person to try an expression on: values by the provisioning service's attribute names. */
export const SamplePerson = z.strictObject({
  id: z.string().min(1).max(100),
  name: z.string().max(300),
  /** `invented`: nobody. `basic`: only what User.ReadBasic.All shows. */
  origin: z.enum(['directory', 'basic', 'invented']),
  values: z.record(z.string().max(400), SampleValue),
});
export type SamplePerson = z.infer<typeof SamplePerson>;

/** What an expression gives for one person, by our evaluator or by the service. */
export const ExpressionOutcome = z.discriminatedUnion('kind', [
  /** Empty: the attribute is left out of the flow. */
  z.strictObject({ kind: z.literal('value'), values: z.array(z.string()), note: z.string().nullable() }),
  z.strictObject({ kind: z.literal('error'), code: z.string(), message: z.string() }),
]);
export type ExpressionOutcome = z.infer<typeof ExpressionOutcome>;

/** One person's outcome here and at the service. */
export const ExpressionVerdict = z.strictObject({
  id: z.string(),
  ours: ExpressionOutcome,
  service: ExpressionOutcome,
  /** False: the service is right. */
  agrees: z.boolean(),
});
export type ExpressionVerdict = z.infer<typeof ExpressionVerdict>;
