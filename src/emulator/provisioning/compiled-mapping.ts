import { fromAttributeMappingSource } from '#core/expressions/attribute-mapping-source';
import { type CompiledExpression, compileExpression } from '#core/expressions/evaluator';
import type { AssignedAppRole, ExpressionValue } from '#core/expressions/values';
import type { ObjectMapping, SynchronizationSchema } from '#core/graph/shapes';
import { toBoolean } from '#emulator/scim/scim-types';
import type { ScopingFilter } from '#shared/model/attribute-mapping';
import type { SourceAttributes } from './source-attributes.ts';

/** A value on its way to the target; never null, because nulls are not provisioned. */
export type TargetValue = Exclude<ExpressionValue, null>;
export type TargetValues = Record<string, TargetValue>;

/** Which of the three target object actions an object mapping allows. */
export interface FlowActions {
  readonly add: boolean;
  readonly update: boolean;
  readonly delete: boolean;
}

/** One attribute mapping, ready to be evaluated for many objects. */
export interface CompiledAttributeMapping {
  readonly target: string;
  /** null: mapping type "None", only the default value flows. */
  readonly evaluate: CompiledExpression | null;
  readonly defaultValue: string | null;
  readonly onCreateOnly: boolean;
  /** Flows only while the target has no value of its own. */
  readonly onlyIntoEmpty: boolean;
  readonly flowAlways: boolean;
  readonly matchingPriority: number;
  readonly type: string;
  readonly multivalued: boolean;
}

/** An object mapping, ready for a cycle. */
export interface CompiledObjectMapping {
  readonly ruleId: string;
  readonly sourceObjectName: string;
  readonly targetObjectName: string;
  readonly targetDirectoryName: string;
  readonly flow: FlowActions;
  readonly scope: ScopingFilter | null;
  readonly attributes: readonly CompiledAttributeMapping[];
  /** By matching precedence; the lowest number comes first. */
  readonly matching: readonly CompiledAttributeMapping[];
}

/** An attribute that could not be worked out. */
export interface MappingProblem {
  readonly target: string;
  readonly code: string;
  readonly message: string;
}

/** What the mappings of one object give. */
export interface MappingResult {
  readonly values: TargetValues;
  readonly problems: readonly MappingProblem[];
}

/** What a mapping is evaluated with. */
export interface MappingInput {
  readonly attributes: SourceAttributes;
  readonly now: number;
  readonly roles: readonly AssignedAppRole[];
  readonly creating: boolean;
  readonly defaultDomain: string;
}

/**
 * Makes the enabled object mappings of a schema ready.
 * Takes a schema; gives its mappings in the order of rule priority. An expression that cannot be parsed becomes a
 * mapping that fails for each object, as in the service.
 */
export function compileSchema(schema: SynchronizationSchema): readonly CompiledObjectMapping[] {
  const rules = [...(schema.synchronizationRules ?? [])].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
  return rules.flatMap((rule) =>
    (rule.objectMappings ?? [])
      .filter((each) => each.enabled !== false)
      .map((each) => {
        const targetDirectoryName = rule.targetDirectoryName ?? '';
        const types = targetTypes(schema, targetDirectoryName, each.targetObjectName);
        return { ...compileObjectMapping(each, types), ruleId: rule.id, targetDirectoryName };
      }),
  );
}

interface TargetType {
  readonly type: string;
  readonly multivalued: boolean;
}

function targetTypes(
  schema: SynchronizationSchema,
  directoryName: string,
  objectName: string,
): Map<string, TargetType> {
  const directory = schema.directories?.find((each) => each.name === directoryName);
  const object = directory?.objects?.find((each) => each.name === objectName);
  return new Map(
    (object?.attributes ?? []).map((each) => [
      each.name,
      { type: each.type ?? 'String', multivalued: each.multivalued ?? false },
    ]),
  );
}

const addingFlows: ReadonlySet<string> = new Set(['AttributeAddOnly', 'ValueAddOnly', 'MultiValueAddOnly']);

function compileObjectMapping(
  mapping: ObjectMapping,
  types: ReadonlyMap<string, TargetType>,
): Omit<CompiledObjectMapping, 'ruleId' | 'targetDirectoryName'> {
  const attributes = (mapping.attributeMappings ?? []).map((each): CompiledAttributeMapping => {
    const known = types.get(each.targetAttributeName);
    return {
      target: each.targetAttributeName,
      evaluate: each.source === null ? null : compileSource(each.source),
      defaultValue: each.defaultValue || null,
      onCreateOnly: each.flowType === 'ObjectAddOnly',
      // What these do is not documented; by their names they add what is not there.
      onlyIntoEmpty: addingFlows.has(each.flowType ?? ''),
      flowAlways: each.flowBehavior === 'FlowAlways',
      matchingPriority: each.matchingPriority ?? 0,
      type: known?.type ?? guessedType(each.targetAttributeName),
      multivalued: known?.multivalued ?? false,
    };
  });
  return {
    sourceObjectName: mapping.sourceObjectName,
    targetObjectName: mapping.targetObjectName,
    flow: readFlowTypes(mapping.flowTypes),
    scope: mapping.scope ?? null,
    attributes,
    matching: attributes
      .filter((each) => each.matchingPriority > 0)
      .sort((a, b) => a.matchingPriority - b.matchingPriority),
  };
}

/** A target attribute that an administrator added by hand may be missing in the directory's list. */
function guessedType(target: string): string {
  if (target === 'members' || target.endsWith(':manager')) return 'Reference';
  return target === 'active' ? 'Boolean' : 'String';
}

function compileSource(source: Parameters<typeof fromAttributeMappingSource>[0]): CompiledExpression {
  const { tree, diagnostics } = fromAttributeMappingSource(source);
  if (tree !== undefined) return compileExpression(tree);
  const message = diagnostics[0]?.message ?? 'The expression cannot be read.';
  return () => ({ ok: false, error: { code: 'incomplete', message } });
}

/**
 * Reads the flags of `flowTypes`, for example "Add, Update, Delete"; absent means all three.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-objectmapping
 */
export function readFlowTypes(text: string | null | undefined): FlowActions {
  if (text === null || text === undefined) return { add: true, update: true, delete: true };
  const flags = new Set(text.split(',').map((each) => each.trim().toLowerCase()));
  return { add: flags.has('add'), update: flags.has('update'), delete: flags.has('delete') };
}

/**
 * Evaluates the mappings of one object.
 * Takes the compiled mapping and the object's attributes; gives the values that flow. Empty values are left out; a
 * default value stands in only on create. References hold the source object's id until the engine resolves them.
 */
export function evaluateMappings(mapping: CompiledObjectMapping, input: MappingInput): MappingResult {
  const values: TargetValues = {};
  const problems: MappingProblem[] = [];
  const context = {
    attributes: input.attributes,
    now: input.now,
    appRoleAssignments: input.roles,
    defaultDomain: input.defaultDomain,
  };
  for (const each of mapping.attributes) {
    if (each.multivalued && each.type === 'Reference') continue;
    const result = each.evaluate?.(context) ?? { ok: true as const, value: null };
    if (!result.ok) {
      problems.push({ target: each.target, ...result.error });
      continue;
    }
    const value = fitted(result.value, each, problems);
    const flowing = value ?? (input.creating ? fitted(each.defaultValue, each, problems) : null);
    if (flowing !== null) values[each.target] = flowing;
  }
  return { values, problems };
}

/** Single-valued targets take one value; Boolean targets take booleans out of "True" and "False". */
function fitted(
  value: ExpressionValue,
  mapping: CompiledAttributeMapping,
  problems: MappingProblem[],
): TargetValue | null {
  if (value === null || value === '') return null;
  if (Array.isArray(value)) {
    if (value.length === 0) return null;
    const isText = value.every((each) => typeof each === 'string');
    if (mapping.multivalued || !isText) return value;
    if (value.length === 1) return value[0] ?? null;
    problems.push({
      target: mapping.target,
      code: 'SchemaPropertyCanOnlyAcceptValue',
      message: `The attribute ${mapping.target} can only accept one value, but ${value.length} values were given.`,
    });
    return null;
  }
  if (mapping.type !== 'Boolean') return value;
  return toBoolean(value) as TargetValue;
}
