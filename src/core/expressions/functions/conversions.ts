import type { FunctionCall } from '#core/expressions/function-call';
import { asCondition, type ExpressionValue } from '#core/expressions/values';
import type { FunctionDefinition } from './definition.ts';

/** Functions that turn a value into another type or encoding. */
export const conversionFunctions: readonly FunctionDefinition[] = [
  {
    name: 'BitAnd',
    description: 'Gives the bits that are set in both of two whole numbers.',
    parameters: [
      { name: 'value1', type: 'Integer' },
      { name: 'value2', type: 'Integer' },
    ],
    returns: 'Integer',
    evaluate: bitAnd,
  },
  {
    name: 'CBool',
    description: 'True for the text True, for a number other than zero and for a comparison that holds.',
    parameters: [{ name: 'expression', type: 'Any', schemaKey: 'source' }],
    returns: 'Boolean',
    evaluate: (call) => asCondition(call.value(0)),
  },
  {
    name: 'ConvertToBase64',
    description: 'Encodes the UTF-16 bytes of a string in base64.',
    parameters: [{ name: 'source', type: 'String' }],
    returns: 'String',
    evaluate: (call) => encode(call, utf16Base64),
  },
  {
    name: 'ConvertToUTF8Hex',
    description: 'Writes the UTF-8 bytes of a string as hexadecimal digits.',
    parameters: [{ name: 'source', type: 'String' }],
    returns: 'String',
    evaluate: (call) => encode(call, utf8Hex),
  },
  {
    name: 'CStr',
    description: 'Writes a number, a reference or a boolean as a string.',
    parameters: [{ name: 'value', type: 'Any', schemaKey: 'source' }],
    returns: 'String',
    evaluate: (call) => call.text(0),
  },
];

function bitAnd(call: FunctionCall): ExpressionValue {
  const first = wholeNumber(call, 0);
  const second = wholeNumber(call, 1);
  if (first === null || second === null) return null;
  const result = first & second;
  const number = Number(result);
  return Number.isSafeInteger(number) ? number : result.toString();
}

function wholeNumber(call: FunctionCall, index: number): bigint | null {
  const text = call.text(index);
  if (text === null) return null;
  if (/^\s*[+-]?\d+\s*$/.test(text)) return BigInt(text.trim().replace(/^\+/, ''));
  throw call.invalid(index, `needs a whole number, not ${JSON.stringify(text)}`);
}

function encode(call: FunctionCall, encoder: (text: string) => string): ExpressionValue {
  const text = call.text(0);
  return text === null ? null : encoder(text);
}

function utf16Base64(text: string): string {
  let bytes = '';
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    bytes += String.fromCharCode(unit & 0xff, unit >> 8);
  }
  return btoa(bytes);
}

function utf8Hex(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(
    '',
  );
}
