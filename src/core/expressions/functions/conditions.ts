import { type EvaluationContext, type FunctionCall, readAttribute } from '#core/expressions/function-call';
import { childrenOf, type Expression } from '#core/expressions/syntax-tree';
import { asCondition, type ExpressionValue, isEmptyValue, scalarText } from '#core/expressions/values';
import type { FunctionDefinition } from './definition.ts';

/** Functions that test a value or choose between values. */
export const conditionFunctions: readonly FunctionDefinition[] = [
  {
    name: 'Coalesce',
    description: 'Gives the first of its values that is not null; a last constant serves as the default.',
    parameters: [{ name: 'source', type: 'String', repeats: true }],
    returns: 'Any',
    evaluate: coalesce,
  },
  {
    name: 'IgnoreFlowIfNullOrEmpty',
    description: 'Gives the value, or leaves the attribute out of the flow when the value is null or empty.',
    parameters: [{ name: 'expression', type: 'Any', schemaKey: 'source' }],
    returns: 'Any',
    evaluate: ignoreFlowIfNullOrEmpty,
  },
  {
    name: 'IIF',
    description: 'Gives the second argument when the condition holds and the third when it does not.',
    parameters: [
      { name: 'condition', type: 'Boolean' },
      { name: 'valueIfTrue', type: 'Any' },
      { name: 'valueIfFalse', type: 'Any' },
    ],
    returns: 'Any',
    evaluate: (call) => call.value(conditionHolds(call) ? 1 : 2),
  },
  {
    name: 'IsNull',
    description: 'True when the value is null; for an attribute that means the person does not have it.',
    parameters: [{ name: 'expression', type: 'Any', schemaKey: 'source' }],
    returns: 'Boolean',
    evaluate: (call) => call.value(0) === null,
  },
  {
    name: 'IsNullOrEmpty',
    description: 'True when the value is null or an empty string; the opposite of IsPresent.',
    parameters: [{ name: 'expression', type: 'Any', schemaKey: 'source' }],
    returns: 'Boolean',
    evaluate: (call) => isEmptyValue(call.value(0)),
  },
  {
    name: 'IsPresent',
    description: 'True when the value is neither null nor an empty string; the opposite of IsNullOrEmpty.',
    parameters: [{ name: 'expression', type: 'Any', schemaKey: 'source' }],
    returns: 'Boolean',
    evaluate: (call) => !isEmptyValue(call.value(0)),
  },
  {
    name: 'IsString',
    description: 'True when the value is a string.',
    parameters: [{ name: 'expression', type: 'Any', schemaKey: 'source' }],
    returns: 'Boolean',
    evaluate: (call) => typeof call.value(0) === 'string',
  },
  {
    name: 'Not',
    description: 'Turns True into False and everything else into True.',
    parameters: [{ name: 'source', type: 'Boolean' }],
    returns: 'String',
    evaluate: (call) => (asCondition(call.value(0)) ? 'False' : 'True'),
  },
  {
    name: 'Switch',
    description: 'Compares the source with each key, minding case, and gives the value of the first equal one.',
    parameters: [
      { name: 'source', type: 'String' },
      { name: 'defaultValue', type: 'Any', optional: true },
      { name: 'key', type: 'String', repeats: true, schemaKey: 'switchValue' },
      { name: 'value', type: 'Any', repeats: true, schemaKey: 'switchValue' },
    ],
    returns: 'Any',
    evaluate: switchOver,
  },
];

function coalesce(call: FunctionCall): ExpressionValue {
  for (let index = 0; index < call.count; index += 1) {
    const value = call.value(index);
    if (value !== null) return value;
  }
  return null;
}

function ignoreFlowIfNullOrEmpty(call: FunctionCall): ExpressionValue {
  const value = call.value(0);
  if (!isEmptyValue(value)) return value;
  call.evaluation.isFlowIgnored = true;
  return null;
}

function switchOver(call: FunctionCall): ExpressionValue {
  const source = call.text(0) ?? '';
  for (let index = 2; index + 1 < call.count; index += 2) {
    if (comparisonText(call.value(index)) === source) return call.value(index + 1);
  }
  return call.value(1);
}

function comparisonText(value: ExpressionValue): string | undefined {
  return typeof value === 'object' && value !== null ? undefined : scalarText(value);
}

// The reference: "If the source attribute used within the IIF function is empty or null, the condition check fails",
// and it lists IIF([country]="",…), IIF(IsNullOrEmpty([country]),…) and IIF(IsPresent([country]),…) as unsupported.
// So a condition that reads an empty attribute never holds, whatever it asks of it.
function conditionHolds(call: FunctionCall): boolean {
  const condition = call.tree(0);
  if (condition === undefined || readsEmptyAttribute(condition, call.context)) return false;
  return asCondition(call.value(0));
}

function readsEmptyAttribute(tree: Expression, context: EvaluationContext): boolean {
  if (tree.kind === 'attribute') return isEmptyValue(readAttribute(context, tree.name));
  return childrenOf(tree).some((child) => readsEmptyAttribute(child, context));
}
