import type { CountMasked } from './redaction.ts';
import { isSecretAttribute, masked } from './redaction.ts';

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** String constants of an expression; names of attributes in brackets stay. */
const constants = /"(?:[^"\\]|\\[\s\S])*"/g;

function maskedExpression(expression: string): string {
  return expression.replace(constants, (found) => (found.length > 2 ? `"${masked}"` : found));
}

/** A source of a mapping that fills a secret attribute: which attributes it reads stays, what it adds does not. */
function maskedSource(source: unknown): unknown {
  if (!isRecord(source)) return source;
  const isConstant = text(source.type).toLowerCase() === 'constant';
  const parameters = Array.isArray(source.parameters)
    ? source.parameters.map((one) => (isRecord(one) ? { ...one, value: maskedSource(one.value) } : one))
    : source.parameters;
  return {
    ...source,
    ...(source.parameters === undefined ? {} : { parameters }),
    ...(isConstant && typeof source.name === 'string' ? { name: masked } : {}),
    ...(typeof source.expression === 'string'
      ? { expression: isConstant ? `"${masked}"` : maskedExpression(source.expression) }
      : {}),
  };
}

/** Takes an attribute mapping as JSON; gives it with what it writes into a secret attribute masked. Pure but for counting. */
export function maskedMapping(mapping: unknown, count: CountMasked): unknown {
  if (!isRecord(mapping) || !isSecretAttribute(text(mapping.targetAttributeName))) return mapping;
  const hasDefault = typeof mapping.defaultValue === 'string' && mapping.defaultValue !== '';
  const source = maskedSource(mapping.source);
  const result = { ...mapping, source, ...(hasDefault ? { defaultValue: masked } : {}) };
  if (JSON.stringify(result) !== JSON.stringify(mapping)) count('mappings');
  return result;
}

function maskedClause(clause: unknown, count: CountMasked): unknown {
  if (!isRecord(clause) || !isSecretAttribute(text(clause.sourceOperandName))) return clause;
  const { targetOperand } = clause;
  if (!isRecord(targetOperand) || list(targetOperand.values).length === 0) return clause;
  count('mappings');
  return { ...clause, targetOperand: { ...targetOperand, values: list(targetOperand.values).map(() => masked) } };
}

const maskedGroups = (groups: unknown, count: CountMasked): unknown =>
  Array.isArray(groups)
    ? groups.map((group) =>
        isRecord(group) && Array.isArray(group.clauses)
          ? { ...group, clauses: group.clauses.map((clause) => maskedClause(clause, count)) }
          : group,
      )
    : groups;

/** Takes a scoping filter as JSON; gives it with values of secret attributes masked. Pure but for counting. */
export function maskedFilter(filter: unknown, count: CountMasked): unknown {
  if (!isRecord(filter)) return filter;
  const kinds = ['groups', 'inputFilterGroups', 'categoryFilterGroups'].filter((name) => filter[name] !== undefined);
  return { ...filter, ...Object.fromEntries(kinds.map((name) => [name, maskedGroups(filter[name], count)])) };
}

/** Values of metadata and of definitions whose own name says that they are secret. */
function maskedNamed(value: unknown, count: CountMasked): unknown {
  if (Array.isArray(value)) return value.map((item) => maskedNamed(item, count));
  if (!isRecord(value)) return value;
  const name = text(value.key) || text(value.name);
  const holds = ['value', 'defaultValue'].filter((member) => typeof value[member] === 'string' && value[member] !== '');
  const entries = Object.entries(value).map(([member, inner]) => [member, maskedNamed(inner, count)] as const);
  if (!isSecretAttribute(name) || holds.length === 0) return Object.fromEntries(entries);
  count('mappings');
  return { ...Object.fromEntries(entries), ...Object.fromEntries(holds.map((member) => [member, masked])) };
}

function maskedObjectMapping(mapping: unknown, count: CountMasked): unknown {
  if (!isRecord(mapping)) return mapping;
  return {
    ...mapping,
    ...(mapping.scope === undefined ? {} : { scope: maskedFilter(mapping.scope, count) }),
    ...(mapping.metadata === undefined ? {} : { metadata: maskedNamed(mapping.metadata, count) }),
    attributeMappings: list(mapping.attributeMappings).map((one) => maskedMapping(one, count)),
  };
}

/** Takes a synchronization schema as JSON; gives it with everything masked that is written into secret attributes. Pure but for counting. */
export function maskedSchema(schema: unknown, count: CountMasked): unknown {
  if (!isRecord(schema)) return schema;
  return {
    ...schema,
    synchronizationRules: list(schema.synchronizationRules).map((rule) =>
      isRecord(rule)
        ? {
            ...rule,
            ...(rule.metadata === undefined ? {} : { metadata: maskedNamed(rule.metadata, count) }),
            objectMappings: list(rule.objectMappings).map((one) => maskedObjectMapping(one, count)),
          }
        : rule,
    ),
    directories: maskedNamed(list(schema.directories), count),
  };
}
