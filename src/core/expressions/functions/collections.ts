import type { FunctionCall } from '#core/expressions/function-call';
import { type ExpressionValue, isEmptyValue } from '#core/expressions/values';
import type { FunctionDefinition } from './definition.ts';

/** Functions on multi-valued attributes, and those that make one value of many or many of one. */
export const collectionFunctions: readonly FunctionDefinition[] = [
  {
    name: 'Count',
    description: 'Counts the values of a multi-valued attribute.',
    parameters: [{ name: 'attribute', type: 'Attribute', schemaKey: 'source' }],
    returns: 'Integer',
    evaluate: (call) => call.list(0).length,
  },
  {
    name: 'Item',
    description: 'Gives one value of a multi-valued attribute, counted from 1.',
    parameters: [
      { name: 'attribute', type: 'Attribute', schemaKey: 'source' },
      { name: 'index', type: 'Integer' },
    ],
    returns: 'String',
    // The reference only says of index 0 that it "shouldn't be used": like every index without a value it gives null.
    evaluate: (call) => call.list(0)[call.integer(1) - 1] ?? null,
  },
  {
    name: 'Join',
    description: 'Puts strings together with a separator between them, leaving out the empty ones.',
    parameters: [
      { name: 'separator', type: 'String' },
      { name: 'source', type: 'String', repeats: true },
    ],
    returns: 'String',
    evaluate: join,
  },
  {
    name: 'RemoveDuplicates',
    description: 'Keeps the first of equal values of a multi-valued attribute.',
    parameters: [{ name: 'attribute', type: 'Attribute', schemaKey: 'source' }],
    returns: 'MultiValued',
    evaluate: (call) => (isEmptyValue(call.value(0)) ? null : [...new Set(call.list(0))]),
  },
  {
    name: 'Split',
    description: 'Makes a multi-valued attribute of a string, cutting it at each separator.',
    parameters: [
      { name: 'source', type: 'String' },
      { name: 'delimiter', type: 'String' },
    ],
    returns: 'MultiValued',
    evaluate: split,
  },
];

function join(call: FunctionCall): string {
  const parts: string[] = [];
  for (let index = 1; index < call.count; index += 1) {
    if (call.has(index)) parts.push(...call.list(index).filter((part) => part !== ''));
  }
  return parts.join(call.optionalText(0));
}

// The published example splits "PermissionSetOne, PermissionSetTwo" at "," into two names without a space, so blanks
// around a part are removed; a part without anything left is no value to provision.
function split(call: FunctionCall): ExpressionValue {
  const text = call.text(0);
  const delimiter = call.text(1) ?? '';
  if (text === null) return null;
  const parts = delimiter === '' ? [text] : text.split(delimiter);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
