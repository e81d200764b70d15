import { checkExpression } from '#core/expressions/checker';
import { parseExpression } from '#core/expressions/parser';
import { SynchronizationSchema } from '#core/graph/shapes';
import { type FilterCheck, scopingFilterProblem } from '#emulator/provisioning/scoping-filter-check';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import { filterOperators } from './filter-operators.ts';

type Rule = NonNullable<SynchronizationSchema['synchronizationRules']>[number];
type ObjectMapping = NonNullable<Rule['objectMappings']>[number];

const flowTypes = ['None', 'Add', 'Update', 'Delete'];
const mappingFlowTypes = ['Always', 'ObjectAddOnly', 'MultiValueAddOnly', 'ValueAddOnly', 'AttributeAddOnly'];
const flowBehaviors = ['FlowWhenChanged', 'FlowAlways'];
const sourceTypes = ['Attribute', 'Constant', 'Function'];
const operators: FilterCheck['operators'] = new Map(filterOperators.map(({ name, arity }) => [name, arity]));

export type SchemaCheck =
  | { readonly ok: true; readonly schema: SynchronizationSchema }
  | { readonly ok: false; readonly message: string };

/**
 * Checks the body of a PUT against the schema in force, as the service would before it stores one: shape, rules that
 * the template fixes, values of enumerations, target attributes, matching attributes, expressions and operators.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationschema-update
 */
export function checkSchema(body: unknown, current: SynchronizationSchema): SchemaCheck {
  const parsed = SynchronizationSchema.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse(`The schema is not valid at '${issue?.path.join('/') ?? ''}': ${issue?.message ?? ''}`);
  }
  const sent = parsed.data;
  const rules = sent.synchronizationRules ?? [];
  if (rules.length === 0) return refuse('The schema has no synchronizationRules; a PUT replaces the entire schema.');
  // Directories are a contained collection of their own: a PUT without them leaves them as they are.
  const schema = { ...sent, directories: sent.directories ?? current.directories };
  for (const rule of rules) {
    const message = ruleProblem(rule, schema, current);
    if (message !== null) return refuse(message);
  }
  return { ok: true, schema };
}

function refuse(message: string): SchemaCheck {
  return { ok: false, message };
}

function ruleProblem(rule: Rule, schema: SynchronizationSchema, current: SynchronizationSchema): string | null {
  const known = (current.synchronizationRules ?? []).find(({ id }) => id === rule.id);
  if (known === undefined) return `The synchronization rule '${rule.id}' does not belong to this job.`;
  for (const mapping of rule.objectMappings ?? []) {
    const problem =
      objectMappingProblem(mapping, targetAttributesOf(schema, rule, mapping)) ??
      scopingFilterProblem(mapping.scope, filterCheckOf(schema, { rule, mapping, stored: known }));
    if (problem !== null) return `Object mapping '${mapping.name ?? mapping.targetObjectName}': ${problem}`;
  }
  return null;
}

/** Names that the target object defines; null when the schema does not say. */
function targetAttributesOf(
  schema: SynchronizationSchema,
  rule: Rule,
  mapping: ObjectMapping,
): ReadonlySet<string> | null {
  const directory = (schema.directories ?? []).find(({ name }) => name === rule.targetDirectoryName);
  const object = directory?.objects?.find(({ name }) => name === mapping.targetObjectName);
  const attributes = object?.attributes ?? [];
  return attributes.length === 0 ? null : new Set(attributes.map(({ name }) => name));
}

function objectMappingProblem(mapping: ObjectMapping, targets: ReadonlySet<string> | null): string | null {
  const flow = (mapping.flowTypes ?? 'None').split(',').map((name) => name.trim());
  const badFlow = flow.find((name) => !flowTypes.includes(name));
  if (badFlow !== undefined) return `Requested value '${badFlow}' was not found.`;
  const attributeMappings = mapping.attributeMappings ?? [];
  for (const attributeMapping of attributeMappings) {
    const problem = attributeMappingProblem(attributeMapping, targets);
    if (problem !== null) return `Attribute mapping '${attributeMapping.targetAttributeName}': ${problem}`;
  }
  const isActive = mapping.enabled !== false && flow.some((name) => name !== 'None');
  if (isActive && !attributeMappings.some(({ matchingPriority }) => (matchingPriority ?? 0) >= 1)) {
    return 'at least one attribute mapping needs a matchingPriority of 1 or more.';
  }
  return null;
}

function attributeMappingProblem(mapping: AttributeMapping, targets: ReadonlySet<string> | null): string | null {
  if (targets !== null && !targets.has(mapping.targetAttributeName)) {
    return 'the target object does not define this attribute.';
  }
  if (mapping.flowType != null && !mappingFlowTypes.includes(mapping.flowType)) {
    return `Requested value '${mapping.flowType}' was not found.`;
  }
  if (mapping.flowBehavior != null && !flowBehaviors.includes(mapping.flowBehavior)) {
    return `Requested value '${mapping.flowBehavior}' was not found.`;
  }
  const { source } = mapping;
  if (source === null) return null;
  if (!sourceTypes.includes(source.type)) return `Requested value '${source.type}' was not found.`;
  return source.type === 'Function' ? expressionProblem(source.expression ?? '') : null;
}

function expressionProblem(expression: string): string | null {
  const { tree, diagnostics } = parseExpression(expression);
  const found = [...diagnostics, ...(tree === undefined ? [] : checkExpression(tree))];
  const error = found.find(({ severity }) => severity === 'error');
  return error === undefined ? null : `the expression cannot be used: ${error.message}`;
}

interface FilterPlace {
  readonly rule: Rule;
  readonly mapping: ObjectMapping;
  readonly stored: Rule;
}

function filterCheckOf(schema: SynchronizationSchema, { rule, mapping, stored }: FilterPlace): FilterCheck {
  const storedGroups = (stored.objectMappings ?? []).flatMap((each) => each.scope?.groups ?? []);
  const directory = (schema.directories ?? []).find(({ name }) => name === rule.sourceDirectoryName);
  const attributes = directory?.objects?.find(({ name }) => name === mapping.sourceObjectName)?.attributes;
  return {
    operators,
    storedOperators: new Set(storedGroups.flatMap(({ clauses }) => clauses.map((clause) => clause.operatorName))),
    attributes:
      attributes == null
        ? null
        : new Map(
            attributes.map(({ name, type, multivalued }) => [
              name,
              { type: type ?? 'String', multivalued: multivalued ?? false },
            ]),
          ),
  };
}

/** The version after a save: `v1.2` becomes `v1.3`; a version of another form starts again at `v1.1`. */
export function nextSchemaVersion(version: string | null | undefined): string {
  const match = /^v(\d+)\.(\d+)$/.exec(version ?? '');
  return match === null ? 'v1.1' : `v${match[1]}.${Number(match[2]) + 1}`;
}
